// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/till/SyncSession.h"

#include "core/base/Json.h"
#include "core/domain/members/PhoneNumber.h"
#include "core/domain/members/SealedProfile.h"

namespace tangyuan::sync {

namespace {

HubRequest post(const char* path, const QJsonObject& json)
{
    return { "POST", QString::fromLatin1(path), {}, {}, compactUtf8(json) };
}

bool isProfileFact(const Fact& fact)
{
    return fact.type == QLatin1String("member.registered") || fact.type == QLatin1String("member.updated");
}

/// The member's own key and where their phone is found. From the profile, since a row stands without its phone while an
/// older member has the same.
Result<std::optional<MemberKeys>> keysOf(Till& till, const Id& member)
{
    const auto row = TRY(MemberRows(till.database()).byId(member));
    if (!row || row->wrappedKey.isEmpty() || row->id != member)
        return std::nullopt;
    const QString phone = TRY(openProfile(till.vault(), row->wrappedKey, row->sealedProfile, member)).profile.phone;
    return MemberKeys { row->wrappedKey, till.vault().blindIndex(Vault::Index::Phone, phone),
        till.vault().blindIndex(Vault::Index::PhoneTail, phoneTail(phone)) };
}

}

HubRequest SyncSession::signedRequest(HubRequest request)
{
    request.authorization = signRequest(request, m_till.tillId(), { m_till.clock().now().ms + m_clockOffsetMs }, m_till.vault());
    return request;
}

void SyncSession::wake()
{
    m_isUpDone = false;
    m_isDownDone = false;
}

Result<std::optional<HubRequest>> SyncSession::next()
{
    if (!m_till.hubLink())
        return std::nullopt;
    // In turns, while both have something left.
    if (!m_isDownDone && (m_isUpDone || m_asked == Turn::Up)) {
        m_asked = Turn::Down;
        return TRY(nextPull());
    }
    if (!m_isUpDone) {
        if (auto request = TRY(nextPush())) {
            m_asked = Turn::Up;
            return request;
        }
        m_isUpDone = true;
        return next();
    }
    return std::nullopt;
}

Result<std::optional<HubRequest>> SyncSession::nextPush()
{
    const HubLink& link = *m_till.hubLink();
    PushRequest push { link.branch, TRY(sentFact()), sentIn(), TRY(m_till.facts().after(link.sent, m_pushLimit, pushBytes)) };
    if (push.facts.empty())
        return std::nullopt;
    for (const Fact& fact : push.facts) {
        if (!isProfileFact(fact))
            continue;
        const Id member = TRY(Id::fromString(TRY(parseJsonObject(fact.body))[QLatin1String("member")].toString()));
        if (const auto keys = TRY(keysOf(m_till, member)))
            push.keys[member] = *keys;
    }
    return signedRequest(post("/v1/facts", push.toJson()));
}

Result<HubRequest> SyncSession::nextPull()
{
    const HubLink& link = *m_till.hubLink();
    PullRequest pull { link.branch, TRY(sentFact()), sentIn(), TRY(SyncRows(m_till.database()).cursors()), m_pullLimit };
    if (pull.cursors.empty() && !m_isFirstFill) {
        m_isFirstFill = true;
        m_rowsTaken = 0;
    }
    return signedRequest(pull.toRequest());
}

Result<HubRequest> SyncSession::poke()
{
    HubRequest request = PullRequest { .cursors = TRY(SyncRows(m_till.database()).cursors()) }.toRequest();
    request.path = QStringLiteral("/v1/poke");
    for (const char* unasked : { "branch", "limit" })
        request.query.removeAllQueryItems(QLatin1String(unasked));
    return signedRequest(request);
}

void SyncSession::lost()
{
    wake();
}

Result<void> SyncSession::answered(const HubReply& reply)
{
    if (reply.status != 200)
        return refused(reply);
    if (m_asked == Turn::Up)
        return pushed(TRY(PushReply::fromJson(reply.body)));
    return pulled(TRY(PullReply::fromJson(reply.body)));
}

Result<void> SyncSession::refused(const HubReply& reply)
{
    wake();
    const QString name = reply.body[QLatin1String("error")].toString();
    const auto refusal = refusalFromName(name);
    if (!refusal)
        return fail(ErrorCode::HubRefused, QString::number(reply.status));
    switch (*refusal) {
    case Refusal::ClockSkew: m_clockOffsetMs = reply.body[QLatin1String("nowMs")].toInteger() - m_till.clock().now().ms; return {};
    case Refusal::Gap: {
        if (const auto generation = Id::fromString(reply.body[QLatin1String("generation")].toString()))
            TRY(noteGeneration(*generation));
        SyncRows store(m_till.database());
        HubLink link = *m_till.hubLink();
        const FactKey expected = TRY(keyFromJson(reply.body[QLatin1String("expected")].toObject()));
        FactKey before = TRY(store.lastBefore(expected)).value_or(FactKey {});
        // It asks for what comes after something that we are at already: what is wrong lies further back.
        if (before >= link.sent)
            return goBack(factsPerPush);
        link.sent = before;
        return m_till.keepLink(link);
    }
    case Refusal::TooLarge:
        if (m_pushLimit == 1)
            break;
        m_pushLimit = std::max(1, m_pushLimit / 4);
        return {};
    case Refusal::Revoked: return fail(ErrorCode::DeviceRevoked);
    case Refusal::Version: return fail(ErrorCode::HubVersion);
    case Refusal::Malformed:
    case Refusal::Unauthorized:
    case Refusal::CodeUnknown:
    case Refusal::TillCodeTaken:
    case Refusal::NotFound:
    case Refusal::TooMany:
    case Refusal::Failed:
    case Refusal::Unready: break;
    }
    return fail(ErrorCode::HubRefused, name);
}

Result<void> SyncSession::noteGeneration(const Id& generation)
{
    HubLink link = *m_till.hubLink();
    if (link.generation == generation)
        return {};
    // The hub was restored from a backup: its numbers begin anew from there.
    m_sentIn = sentIn();
    link.generation = generation;
    TRY(m_till.keepLink(link));
    wake();
    return {};
}

Result<void> SyncSession::pushed(const PushReply& reply)
{
    TRY(noteGeneration(reply.generation));
    HubLink link = *m_till.hubLink();
    link.sent = link.branch == reply.branch ? std::max(link.sent, reply.head) : reply.head;
    link.branch = reply.branch;
    if (TRY(m_till.facts().head()).next.epoch < reply.leastEpoch) {
        Transaction transaction = TRY(Transaction::begin(m_till.database()));
        TRY(m_till.facts().startEpoch(transaction, reply.leastEpoch));
        TRY(transaction.commit());
    }
    m_isDownDone = false; // what the hub made of it
    m_sentIn.reset();
    return m_till.keepLink(link);
}

Result<std::optional<Id>> SyncSession::sentFact()
{
    const auto fact = TRY(m_till.facts().at(m_till.hubLink()->sent));
    return fact ? std::optional(fact->id) : std::nullopt;
}

Result<void> SyncSession::goBack(int facts)
{
    HubLink link = *m_till.hubLink();
    link.sent = TRY(SyncRows(m_till.database()).before(link.sent, facts)).value_or(FactKey {});
    wake();
    return m_till.keepLink(link);
}

Result<FactKey> SyncSession::contained(FactKey key, const QByteArray& hash)
{
    const auto own = TRY(m_till.facts().at(key));
    // Of a copy, or of what this till was before it was restored: what it said later, nobody has heard.
    return own && own->hash == hash ? key : std::min(key, m_till.hubLink()->sent);
}

Result<void> SyncSession::pulled(const PullReply& reply)
{
    const bool isSameGeneration = m_till.hubLink()->generation == reply.generation;
    TRY(noteGeneration(reply.generation));
    if (reply.isLoss) {
        TRY(goBack(m_backStep));
        m_backStep *= 2;
        return {};
    }
    m_backStep = factsPerPush;
    m_sentIn.reset();
    if (!isSameGeneration)
        return {}; // asked by numbers of another time
    const FactKey contains = TRY(contained(reply.contains, reply.containsHash));
    TRY(m_till.takeOver({ reply.rows, reply.cursors, contains }));
    m_rowsTaken += std::ssize(reply.rows);
    m_rowsLeft = reply.rowsLeft;
    m_exceptions = reply.exceptions;
    m_isDownDone = !reply.hasMore;
    m_isFirstFill = m_isFirstFill && reply.hasMore;
    return {};
}

HubRequest SyncSession::find(FindRequest request)
{
    request.branch = m_till.hubLink() ? m_till.hubLink()->branch : 0;
    return signedRequest(post("/v1/members/find", request.toJson()));
}

Result<std::optional<Id>> SyncSession::found(const HubReply& reply)
{
    if (reply.status != 200)
        return fail(ErrorCode::HubRefused, reply.body[QLatin1String("error")].toString());
    const FindReply found = TRY(FindReply::fromJson(reply.body));
    if (found.rows.empty())
        return std::nullopt;
    const FactKey contains = TRY(contained(found.contains, found.containsHash));
    TRY(m_till.takeOver({ found.rows, {}, contains }));
    return TRY(Id::fromString(found.rows.back().id));
}

HubRequest SyncSession::exceptions()
{
    return signedRequest({ "GET", QStringLiteral("/v1/exceptions"), {}, {}, {} });
}

HubRequest SyncSession::reportDays(DateRange range)
{
    return signedRequest(DaysRequest { range }.toRequest());
}

HubRequest SyncSession::resolve(const Id& exception)
{
    return signedRequest({ "POST", QStringLiteral("/v1/exceptions/%1/resolve").arg(exception.toString()), {}, {}, "{}" });
}

HubRequest SyncSession::leave()
{
    return signedRequest(post("/v1/devices/leave", {}));
}

Result<SyncSession::State> SyncSession::state()
{
    if (!m_till.hubLink())
        return State {};
    SyncRows store(m_till.database());
    const FactKey sent = m_till.hubLink()->sent;
    return State { TRY(store.countAfter(sent)), TRY(store.oldestAfter(sent)), m_isFirstFill, m_rowsTaken, m_rowsLeft, m_exceptions };
}

HubRequest enrolRequest(Till& till, const EnrolmentCode& code)
{
    const Vault& vault = till.vault();
    const EnrolRequest request { code.secret, till.tillId(), till.settings().tillCode, till.settings().shopName, vault.publicKey(Vault::Signer::Device),
        vault.publicKey(Vault::Signer::Receipt), vault.publicKey(Vault::Signer::Issuer) };
    return post("/v1/devices", request.toJson());
}

Result<void> enrolled(Till& till, const EnrolmentCode& code, const HubReply& reply, const std::function<void(qint64 done, qint64 total)>& progress)
{
    if (reply.status != 200)
        return fail(ErrorCode::EnrolmentRefused, reply.body[QLatin1String("error")].toString());
    const EnrolReply enrolment = TRY(EnrolReply::fromJson(reply.body));
    const QByteArray key = TRY(till.vault().openSealed(enrolment.sealedKey));
    // Before it joins, so that it is no edit of the chain's.
    ShopSettings settings = till.settings();
    settings.store = enrolment.store;
    TRY(till.saveSettings(settings));
    return till.join(
        { code.url, code.certificate, enrolment.organisation, enrolment.organisationName, enrolment.store, enrolment.storeName, enrolment.generation, 0, {} },
        key, progress);
}

}
