// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a request; who may ask; what those who run the hub do. Pulling is in HubFeed.cpp.
#include "sync/hub/Hub.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "sync/hub/Inbox.h"

#include <QJsonDocument>

#include <set>

#include <sodium.h>

namespace tangyuan::sync {

namespace {

constexpr qint64 enrolmentLifeMs = 24 * 3'600'000;
constexpr qint64 seenEveryMs = 30'000;
constexpr int exceptionsPerPage = 200;
constexpr qsizetype storeCodeChars = 20;

/// The right to enrol is a secret; the database holds what proves it only.
QByteArray hashOfSecret(const QByteArray& secret)
{
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), static_cast<size_t>(hash.size()),
        reinterpret_cast<const unsigned char*>(secret.constData()), static_cast<unsigned long long>(secret.size()), nullptr, 0);
    return hash;
}

}

Result<QJsonObject> jsonOf(const HubRequest& request)
{
    if (request.body.size() > requestBytes)
        return fail(ErrorCode::InputTooLong, QStringLiteral("body"));
    QJsonParseError error {};
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (!document.isObject())
        return fail(ErrorCode::InputMalformed, QStringLiteral("body"));
    const QJsonObject json = document.object();
    const qint64 version = json[QLatin1String("protocol")].toInteger(protocolVersion);
    if (version != protocolVersion)
        return fail(ErrorCode::HubVersion, QString::number(version));
    return json;
}

/// What a reader or the database said, for the till. Only what a person sent is told back.
HubReply replyTo(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InputTooLong:
    case ErrorCode::InputMalformed:
    case ErrorCode::InputOutOfRange: {
        const bool isBody = error.code == ErrorCode::InputTooLong && error.context == QLatin1String("body");
        return refuse(isBody ? Refusal::TooLarge : Refusal::Malformed, { { QStringLiteral("field"), error.context.left(100) } });
    }
    case ErrorCode::HubVersion: return refuse(Refusal::Version, { { QStringLiteral("version"), protocolVersion } });
    case ErrorCode::MemberNotFound: return refuse(Refusal::NotFound);
    case ErrorCode::DatabaseBusy: return refuse(Refusal::Unready);
    default: return refuse(Refusal::Failed, { { QStringLiteral("code"), errorCodeName(error.code) } });
    }
}

Result<std::unique_ptr<Hub>> Hub::open(Parts parts, const QString& organisationName)
{
    const Vault vault = TRY(Vault::open(parts.organisationKey));
    auto hub = std::unique_ptr<Hub>(new Hub(std::move(parts)));
    HubDatabase& database = hub->m.database;
    std::optional<HubTables::Organisation> organisation;
    TRY(database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        TRY(HubTables::lockBeginning(database));
        organisation = TRY(HubTables::organisation(database));
        if (organisation)
            return {};
        organisation
            = HubTables::Organisation { Id::make(hub->m.clock, hub->m.random), organisationName, Id::make(hub->m.clock, hub->m.random), vault.fingerprint() };
        return HubTables::insert(database, *organisation);
    }));
    if (organisation->keyFingerprint != vault.fingerprint())
        return fail(ErrorCode::KeyWrong, QStringLiteral("the organisation's key"));
    hub->m_organisation = organisation->id;
    hub->m_organisationName = organisation->name;
    hub->m_generation = organisation->generation;
    return hub;
}

HubReply Hub::handle(const HubRequest& request)
{
    const auto is = [&](const char* method, const char* path) { return request.method == method && request.path == QLatin1String(path); };
    if (is("POST", "/v1/devices"))
        return enrol(request);
    const auto device = authenticate(request);
    if (!device)
        return device.error();
    if (is("POST", "/v1/devices/leave"))
        return leave(*device);
    if (is("POST", "/v1/facts"))
        return push(*device, request);
    if (is("GET", "/v1/rows"))
        return pull(*device, request);
    if (is("POST", "/v1/members/find"))
        return find(*device, request);
    if (is("GET", "/v1/exceptions"))
        return listExceptions(*device);
    if (is("GET", "/v1/reports/days"))
        return reportDays(request);
    if (request.method == "POST" && request.path.startsWith(QLatin1String("/v1/exceptions/")) && request.path.endsWith(QLatin1String("/resolve")))
        return resolve(*device, request.path.section(u'/', 3, 3));
    return refuse(Refusal::NotFound);
}

tl::expected<Hub::Device, HubReply> Hub::authenticate(const HubRequest& request)
{
    const auto signature = readAuthorization(request.authorization);
    if (!signature)
        return tl::unexpected(refuse(Refusal::Unauthorized));
    HubTables store(m.database, m_organisation);
    if (const auto connected = m.database.ensureConnected(); !connected)
        return tl::unexpected(refuse(Refusal::Unready));
    const auto device = store.device(signature->device);
    if (!device)
        return tl::unexpected(replyTo(device.error()));
    // An unknown device is told no more than one with a wrong key.
    if (!*device || !verifyRequest(request, *signature, (*device)->publicKey))
        return tl::unexpected(refuse(Refusal::Unauthorized));
    if ((*device)->isRevoked)
        return tl::unexpected(refuse(Refusal::Revoked));
    const UtcTime now = m.clock.now();
    if (std::abs(now.ms - signature->at.ms) > signatureLifeMs)
        return tl::unexpected(refuse(Refusal::ClockSkew, { { QStringLiteral("nowMs"), now.ms } }));
    if (!(*device)->seenAt || now.ms - (*device)->seenAt->ms > seenEveryMs)
        static_cast<void>(store.setSeen(signature->device, now)); // only to be looked at
    return **device;
}

HubReply Hub::enrol(const HubRequest& request)
{
    const auto json = jsonOf(request);
    const auto wanted = json ? EnrolRequest::fromJson(*json) : Failure(json.error());
    if (!wanted)
        return replyTo(wanted.error());
    const auto sealedKey = Vault::sealTo(wanted->publicKey, m.organisationKey);
    if (!sealedKey || wanted->tillCode.trimmed().isEmpty())
        return refuse(Refusal::Malformed, { { QStringLiteral("field"), sealedKey ? QStringLiteral("tillCode") : QStringLiteral("publicKey") } });
    HubReply reply;
    HubTables store(m.database, m_organisation);
    const auto done = m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        const QByteArray hash = hashOfSecret(wanted->secret);
        const auto code = TRY(store.storeOfEnrolment(hash, wanted->till, m.clock.now()));
        const auto belongsTo = code ? TRY(store.store(*code)) : std::nullopt;
        if (!belongsTo) {
            reply = refuse(Refusal::CodeUnknown);
            return {};
        }
        if (const auto other = TRY(store.deviceByCode(wanted->tillCode)); other && other->id != wanted->till) {
            reply = refuse(Refusal::TillCodeTaken);
            return {};
        }
        const auto before = TRY(store.lockedDevice(wanted->till));
        TRY(store.useEnrolment(hash, wanted->till));
        TRY(store.save(
            { wanted->till, wanted->tillCode, belongsTo->code, wanted->publicKey, wanted->receiptKey, m.clock.now(), {}, false, before ? before->epoch : 0 }));
        const HubTables::Thing issuer { SharedKind::Issuer, QString::fromLatin1(wanted->issuerKey.toHex()),
            { { QStringLiteral("key"), QString::fromLatin1(wanted->issuerKey.toBase64()) } }, wanted->till, 0, {} };
        if (!TRY(store.thing(issuer.kind, issuer.id))) {
            TRY(store.publish({ { QString::fromLatin1(streams::organisation), issuer.kind, issuer.id } }));
            TRY(store.save(std::vector { issuer }));
        }
        reply = { 200, EnrolReply { m_organisation, m_organisationName, belongsTo->code, belongsTo->name, m_generation, *sealedKey }.toJson() };
        return {};
    });
    return done ? reply : replyTo(done.error());
}

HubReply Hub::push(const Device& device, const HubRequest& request)
{
    const auto json = jsonOf(request);
    const auto pushed = json ? PushRequest::fromJson(*json) : Failure(json.error());
    if (!pushed)
        return replyTo(pushed.error());
    Inbox::Taken taken;
    bool isRevoked = false;
    HubTables store(m.database, m_organisation);
    const auto done = m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        // Locked, so that what a till sends twice at once comes one after the other.
        const auto row = TRY(store.lockedDevice(device.id));
        isRevoked = !row || row->isRevoked;
        if (isRevoked)
            return {};
        TRY(readGeneration());
        if (TRY(isLost(pushed->sent)))
            TRY(noteLoss(device, { pushed->sent, pushed->generation }));
        taken = TRY(Inbox({ store, m.clock, m.random }, *row).take(*pushed));
        return {};
    });
    if (!done)
        return replyTo(done.error());
    if (isRevoked)
        return refuse(Refusal::Revoked);
    if (taken.expected)
        return refuse(Refusal::Gap, { { QStringLiteral("expected"), keyToJson(*taken.expected) }, { QStringLiteral("generation"), m_generation.toString() } });
    return { 200, PushReply { m_generation, taken.branch.number, taken.last, taken.branch.leastEpoch }.toJson() };
}

Result<void> Hub::readGeneration()
{
    const auto organisation = TRY(HubTables::organisation(m.database));
    if (!organisation)
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("no organisation"));
    m_generation = organisation->generation;
    return {};
}

Result<bool> Hub::isLost(const std::optional<Id>& sent)
{
    return sent && TRY(HubTables(m.database, m_organisation).hashesOf({ *sent })).empty();
}

Result<void> Hub::noteLoss(const Device& device, const Told& told)
{
    TRY(readGeneration());
    HubTables store(m.database, m_organisation);
    const auto markOf = [](const Id& generation) { return QStringLiteral("restored:%1").arg(generation.toString()); };
    const Id toldIn = told.generation.value_or(m_generation);
    if (TRY(store.isTold(markOf(toldIn))))
        return {};
    // One that it does not know was lost, too.
    std::vector<HubTables::Exception> exceptions;
    for (const Id& ended : std::set<Id> { toldIn, m_generation })
        exceptions.push_back({ { Id::make(m.clock, m.random), QStringLiteral("hubRestored"), {}, m.clock.now(), told.sent.value_or(Id {}), device.code, {} },
            markOf(ended), device.store });
    TRY(store.insert(exceptions));
    auto organisation = TRY(HubTables::organisation(m.database));
    m_generation = organisation->generation = Id::make(m.clock, m.random);
    return HubTables::insert(m.database, *organisation);
}

HubReply Hub::listExceptions(const Device& device)
{
    auto exceptions = HubTables(m.database, m_organisation).exceptions(device.store, Resolved::LeftOut, exceptionsPerPage);
    if (!exceptions)
        return replyTo(exceptions.error());
    return { 200, ExceptionsReply { std::move(*exceptions) }.toJson() };
}

HubReply Hub::reportDays(const HubRequest& request)
{
    const auto answer = [&]() -> Result<DaysReply> {
        const DateRange range = TRY(DaysRequest::fromRequest(request)).range;
        HubTables store(m.database, m_organisation);
        DaysReply reply;
        for (const Store& named : TRY(store.stores()))
            reply.storeNames[named.code] = named.name;
        reply.days = TRY(store.salesByDay(range.from, range.to));
        return reply;
    }();
    return answer ? HubReply { 200, answer->toJson() } : replyTo(answer.error());
}

HubReply Hub::resolve(const Device& device, const QString& text)
{
    const auto id = Id::fromString(text);
    if (!id)
        return refuse(Refusal::NotFound);
    HubTables store(m.database, m_organisation);
    bool isThere = false;
    const auto done = m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        isThere = TRY(store.resolve(*id, device.store, m.clock.now()));
        return {};
    });
    if (!done)
        return replyTo(done.error());
    return isThere ? HubReply {} : refuse(Refusal::NotFound);
}

Result<std::map<QString, qint64>> Hub::streams()
{
    TRY(m.database.ensureConnected());
    return HubTables(m.database, m_organisation).streams();
}

Result<void> Hub::saveStore(const Store& store)
{
    const QString code = store.code.trimmed();
    if (code.isEmpty() || store.name.trimmed().isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("store"));
    if (code.size() > storeCodeChars || store.name.size() > limits::nameChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("store"));
    return m.database.transaction(HubDatabase::Access::Write, [&] { return HubTables(m.database, m_organisation).save({ code, store.name.trimmed() }); });
}

Result<std::vector<Hub::Store>> Hub::stores()
{
    return HubTables(m.database, m_organisation).stores();
}

Result<QByteArray> Hub::makeEnrolmentSecret(const QString& code)
{
    constexpr qsizetype secretBytes = 16;
    const QByteArray secret = m.random.bytes(secretBytes);
    HubTables store(m.database, m_organisation);
    TRY(m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        if (!TRY(store.store(code)))
            return fail(ErrorCode::InputMalformed, QStringLiteral("store"));
        return store.insertEnrolment(hashOfSecret(secret), code, { m.clock.now().ms + enrolmentLifeMs });
    }));
    return secret;
}

Result<std::vector<Hub::Device>> Hub::devices()
{
    return HubTables(m.database, m_organisation).devices();
}

HubReply Hub::leave(const Device& device)
{
    const auto left = revoke(device.code);
    return left ? HubReply {} : replyTo(left.error());
}

Result<void> Hub::revoke(const QString& code)
{
    bool isThere = false;
    TRY(m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        isThere = TRY(HubTables(m.database, m_organisation).revoke(code));
        return {};
    }));
    if (!isThere)
        return fail(ErrorCode::InputMalformed, QStringLiteral("till"));
    return {};
}

Result<std::vector<HubException>> Hub::exceptions(Resolved resolved, int limit)
{
    return HubTables(m.database, m_organisation).exceptions({}, resolved, limit);
}

Result<void> Hub::resolveException(const Id& id)
{
    bool isThere = false;
    TRY(m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        isThere = TRY(HubTables(m.database, m_organisation).resolve(id, {}, m.clock.now()));
        return {};
    }));
    if (!isThere)
        return fail(ErrorCode::InputMalformed, QStringLiteral("exception"));
    return {};
}

Result<void> Hub::splitMembers(const Id& id)
{
    HubTables store(m.database, m_organisation);
    return m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        const auto exception = TRY(store.exception(id));
        const auto alias = exception ? Id::fromString(exception->details[QLatin1String("alias")].toString()) : Failure(Error { ErrorCode::InputMalformed });
        if (!alias || exception->kind != QLatin1String("samePhone"))
            return fail(ErrorCode::InputMalformed, QStringLiteral("exception"));
        const auto till = TRY(store.deviceByCode(exception->till));
        TRY(Inbox({ store, m.clock, m.random }, till.value_or(HubTables::Device {})).split(*alias));
        TRY(store.resolve(id, {}, m.clock.now()));
        return {};
    });
}

Result<std::vector<StoreDay>> Hub::salesReport(BusinessDate from, BusinessDate to)
{
    return HubTables(m.database, m_organisation).salesByDay(from, to);
}

Result<Hub::Counts> Hub::counts()
{
    TRY(m.database.ensureConnected());
    return HubTables(m.database, m_organisation).counts();
}

Result<Hub::Verification> Hub::verify()
{
    Verification verification;
    HubTables store(m.database, m_organisation);
    std::optional<Error> broken;
    std::optional<HubTables::StoredFact> before;
    TRY(m.database.transaction(HubDatabase::Access::Read, [&]() -> Result<void> {
        TRY(store.forEachFact([&](const HubTables::StoredFact& stored) {
            const auto complain = [&](const char* what) {
                if (!broken)
                    broken = Error { ErrorCode::ChainBroken,
                        QStringLiteral("%1 epoch %2, fact %3 of %4")
                            .arg(QLatin1String(what))
                            .arg(stored.fact.key.epoch)
                            .arg(stored.fact.key.seq)
                            .arg(stored.device.toString()) };
            };
            if (factHash(stored.fact) != stored.fact.hash)
                complain("the fact was changed:");
            const bool isNext = before && before->device == stored.device && before->branch == stored.branch;
            if (isNext && stored.fact.previousHash != before->fact.hash && stored.fact.key.seq == before->fact.key.seq + 1)
                complain("the chain is cut before");
            before = stored;
            ++verification.facts;
        }));
        if (broken)
            return Failure(*broken);
        Id after;
        constexpr int membersPerPage = 500;
        while (true) {
            const std::vector<Id> ids = TRY(store.memberIds(after, membersPerPage));
            for (const HubTables::MemberRow& row : TRY(store.members(ids))) {
                ++verification.members;
                if (row.aliasOf)
                    continue;
                MemberRecord folded = foldAll(row.id, TRY(store.changesOf(row.id))).record;
                compact(folded);
                folded.number = row.record.number; // the hub may have given another
                if (folded.ledger != row.record.ledger || folded.movements != row.record.movements || folded.tier != row.record.tier)
                    return fail(ErrorCode::LedgerBroken, row.id.toString());
            }
            if (std::ssize(ids) < membersPerPage)
                return {};
            after = ids.back();
        }
    }));
    return verification;
}

}
