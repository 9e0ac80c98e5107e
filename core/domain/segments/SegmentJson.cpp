// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Enumerators.h"
#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/segments/Rfm.h"
#include "core/domain/segments/Segment.h"
#include "core/domain/segments/SegmentReader.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr std::array sexWordsOfSegment { std::pair { Sex::Unknown, "unknown" }, std::pair { Sex::Female, "female" }, std::pair { Sex::Male, "male" } };
constexpr std::array consentWordsOfSegment { std::pair { Consent::NotAsked, "notAsked" }, std::pair { Consent::Given, "given" },
    std::pair { Consent::Refused, "refused" } };
static_assert(namesEach(sexWordsOfSegment, &std::pair<Sex, const char*>::first));
static_assert(namesEach(consentWordsOfSegment, &std::pair<Consent, const char*>::first));

constexpr QLatin1String currentWord("current");
constexpr Bounds moneyRange { 0, Money::limit };
constexpr Bounds averageRange { 0, limits::unitPriceMinor }; // times the visits it still fits 64 bits
constexpr Bounds countRange { 0, Segment::countLimit };
constexpr Bounds daysRange { 0, Segment::daysLimit };
constexpr Bounds scoreRange { 1, RfmScore::best };

template <class Value, size_t count>
QString segmentWord(const std::array<std::pair<Value, const char*>, count>& words, Value value)
{
    return QString::fromLatin1(std::ranges::find(words, value, &std::pair<Value, const char*>::first)->second);
}

template <class Value, size_t count>
std::optional<Value> readSegmentWord(JsonReader& reader, QLatin1String key, const std::array<std::pair<Value, const char*>, count>& words)
{
    if (!reader.has(key))
        return std::nullopt;
    const QString text = reader.text(key, limits::codeChars);
    const auto found = std::ranges::find_if(words, [&](const auto& word) { return text == QLatin1String(word.second); });
    if (found != words.end())
        return found->first;
    reader.reject(key);
    return std::nullopt;
}

std::optional<int> readOptional(JsonReader& reader, QLatin1String key, int least, int most)
{
    return reader.has(key) ? std::optional(static_cast<int>(reader.integer(key, least, most))) : std::nullopt;
}

std::optional<BusinessDate> readDay(JsonReader& reader, QLatin1String key)
{
    if (!reader.has(key))
        return std::nullopt;
    const QDate day = QDate::fromString(reader.text(key, 10), Qt::ISODate);
    if (!day.isValid() || day.year() < 1970 || day.year() > 2200) {
        reader.reject(key);
        return std::nullopt;
    }
    return BusinessDate::fromDate(day);
}

/// "days" or "months" beside the other keys.
SegmentWindow readWindow(JsonReader& reader)
{
    const QLatin1String days("days");
    const QLatin1String months("months");
    if (reader.has(days) && reader.has(months))
        reader.reject(months);
    return { .days = reader.has(days) ? static_cast<int>(reader.integer(days, 1, Segment::daysLimit)) : 0,
        .months = reader.has(months) ? static_cast<int>(reader.integer(months, 1, Segment::monthsLimit)) : 0 };
}

QStringList readTags(JsonReader& reader, QLatin1String key)
{
    QStringList tags;
    if (!reader.has(key))
        return tags;
    const QJsonArray array = reader.array(key, Segment::tagsLimit);
    for (const QJsonValue& value : array) {
        const auto tag = value.isString() ? checkedTag(value.toString()) : Result<QString>(fail(ErrorCode::InputMalformed));
        if (!tag)
            reader.reject(key, tag.error().code);
        else if (!tags.contains(*tag))
            tags.append(*tag);
    }
    if (array.isEmpty())
        reader.reject(key);
    return tags;
}

/// Each entry by its id ("0192f3a0-7c1e-…"), or by what `find` knows it by.
template <class Find>
std::vector<Id> readIds(JsonReader& reader, QLatin1String key, ErrorCode unknown, Find find)
{
    std::vector<Id> ids;
    if (!reader.has(key))
        return ids;
    constexpr qsizetype idChars = 36;
    const QJsonArray array = reader.array(key, Segment::productsLimit);
    for (const QJsonValue& value : array) {
        const QString text = value.toString();
        std::optional<Id> id = text.isEmpty() || text.size() > limits::nameChars ? std::nullopt : find(text);
        if (const auto written = Id::fromString(text); !id && text.size() == idChars && written)
            id = *written;
        if (!id)
            reader.reject(key, value.isString() ? unknown : ErrorCode::InputMalformed);
        else if (std::ranges::find(ids, *id) == ids.end())
            ids.push_back(*id);
    }
    if (array.isEmpty())
        reader.reject(key);
    return ids;
}

QJsonArray idsJson(const std::vector<Id>& ids)
{
    QJsonArray array;
    for (const Id& id : ids)
        array.append(id.toString());
    return array;
}

void putObject(QJsonObject& json, QLatin1String key, const QJsonObject& object)
{
    if (!object.isEmpty())
        json.insert(key, object);
}

void putWindow(QJsonObject& json, const SegmentWindow& window)
{
    if (window.days > 0)
        json.insert(QLatin1String("days"), window.days);
    if (window.months > 0)
        json.insert(QLatin1String("months"), window.months);
}

QJsonObject profileConditionJson(const SegmentConditions& conditions)
{
    const ProfileCondition& profile = conditions.profile;
    QJsonObject json;
    if (profile.sex)
        json.insert(QLatin1String("sex"), segmentWord(sexWordsOfSegment, *profile.sex));
    if (profile.birthdayMonth)
        json.insert(QLatin1String("birthdayMonth"), *profile.birthdayMonth == ProfileCondition::thisMonth ? QJsonValue(currentWord) : *profile.birthdayMonth);
    if (profile.birthdayWithinDays)
        json.insert(QLatin1String("birthdayWithinDays"), *profile.birthdayWithinDays);
    if (profile.consent)
        json.insert(QLatin1String("consent"), segmentWord(consentWordsOfSegment, *profile.consent));
    QJsonArray tiers;
    for (const Tier tier : conditions.tiers)
        tiers.append(tierName(tier));
    if (!tiers.isEmpty())
        json.insert(QLatin1String("tiers"), tiers);
    if (conditions.registeredFrom)
        json.insert(QLatin1String("registeredFrom"), conditions.registeredFrom->toString());
    if (conditions.registeredTo)
        json.insert(QLatin1String("registeredTo"), conditions.registeredTo->toString());
    putObject(json, QLatin1String("registeredDaysAgo"), boundsJson(conditions.registeredDaysAgo));
    return json;
}

Result<void> readProfileCondition(const QJsonObject& json, SegmentConditions& conditions)
{
    TRY(refuseForeignKeys(json, { "sex", "birthdayMonth", "birthdayWithinDays", "consent", "tiers", "registeredFrom", "registeredTo", "registeredDaysAgo" }));
    JsonReader reader(json);
    conditions.profile.sex = readSegmentWord(reader, QLatin1String("sex"), sexWordsOfSegment);
    conditions.profile.birthdayMonth = json.value(QLatin1String("birthdayMonth")) == QJsonValue(currentWord)
        ? std::optional(ProfileCondition::thisMonth)
        : readOptional(reader, QLatin1String("birthdayMonth"), 1, 12);
    conditions.profile.birthdayWithinDays = readOptional(reader, QLatin1String("birthdayWithinDays"), 0, 366);
    conditions.profile.consent = readSegmentWord(reader, QLatin1String("consent"), consentWordsOfSegment);
    if (reader.has(QLatin1String("tiers"))) {
        for (const QJsonValue& value : reader.array(QLatin1String("tiers"), tierCount)) {
            if (const auto tier = tierFromName(value.toString()))
                conditions.tiers.push_back(*tier);
            else
                reader.reject(QLatin1String("tiers"));
        }
        if (conditions.tiers.empty())
            reader.reject(QLatin1String("tiers"));
    }
    conditions.registeredFrom = readDay(reader, QLatin1String("registeredFrom"));
    conditions.registeredTo = readDay(reader, QLatin1String("registeredTo"));
    TRY(reader.finish());
    conditions.registeredDaysAgo = TRY(readBounds(json, QLatin1String("registeredDaysAgo"), daysRange));
    return {};
}

QJsonObject purchasesJson(const PurchaseCondition& purchases)
{
    QJsonObject json;
    if (purchases.isOpen())
        return json;
    putWindow(json, purchases.window);
    putObject(json, QLatin1String("visits"), boundsJson(purchases.visits));
    putObject(json, QLatin1String("spendMinor"), boundsJson(purchases.spendMinor));
    putObject(json, QLatin1String("averageMinor"), boundsJson(purchases.averageMinor));
    return json;
}

Result<PurchaseCondition> readPurchases(const QJsonObject& json)
{
    TRY(refuseForeignKeys(json, { "days", "months", "visits", "spendMinor", "averageMinor" }));
    JsonReader reader(json);
    PurchaseCondition purchases;
    purchases.window = readWindow(reader);
    TRY(reader.finish());
    purchases.visits = TRY(readBounds(json, QLatin1String("visits"), countRange));
    purchases.spendMinor = TRY(readBounds(json, QLatin1String("spendMinor"), moneyRange));
    purchases.averageMinor = TRY(readBounds(json, QLatin1String("averageMinor"), averageRange));
    // A window alone would look like a condition and be none.
    if (purchases.isOpen())
        return fail(ErrorCode::InputMalformed);
    return purchases;
}

QJsonObject boughtJson(const BoughtCondition& bought)
{
    QJsonObject json;
    if (bought.isOpen())
        return json;
    putWindow(json, bought.window);
    if (!bought.products.empty())
        json.insert(QLatin1String("products"), idsJson(bought.products));
    if (!bought.categories.empty())
        json.insert(QLatin1String("categories"), idsJson(bought.categories));
    json.insert(QLatin1String("times"), bought.times);
    return json;
}

Result<BoughtCondition> readBought(const QJsonObject& json, const Catalog& catalog)
{
    TRY(refuseForeignKeys(json, { "days", "months", "products", "categories", "times" }));
    JsonReader reader(json);
    BoughtCondition bought;
    bought.window = readWindow(reader);
    bought.products = readIds(reader, QLatin1String("products"), ErrorCode::ProductNotFound, [&](const QString& plu) {
        const Product* product = catalog.byPlu(plu);
        return product ? std::optional(product->id) : std::nullopt;
    });
    bought.categories = readIds(reader, QLatin1String("categories"), ErrorCode::InputMalformed, [&](const QString& name) {
        const auto found = std::ranges::find(catalog.categories(), name, &Category::name);
        return found != catalog.categories().end() ? std::optional(found->id) : std::nullopt;
    });
    bought.times = reader.optionalInteger(QLatin1String("times"), 1, 1, Segment::countLimit);
    TRY(reader.finish());
    if (bought.isOpen())
        return fail(ErrorCode::InputMalformed);
    return bought;
}

QJsonObject tagConditionJson(const TagCondition& tags)
{
    QJsonObject json;
    if (!tags.any.isEmpty())
        json.insert(QLatin1String("any"), QJsonArray::fromStringList(tags.any));
    if (!tags.none.isEmpty())
        json.insert(QLatin1String("none"), QJsonArray::fromStringList(tags.none));
    return json;
}

Result<TagCondition> readTagCondition(const QJsonObject& json)
{
    TRY(refuseForeignKeys(json, { "any", "none" }));
    JsonReader reader(json);
    TagCondition tags { readTags(reader, QLatin1String("any")), readTags(reader, QLatin1String("none")) };
    TRY(reader.finish());
    return tags;
}

QJsonObject rfmConditionJson(const RfmCondition& rfm)
{
    QJsonObject json;
    putObject(json, QLatin1String("recency"), boundsJson(rfm.recency));
    putObject(json, QLatin1String("frequency"), boundsJson(rfm.frequency));
    putObject(json, QLatin1String("monetary"), boundsJson(rfm.monetary));
    return json;
}

Result<RfmCondition> readRfmCondition(const QJsonObject& json)
{
    TRY(refuseForeignKeys(json, { "recency", "frequency", "monetary" }));
    return RfmCondition { TRY(readBounds(json, QLatin1String("recency"), scoreRange)), TRY(readBounds(json, QLatin1String("frequency"), scoreRange)),
        TRY(readBounds(json, QLatin1String("monetary"), scoreRange)) };
}

QJsonObject conditionsJson(const SegmentConditions& conditions)
{
    QJsonObject json;
    putObject(json, QLatin1String("profile"), profileConditionJson(conditions));
    putObject(json, QLatin1String("purchases"), purchasesJson(conditions.purchases));
    putObject(json, QLatin1String("bought"), boughtJson(conditions.bought));
    putObject(json, QLatin1String("lastVisitDaysAgo"), boundsJson(conditions.lastVisitDaysAgo));
    putObject(json, QLatin1String("points"), boundsJson(conditions.points));
    putObject(json, QLatin1String("tags"), tagConditionJson(conditions.tags));
    putObject(json, QLatin1String("rfm"), rfmConditionJson(conditions.rfm));
    return json;
}

/// The keys of conditions, whatever else stands beside them.
Result<SegmentConditions> readConditions(const QJsonObject& json, const Catalog& catalog)
{
    const QLatin1String profile("profile");
    const QLatin1String purchases("purchases");
    const QLatin1String bought("bought");
    const QLatin1String tags("tags");
    const QLatin1String rfm("rfm");
    SegmentConditions conditions;
    if (json.contains(profile))
        TRY(within(profile, readProfileCondition(TRY(readObject(json, profile)), conditions)));
    if (json.contains(purchases))
        conditions.purchases = TRY(within(purchases, readPurchases(TRY(readObject(json, purchases)))));
    if (json.contains(bought))
        conditions.bought = TRY(within(bought, readBought(TRY(readObject(json, bought)), catalog)));
    if (json.contains(tags))
        conditions.tags = TRY(within(tags, readTagCondition(TRY(readObject(json, tags)))));
    if (json.contains(rfm))
        conditions.rfm = TRY(within(rfm, readRfmCondition(TRY(readObject(json, rfm)))));
    conditions.lastVisitDaysAgo = TRY(readBounds(json, QLatin1String("lastVisitDaysAgo"), daysRange));
    conditions.points = TRY(readBounds(json, QLatin1String("points"), moneyRange));
    return conditions;
}

Result<SegmentConditions> readAlternative(const QJsonObject& json, const Catalog& catalog)
{
    TRY(refuseForeignKeys(json, { "profile", "purchases", "bought", "lastVisitDaysAgo", "points", "tags", "rfm" }));
    return readConditions(json, catalog);
}

}

QJsonObject Segment::toJson() const
{
    QJsonObject json = conditionsJson(all);
    QJsonArray alternatives;
    for (const SegmentConditions& alternative : anyOf)
        alternatives.append(conditionsJson(alternative));
    if (!alternatives.isEmpty())
        json.insert(QLatin1String("anyOf"), alternatives);
    if (!tag.isEmpty())
        json.insert(QLatin1String("tag"), tag);
    return json;
}

Result<Segment> Segment::fromJson(const QJsonObject& json, const Catalog& catalog)
{
    const QLatin1String alternativesKey("anyOf");
    const QLatin1String tagKey("tag");
    TRY(refuseForeignKeys(json, { "profile", "purchases", "bought", "lastVisitDaysAgo", "points", "tags", "rfm", "anyOf", "tag" }));
    Segment segment;
    segment.all = TRY(readConditions(json, catalog));
    if (json.contains(alternativesKey)) {
        JsonReader reader(json);
        const QJsonArray alternatives = reader.array(alternativesKey, alternativesLimit);
        if (alternatives.isEmpty())
            reader.reject(alternativesKey);
        TRY(reader.finish());
        for (qsizetype i = 0; i < alternatives.size(); ++i) {
            const QByteArray place = QByteArray(alternativesKey.data()) + '.' + QByteArray::number(i);
            if (!alternatives[i].isObject())
                return fail(ErrorCode::InputMalformed, QString::fromLatin1(place));
            segment.anyOf.push_back(TRY(within(QLatin1String(place), readAlternative(alternatives[i].toObject(), catalog))));
        }
    }
    if (json.contains(tagKey))
        segment.tag = TRY(within(tagKey, checkedTag(json.value(tagKey).toString())));
    return segment;
}

}
