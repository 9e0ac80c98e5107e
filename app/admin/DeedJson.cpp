// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/DeedJson.h"

#include <QJsonArray>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

QString amountKey(Currency currency)
{
    switch (currency) {
    case Currency::Points: return u"points"_s;
    case Currency::Principal: return u"principalMinor"_s;
    case Currency::Bonus: return u"bonusMinor"_s;
    case Currency::Gift: return u"gifts"_s;
    }
    VERIFY(false);
}

QJsonObject deedJson(const Deed& deed, const Member& member)
{
    QJsonArray movements;
    for (const Movement& movement : deed.movements)
        movements.append(QJsonObject { { u"currency"_s, currencyName(movement.currency) }, { u"amount"_s, movement.amount },
            { u"from"_s, accountName(movement.from) }, { u"to"_s, accountName(movement.to) }, { u"reason"_s, movement.reason } });
    QJsonObject net;
    for (Currency currency : currencies)
        if (const qint64 amount = deed.net(currency); amount != 0)
            net[amountKey(currency)] = amount;
    return { { u"fact"_s, deed.fact.toString() }, { u"number"_s, deed.number }, { u"type"_s, deed.type }, { u"date"_s, deed.date.toString() },
        { u"member"_s, member.number }, { u"net"_s, net }, { u"movements"_s, movements }, { u"pointsBalance"_s, deed.pointsBalance.count },
        { u"principalMinor"_s, deed.value.principal.minor }, { u"bonusMinor"_s, deed.value.bonus.minor } };
}

Result<Id> findFact(const QString& text, Till& till)
{
    if (const auto id = Id::fromString(text))
        return *id;
    const auto key = factKeyOfNumber(text.trimmed());
    if (!key || receiptNumber(till.settings().tillCode, *key) != text.trimmed())
        return fail(ErrorCode::SaleNotFound);
    const auto fact = TRY(till.facts().at(*key));
    if (!fact)
        return fail(ErrorCode::SaleNotFound);
    return fact->id;
}

Result<qint64> readWholeNumber(const QString& text, const QString& what)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return fail(ErrorCode::InputMalformed, what);
    return number;
}

Result<Money> readAmount(const QString& text)
{
    const auto amount = parseMoney(text);
    if (!amount)
        return fail(ErrorCode::InputMalformed, u"amount"_s);
    return *amount;
}

Result<TenderMethod> readMethod(const QString& text)
{
    if (text.isEmpty())
        return TenderMethod::Cash;
    const auto method = tenderMethodFromName(text);
    if (!method)
        return fail(ErrorCode::TenderInvalid, u"--method"_s);
    return *method;
}

}
