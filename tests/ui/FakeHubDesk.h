// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/HubDesk.h"

#include <QTimer>

#include <utility>

namespace tangyuan {

/// A hub that answers when the story says so.
class FakeHubDesk final : public HubDesk {
public:
    SyncView now;
    std::vector<ChainException> exceptions;
    std::optional<Error> trouble; ///< of whatever is asked
    QStringList acts;             ///< what was asked of it
    Found waiting;                ///< the last search, until it is answered
    Reported reporting;           ///< the last question for sales, until it is answered
    Done joining;
    Sealing seals;
    MemberQuestion question;

    const SyncView& view() const override { return now; }
    void show(const SyncView& view)
    {
        now = view;
        Q_EMIT changed();
    }
    void tryNow() override { acts << QStringLiteral("try"); }
    void join(const QString& code, Sealing onSealing, Done done) override
    {
        acts << QStringLiteral("join ") + code;
        seals = std::move(onSealing);
        joining = std::move(done);
    }
    Result<void> leave() override
    {
        acts << QStringLiteral("leave");
        if (trouble)
            return Failure(*trouble);
        show({});
        return {};
    }
    void findMember(const MemberQuestion& asked, Found found) override
    {
        acts << QStringLiteral("find");
        question = asked;
        waiting = std::move(found);
    }
    /// Late, as a wire is.
    void answer(Result<std::optional<Id>> found) { std::exchange(waiting, nullptr)(std::move(found)); }
    void listExceptions(Listed listed) override
    {
        acts << QStringLiteral("list");
        if (trouble)
            return listed(Failure(*trouble));
        listed(exceptions);
    }
    void settle(const Id& exception, Done done) override
    {
        acts << QStringLiteral("settle");
        if (trouble)
            return done(Failure(*trouble));
        std::erase_if(exceptions, [&](const ChainException& open) { return open.id == exception; });
        done({});
    }
    void reportDays(DateRange range, Reported reported) override
    {
        acts << QStringLiteral("report ") + range.toString();
        reporting = std::move(reported);
    }
};

/// A till of a chain that talks with its hub.
inline SyncView workingView()
{
    return { .standing = SyncView::Standing::Working,
        .chain = QStringLiteral("桂花糖水连锁"),
        .store = QStringLiteral("S001 人民路店"),
        .address = QStringLiteral("https://192.168.1.10:8443") };
}

}
