// SPDX-License-Identifier: GPL-3.0-or-later
// What is given: packs for the welcome and the birthday, by itself and by hand, and taking a gift.
#include "core/loyalty/Loyalty.h"

#include "core/base/Limits.h"
#include "core/loyalty/EarningJson.h"

namespace tangyuan {

namespace {

/// One a year, by itself or by hand. The week around New Year belongs to the year of the birthday, or a gift would be had
/// twice.
QString birthdayKey(const Tiers& tiers, QDate birthday, QDate date)
{
    int year = date.year();
    if (tiers.birthdayWindow == BirthdayWindow::Week && isInBirthdayWindow(birthday, date, BirthdayWindow::Week)) {
        const QDate monday = date.addDays(1 - date.dayOfWeek());
        const QDate day = birthdayIn(monday.year(), birthday);
        year = day >= monday && day < monday.addDays(7) ? monday.year() : monday.year() + 1;
    }
    return QStringLiteral("birthday:%1").arg(year);
}

}

Result<Deed> Loyalty::takeGift(const Member& member, const QString& item)
{
    const LedgerPart part { QStringLiteral("taken:") + item.left(limits::codeChars), {}, 1, { effect::Spend { Currency::Gift, 1, Account::Redeemed, item } } };
    return bookAlone("gift.taken", { { QStringLiteral("item"), item } }, { { member, { part } } });
}

Result<Deed> Loyalty::givePack(const Member& member, const Pack& pack, const QString& reason)
{
    if (pack.isEmpty() || reason.trimmed().isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("reason"));
    if (reason.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("reason"));
    const LedgerPart part { QStringLiteral("given"), {}, 1, grantsOf(pack, rules(), today()) };
    return bookAlone("gift.given", { { QStringLiteral("why"), reason.trimmed() }, { QStringLiteral("pack"), packToJson(pack) } }, { { member, { part } } });
}

Result<std::optional<Given>> Loyalty::giveOnce(const Member& member, const QString& what, const QString& countKey, const Pack& pack)
{
    if (pack.isEmpty() || !TRY(LedgerStore(m.database).counts(member.key, { countKey })).empty())
        return std::nullopt;
    const LedgerPart part { what, countKey, 1, grantsOf(pack, rules(), today()) };
    TRY(bookAlone("gift.given", { { QStringLiteral("why"), what }, { QStringLiteral("pack"), packToJson(pack) } }, { { member, { part } } }));
    return Given { what, pack };
}

Result<Deed> Loyalty::giveWelcome(const Member& member)
{
    if (rules().welcome.isEmpty())
        return fail(ErrorCode::NotEligible, QStringLiteral("welcome"));
    const LedgerPart part { QStringLiteral("welcome"), QStringLiteral("welcome"), 1, grantsOf(rules().welcome, rules(), today()) };
    return bookAlone("gift.given", { { QStringLiteral("why"), QStringLiteral("welcome") } }, { { member, { part } } });
}

Result<Deed> Loyalty::giveBirthday(const Member& member)
{
    const Pack& pack = rules().tiers.tiers[static_cast<size_t>(member.tier)].birthday;
    if (pack.isEmpty() || !member.profile.birthday.isValid())
        return fail(ErrorCode::NotEligible, QStringLiteral("birthday"));
    const LedgerPart part { QStringLiteral("birthday"), birthdayKey(rules().tiers, member.profile.birthday, today().toDate()), 1, grantsOf(pack, rules(), today()) };
    return bookAlone("gift.given", { { QStringLiteral("why"), QStringLiteral("birthday") } }, { { member, { part } } });
}

Result<std::vector<Given>> Loyalty::greet(const Member& member)
{
    std::vector<Given> given;
    if (member.isErased)
        return given;
    const auto note = [&](std::optional<Given> one) {
        if (one)
            given.push_back(std::move(*one));
    };
    if (m.settings.calendar.businessDate(member.registeredAt) == today())
        note(TRY(giveOnce(member, QStringLiteral("welcome"), QStringLiteral("welcome"), rules().welcome)));
    Member current = member;
    if (const auto change = TRY(assessTier(member)); change) {
        current.tier = change->to;
        if (change->to > change->from)
            given.push_back({ QStringLiteral("tier:") + tierName(change->to), rules().tiers.tiers[static_cast<size_t>(change->to)].onReaching });
    }
    const Tiers& tiers = rules().tiers;
    if (isInBirthdayWindow(member.profile.birthday, today().toDate(), tiers.birthdayWindow) && member.profile.birthday.isValid())
        note(TRY(giveOnce(current, QStringLiteral("birthday"), birthdayKey(tiers, member.profile.birthday, today().toDate()),
            tiers.tiers[static_cast<size_t>(current.tier)].birthday)));
    return given;
}

}
