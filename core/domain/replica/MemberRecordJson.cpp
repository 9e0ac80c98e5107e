// SPDX-License-Identifier: GPL-3.0-or-later
// Lots and movements are lists of lists: there are many of them.
#include "core/domain/replica/MemberRecord.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

#include <QJsonDocument>

namespace tangyuan {

namespace {

constexpr qsizetype mostLots = 20'000;
constexpr qsizetype mostCounts = 20'000;
constexpr qsizetype mostTags = 200;
constexpr qsizetype mostWaiting = 10'000;

template <class... Values>
void writeList(JsonWriter& json, const Values&... values)
{
    json.beginArray();
    (json.value(values), ...);
    json.endArray();
}

/// Reads the places of one list, and remembers whether all were of their kind.
class ListReader {
public:
    ListReader(const QJsonValue& list, qsizetype size)
        : m_list(list.toArray())
        , m_isGood(m_list.size() == size)
    {
    }
    bool isGood() const { return m_isGood; }
    qint64 integer(qint64 least, qint64 most)
    {
        const QJsonValue value = next();
        const qint64 number = value.toInteger(0);
        if (!value.isDouble() || number != value.toInteger(1) || number < least || number > most) {
            m_isGood = false;
            return least;
        }
        return number;
    }
    QString text(qsizetype most)
    {
        const QJsonValue value = next();
        m_isGood = m_isGood && value.isString() && value.toString().size() <= most;
        return m_isGood ? value.toString() : QString();
    }
    Id id()
    {
        const auto id = Id::fromString(next().toString());
        m_isGood = m_isGood && id.has_value();
        return id.value_or(Id {});
    }
    std::optional<Id> optionalId() { return skipsNull() ? std::nullopt : std::optional(id()); }
    BusinessDate date() { return { static_cast<qint32>(integer(0, 22'001'231)) }; }
    std::optional<BusinessDate> optionalDate() { return skipsNull() ? std::nullopt : std::optional(date()); }

private:
    QJsonValue next() { return m_list[m_place++]; }
    bool skipsNull()
    {
        if (!m_list[m_place].isNull())
            return false;
        ++m_place;
        return true;
    }

    QJsonArray m_list;
    qsizetype m_place = 0;
    bool m_isGood;
};

void write(JsonWriter& json, const Lot& lot)
{
    writeList(json, lot.id.source, lot.id.part, static_cast<int>(lot.currency), lot.granted, lot.remaining, lot.held, lot.usableFrom, lot.expires, lot.item);
}

std::optional<Lot> lotOf(const QJsonValue& json)
{
    ListReader list(json, 9);
    Lot lot;
    lot.id.source = list.id();
    lot.id.part = static_cast<qint32>(list.integer(0, 1'000'000));
    lot.currency = static_cast<Currency>(list.integer(1, 4));
    lot.granted = list.integer(1, Money::limit);
    lot.remaining = list.integer(0, lot.granted);
    lot.held = list.integer(0, lot.granted - lot.remaining);
    lot.usableFrom = list.optionalDate();
    lot.expires = list.optionalDate();
    lot.item = list.text(limits::codeChars);
    return list.isGood() ? std::optional(lot) : std::nullopt;
}

void write(JsonWriter& json, const DatedMovement& dated)
{
    const Movement& movement = dated.movement;
    writeList(json, movement.fact, static_cast<int>(movement.currency), static_cast<int>(movement.from), static_cast<int>(movement.to), movement.amount,
        movement.lot.source, movement.lot.part, movement.origin, movement.reason, dated.date);
}

std::optional<DatedMovement> movementOf(const QJsonValue& json)
{
    ListReader list(json, 10);
    DatedMovement dated;
    Movement& movement = dated.movement;
    movement.fact = list.id();
    movement.currency = static_cast<Currency>(list.integer(1, 4));
    movement.from = static_cast<Account>(list.integer(1, 8));
    movement.to = static_cast<Account>(list.integer(1, 8));
    movement.amount = list.integer(1, Money::limit);
    movement.lot.source = list.id();
    movement.lot.part = static_cast<qint32>(list.integer(0, 1'000'000));
    movement.origin = list.optionalId();
    movement.reason = list.text(limits::reasonChars);
    dated.date = list.date();
    return list.isGood() ? std::optional(dated) : std::nullopt;
}

void write(JsonWriter& json, const std::pair<const BusinessDate, TierFigures>& day)
{
    writeList(json, day.first, day.second.spend.minor, day.second.visits, day.second.earned.count);
}

void write(JsonWriter& json, const Id& id)
{
    json.value(id);
}

std::optional<std::pair<BusinessDate, TierFigures>> dayOf(const QJsonValue& json)
{
    ListReader list(json, 4);
    std::pair<BusinessDate, TierFigures> day { list.date(), {} };
    day.second.spend.minor = list.integer(-Money::limit, Money::limit);
    day.second.visits = list.integer(0, Money::limit);
    day.second.earned.count = list.integer(-Money::limit, Money::limit);
    return list.isGood() ? std::optional(day) : std::nullopt;
}

std::optional<Id> idOf(const QJsonValue& json)
{
    const auto id = Id::fromString(json.toString());
    return id ? std::optional(*id) : std::nullopt;
}

template <class T, class Of>
void readList(JsonReader& reader, QLatin1String key, qsizetype most, std::vector<T>& values, Of of)
{
    for (const QJsonValue& json : reader.array(key, most)) {
        auto value = of(json);
        if (!value)
            return reader.reject(key);
        values.push_back(std::move(*value));
    }
}

template <class List>
void writeAll(JsonWriter& json, const char* key, const List& list)
{
    json.key(key);
    json.beginArray();
    for (const auto& value : list)
        write(json, value);
    json.endArray();
}

template <class Map>
void writeMap(JsonWriter& json, const char* key, const Map& map)
{
    json.key(key);
    json.beginObject();
    for (const auto& [name, value] : map) {
        json.key(name);
        json.value(value);
    }
    json.endObject();
}

template <class Value>
void writeIfAny(JsonWriter& json, const char* key, const std::optional<Value>& value)
{
    if (value)
        json.field(key, *value);
}

}

QByteArray MemberRecord::toUtf8() const
{
    JsonWriter json;
    json.beginObject();
    json.field("id", id);
    json.field("number", number);
    json.field("tier", tierName(tier));
    json.field("tierEarned", isTierEarned);
    json.field("registeredMs", registeredAt.ms);
    json.field("profile", QString::fromLatin1(profile.toBase64()));
    writeIfAny(json, "profileFact", profileFact);
    if (!pin.isEmpty())
        json.field("pin", pin);
    json.field("erased", isErased);
    writeMap(json, "tags", tags);
    writeIfAny(json, "inviter", inviter);
    writeIfAny(json, "invitedOn", invitedOn);
    writeIfAny(json, "aliasOf", aliasOf);
    writeAll(json, "lots", ledger.lots);
    json.key("owed");
    json.beginArray();
    for (const Currency currency : currencies)
        json.value(ledger.owedOf(currency));
    json.endArray();
    writeMap(json, "counts", ledger.counts);
    writeAll(json, "movements", movements);
    writeAll(json, "days", days);
    writeAll(json, "quiet", quiet);
    json.field("whole", isWhole);
    json.field("lastMs", lastAt.ms);
    json.field("lastFact", lastFact);
    writeAll(json, "waiting", waiting);
    json.endObject();
    return json.take();
}

QJsonObject MemberRecord::toJson() const
{
    return QJsonDocument::fromJson(toUtf8()).object();
}

Result<MemberRecord> MemberRecord::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    MemberRecord record { .id = reader.id(QLatin1String("id")) };
    record.number = reader.text(QLatin1String("number"), limits::codeChars);
    if (const auto tier = tierFromName(reader.text(QLatin1String("tier"), limits::codeChars)))
        record.tier = *tier;
    else
        reader.reject(QLatin1String("tier"));
    record.isTierEarned = json[QLatin1String("tierEarned")].toBool();
    record.registeredAt = reader.time(QLatin1String("registeredMs"));
    record.profile = QByteArray::fromBase64(reader.text(QLatin1String("profile"), limits::factBodyBytes).toLatin1());
    record.profileFact = reader.optionalId(QLatin1String("profileFact"));
    record.pin = reader.optionalText(QLatin1String("pin"), limits::pinHashChars);
    record.isErased = json[QLatin1String("erased")].toBool();
    record.inviter = reader.optionalId(QLatin1String("inviter"));
    record.invitedOn = reader.optionalDate(QLatin1String("invitedOn"));
    record.aliasOf = reader.optionalId(QLatin1String("aliasOf"));
    record.isWhole = json[QLatin1String("whole")].toBool();
    record.lastAt = reader.time(QLatin1String("lastMs"));
    record.lastFact = reader.id(QLatin1String("lastFact"));

    const QJsonObject tagged = json[QLatin1String("tags")].toObject();
    const QJsonObject counts = json[QLatin1String("counts")].toObject();
    if (tagged.size() > mostTags || counts.size() > mostCounts)
        return fail(ErrorCode::InputTooLong, QStringLiteral("counts"));
    for (auto tag = tagged.begin(); tag != tagged.end(); ++tag)
        record.tags[tag.key().left(limits::nameChars)] = { static_cast<qint32>(tag->toInteger()) };
    for (auto count = counts.begin(); count != counts.end(); ++count)
        if (const qint64 had = count->toInteger(); had > 0)
            record.ledger.counts[count.key().left(limits::reasonChars)] = had;
    const QJsonArray owed = reader.array(QLatin1String("owed"), static_cast<qsizetype>(currencies.size()));
    for (qsizetype i = 0; i < owed.size(); ++i)
        record.ledger.owed[static_cast<size_t>(currencies[static_cast<size_t>(i)])] = std::max<qint64>(0, owed[i].toInteger());
    readList(reader, QLatin1String("lots"), mostLots, record.ledger.lots, lotOf);
    readList(reader, QLatin1String("movements"), static_cast<qsizetype>(mostLots), record.movements, movementOf);
    readList(reader, QLatin1String("waiting"), mostWaiting, record.waiting, idOf);
    if (reader.has(QLatin1String("days"))) { // a hub of before does not say
        readList(reader, QLatin1String("quiet"), mostWaiting, record.quiet, idOf);
        std::vector<std::pair<BusinessDate, TierFigures>> days;
        readList(reader, QLatin1String("days"), mostLots, days, dayOf);
        record.days.insert(days.begin(), days.end());
    }
    TRY(reader.finish());
    if (!std::ranges::is_sorted(record.ledger.lots, {}, &Lot::id))
        return fail(ErrorCode::InputMalformed, QStringLiteral("lots"));
    return record;
}

}
