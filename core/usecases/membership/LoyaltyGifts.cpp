// SPDX-License-Identifier: GPL-3.0-or-later
// What is given: packs for the welcome and the birthday, by itself and by hand, and taking a gift.
#include "core/usecases/membership/Loyalty.h"

#include "core/base/Limits.h"
#include "core/domain/loyalty/CountKeys.h"
#include "core/domain/loyalty/EarningJson.h"

namespace tangyuan {

Result<Deed> Loyalty::takeGift(const Member& member, const QString& item)
{
    const LedgerPart part { QStringLiteral("taken:") + item.left(limits::codeChars), {}, 1, { effect::Spend { Currency::Gift, 1, Account::Redeemed, item } } };
    return bookAlone(m.moments.take(), "gift.taken", { { QStringLiteral("item"), item } }, { { member, { part } } });
}

Result<Deed> Loyalty::givePack(const Member& member, const Pack& pack, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checkedReason(reason));
    if (pack.isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("pack"));
    const LedgerPart part { QStringLiteral("given"), {}, 1, grantsOf(pack, moment.rules, moment.date) };
    return bookAlone(moment, "gift.given", { { QStringLiteral("why"), why }, { QStringLiteral("pack"), packToJson(pack) } }, { { member, { part } } });
}

Result<std::optional<Given>> Loyalty::giveOnce(const Moment& moment, const Member& member, const DeedParts& parts, const Pack& pack)
{
    if (!parts || !TRY(LedgerRows(m.database).counts(member.key, { parts->front().countKey })).empty())
        return std::nullopt;
    const QString what = parts->front().reason;
    TRY(bookAlone(moment, "gift.given", { { QStringLiteral("why"), what }, { QStringLiteral("pack"), packToJson(pack) } }, { { member, *parts } }));
    return Given { what, pack };
}

Result<Deed> Loyalty::giveWelcome(const Member& member)
{
    const Moment moment = m.moments.take();
    return bookAlone(
        moment, "gift.given", { { QStringLiteral("why"), QStringLiteral("welcome") } }, { { member, TRY(welcomeParts(moment.rules, moment.date)) } });
}

Result<Deed> Loyalty::giveBirthday(const Member& member)
{
    const Moment moment = m.moments.take();
    const std::vector<LedgerPart> parts = TRY(birthdayParts(moment.rules, member.tier, member.profile.birthday, moment.date));
    return bookAlone(moment, "gift.given", { { QStringLiteral("why"), QStringLiteral("birthday") } }, { { member, parts } });
}

Result<std::vector<Given>> Loyalty::greet(const Member& member)
{
    const Moment moment = m.moments.take();
    std::vector<Given> given;
    if (member.isErased)
        return given;
    const auto note = [&](std::optional<Given> one) {
        if (one)
            given.push_back(std::move(*one));
    };
    if (moment.settings.calendar.businessDate(member.registeredAt) == moment.date)
        note(TRY(giveOnce(moment, member, welcomeParts(moment.rules, moment.date), moment.rules.welcome)));
    Member current = member;
    if (const auto change = TRY(assessTier(moment, member)); change) {
        current.tier = change->to;
        if (change->to > change->from)
            given.push_back({ QStringLiteral("tier:") + tierName(change->to), moment.rules.tiers.tiers[static_cast<size_t>(change->to)].onReaching });
    }
    const Tiers& tiers = moment.rules.tiers;
    const QDate birthday = member.profile.birthday;
    if (isInBirthdayWindow(birthday, moment.date.toDate(), tiers.birthdayWindow))
        note(TRY(giveOnce(
            moment, current, birthdayParts(moment.rules, current.tier, birthday, moment.date), tiers.tiers[static_cast<size_t>(current.tier)].birthday)));
    return given;
}

}
