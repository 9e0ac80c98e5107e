// SPDX-License-Identifier: GPL-3.0-or-later
// What was done for the member lately, and undoing it.
#include "ui/members/ServicesPresenter.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <algorithm>

namespace tangyuan {
namespace {

constexpr int deedsShown = 16;

/// "-¥200.00", "+5 points", "-1 × 生日蛋糕".
QString changeText(const PastDeed::Change& change, const LoyaltyRules& rules)
{
    const auto withSign = [&](const QString& text) { return change.amount > 0 ? u'+' + text : text; };
    switch (change.currency) {
    case Currency::Points: return ServicesPresenter::tr("%1 points").arg(withSign(words::points({ change.amount })));
    case Currency::Principal: return withSign(toDisplayString(Money { change.amount }));
    case Currency::Bonus: return ServicesPresenter::tr("%1 on top").arg(withSign(toDisplayString(Money { change.amount })));
    case Currency::Gift: return withSign(QStringLiteral("%1 × %2").arg(change.amount).arg(rules.giftName(change.item)));
    }
    VERIFY(false);
}

QString changesText(const std::vector<PastDeed::Change>& changes, const LoyaltyRules& rules)
{
    QStringList texts;
    for (const PastDeed::Change& change : changes)
        texts.append(changeText(change, rules));
    return words::listed(texts);
}

/// Short enough for a tile.
QString obstacleText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::OriginUnknown: return ServicesPresenter::tr("Undone already");
    case ErrorCode::AlreadySpent: return ServicesPresenter::tr("Partly spent already");
    case ErrorCode::DrawFinal: return ServicesPresenter::tr("A draw stands");
    default: return errorText({ code });
    }
}

}

QString ServicesPresenter::nameOf(const PastDeed& past) const
{
    StatementLine line;
    if (!past.deed.movements.empty()) {
        line.kind = movementKind(past.deed.movements.front());
        line.name = movementName(past.deed.movements.front(), rules());
    }
    return movementWords(line);
}

void ServicesPresenter::showPast()
{
    m_view.title = tr("Undo");
    const auto deeds = loyalty().pastDeeds(m_member, deedsShown);
    if (!deeds) {
        m_view.sentence = errorText(deeds.error());
        return;
    }
    for (const PastDeed& past : *deeds)
        add({ .title = nameOf(past),
                .detail = words::moment(past.deed.at, m_parts.till.clock().now(), m_parts.till.settings().calendar) + QStringLiteral("   ") + past.deed.number,
                .trailing = changesText(past.changes, rules()),
                .obstacle = past.obstacle ? obstacleText(*past.obstacle) : QString() },
            [this, past] { undoPast(past); });
    m_view.sentence = deeds->empty() ? tr("Nothing was done yet that could be undone. A sale is undone by a refund (F8).")
                                     : tr("Choose what was a mistake; a reason is asked. A sale is undone by a refund (F8), and a draw stands.");
}

void ServicesPresenter::undoLast(const Id& fact)
{
    const auto deeds = loyalty().pastDeeds(m_member, deedsShown);
    if (!deeds)
        return say(deeds.error());
    const auto past = std::ranges::find_if(*deeds, [&](const PastDeed& one) { return one.deed.fact == fact; });
    if (past == deeds->end())
        return say({ ErrorCode::OriginUnknown });
    past->obstacle ? say({ *past->obstacle }) : undoPast(*past);
}

void ServicesPresenter::undoPast(const PastDeed& past)
{
    QStringList does;
    if (past.money)
        does.append((past.money->amount.minor < 0 ? tr("Back to the customer: %1 %2.") : tr("Back from the customer: %1 %2."))
                        .arg(words::tender(past.money->method), toDisplayString(past.money->amount.minor < 0 ? -past.money->amount : past.money->amount)));
    does.append(tr("The member's account: %1.").arg(changesText(past.undoing, rules())));
    if (past.pointsOwed.count > 0)
        does.append(tr("Some of these points were spent: the member will owe %1, and the next points pay them.").arg(words::points(past.pointsOwed)));
    does.append(tr("Why is it undone? The reason stands in the record for good."));
    const auto reason = m_parts.prompts.askText({ tr("Undo: %1").arg(nameOf(past)), does.join(u'\n'), {}, limits::noteChars });
    if (!reason)
        return;
    const auto undone = loyalty().undo(m_member, past.deed.fact, *reason);
    if (!undone)
        return say(undone.error());
    if (!undone->money)
        return finish(tr("Undone."));
    print(undone->deed, { .kind = DeedSlip::Kind::Undo, .what = nameOf(past) + u' ' + undone->undone, .tender = undone->money });
    const Money amount = undone->money->amount;
    finish((amount.minor < 0 ? tr("Undone. Give back %1: %2.") : tr("Undone. Take back %1: %2."))
               .arg(toDisplayString(amount.minor < 0 ? -amount : amount), words::tender(undone->money->method)));
}

}
