// SPDX-License-Identifier: GPL-3.0-or-later
// Stored value: recharging, and paying principal out.
#include "core/usecases/membership/Loyalty.h"

#include "core/domain/loyalty/CountKeys.h"
#include "core/storage/RechargeRows.h"

namespace tangyuan {

namespace {

bool isMoneyIn(TenderMethod method)
{
    return method != TenderMethod::StoredValue;
}

}

const StoredValueRules::Offer* Loyalty::offerFor(Money amount, const Situation& situation) const
{
    return bestOffer(m.moments.take().rules, amount, situation);
}

Result<RechargeDeed> Loyalty::recharge(const Member& member, Money amount, const QString& id, TenderMethod method)
{
    const Moment moment = m.moments.take();
    const StoredValueRules& value = moment.rules.storedValue;
    if (amount.minor <= 0 || !isMoneyIn(method))
        return fail(ErrorCode::TenderInvalid);
    const Standing standing = TRY(this->standing(moment, member));
    if (Money { standing.ledger.usable(Currency::Principal, moment.date) } + amount > value.mostBalance)
        return fail(ErrorCode::TenderInvalid, QStringLiteral("mostBalance"));
    const std::vector<LedgerPart> parts = TRY(rechargeParts(moment.rules, amount, id, standing.situation));
    const StoredValueRules::Offer* offer = id.isEmpty() ? nullptr : moment.rules.rechargeOffer(id);
    RechargeDeed result { {}, amount, offer ? offer->bonus : Money {}, method };
    QJsonObject body { { QStringLiteral("amountMinor"), amount.minor }, { QStringLiteral("method"), tenderMethodName(method) } };
    if (offer)
        body[QLatin1String("offer")] = id;
    Transaction transaction = TRY(Transaction::begin(m.database));
    result.deed = TRY(book(transaction, moment, "value.recharged", body, { { member, parts } }));
    TRY(RechargeRows::insert(transaction, { result.deed.key, result.deed.date, result.deed.at, member.key, amount, result.bonus, method }));
    TRY(transaction.commit());
    return result;
}

Result<RechargeDeed> Loyalty::refundPrincipal(const Member& member, Money amount, TenderMethod method)
{
    const Moment moment = m.moments.take();
    if (amount.minor <= 0 || !isMoneyIn(method))
        return fail(ErrorCode::TenderInvalid);
    const LedgerPart part { QStringLiteral("principal-refund"), {}, 1, { effect::Spend { Currency::Principal, amount.minor, Account::Redeemed } } };
    RechargeDeed result { {}, -amount, {}, method };
    Transaction transaction = TRY(Transaction::begin(m.database));
    result.deed = TRY(book(transaction, moment, "value.refunded",
        { { QStringLiteral("amountMinor"), amount.minor }, { QStringLiteral("method"), tenderMethodName(method) } }, { { member, { part } } }));
    TRY(RechargeRows::insert(transaction, { result.deed.key, result.deed.date, result.deed.at, member.key, -amount, {}, method }));
    TRY(transaction.commit());
    return result;
}

}
