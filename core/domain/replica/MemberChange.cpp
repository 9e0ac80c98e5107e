// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/replica/MemberChange.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr qsizetype tagsPerChange = 200;
/// Beyond it the ledger's lots of one fact would run out of numbers.
constexpr qsizetype grantsPerChange = 5'000;

/// Facts that say who a member is.
constexpr std::array identityTypes { "member.registered", "member.updated", "member.tier_set", "member.erased", "member.tagged", "member.referred",
    "member.pin_set", "member.pin_removed" };

bool isIdentity(const QString& type)
{
    return std::ranges::any_of(identityTypes, [&](const char* known) { return type == QLatin1String(known); });
}

std::optional<Id> originOf(const Effect& effect)
{
    if (const auto* back = std::get_if<effect::TakeBack>(&effect))
        return back->origin;
    if (const auto* back = std::get_if<effect::GiveBack>(&effect))
        return back->origin;
    if (const auto* release = std::get_if<effect::Release>(&effect))
        return release->origin;
    if (const auto* capture = std::get_if<effect::Capture>(&effect))
        return capture->origin;
    return {};
}

QStringList readTags(JsonReader& reader, QLatin1String key)
{
    QStringList tags;
    if (!reader.has(key))
        return tags;
    for (const QJsonValue& tag : reader.array(key, tagsPerChange)) {
        if (!tag.isString() || tag.toString().size() > limits::nameChars)
            reader.reject(key);
        tags << tag.toString();
    }
    return tags;
}

void writeTags(JsonWriter& json, const char* key, const QStringList& tags)
{
    if (tags.isEmpty())
        return;
    json.key(key);
    json.beginArray();
    for (const QString& tag : tags)
        json.value(tag);
    json.endArray();
}

/// The fields of the body that say who the member is, as the facts spell them.
void readIdentity(MemberChange& change, JsonReader& reader)
{
    change.number = reader.optionalText(QLatin1String("number"), limits::codeChars);
    if (reader.has(QLatin1String("tier"))) {
        if (const auto tier = tierFromName(reader.text(QLatin1String("tier"), limits::codeChars)))
            change.tier = *tier;
        else
            reader.reject(QLatin1String("tier"));
    }
    change.isTierEarned = reader.has(QLatin1String("earned"));
    change.profile = QByteArray::fromBase64(reader.optionalText(QLatin1String("profile"), limits::factBodyBytes).toLatin1());
    change.profileBase = reader.optionalId(QLatin1String("base"));
    change.inviter = reader.optionalId(QLatin1String("inviter"));
    change.pin = reader.optionalText(QLatin1String("pin"), limits::pinHashChars);
    change.tagsOn = readTags(reader, QLatin1String("add"));
    change.tagsOff = readTags(reader, QLatin1String("remove"));
}

Result<void> checkGrants(const MemberChange& change)
{
    qsizetype grants = 0;
    for (const LedgerPart& part : change.parts)
        grants += std::ranges::count_if(part.effects, [](const Effect& effect) { return std::holds_alternative<effect::Grant>(effect); });
    if (grants > grantsPerChange)
        return fail(ErrorCode::InputTooLong, QStringLiteral("ledger"));
    return {};
}

}

std::vector<Id> MemberChange::origins() const
{
    std::vector<Id> found;
    for (const LedgerPart& part : parts)
        for (const Effect& effect : part.effects)
            if (const auto origin = originOf(effect))
                found.push_back(*origin);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

QByteArray MemberChange::toUtf8() const
{
    JsonWriter json;
    json.beginObject();
    json.field("member", member);
    json.field("fact", fact);
    json.field("type", type);
    json.field("atMs", at.ms);
    json.field("date", date);
    if (!parts.empty()) {
        json.key("ledger");
        writeLedger(json, { { member, parts } });
    }
    if (!number.isEmpty())
        json.field("number", number);
    if (tier)
        json.field("tier", tierName(*tier));
    if (isTierEarned)
        json.field("earned", true);
    if (!spend.isZero())
        json.field("spendMinor", spend);
    if (visits != 0)
        json.field("visits", visits);
    if (!profile.isEmpty())
        json.field("profile", QString::fromLatin1(profile.toBase64()));
    if (profileBase)
        json.field("base", *profileBase);
    if (inviter)
        json.field("inviter", *inviter);
    if (!pin.isEmpty())
        json.field("pin", pin);
    writeTags(json, "add", tagsOn);
    writeTags(json, "remove", tagsOff);
    json.endObject();
    return json.take();
}

Result<MemberChange> MemberChange::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    MemberChange change { .member = reader.id(QLatin1String("member")),
        .fact = reader.id(QLatin1String("fact")),
        .type = reader.text(QLatin1String("type"), limits::codeChars),
        .at = reader.time(QLatin1String("atMs")),
        .date = reader.date(QLatin1String("date")) };
    change.spend = { reader.optionalInteger(QLatin1String("spendMinor"), 0, -Money::limit, Money::limit) };
    change.visits = static_cast<qint32>(reader.optionalInteger(QLatin1String("visits"), 0, 0, 1));
    readIdentity(change, reader);
    for (MemberParts& entry : TRY(ledgerFromJson(json[QLatin1String("ledger")].toArray())))
        std::ranges::move(entry.parts, std::back_inserter(change.parts));
    TRY(reader.finish());
    return change;
}

Result<std::vector<MemberChange>> memberChanges(const Fact& fact, const QJsonObject& body)
{
    std::vector<MemberChange> changes;
    const auto of = [&](const Id& member) -> MemberChange& {
        const auto known = std::ranges::find(changes, member, &MemberChange::member);
        return known != changes.end()
            ? *known
            : changes.emplace_back(MemberChange { .member = member, .fact = fact.id, .type = fact.type, .at = fact.at, .date = fact.businessDate });
    };
    if (isIdentity(fact.type)) {
        JsonReader reader(body);
        readIdentity(of(reader.id(QLatin1String("member"))), reader);
        TRY(reader.finish());
    }
    const bool isRefund = fact.type == QLatin1String("sale.refunded");
    if (isRefund || fact.type == QLatin1String("sale.committed")) {
        JsonReader reader(body);
        if (const auto member = reader.optionalId(QLatin1String("member"))) {
            const Money total = reader.money(QLatin1String("totalMinor"));
            MemberChange& change = of(*member);
            change.spend = isRefund ? -total : total;
            change.visits = isRefund ? 0 : 1;
        }
        TRY(reader.finish());
    }
    for (MemberParts& entry : TRY(ledgerFromJson(body[QLatin1String("ledger")].toArray()))) {
        MemberChange& change = of(entry.member);
        std::ranges::move(entry.parts, std::back_inserter(change.parts));
        change.knownAt = std::max(change.knownAt, entry.knownAt);
    }
    for (const MemberChange& change : changes)
        TRY(checkGrants(change));
    return changes;
}

void join(MemberChange& change, MemberChange other)
{
    std::ranges::move(other.parts, std::back_inserter(change.parts));
    change.spend += other.spend;
    change.visits += other.visits;
    if (!change.inviter)
        change.inviter = other.inviter;
}

}
