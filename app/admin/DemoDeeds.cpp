// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/DemoDeeds.h"

#include "core/base/Json.h"
#include "core/domain/loyalty/RulesNames.h"

#include <QFile>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The rules say no to many a wish; that is no failure of the generator.
template <class T>
Result<void> unlessRefused(const Result<T>& wish)
{
    if (wish)
        return {};
    switch (wish.error().code) {
    case ErrorCode::PointsInsufficient:
    case ErrorCode::GiftUnavailable:
    case ErrorCode::LimitReached:
    case ErrorCode::SoldOut:
    case ErrorCode::NotEligible:
    case ErrorCode::NotNow:
    case ErrorCode::TenderInvalid: // more than the rules let a member have
        return {};
    default: return Failure(wish.error());
    }
}

}

DemoDeeds::DemoDeeds(Till& till, Random& random)
    : m_till(till)
    , m_random(random)
{
}

Result<void> DemoDeeds::open()
{
    QFile file(u":/demo/rules.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileNotFound, file.fileName());
    TRY(m_till.publishRules(TRY(rulesFromDocument(TRY(parseJsonObject(file.readAll())), m_till.catalog())), Till::Notice::Waived));
    const QJsonObject cakes { { u"bought"_s, QJsonObject { { u"months"_s, 3 }, { u"categories"_s, QJsonArray { u"蛋糕"_s } }, { u"times"_s, 3 } } },
        { u"tag"_s, u"蛋糕控"_s } };
    return m_till.segments().save(u"爱吃蛋糕"_s, TRY(Segment::fromJson(cakes, m_till.catalog())));
}

Result<void> DemoDeeds::adopt(const Member& member)
{
    constexpr int membersPerCompany = 250;
    if (m_adopted++ % membersPerCompany == 40)
        TRY(m_till.segments().tag(member.key, { u"企业客户"_s }, {}));
    return {};
}

Result<Member> DemoDeeds::greet(const Member& member)
{
    if (TRY(m_till.loyalty().greet(member)).empty())
        return member;
    return m_till.members().byKey(member.key);
}

Result<void> DemoDeeds::checkIn(const Member& member)
{
    return unlessRefused(m_till.loyalty().checkIn(member));
}

Result<void> DemoDeeds::recharge(const Member& member)
{
    const auto& offers = m_till.rules().storedValue.offers;
    const StoredValueRules::Offer& offer = offers[m_random.below(offers.size())];
    return unlessRefused(m_till.loyalty().recharge(member, offer.pay, offer.id, happens(60) ? TenderMethod::WeChatPay : TenderMethod::Alipay));
}

Result<void> DemoDeeds::linger(const Member& member)
{
    const LoyaltyRules& rules = m_till.rules();
    if (happens(6))
        TRY(unlessRefused(m_till.loyalty().redeem(member, rules.mall[m_random.below(rules.mall.size())].id)));
    if (happens(4))
        TRY(unlessRefused(m_till.loyalty().draw(member, rules.lotteries.front().id)));
    if (happens(2))
        TRY(unlessRefused(m_till.loyalty().donate(member, { 10 }, rules.causes.front().id)));
    if (!happens(20))
        return {};
    const MemberState state = TRY(m_till.ledger().state(member.key));
    for (const Lot& lot : state.lots)
        if (lot.currency == Currency::Gift && lot.remaining > 0 && lot.isUsableOn(m_till.today()))
            return unlessRefused(m_till.loyalty().takeGift(member, lot.item));
    return {};
}

Result<void> DemoDeeds::maybeRefund(const Sale& sale)
{
    if (m_random.below(200) > 0)
        return {};
    const auto line = static_cast<qint32>(m_random.below(sale.lines.size()));
    const TenderMethod method = sale.tenders.empty() ? TenderMethod::Cash : sale.tenders.back().method;
    TRY(m_till.refunds().refund(
        { sale, { line }, method == TenderMethod::StoredValue ? TenderMethod::Cash : method, m_till.settings().cashier, u"味道不合"_s }));
    return {};
}

Result<bool> DemoDeeds::paysWithValue(const Member& member, Money total)
{
    if (total > m_till.rules().storedValue.pinAbove)
        return false;
    return TRY(m_till.checkout().balances(member.key)).value.sum() >= total;
}

Result<void> DemoDeeds::closeDay()
{
    constexpr int week = 7;
    if (++m_days % week != 0)
        return {};
    TRY(m_till.loyalty().expire(m_till.today().addDays(-1), Loyalty::ClockTrust::Trust));
    TRY(m_till.segments().runTagRules());
    return {};
}

}
