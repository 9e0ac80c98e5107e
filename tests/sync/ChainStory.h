// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Verification.h"
#include "tests/support/chain/Chain.h"

#include <QTest>

// What every story of a chain asks in the end, and on the way.
namespace tangyuan::sync {

inline void check(Chain& chain)
{
    const auto verified = chain.hub().verify();
    QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().context));
    for (const auto& till : chain.tills()) {
        const auto local = verifyDatabase(till->till().database());
        QVERIFY2(local.has_value(), local ? "" : qPrintable(till->code() + u' ' + errorCodeName(local.error().code) + u' ' + local.error().context));
    }
}

/// The till asks the hub for somebody.
inline std::optional<Id> asked(Chain& chain, ChainTill& till, const FindRequest& wanted)
{
    return MUST(till.session().found(chain.hub().handle(till.session().find(wanted))));
}

inline Member found(ChainTill& till, const char* phone)
{
    const auto member = MUST(till.till().members().byPhone(QString::fromLatin1(phone)));
    VERIFY(member);
    return *member;
}

}
