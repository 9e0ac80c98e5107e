// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SyncWords.h"

#include "core/base/Verify.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <QCoreApplication>
#include <QLocale>

namespace tangyuan::words {
namespace {

struct SyncText {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

/// "14:05", with the day where it was another one.
QString since(UtcTime time, UtcTime now, const BusinessCalendar& calendar)
{
    const QDateTime local = calendar.localTime(time);
    const bool isToday = local.date() == calendar.localTime(now).date();
    return local.toString(isToday ? QStringLiteral("HH:mm") : QStringLiteral("MM-dd HH:mm"));
}

QString fillText(const SyncView& view)
{
    return SyncText::tr("Filling: %1 of about %2").arg(count(view.rowsTaken), count(view.rowsTotal));
}

SyncMark workingMark(const SyncView& view)
{
    using enum SyncMark::Tone;
    if (view.fill == SyncView::Fill::Runs)
        return { fillText(view), Waits };
    const SyncMark mark
        = view.waiting > 0 ? SyncMark { SyncText::tr("%1 waiting").arg(count(view.waiting)), Waits } : SyncMark { SyncText::tr("All sent"), Good };
    return view.exceptions > 0 ? SyncMark { mark.text + SyncText::tr("  ·  %1 to look at").arg(count(view.exceptions)), Waits } : mark;
}

QString standingText(const SyncView& view)
{
    if (view.trouble)
        return errorText(*view.trouble);
    switch (view.standing) {
    case SyncView::Standing::Starting: return SyncText::tr("Looking for the hub.");
    case SyncView::Standing::Working: return SyncText::tr("The till and the hub talk.");
    case SyncView::Standing::Alone: return SyncText::tr("This till stands alone.");
    case SyncView::Standing::Offline: return errorText({ ErrorCode::HubUnreachable });
    case SyncView::Standing::CertificateWrong: return errorText({ ErrorCode::HubCertificateWrong });
    case SyncView::Standing::Revoked: return errorText({ ErrorCode::DeviceRevoked });
    case SyncView::Standing::OtherVersion: return errorText({ ErrorCode::HubVersion });
    }
    VERIFY(false);
}

}

QString count(qint64 number)
{
    return QLocale(QLocale::English).toString(number); // 3,400 in either language
}

SyncMark syncMark(const SyncView& view, UtcTime now, const BusinessCalendar& calendar)
{
    using enum SyncMark::Tone;
    switch (view.standing) {
    case SyncView::Standing::Alone: return {};
    case SyncView::Standing::Starting: return { SyncText::tr("Looking for the hub…"), Quiet };
    case SyncView::Standing::Working: return workingMark(view);
    case SyncView::Standing::Offline: return { SyncText::tr("Working offline since %1").arg(since(view.troubleSince.value_or(now), now, calendar)), Quiet };
    case SyncView::Standing::CertificateWrong: return { SyncText::tr("This is not our hub"), Trouble };
    case SyncView::Standing::Revoked: return { SyncText::tr("This till was taken out of the chain"), Trouble };
    case SyncView::Standing::OtherVersion: return { SyncText::tr("The hub has another version"), Trouble };
    }
    VERIFY(false);
}

std::vector<SyncDetail> syncDetails(const SyncView& view, UtcTime now, const BusinessCalendar& calendar)
{
    std::vector<SyncDetail> details {
        { SyncText::tr("Chain"), view.chain },
        { SyncText::tr("Store"), view.store },
        { SyncText::tr("Hub"), view.address },
        { SyncText::tr("Standing"), standingText(view) },
        { SyncText::tr("Last contact"), view.lastContact ? moment(*view.lastContact, now, calendar) : SyncText::tr("not since the till was started") },
        { SyncText::tr("Waiting"),
            view.waiting == 0       ? SyncText::tr("Nothing: the hub has all that happened here.")
                : view.waitingSince ? SyncText::tr("%1, the first since %2").arg(count(view.waiting), moment(*view.waitingSince, now, calendar))
                                    : count(view.waiting) },
    };
    if (view.fill == SyncView::Fill::Runs)
        details.push_back({ SyncText::tr("First fill"), fillText(view) });
    return details;
}

QString exceptionText(const ChainException& exception)
{
    const auto said = [&]() -> QString {
        if (exception.kind == u"overspent")
            return SyncText::tr("Spent more than there was");
        if (exception.kind == u"fork")
            return SyncText::tr("Two histories of one till: an old backup, or a copy");
        if (exception.kind == u"idTwice")
            return SyncText::tr("Two things happened under one id");
        if (exception.kind == u"undecodable")
            return SyncText::tr("The hub cannot read what a till sent");
        if (exception.kind == u"wrongClock")
            return SyncText::tr("The till's clock is wrong");
        if (exception.kind == u"numberTaken")
            return SyncText::tr("A number was given twice: this member has another one now");
        if (exception.kind == u"samePhone")
            return SyncText::tr("One phone, registered twice: one member now");
        if (exception.kind == u"editsCrossed")
            return SyncText::tr("Two tills changed the same thing");
        if (exception.kind == u"codeTaken")
            return SyncText::tr("Two products with one code");
        if (exception.kind == u"couponTwice")
            return SyncText::tr("A coupon was used too often");
        if (exception.kind == u"hubRestored")
            return SyncText::tr("The hub was restored from a backup: the tills send it again what it lost");
        return SyncText::tr("Something unusual (%1)").arg(shortened(exception.kind, 24)); // a newer hub knows more
    }();
    return exception.subject.isEmpty() ? said : SyncText::tr("%1:  %2").arg(said, exception.subject);
}

}
