// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/Statement.h"

#include "core/base/Verify.h"
#include "core/domain/reports/TwoTongues.h"

#include <algorithm>

namespace tangyuan {

namespace {

struct ReasonWord {
    const char16_t* word; ///< with a colon at its end: what follows names the rule
    MovementKind kind;
};

constexpr std::array reasonWords { ReasonWord { u"sale", MovementKind::Purchase }, ReasonWord { u"bonus:", MovementKind::PurchaseBonus },
    ReasonWord { u"group:", MovementKind::PurchaseBonus }, ReasonWord { u"gift:", MovementKind::PurchaseGift }, ReasonWord { u"refund", MovementKind::Refund },
    ReasonWord { u"check-in", MovementKind::CheckIn }, ReasonWord { u"event:", MovementKind::Event }, ReasonWord { u"review", MovementKind::Review },
    ReasonWord { u"referral", MovementKind::Referral }, ReasonWord { u"invite", MovementKind::Referral },
    ReasonWord { u"adjustment", MovementKind::Adjustment }, ReasonWord { u"hold", MovementKind::Hold }, ReasonWord { u"release", MovementKind::Release },
    ReasonWord { u"capture", MovementKind::Purchase }, ReasonWord { u"undo", MovementKind::Undo }, ReasonWord { u"mall:", MovementKind::Mall },
    ReasonWord { u"donation:", MovementKind::Donation }, ReasonWord { u"lottery:", MovementKind::Draw }, ReasonWord { u"taken:", MovementKind::GiftTaken },
    ReasonWord { u"given", MovementKind::Given }, ReasonWord { u"welcome", MovementKind::Welcome }, ReasonWord { u"birthday", MovementKind::Birthday },
    ReasonWord { u"tier:", MovementKind::TierReached }, ReasonWord { u"recharge", MovementKind::Recharge },
    ReasonWord { u"principal-refund", MovementKind::PayOut }, ReasonWord { u"expiry", MovementKind::Expiry },
    ReasonWord { u"opening", MovementKind::Opening } };

template <class Named>
QString nameIn(const std::vector<Named>& all, const QString& id)
{
    const auto found = std::ranges::find(all, id, &Named::id);
    return found == all.end() ? id : found->name;
}

QString ruleName(MovementKind kind, const QString& id, const LoyaltyRules& rules)
{
    switch (kind) {
    case MovementKind::PurchaseBonus: return nameIn(rules.earning.rules, id);
    case MovementKind::PurchaseGift: return nameIn(rules.spendGifts, id);
    case MovementKind::Event: return nameIn(rules.activities.events, id);
    case MovementKind::Mall: return nameIn(rules.mall, id);
    case MovementKind::Donation: return nameIn(rules.causes, id);
    case MovementKind::Draw: return nameIn(rules.lotteries, id);
    case MovementKind::Purchase:
    case MovementKind::Refund:
    case MovementKind::CheckIn:
    case MovementKind::Review:
    case MovementKind::Referral:
    case MovementKind::Adjustment:
    case MovementKind::Hold:
    case MovementKind::Release:
    case MovementKind::Undo:
    case MovementKind::GiftTaken:
    case MovementKind::Given:
    case MovementKind::Welcome:
    case MovementKind::Birthday:
    case MovementKind::TierReached:
    case MovementKind::Recharge:
    case MovementKind::PayOut:
    case MovementKind::Expiry:
    case MovementKind::Opening:
    case MovementKind::Other: return {};
    }
    VERIFY(false);
}

/// What a movement does to what the member has, debts taken off.
qint64 changeOf(const Movement& movement)
{
    return movement.changeOf(Account::Available) + movement.changeOf(Account::Owed);
}

QString amountText(Currency currency, qint64 amount)
{
    switch (currency) {
    case Currency::Points:
    case Currency::Gift: return QString::number(amount);
    case Currency::Principal:
    case Currency::Bonus: return toDisplayString(Money { amount });
    }
    VERIFY(false);
}

CsvColumn statementColumn(const char16_t* english, const char16_t* chinese)
{
    return { QString::fromUtf16(english), QString::fromUtf16(chinese) };
}

TwoTongues statementWords(MovementKind kind)
{
    switch (kind) {
    case MovementKind::Purchase: return { u"purchase", u"消费" };
    case MovementKind::PurchaseBonus: return { u"extra for a purchase", u"消费奖励" };
    case MovementKind::PurchaseGift: return { u"gift with a purchase", u"满赠" };
    case MovementKind::Refund: return { u"refund", u"退款" };
    case MovementKind::CheckIn: return { u"check-in", u"签到" };
    case MovementKind::Event: return { u"event", u"活动" };
    case MovementKind::Review: return { u"review", u"评价" };
    case MovementKind::Referral: return { u"invitation", u"推荐有礼" };
    case MovementKind::Adjustment: return { u"adjusted by hand", u"手工调整" };
    case MovementKind::Hold: return { u"put aside", u"冻结" };
    case MovementKind::Release: return { u"no longer put aside", u"解冻" };
    case MovementKind::Undo: return { u"undone", u"撤销" };
    case MovementKind::Mall: return { u"points mall", u"积分商城" };
    case MovementKind::Donation: return { u"donation", u"捐赠" };
    case MovementKind::Draw: return { u"draw", u"抽奖" };
    case MovementKind::GiftTaken: return { u"gift taken", u"领取礼品" };
    case MovementKind::Given: return { u"given by hand", u"手工赠送" };
    case MovementKind::Welcome: return { u"welcome gift", u"入会礼" };
    case MovementKind::Birthday: return { u"birthday gift", u"生日礼" };
    case MovementKind::TierReached: return { u"tier reached", u"升级礼" };
    case MovementKind::Recharge: return { u"recharge", u"储值充值" };
    case MovementKind::PayOut: return { u"pay-out of stored value", u"储值退款" };
    case MovementKind::Expiry: return { u"expired", u"过期" };
    case MovementKind::Opening: return { u"balance before", u"此前余额" };
    case MovementKind::Other: return { u"other", u"其他" };
    }
    VERIFY(false);
}

TwoTongues statementWords(Currency currency)
{
    switch (currency) {
    case Currency::Points: return { u"points", u"积分" };
    case Currency::Principal: return { u"principal", u"储值本金" };
    case Currency::Bonus: return { u"bonus", u"赠送金" };
    case Currency::Gift: return { u"gift", u"礼品" };
    }
    VERIFY(false);
}

QString csvAmount(Currency currency, qint64 amount)
{
    const bool isMoney = currency == Currency::Principal || currency == Currency::Bonus;
    return isMoney ? toPlainString(Money { amount }) : QString::number(amount);
}

}

MovementKind movementKind(const Movement& movement)
{
    for (const ReasonWord& known : reasonWords) {
        const QStringView word(known.word);
        if (word.endsWith(u':') ? movement.reason.startsWith(word) : movement.reason == word)
            return known.kind;
    }
    return MovementKind::Other;
}

QString movementName(const Movement& movement, const LoyaltyRules& rules)
{
    return ruleName(movementKind(movement), movement.reason.section(u':', 1), rules);
}

QString StatementLine::changeText() const
{
    return change > 0 ? u'+' + amountText(currency, change) : amountText(currency, change);
}

QString StatementLine::balanceText() const
{
    return amountText(currency, balance);
}

Statement startStatement(const MemberState& state, BusinessDate today)
{
    Statement statement { { state.balance(Currency::Points, today) }, usableValue(state, today), {}, {}, {}, {} };
    for (const Lot& lot : state.lots) {
        statement.openings[static_cast<size_t>(lot.currency)] += lot.remaining;
        if (lot.remaining > 0 && !lot.isExpiredOn(today))
            statement.lots.push_back(lot);
    }
    for (const Currency currency : currencies)
        statement.openings[static_cast<size_t>(currency)] -= state.owedOf(currency);
    std::ranges::stable_sort(statement.lots, {}, [](const Lot& lot) { return lot.expires.value_or(BusinessDate { 99'991'231 }); });
    // Lots that end together are one thing for the member.
    std::vector<Lot> joined;
    for (const Lot& lot : statement.lots) {
        const auto same = std::ranges::find_if(joined, [&](const Lot& other) {
            return other.currency == lot.currency && other.item == lot.item && other.expires == lot.expires && other.usableFrom == lot.usableFrom;
        });
        if (same == joined.end())
            joined.push_back(lot);
        else
            same->remaining += lot.remaining;
    }
    statement.lots = std::move(joined);
    return statement;
}

void addEntries(Statement& statement, const std::vector<LedgerEntry>& entries, const LoyaltyRules& rules, int limit)
{
    statement.next.reset();
    for (const LedgerEntry& entry : entries) {
        const Movement& movement = entry.movement;
        StatementLine line { entry.date, movement.currency, movementKind(movement), movement.reason, {},
            entry.item.isEmpty() ? QString() : rules.giftName(entry.item), changeOf(movement), 0, {}, entry.sale };
        line.name = movementName(movement, rules);
        qint64& balance = statement.openings[static_cast<size_t>(movement.currency)];
        line.balance = balance;
        balance -= line.change;
        if (movement.to == Account::Available)
            line.expires = entry.expires;
        if (line.change != 0)
            statement.lines.push_back(std::move(line));
    }
    if (static_cast<int>(entries.size()) == limit)
        statement.next = entries.back().position;
}

QByteArray statementCsv(const std::vector<StatementLine>& lines, ReportCsvFormat format)
{
    const std::vector<CsvColumn> columns { statementColumn(u"date", u"日期"), statementColumn(u"what", u"事由"), statementColumn(u"name", u"名称"),
        statementColumn(u"account", u"账户"), statementColumn(u"change", u"变动"), statementColumn(u"balance", u"余额"),
        statementColumn(u"expires", u"有效期至"), statementColumn(u"number", u"单号") };
    CsvWriter csv;
    csv.addRow(csvHeader(columns, format.language));
    for (const StatementLine& line : lines)
        csv.addRow({ line.date.toString(), statementWords(line.kind).in(format.language), line.item.isEmpty() ? line.name : line.item,
            statementWords(line.currency).in(format.language), csvAmount(line.currency, line.change), csvAmount(line.currency, line.balance),
            line.expires ? line.expires->toString() : QString(), line.number });
    return csv.encoded(format.encoding);
}

}
