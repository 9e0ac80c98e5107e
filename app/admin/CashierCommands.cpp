// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include <QJsonArray>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<AdminOutcome> listCashiers(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    QJsonArray cashiers;
    for (const Cashier& cashier : TRY(till->cashiers().all()))
        cashiers.append(cashier.toJson());
    return AdminOutcome { { { u"cashiers"_s, cashiers }, { u"atTill"_s, till->settings().cashier } }, AdminExit::Done };
}

Result<AdminOutcome> addCashier(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    return AdminOutcome { TRY(till->cashiers().add(call.argument(0))).toJson(), AdminExit::Done };
}

Result<AdminOutcome> renameCashier(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    return AdminOutcome { TRY(till->cashiers().rename(call.argument(0), call.argument(1))).toJson(), AdminExit::Done };
}

Result<AdminOutcome> endCashier(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    return AdminOutcome { TRY(till->cashiers().end(call.argument(0))).toJson(), AdminExit::Done };
}

Result<AdminOutcome> resumeCashier(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    return AdminOutcome { TRY(till->cashiers().resume(call.argument(0))).toJson(), AdminExit::Done };
}

}

std::vector<Command> cashierCommands()
{
    return {
        { u"cashier list"_s, {}, u"who works here, and who did"_s, u"The same at all tills of a chain. Works while the till is selling."_s, u"cashier list"_s,
            {}, listCashiers },
        { u"cashier add"_s, { u"NAME"_s }, u"list somebody who works here"_s, u"Who worked here before by this name comes back."_s, u"cashier add 王芳"_s, {},
            addCashier },
        { u"cashier rename"_s, { u"OLD"_s, u"NEW"_s }, u"give a cashier another name"_s,
            u"Tills where they stand follow; receipts and rules that name them stay as they are."_s, u"cashier rename 王芳 王芳芳"_s, {}, renameCashier },
        { u"cashier end"_s, { u"NAME"_s }, u"they work here no longer"_s, u"Their name stays on the receipts of before."_s, u"cashier end 王芳"_s, {},
            endCashier },
        { u"cashier resume"_s, { u"NAME"_s }, u"they work here again"_s, {}, u"cashier resume 王芳"_s, {}, resumeCashier },
    };
}

}
