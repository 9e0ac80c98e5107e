// SPDX-License-Identifier: GPL-3.0-or-later
// Stored value and gifts.
#include "ui/members/ServicesPresenter.h"

#include "ui/widgets/Words.h"

#include <algorithm>
#include <map>

namespace tangyuan {
namespace {

constexpr std::array moneyMethods { TenderMethod::Cash, TenderMethod::WeChatPay, TenderMethod::Alipay, TenderMethod::Card, TenderMethod::Other };
static_assert(namesEach(moneyMethods, {}, { TenderMethod::StoredValue }));

}

void ServicesPresenter::addMethods(const std::function<void(TenderMethod)>& act)
{
    for (const TenderMethod method : moneyMethods)
        add({ .title = words::tender(method) }, [act, method] { act(method); });
}

void ServicesPresenter::showRecharge()
{
    m_view.title = tr("Recharge");
    m_view.sentence = tr("What is paid in can be paid out again; what is given on top cannot.");
    for (const StoredValueRules::Offer& offer : rules().storedValue.offers) {
        QStringList brings;
        if (!offer.bonus.isZero())
            brings.append(offer.instalments > 1 ? tr("%1 on top in %2 months").arg(toDisplayString(offer.bonus)).arg(offer.instalments)
                                                : tr("%1 on top").arg(toDisplayString(offer.bonus)));
        if (!offer.pack.isEmpty())
            brings.append(words::pack(offer.pack));
        QString obstacle;
        if (!offer.when.includes(m_standing.situation))
            obstacle = tr("Not today, or not for this member");
        else if (!m_open.offers.allow(offer.id))
            obstacle = tr("Had as often as the rules allow");
        add({ .title = offer.name, .detail = words::listed(brings), .trailing = toDisplayString(offer.pay), .obstacle = obstacle },
            [this, id = offer.id, pay = offer.pay] {
                m_offer = id;
                m_amount = pay;
                go(&ServicesPresenter::showRechargeMethods);
            });
    }
    add({ .title = tr("Another amount"), .key = u'0' }, [this] { askRechargeAmount(); });
}

void ServicesPresenter::askRechargeAmount()
{
    const Money room = rules().storedValue.mostBalance - Money { m_standing.ledger.usable(Currency::Principal, today()) };
    if (room.minor <= 0)
        return say(Notice::Tone::Trouble, tr("The stored value is as high as the rules allow."));
    const auto amount = m_parts.prompts.askAmount({ tr("Recharge"), tr("Up to %1 more may be paid in.").arg(toDisplayString(room)), {}, room });
    if (!amount)
        return;
    // Who pays exactly what an offer asks for gets the offer.
    const StoredValueRules::Offer* offer = loyalty().offerFor(*amount, m_standing.situation);
    m_offer = offer && m_open.offers.allow(offer->id) ? offer->id : QString();
    m_amount = *amount;
    go(&ServicesPresenter::showRechargeMethods);
}

void ServicesPresenter::showRechargeMethods()
{
    m_view.title = tr("Recharge %1").arg(toDisplayString(m_amount));
    const StoredValueRules::Offer* offer = rules().rechargeOffer(m_offer);
    m_view.sentence = offer ? tr("%1. How does the customer pay?").arg(offer->name) : tr("How does the customer pay?");
    addMethods([this](TenderMethod method) { recharge(method); });
}

void ServicesPresenter::recharge(TenderMethod method)
{
    const auto done = loyalty().recharge(m_member, m_amount, m_offer, method);
    if (!done)
        return say(done.error());
    const StoredValueRules::Offer* offer = rules().rechargeOffer(m_offer);
    print(done->deed, { .kind = DeedSlip::Kind::Recharge, .what = offer ? offer->name : QString(), .tender = Tender { method, m_amount } });
    m_boards.resize(1);
    finish(done->bonus.isZero() ? tr("%1 paid in. Stored value: %2.").arg(toDisplayString(done->principal), toDisplayString(done->deed.value.sum()))
                                : tr("%1 paid in, %2 on top. Stored value today: %3.")
                                      .arg(toDisplayString(done->principal), toDisplayString(done->bonus), toDisplayString(done->deed.value.sum())),
        done->deed.fact, Reason::Asked);
}

void ServicesPresenter::payOut()
{
    const Money principal { m_standing.ledger.usable(Currency::Principal, today()) };
    const auto amount
        = m_parts.prompts.askAmount({ tr("Pay out"), tr("%1 of what was paid in is left.").arg(toDisplayString(principal)), principal, principal });
    if (!amount)
        return;
    m_amount = *amount;
    go(&ServicesPresenter::showPayOutMethods);
}

void ServicesPresenter::showPayOutMethods()
{
    m_view.title = tr("Pay out %1").arg(toDisplayString(m_amount));
    m_view.sentence = tr("How does the money go back?");
    addMethods([this](TenderMethod method) { payOutBy(method); });
}

void ServicesPresenter::payOutBy(TenderMethod method)
{
    const auto done = loyalty().refundPrincipal(m_member, m_amount, method);
    if (!done)
        return say(done.error());
    print(done->deed, { .kind = DeedSlip::Kind::PayOut, .tender = Tender { method, m_amount } });
    m_boards.resize(1);
    finish(tr("%1 paid out. Stored value: %2.").arg(toDisplayString(m_amount), toDisplayString(done->deed.value.sum())), done->deed.fact, Reason::Asked);
}

void ServicesPresenter::showGifts()
{
    m_view.title = tr("Gifts");
    struct Waiting {
        qint64 count = 0;
        qint64 later = 0; ///< not usable yet
        std::optional<BusinessDate> expires;
    };
    std::map<QString, Waiting> gifts;
    for (const Lot& lot : m_standing.ledger.lots) {
        if (lot.currency != Currency::Gift || lot.remaining == 0 || lot.isExpiredOn(today()))
            continue;
        Waiting& gift = gifts[lot.item];
        (lot.isUsableOn(today()) ? gift.count : gift.later) += lot.remaining;
        if (lot.expires && (!gift.expires || *lot.expires < *gift.expires))
            gift.expires = lot.expires;
    }
    for (const auto& [item, gift] : gifts) {
        if (const CouponTemplate* coupon = m_parts.till.prices().coupon(item)) {
            add({ .title = coupon->offer.name,
                    .trailing = QStringLiteral("× %1").arg(gift.count + gift.later),
                    .obstacle = tr("Coupon: use it at the sale, Shift+F2") },
                [] {});
            continue;
        }
        add({ .title = rules().giftName(item),
                .detail = gift.expires ? tr("Until %1").arg(gift.expires->toString()) : tr("Without an end"),
                .trailing = QStringLiteral("× %1").arg(gift.count + gift.later),
                .obstacle = gift.count == 0 ? tr("Not yet usable") : QString() },
            [this, item = item] { takeGift(item); });
    }
    m_view.sentence = gifts.empty() ? tr("No gift waits any more.") : tr("Choose what is handed over now.");
}

void ServicesPresenter::takeGift(const QString& item)
{
    const auto done = loyalty().takeGift(m_member, item);
    if (!done)
        return say(done.error());
    const QString name = rules().giftName(item);
    print(*done, { .kind = DeedSlip::Kind::Gift, .what = QStringLiteral("1 × ") + name });
    finish(tr("Hand over: %1.").arg(name), done->fact);
}

void ServicesPresenter::showHandGifts()
{
    m_view.title = tr("Give by hand");
    m_view.sentence = tr("Both come by themselves on the right day. Here for who missed it.");
    const Pack& birthday = rules().tiers.tiers[static_cast<size_t>(m_member.tier)].birthday;
    const auto give = [this](Result<Deed> (Loyalty::*gift)(const Member&), const QString& sentence) {
        return [this, gift, sentence] {
            const auto done = (loyalty().*gift)(m_member);
            done ? finish(sentence, done->fact) : say(done.error());
        };
    };
    if (!rules().welcome.isEmpty())
        add({ .title = tr("Welcome gift"), .detail = words::pack(rules().welcome), .obstacle = m_open.welcome == 0 ? tr("Had already") : QString() },
            give(&Loyalty::giveWelcome, tr("The welcome gift is given: %1.").arg(words::pack(rules().welcome))));
    if (birthday.isEmpty())
        return;
    QString obstacle;
    if (!m_member.profile.birthday.isValid())
        obstacle = tr("The birthday is not known");
    else if (m_open.birthday == 0)
        obstacle = tr("Had already this year");
    add({ .title = tr("Birthday gift"), .detail = words::pack(birthday), .obstacle = obstacle },
        give(&Loyalty::giveBirthday, tr("The birthday gift is given: %1.").arg(words::pack(birthday))));
}

}
