// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/protocol/Messages.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/codes/Base32.h"

#include <limits>

namespace tangyuan::sync {

namespace {

constexpr qsizetype keyBytes = 32;
constexpr qsizetype secretBytes = 16;
constexpr qsizetype urlChars = 300;
constexpr qsizetype base64Chars = 4'096;
constexpr qint64 mostSeq = (qint64 { 1 } << 40) - 1;
constexpr qint64 mostEpoch = 1'000'000;
constexpr int mostRows = 10'000;
constexpr int mostExceptions = 1'000;
constexpr int mostStores = 10'000;
constexpr int mostStoreDays = 200'000;
constexpr auto enrolmentPrefix = "TYE";
constexpr char enrolmentVersion = 1;

QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray readBytes(JsonReader& reader, QLatin1String key, std::optional<qsizetype> size = {}, qsizetype most = base64Chars)
{
    const QByteArray bytes = QByteArray::fromBase64(reader.text(key, most).toLatin1());
    if (size && bytes.size() != *size)
        reader.reject(key);
    return bytes;
}

FactKey readKey(JsonReader& reader, const QJsonObject& json, QLatin1String key)
{
    const auto read = keyFromJson(json[key].toObject());
    if (!read)
        reader.reject(key);
    return read.value_or(FactKey {});
}

qint32 readSmall(JsonReader& reader, QLatin1String key)
{
    return static_cast<qint32>(reader.integer(key, 0, mostEpoch));
}

QJsonObject rowToJson(const SharedRow& row)
{
    return { { QStringLiteral("kind"), sharedKindName(row.kind) }, { QStringLiteral("id"), row.id }, { QStringLiteral("body"), row.body } };
}

QJsonArray rowsToJson(const std::vector<SharedRow>& rows)
{
    QJsonArray json;
    for (const SharedRow& row : rows)
        json.append(rowToJson(row));
    return json;
}

/// Rows of kinds that a newer hub knows and this till does not are passed over.
Result<std::vector<SharedRow>> rowsFromJson(const QJsonArray& json)
{
    std::vector<SharedRow> rows;
    for (const QJsonValue& value : json) {
        const QJsonObject object = value.toObject();
        JsonReader reader(object);
        const QString kind = reader.text(QLatin1String("kind"), limits::codeChars);
        SharedRow row { {}, reader.text(QLatin1String("id"), limits::nameChars), object[QLatin1String("body")].toObject() };
        TRY(reader.finish());
        const auto known = sharedKindFromName(kind);
        if (!known)
            continue;
        row.kind = *known;
        rows.push_back(std::move(row));
    }
    return rows;
}

}

QJsonObject keyToJson(FactKey key)
{
    return { { QStringLiteral("epoch"), key.epoch }, { QStringLiteral("seq"), key.seq } };
}

Result<FactKey> keyFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    const FactKey key { readSmall(reader, QLatin1String("epoch")), reader.integer(QLatin1String("seq"), 0, mostSeq) };
    TRY(reader.finish());
    return key;
}

QJsonObject factToJson(const Fact& fact)
{
    return { { QStringLiteral("epoch"), fact.key.epoch }, { QStringLiteral("seq"), fact.key.seq }, { QStringLiteral("id"), fact.id.toString() },
        { QStringLiteral("type"), fact.type }, { QStringLiteral("version"), fact.version }, { QStringLiteral("date"), fact.businessDate.yyyymmdd },
        { QStringLiteral("atMs"), fact.at.ms }, { QStringLiteral("body"), QString::fromUtf8(fact.body) },
        { QStringLiteral("previousHash"), base64(fact.previousHash) }, { QStringLiteral("hash"), base64(fact.hash) } };
}

Result<Fact> factFromJson(const QJsonObject& json)
{
    constexpr qint64 anyTime = qint64 { 1 } << 52; // a wrong clock is no reason to lose a fact
    JsonReader reader(json);
    Fact fact { TRY(keyFromJson(json)), reader.id(QLatin1String("id")), reader.text(QLatin1String("type"), limits::codeChars),
        static_cast<int>(reader.integer(QLatin1String("version"), 0, 1'000'000)),
        { static_cast<qint32>(reader.integer(QLatin1String("date"), std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max())) },
        { reader.integer(QLatin1String("atMs"), -anyTime, anyTime) }, reader.text(QLatin1String("body"), limits::factBodyBytes).toUtf8(), {}, {} };
    fact.previousHash = readBytes(reader, QLatin1String("previousHash"), keyBytes);
    fact.hash = readBytes(reader, QLatin1String("hash"), keyBytes);
    TRY(reader.finish());
    if (fact.body.size() > limits::factBodyBytes)
        return fail(ErrorCode::InputTooLong, QStringLiteral("body"));
    return fact;
}

QString EnrolmentCode::toText() const
{
    return QLatin1String(enrolmentPrefix) + toBase32(QByteArray(1, enrolmentVersion) + certificate + secret + url.toUtf8());
}

Result<EnrolmentCode> EnrolmentCode::fromText(const QString& text)
{
    const QString code = text.trimmed().toUpper();
    constexpr qsizetype mostChars = 700;
    if (code.size() > mostChars || !code.startsWith(QLatin1String(enrolmentPrefix)))
        return fail(ErrorCode::CodeUnknown);
    const auto bytes = fromBase32(code.mid(static_cast<qsizetype>(qstrlen(enrolmentPrefix))));
    if (!bytes || bytes->size() <= 1 + keyBytes + secretBytes || bytes->at(0) != enrolmentVersion)
        return fail(ErrorCode::CodeUnknown);
    EnrolmentCode read { QString::fromUtf8(bytes->mid(1 + keyBytes + secretBytes)), bytes->mid(1, keyBytes), bytes->mid(1 + keyBytes, secretBytes) };
    if (!read.url.startsWith(QLatin1String("https://")))
        return fail(ErrorCode::CodeUnknown);
    return read;
}

QJsonObject EnrolRequest::toJson() const
{
    return { { QStringLiteral("protocol"), protocolVersion }, { QStringLiteral("secret"), base64(secret) }, { QStringLiteral("till"), till.toString() },
        { QStringLiteral("tillCode"), tillCode }, { QStringLiteral("name"), name }, { QStringLiteral("publicKey"), base64(publicKey) },
        { QStringLiteral("receiptKey"), base64(receiptKey) }, { QStringLiteral("issuerKey"), base64(issuerKey) } };
}

Result<EnrolRequest> EnrolRequest::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    EnrolRequest request { readBytes(reader, QLatin1String("secret"), secretBytes), reader.id(QLatin1String("till")),
        reader.text(QLatin1String("tillCode"), limits::codeChars), reader.text(QLatin1String("name"), limits::nameChars),
        readBytes(reader, QLatin1String("publicKey"), keyBytes), readBytes(reader, QLatin1String("receiptKey"), keyBytes),
        readBytes(reader, QLatin1String("issuerKey"), keyBytes) };
    TRY(reader.finish());
    return request;
}

QJsonObject EnrolReply::toJson() const
{
    return { { QStringLiteral("organisation"), organisation.toString() }, { QStringLiteral("organisationName"), organisationName },
        { QStringLiteral("store"), store }, { QStringLiteral("storeName"), storeName }, { QStringLiteral("generation"), generation.toString() },
        { QStringLiteral("sealedKey"), base64(sealedKey) } };
}

Result<EnrolReply> EnrolReply::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    EnrolReply reply { reader.id(QLatin1String("organisation")), reader.text(QLatin1String("organisationName"), limits::nameChars),
        reader.text(QLatin1String("store"), limits::codeChars), reader.text(QLatin1String("storeName"), limits::nameChars),
        reader.id(QLatin1String("generation")), readBytes(reader, QLatin1String("sealedKey")) };
    TRY(reader.finish());
    return reply;
}

QJsonObject PushRequest::toJson() const
{
    QJsonArray all;
    for (const Fact& fact : facts)
        all.append(factToJson(fact));
    QJsonArray secrets;
    for (const auto& [member, of] : keys)
        secrets.append(QJsonObject { { QStringLiteral("member"), member.toString() }, { QStringLiteral("wrappedKey"), base64(of.wrappedKey) },
            { QStringLiteral("phoneIndex"), base64(of.phoneIndex) }, { QStringLiteral("tailIndex"), base64(of.tailIndex) } });
    QJsonObject json { { QStringLiteral("protocol"), protocolVersion }, { QStringLiteral("branch"), branch }, { QStringLiteral("facts"), all },
        { QStringLiteral("keys"), secrets } };
    if (sent)
        json[QLatin1String("sent")] = sent->toString();
    if (generation)
        json[QLatin1String("generation")] = generation->toString();
    return json;
}

Result<PushRequest> PushRequest::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    PushRequest request { .branch = readSmall(reader, QLatin1String("branch")),
        .sent = reader.optionalId(QLatin1String("sent")),
        .generation = reader.optionalId(QLatin1String("generation")) };
    for (const QJsonValue& fact : reader.array(QLatin1String("facts"), factsPerPush))
        request.facts.push_back(TRY(factFromJson(fact.toObject())));
    for (const QJsonValue& value : reader.array(QLatin1String("keys"), factsPerPush)) {
        const QJsonObject object = value.toObject();
        JsonReader fields(object);
        const Id member = fields.id(QLatin1String("member"));
        request.keys[member]
            = { readBytes(fields, QLatin1String("wrappedKey")), readBytes(fields, QLatin1String("phoneIndex")), readBytes(fields, QLatin1String("tailIndex")) };
        TRY(fields.finish());
    }
    TRY(reader.finish());
    return request;
}

QJsonObject PushReply::toJson() const
{
    return { { QStringLiteral("generation"), generation.toString() }, { QStringLiteral("branch"), branch }, { QStringLiteral("head"), keyToJson(head) },
        { QStringLiteral("leastEpoch"), leastEpoch } };
}

Result<PushReply> PushReply::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    PushReply reply { reader.id(QLatin1String("generation")), readSmall(reader, QLatin1String("branch")), readKey(reader, json, QLatin1String("head")),
        readSmall(reader, QLatin1String("leastEpoch")) };
    TRY(reader.finish());
    return reply;
}

HubRequest PullRequest::toRequest() const
{
    HubRequest request { "GET", QStringLiteral("/v1/rows"), {}, {}, {} };
    request.query.addQueryItem(QStringLiteral("branch"), QString::number(branch));
    if (sent)
        request.query.addQueryItem(QStringLiteral("sent"), sent->toString());
    if (generation)
        request.query.addQueryItem(QStringLiteral("generation"), generation->toString());
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(limit));
    for (const auto& [stream, number] : cursors)
        request.query.addQueryItem(stream.section(u':', 0, 0), QString::number(number));
    return request;
}

Result<PullRequest> PullRequest::fromRequest(const HubRequest& request, const QString& store)
{
    const auto number = [&](const char* key, qint64 otherwise, qint64 most) -> Result<qint64> {
        const QString text = request.query.queryItemValue(QLatin1String(key));
        bool isNumber = true;
        const qint64 value = text.isEmpty() ? otherwise : text.toLongLong(&isNumber);
        if (!isNumber || value < 0 || value > most)
            return fail(ErrorCode::InputMalformed, QLatin1String(key));
        return value;
    };
    constexpr qint64 mostNumber = std::numeric_limits<qint64>::max();
    PullRequest pull;
    pull.branch = static_cast<qint32>(TRY(number("branch", 0, mostEpoch)));
    const auto id = [&](const char* key) -> Result<std::optional<Id>> {
        const QString text = request.query.queryItemValue(QLatin1String(key));
        const auto read = Id::fromString(text);
        if (!text.isEmpty() && !read)
            return fail(ErrorCode::InputMalformed, QLatin1String(key));
        return text.isEmpty() ? std::optional<Id>() : std::optional(*read);
    };
    pull.sent = TRY(id("sent"));
    pull.generation = TRY(id("generation"));
    pull.limit = static_cast<int>(std::clamp<qint64>(TRY(number("limit", rowsPerPull, mostNumber)), 1, rowsPerPull));
    pull.cursors[QString::fromLatin1(streams::organisation)] = TRY(number("organisation", 0, mostNumber));
    pull.cursors[streams::ofStore(store)] = TRY(number("store", 0, mostNumber));
    return pull;
}

QJsonObject PullReply::toJson() const
{
    QJsonObject places;
    for (const auto& [stream, number] : cursors)
        places[stream] = number;
    return { { QStringLiteral("generation"), generation.toString() }, { QStringLiteral("isLoss"), isLoss }, { QStringLiteral("contains"), keyToJson(contains) },
        { QStringLiteral("containsHash"), base64(containsHash) }, { QStringLiteral("rows"), rowsToJson(rows) }, { QStringLiteral("cursors"), places },
        { QStringLiteral("hasMore"), hasMore }, { QStringLiteral("rowsLeft"), rowsLeft }, { QStringLiteral("exceptions"), exceptions } };
}

Result<PullReply> PullReply::fromJson(const QJsonObject& json)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max() / 2;
    JsonReader reader(json);
    PullReply reply { .generation = reader.id(QLatin1String("generation")),
        .isLoss = json[QLatin1String("isLoss")].toBool(),
        .contains = readKey(reader, json, QLatin1String("contains")),
        .containsHash = readBytes(reader, QLatin1String("containsHash")),
        .rows = TRY(rowsFromJson(reader.array(QLatin1String("rows"), mostRows))),
        .cursors = {},
        .hasMore = json[QLatin1String("hasMore")].toBool(),
        .rowsLeft = reader.integer(QLatin1String("rowsLeft"), 0, most),
        .exceptions = reader.integer(QLatin1String("exceptions"), 0, most) };
    const QJsonObject places = json[QLatin1String("cursors")].toObject();
    for (auto place = places.begin(); place != places.end(); ++place)
        reply.cursors[place.key().left(limits::nameChars)] = place->toInteger();
    TRY(reader.finish());
    return reply;
}

QJsonObject FindRequest::toJson() const
{
    QJsonObject json { { QStringLiteral("protocol"), protocolVersion }, { QStringLiteral("branch"), branch } };
    if (!phoneIndex.isEmpty())
        json[QLatin1String("phoneIndex")] = base64(phoneIndex);
    if (!number.isEmpty())
        json[QLatin1String("number")] = number;
    if (id)
        json[QLatin1String("id")] = id->toString();
    return json;
}

Result<FindRequest> FindRequest::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    FindRequest request;
    request.branch = readSmall(reader, QLatin1String("branch"));
    if (reader.has(QLatin1String("phoneIndex")))
        request.phoneIndex = readBytes(reader, QLatin1String("phoneIndex"), secretBytes);
    request.number = reader.optionalText(QLatin1String("number"), limits::codeChars);
    request.id = reader.optionalId(QLatin1String("id"));
    TRY(reader.finish());
    return request;
}

QJsonObject FindReply::toJson() const
{
    return { { QStringLiteral("contains"), keyToJson(contains) }, { QStringLiteral("containsHash"), base64(containsHash) },
        { QStringLiteral("rows"), rowsToJson(rows) } };
}

Result<FindReply> FindReply::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    FindReply reply { readKey(reader, json, QLatin1String("contains")), readBytes(reader, QLatin1String("containsHash")),
        TRY(rowsFromJson(reader.array(QLatin1String("rows"), mostRows))) };
    TRY(reader.finish());
    return reply;
}

QJsonObject HubException::toJson() const
{
    return { { QStringLiteral("id"), id.toString() }, { QStringLiteral("kind"), kind }, { QStringLiteral("subject"), subject },
        { QStringLiteral("atMs"), at.ms }, { QStringLiteral("fact"), fact.toString() }, { QStringLiteral("till"), till },
        { QStringLiteral("details"), details }, { QStringLiteral("resolved"), isResolved } };
}

Result<HubException> HubException::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    HubException exception { reader.id(QLatin1String("id")), reader.text(QLatin1String("kind"), limits::codeChars),
        reader.text(QLatin1String("subject"), limits::nameChars), { json[QLatin1String("atMs")].toInteger() }, reader.id(QLatin1String("fact")),
        reader.text(QLatin1String("till"), limits::codeChars), json[QLatin1String("details")].toObject(), json[QLatin1String("resolved")].toBool() };
    TRY(reader.finish());
    return exception;
}

QJsonObject ExceptionsReply::toJson() const
{
    QJsonArray all;
    for (const HubException& exception : exceptions)
        all.append(exception.toJson());
    return { { QStringLiteral("exceptions"), all } };
}

Result<ExceptionsReply> ExceptionsReply::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    ExceptionsReply reply;
    for (const QJsonValue& value : reader.array(QLatin1String("exceptions"), mostExceptions))
        reply.exceptions.push_back(TRY(HubException::fromJson(value.toObject())));
    TRY(reader.finish());
    return reply;
}

HubRequest DaysRequest::toRequest() const
{
    HubRequest request { "GET", QStringLiteral("/v1/reports/days"), {}, {}, {} };
    request.query.addQueryItem(QStringLiteral("from"), QString::number(range.from.yyyymmdd));
    request.query.addQueryItem(QStringLiteral("to"), QString::number(range.to.yyyymmdd));
    return request;
}

Result<DaysRequest> DaysRequest::fromRequest(const HubRequest& request)
{
    const auto day = [&](const char* key) -> BusinessDate { return { request.query.queryItemValue(QLatin1String(key)).toInt() }; };
    const DateRange range = TRY(DateRange::make(day("from"), day("to")));
    if (range.days() > ChainReport::limitDays)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("date range"));
    return DaysRequest { range };
}

QJsonObject DaysReply::toJson() const
{
    QJsonArray stores, rows;
    for (const auto& [code, name] : storeNames)
        stores.append(QJsonObject { { QStringLiteral("code"), code }, { QStringLiteral("name"), name } });
    for (const StoreDay& day : days)
        rows.append(QJsonObject { { QStringLiteral("date"), day.date.yyyymmdd }, { QStringLiteral("store"), day.store },
            { QStringLiteral("sales"), day.figures.sales }, { QStringLiteral("refunds"), day.figures.refunds },
            { QStringLiteral("members"), day.figures.memberSales }, { QStringLiteral("totalMinor"), day.figures.total.minor } });
    return { { QStringLiteral("stores"), stores }, { QStringLiteral("days"), rows } };
}

Result<DaysReply> DaysReply::fromJson(const QJsonObject& json)
{
    constexpr qint64 most = Money::limit;
    JsonReader reader(json);
    DaysReply reply;
    for (const QJsonValue& value : reader.array(QLatin1String("stores"), mostStores)) {
        const QJsonObject store = value.toObject();
        JsonReader fields(store);
        const QString code = fields.text(QLatin1String("code"), limits::codeChars);
        reply.storeNames[code] = fields.text(QLatin1String("name"), limits::nameChars);
        TRY(fields.finish());
    }
    for (const QJsonValue& value : reader.array(QLatin1String("days"), mostStoreDays)) {
        const QJsonObject day = value.toObject();
        JsonReader fields(day);
        reply.days.push_back({ fields.date(QLatin1String("date")), fields.text(QLatin1String("store"), limits::codeChars),
            { fields.integer(QLatin1String("sales"), 0, most), fields.integer(QLatin1String("refunds"), 0, most),
                fields.integer(QLatin1String("members"), 0, most), fields.money(QLatin1String("totalMinor")) } });
        if (reply.days.back().figures.memberSales > reply.days.back().figures.sales || !reply.days.back().date.toDate().isValid())
            fields.reject(QLatin1String("days"));
        TRY(fields.finish());
    }
    TRY(reader.finish());
    return reply;
}

}
