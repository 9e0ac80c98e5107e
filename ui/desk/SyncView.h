// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/base/Id.h"

#include <optional>

namespace tangyuan {

/// How the till stands with its chain, for the screen.
struct SyncView {
    enum class Standing { Alone, Starting, Working, Offline, CertificateWrong, Revoked, OtherVersion };
    Standing standing = Standing::Alone;
    QString chain {}; ///< the organisation's name
    QString store {};
    QString address {}; ///< the hub's
    qint64 waiting = 0; ///< facts that the hub does not have
    std::optional<UtcTime> waitingSince {};
    std::optional<UtcTime> troubleSince {};
    std::optional<UtcTime> lastContact {}; ///< since the program started
    std::optional<Error> trouble {};
    enum class Fill { Done, Runs } fill = Fill::Done; ///< of what was there before this till
    qint64 rowsTaken = 0;
    qint64 rowsTotal = 0;  ///< about
    qint64 exceptions = 0; ///< what a manager should look at
};

/// Something that broke a rule of the chain; it happened all the same.
struct ChainException {
    Id id {};
    QString kind {};    ///< as the hub names it: "overspent"
    QString subject {}; ///< a member's number, a product's, a till's code
    UtcTime at {};
    QString till {};
};

}
