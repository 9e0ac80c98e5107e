// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/reports/ChainReport.h"
#include "ui/desk/SyncView.h"

#include <QObject>

#include <functional>
#include <vector>

namespace tangyuan {

/// What the screens ask of the chain. Whoever fills it in never makes the screen wait: answers come later, by a call.
class HubDesk : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual const SyncView& view() const = 0;
    virtual void tryNow() = 0;

    using Done = std::function<void(Result<void>)>;
    /// Members that are sealed anew, and in all: 0 of 0 when the hub has let the till in. Nothing else happens meanwhile.
    using Sealing = std::function<void(qint64 done, qint64 total)>;
    virtual void join(const QString& code, Sealing onSealing, Done done) = 0;
    virtual Result<void> leave() = 0;

    /// A member whom this till does not hold, by one of these.
    struct MemberQuestion {
        QString phone {}; ///< E.164
        QString number {};
        std::optional<Id> id {};
    };
    /// Who is found is in the till when `found` is called; nothing: the chain does not know them either.
    using Found = std::function<void(Result<std::optional<Id>>)>;
    virtual void findMember(const MemberQuestion& question, Found found) = 0;

    using Listed = std::function<void(Result<std::vector<ChainException>>)>;
    /// Those that are open, the newest first.
    virtual void listExceptions(Listed listed) = 0;
    virtual void settle(const Id& exception, Done done) = 0;

    using Reported = std::function<void(Result<ChainReport>)>;
    /// What every store sold; at most ChainReport::limitDays.
    virtual void reportDays(DateRange range, Reported reported) = 0;

Q_SIGNALS:
    void changed();
};

}
