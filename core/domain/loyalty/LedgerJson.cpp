// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/LedgerJson.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

#include <QJsonDocument>

namespace tangyuan {

namespace {

constexpr qsizetype partsPerMember = 200;
constexpr qsizetype effectsPerPart = 200;
constexpr qsizetype membersPerFact = 10'000;

constexpr std::array spendTargets { Account::Redeemed, Account::Donated, Account::Loss };

void writeDate(JsonWriter& json, const char* key, const std::optional<BusinessDate>& date)
{
    if (date)
        json.field(key, date->yyyymmdd);
}

std::optional<BusinessDate> takeDate(JsonReader& reader, QLatin1String key)
{
    if (!reader.has(key))
        return {};
    return BusinessDate { static_cast<qint32>(reader.integer(key, 19700101, 22001231)) };
}

void writeItem(JsonWriter& json, const QString& item)
{
    if (!item.isEmpty())
        json.field("item", item);
}

void writeAmount(JsonWriter& json, const char* verb, Currency currency, qint64 amount)
{
    json.field("do", QString::fromLatin1(verb));
    json.field("currency", currencyName(currency));
    json.field("amount", amount);
}

void writeEffect(JsonWriter& json, const effect::Grant& grant)
{
    writeAmount(json, "grant", grant.currency, grant.amount);
    writeDate(json, "usableFrom", grant.usableFrom);
    writeDate(json, "expires", grant.expires);
    writeItem(json, grant.item);
}

void writeEffect(JsonWriter& json, const effect::Spend& spend)
{
    writeAmount(json, "spend", spend.currency, spend.amount);
    if (spend.to != Account::Redeemed)
        json.field("to", accountName(spend.to));
    writeItem(json, spend.item);
}

void writeEffect(JsonWriter& json, const effect::TakeBack& back)
{
    writeAmount(json, "takeBack", back.currency, back.amount);
    json.field("origin", back.origin);
    writeItem(json, back.item);
}

void writeEffect(JsonWriter& json, const effect::GiveBack& back)
{
    writeAmount(json, "giveBack", back.currency, back.amount);
    json.field("origin", back.origin);
    writeDate(json, "graceUntil", back.graceUntil);
    writeItem(json, back.item);
}

void writeEffect(JsonWriter& json, const effect::Expire& expire)
{
    json.field("do", QStringLiteral("expire"));
    json.field("through", expire.through.yyyymmdd);
}

void writeEffect(JsonWriter& json, const effect::Hold& hold)
{
    writeAmount(json, "hold", hold.currency, hold.amount);
}

void writeEffect(JsonWriter& json, const effect::Release& release)
{
    json.field("do", QStringLiteral("release"));
    json.field("origin", release.origin);
}

void writeEffect(JsonWriter& json, const effect::Capture& capture)
{
    json.field("do", QStringLiteral("capture"));
    json.field("origin", capture.origin);
}

void writeEffect(JsonWriter& json, const effect::Uncount& back)
{
    json.field("do", QStringLiteral("uncount"));
    json.field("key", back.key);
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
        effect = effect::Grant { takeCurrency(reader), amount(), takeDate(reader, QLatin1String("usableFrom")), takeDate(reader, QLatin1String("expires")),
            item() };
    else if (verb == u"spend")
        effect = effect::Spend { takeCurrency(reader), amount(), takeTarget(reader), item() };
    else if (verb == u"takeBack")
        effect = effect::TakeBack { origin(), takeCurrency(reader), amount(), item() };
    else if (verb == u"giveBack")
        effect = effect::GiveBack { origin(), takeCurrency(reader), amount(), takeDate(reader, QLatin1String("graceUntil")), item() };
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

void writePart(JsonWriter& json, const LedgerPart& part)
{
    json.beginObject();
    json.field("reason", part.reason);
    if (!part.countKey.isEmpty()) {
        json.field("countKey", part.countKey);
        json.field("countLimit", part.countLimit);
    }
    json.key("effects");
    json.beginArray();
    for (const Effect& effect : part.effects) {
        json.beginObject();
        std::visit([&](const auto& step) { writeEffect(json, step); }, effect);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

Result<LedgerPart> partFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    LedgerPart part;
    part.reason = reader.text(QLatin1String("reason"), limits::reasonChars);
    part.countKey = reader.optionalText(QLatin1String("countKey"), limits::reasonChars);
    part.countLimit = static_cast<qint32>(reader.optionalInteger(QLatin1String("countLimit"), 1, 1, LedgerPart::noLimit));
    for (const QJsonValue& effect : reader.array(QLatin1String("effects"), effectsPerPart))
        part.effects.push_back(TRY(effectFromJson(effect.toObject())));
    TRY(reader.finish());
    return part;
}

}

void writeLedger(JsonWriter& json, const std::vector<MemberParts>& ledger)
{
    json.beginArray();
    for (const MemberParts& entry : ledger) {
        json.beginObject();
        json.field("member", entry.member);
        if (entry.knownAt.ms > 0)
            json.field("knownMs", entry.knownAt.ms);
        json.key("parts");
        json.beginArray();
        for (const LedgerPart& part : entry.parts)
            writePart(json, part);
        json.endArray();
        json.endObject();
    }
    json.endArray();
}

QJsonArray ledgerToJson(const std::vector<MemberParts>& ledger)
{
    JsonWriter json;
    writeLedger(json, ledger);
    return QJsonDocument::fromJson(json.take()).array();
}

Result<std::vector<MemberParts>> ledgerFromJson(const QJsonArray& json)
{
    if (json.size() > membersPerFact)
        return fail(ErrorCode::InputTooLong, QStringLiteral("ledger"));
    std::vector<MemberParts> ledger;
    for (const QJsonValue& value : json) {
        const QJsonObject entry = value.toObject();
        JsonReader reader(entry);
        MemberParts member { reader.id(QLatin1String("member")), {}, {} };
        if (reader.has(QLatin1String("knownMs")))
            member.knownAt = reader.time(QLatin1String("knownMs"));
        for (const QJsonValue& part : reader.array(QLatin1String("parts"), partsPerMember))
            member.parts.push_back(TRY(partFromJson(part.toObject())));
        TRY(reader.finish());
        ledger.push_back(std::move(member));
    }
    return ledger;
}

}
