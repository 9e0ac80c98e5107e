// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/LedgerJson.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

constexpr qsizetype partsPerMember = 200;
constexpr qsizetype effectsPerPart = 200;
constexpr qsizetype membersPerFact = 10'000;

constexpr std::array spendTargets { Account::Redeemed, Account::Donated, Account::Loss };

void putDate(QJsonObject& json, QLatin1String key, const std::optional<BusinessDate>& date)
{
    if (date)
        json[key] = date->yyyymmdd;
}

std::optional<BusinessDate> takeDate(JsonReader& reader, QLatin1String key)
{
    if (!reader.has(key))
        return {};
    return BusinessDate { static_cast<qint32>(reader.integer(key, 19700101, 22001231)) };
}

void putItem(QJsonObject& json, const QString& item)
{
    if (!item.isEmpty())
        json[QLatin1String("item")] = item;
}

QJsonObject amountOf(const char* verb, Currency currency, qint64 amount)
{
    return { { QStringLiteral("do"), QLatin1String(verb) }, { QStringLiteral("currency"), currencyName(currency) }, { QStringLiteral("amount"), amount } };
}

QJsonObject toJson(const effect::Grant& grant)
{
    QJsonObject json = amountOf("grant", grant.currency, grant.amount);
    putDate(json, QLatin1String("usableFrom"), grant.usableFrom);
    putDate(json, QLatin1String("expires"), grant.expires);
    putItem(json, grant.item);
    return json;
}

QJsonObject toJson(const effect::Spend& spend)
{
    QJsonObject json = amountOf("spend", spend.currency, spend.amount);
    if (spend.to != Account::Redeemed)
        json[QLatin1String("to")] = accountName(spend.to);
    putItem(json, spend.item);
    return json;
}

QJsonObject toJson(const effect::TakeBack& back)
{
    QJsonObject json = amountOf("takeBack", back.currency, back.amount);
    json[QLatin1String("origin")] = back.origin.toString();
    putItem(json, back.item);
    return json;
}

QJsonObject toJson(const effect::GiveBack& back)
{
    QJsonObject json = amountOf("giveBack", back.currency, back.amount);
    json[QLatin1String("origin")] = back.origin.toString();
    putDate(json, QLatin1String("graceUntil"), back.graceUntil);
    return json;
}

QJsonObject toJson(const effect::Expire& expire)
{
    return { { QStringLiteral("do"), QStringLiteral("expire") }, { QStringLiteral("through"), expire.through.yyyymmdd } };
}

QJsonObject toJson(const effect::Hold& hold)
{
    return amountOf("hold", hold.currency, hold.amount);
}

QJsonObject toJson(const effect::Release& release)
{
    return { { QStringLiteral("do"), QStringLiteral("release") }, { QStringLiteral("origin"), release.origin.toString() } };
}

QJsonObject toJson(const effect::Capture& capture)
{
    return { { QStringLiteral("do"), QStringLiteral("capture") }, { QStringLiteral("origin"), capture.origin.toString() } };
}

QJsonObject toJson(const effect::Uncount& back)
{
    return { { QStringLiteral("do"), QStringLiteral("uncount") }, { QStringLiteral("key"), back.key } };
}

Currency takeCurrency(JsonReader& reader)
{
    const auto currency = currencyFromName(reader.text(QLatin1String("currency"), limits::codeChars));
    if (!currency)
        reader.reject(QLatin1String("currency"));
    return currency.value_or(Currency::Points);
}

Account takeTarget(JsonReader& reader)
{
    const QString name = reader.optionalText(QLatin1String("to"), limits::codeChars);
    if (name.isEmpty())
        return Account::Redeemed;
    for (Account account : spendTargets)
        if (name == accountName(account))
            return account;
    reader.reject(QLatin1String("to"));
    return Account::Redeemed;
}

Result<Effect> effectFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    const QString verb = reader.text(QLatin1String("do"), limits::codeChars);
    const auto amount = [&] { return reader.integer(QLatin1String("amount"), 0, Money::limit); };
    const auto origin = [&] { return reader.id(QLatin1String("origin")); };
    const auto item = [&] { return reader.optionalText(QLatin1String("item"), limits::codeChars); };
    Effect effect;
    // A null item means any; a grant's is never null.
    if (verb == u"grant")
        effect = effect::Grant { takeCurrency(reader), amount(), takeDate(reader, QLatin1String("usableFrom")), takeDate(reader, QLatin1String("expires")), item() };
    else if (verb == u"spend")
        effect = effect::Spend { takeCurrency(reader), amount(), takeTarget(reader), item() };
    else if (verb == u"takeBack")
        effect = effect::TakeBack { origin(), takeCurrency(reader), amount(), item() };
    else if (verb == u"giveBack")
        effect = effect::GiveBack { origin(), takeCurrency(reader), amount(), takeDate(reader, QLatin1String("graceUntil")) };
    else if (verb == u"expire")
        effect = effect::Expire { takeDate(reader, QLatin1String("through")).value_or(BusinessDate {}) };
    else if (verb == u"hold")
        effect = effect::Hold { takeCurrency(reader), amount() };
    else if (verb == u"release")
        effect = effect::Release { origin() };
    else if (verb == u"capture")
        effect = effect::Capture { origin() };
    else if (verb == u"uncount")
        effect = effect::Uncount { reader.text(QLatin1String("key"), limits::reasonChars) };
    else
        reader.reject(QLatin1String("do"));
    TRY(reader.finish());
    return effect;
}

QJsonObject partToJson(const LedgerPart& part)
{
    QJsonArray effects;
    for (const Effect& effect : part.effects)
        effects.append(std::visit([](const auto& step) { return toJson(step); }, effect));
    QJsonObject json { { QStringLiteral("reason"), part.reason }, { QStringLiteral("effects"), effects } };
    if (!part.countKey.isEmpty()) {
        json[QLatin1String("countKey")] = part.countKey;
        json[QLatin1String("countLimit")] = part.countLimit;
    }
    return json;
}

Result<LedgerPart> partFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    LedgerPart part;
    part.reason = reader.text(QLatin1String("reason"), limits::reasonChars);
    part.countKey = reader.optionalText(QLatin1String("countKey"), limits::reasonChars);
    part.countLimit = static_cast<qint32>(reader.optionalInteger(QLatin1String("countLimit"), 1, 1, 1'000'000));
    for (const QJsonValue& effect : reader.array(QLatin1String("effects"), effectsPerPart))
        part.effects.push_back(TRY(effectFromJson(effect.toObject())));
    TRY(reader.finish());
    return part;
}

}

QJsonArray ledgerToJson(const std::vector<MemberParts>& ledger)
{
    QJsonArray json;
    for (const MemberParts& entry : ledger) {
        QJsonArray parts;
        for (const LedgerPart& part : entry.parts)
            parts.append(partToJson(part));
        json.append(QJsonObject { { QStringLiteral("member"), entry.member.toString() }, { QStringLiteral("parts"), parts } });
    }
    return json;
}

Result<std::vector<MemberParts>> ledgerFromJson(const QJsonArray& json)
{
    if (json.size() > membersPerFact)
        return fail(ErrorCode::InputTooLong, QStringLiteral("ledger"));
    std::vector<MemberParts> ledger;
    for (const QJsonValue& value : json) {
        const QJsonObject entry = value.toObject();
        JsonReader reader(entry);
        MemberParts member { reader.id(QLatin1String("member")), {} };
        for (const QJsonValue& part : reader.array(QLatin1String("parts"), partsPerMember))
            member.parts.push_back(TRY(partFromJson(part.toObject())));
        TRY(reader.finish());
        ledger.push_back(std::move(member));
    }
    return ledger;
}

}
