// SPDX-License-Identifier: GPL-3.0-or-later
// Lots and movements are lists of lists: there are many of them.
#include "core/replica/MemberRecord.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

constexpr qsizetype mostLots = 20'000;
constexpr qsizetype mostCounts = 20'000;
constexpr qsizetype mostTags = 200;
constexpr qsizetype mostWaiting = 10'000;

QJsonValue dateJson(const std::optional<BusinessDate>& date)
{
    return date ? QJsonValue(date->yyyymmdd) : QJsonValue();
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

QJsonArray lotJson(const Lot& lot)
{
    return { lot.id.source.toString(), lot.id.part, static_cast<int>(lot.currency), lot.granted, lot.remaining, lot.held, dateJson(lot.usableFrom),
        dateJson(lot.expires), lot.item };
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

QJsonArray movementJson(const DatedMovement& dated)
{
    const Movement& movement = dated.movement;
    return { movement.fact.toString(), static_cast<int>(movement.currency), static_cast<int>(movement.from), static_cast<int>(movement.to), movement.amount,
        movement.lot.source.toString(), movement.lot.part, movement.origin ? QJsonValue(movement.origin->toString()) : QJsonValue(), movement.reason,
        dated.date.yyyymmdd };
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

QJsonArray dayJson(BusinessDate date, const TierFigures& figures)
{
    return { date.yyyymmdd, figures.spend.minor, figures.visits, figures.earned.count };
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

void putId(QJsonObject& json, QLatin1String key, const std::optional<Id>& id)
{
    if (id)
        json[key] = id->toString();
}

}

QJsonObject MemberRecord::toJson() const
{
    QJsonArray lots;
    for (const Lot& lot : ledger.lots)
        lots.append(lotJson(lot));
    QJsonArray moved;
    for (const DatedMovement& movement : movements)
        moved.append(movementJson(movement));
    QJsonObject counts;
    for (const auto& [key, count] : ledger.counts)
        counts[key] = count;
    QJsonObject tagged;
    for (const auto& [tag, since] : tags)
        tagged[tag] = since.yyyymmdd;
    QJsonArray owed;
    for (const Currency currency : currencies)
        owed.append(ledger.owedOf(currency));
    QJsonArray unseen;
    for (const Id& fact : waiting)
        unseen.append(fact.toString());
    QJsonArray bought;
    for (const auto& [date, figures] : days)
        bought.append(dayJson(date, figures));
    QJsonArray moveless;
    for (const Id& fact : quiet)
        moveless.append(fact.toString());
    QJsonObject json { { QStringLiteral("id"), id.toString() }, { QStringLiteral("number"), number }, { QStringLiteral("tier"), tierName(tier) },
        { QStringLiteral("registeredMs"), registeredAt.ms }, { QStringLiteral("profile"), QString::fromLatin1(profile.toBase64()) },
        { QStringLiteral("erased"), isErased }, { QStringLiteral("tags"), tagged }, { QStringLiteral("lots"), lots }, { QStringLiteral("owed"), owed },
        { QStringLiteral("counts"), counts }, { QStringLiteral("movements"), moved }, { QStringLiteral("whole"), isWhole },
        { QStringLiteral("lastMs"), lastAt.ms }, { QStringLiteral("lastFact"), lastFact.toString() }, { QStringLiteral("waiting"), unseen },
        { QStringLiteral("tierEarned"), isTierEarned }, { QStringLiteral("days"), bought }, { QStringLiteral("quiet"), moveless } };
    if (!pin.isEmpty())
        json[QLatin1String("pin")] = pin;
    putId(json, QLatin1String("profileFact"), profileFact);
    putId(json, QLatin1String("inviter"), inviter);
    putId(json, QLatin1String("aliasOf"), aliasOf);
    if (invitedOn)
        json[QLatin1String("invitedOn")] = invitedOn->yyyymmdd;
    return json;
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
