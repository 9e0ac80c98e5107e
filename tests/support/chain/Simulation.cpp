// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chain/Simulation.h"

#include "core/base/Json.h"
#include "core/storage/StandingRows.h"
#include "core/storage/Verification.h"

#include <QTest>

namespace tangyuan::sync {

namespace {

constexpr std::array phones { "13800138000", "13800138001", "13800138002", "13800138003", "13800138004", "13800138005" };
constexpr qint64 hourMs = 3'600'000;

LoyaltyRules rulesOfTheChain()
{
    LoyaltyRules rules;
    rules.welcome = { .points = { 10 }, .gifts = { { QStringLiteral("tea"), QStringLiteral("茶"), 1, 30 } } };
    rules.activities.checkIn = { 2 };
    rules.term = { PointsTerm::Kind::Months, 12, { 30, 7 } };
    rules.mall = { { .id = QStringLiteral("cup"), .name = QStringLiteral("杯子"), .points = { 15 } } };
    return rules;
}

}

Simulation::Beginning::Beginning()
{
    ChainTill& first = m_chain.addTill("A01", "S1");
    MUST(first.till().publishRules(rulesOfTheChain(), Till::Notice::Waived));
    m_chain.addTill("A02", "S1");
    m_chain.addTill("B01", "S2");
    first.member(phones[0]);
    m_chain.syncAll();
    m_chain.leave(m_folder.path());
}

Simulation::Simulation(const Beginning& beginning, quint64 seed, bool isTold)
    : m_isTold(isTold)
    , m_dice(seed)
    , m_chain(beginning.m_chain, beginning.m_folder.path(), seed)
{
}

void Simulation::say(const QString& what)
{
    if (m_isTold)
        qInfo().noquote() << m_step << what;
}

Simulation::Tally& Simulation::Tally::operator+=(const Tally& other)
{
    facts += other.facts;
    sales += other.sales;
    requests += other.requests;
    lost += other.lost;
    crashes += other.crashes;
    hubFaults += other.hubFaults;
    restores += other.restores;
    forks += other.forks;
    exceptions += other.exceptions;
    return *this;
}

QString Simulation::run(int steps)
{
    for (m_step = 1; m_step <= steps && m_complaint.isEmpty(); ++m_step) {
        m_chain.advance(static_cast<qint64>(1'000 + below(20 * 60'000)));
        const size_t index = below(m_chain.tills().size());
        ChainTill& till = *m_chain.tills()[index];
        const quint64 what = below(100);
        if (what < 45)
            act(till);
        else if (what < 88 && !m_cutOff.contains(index))
            for (quint64 request = 0; request < 1 + below(6); ++request)
                talk(till);
        else if (what >= 88)
            misfortune();
        for (auto cut = m_cutOff.begin(); cut != m_cutOff.end();)
            cut = --cut->second <= 0 ? m_cutOff.erase(cut) : std::next(cut);
    }
    if (!m_complaint.isEmpty())
        return m_complaint;
    const QString complaint = heal();
    return complaint.isEmpty() ? disagreement() : complaint;
}

std::optional<Member> Simulation::anyMember(ChainTill& till)
{
    const auto member = MUST(till.till().members().byPhone(QString::fromLatin1(phones[below(phones.size())])));
    return member && !member->isErased ? member : std::nullopt;
}

/// What the counter refuses is refused; nothing of it may stay.
void Simulation::act(ChainTill& till)
{
    till.clock().advanceMs(1'000);
    Loyalty& loyalty = till.till().loyalty();
    const auto member = anyMember(till);
    const quint64 what = below(member ? 22 : 4);
    const auto told = [&](const char* deed, bool isDone) {
        say(QStringLiteral("%1 %2%3").arg(till.code(), QLatin1String(deed), isDone ? QString() : QStringLiteral(" (refused)")));
    };
    switch (what) {
    case 0:
    case 1: {
        const char* phone = phones[below(phones.size())];
        Profile profile;
        profile.phone = QString::fromLatin1(phone);
        profile.name = QStringLiteral("客人%1").arg(m_step);
        const auto registration = till.till().members().registerMember(profile);
        if (registration && registration->outcome == Members::Registration::Outcome::Created)
            static_cast<void>(loyalty.giveWelcome(registration->member));
        return told("registers", registration.has_value());
    }
    case 2: return sellSomething(till, {});
    case 3: {
        Product product = till.till().catalog().products().front();
        product.price = { static_cast<qint64>(1'000 + below(1'000)) };
        return told("edits a price", till.till().saveProducts({}, { product }).has_value());
    }
    case 4:
    case 5: return told("recharges", loyalty.recharge(*member, { static_cast<qint64>(100 * (1 + below(50))) }, {}, TenderMethod::Cash).has_value());
    case 6: return told("adjusts", loyalty.adjustPoints(*member, static_cast<qint64>(1 + below(40)) - 20, QStringLiteral("调整")).has_value());
    case 7: return told("checks in", loyalty.checkIn(*member).has_value());
    case 8: return told("redeems", loyalty.redeem(*member, QStringLiteral("cup")).has_value());
    case 9: return told("takes a gift", loyalty.takeGift(*member, QStringLiteral("tea")).has_value());
    case 10: return told("pays out", loyalty.refundPrincipal(*member, { static_cast<qint64>(100 * (1 + below(20))) }, TenderMethod::Cash).has_value());
    case 11: {
        Profile profile = member->profile;
        profile.note = QStringLiteral("第%1步").arg(m_step);
        if (chance(3))
            profile.phone = QString::fromLatin1(phones[below(phones.size())]);
        return told("updates", till.till().members().update(member->key, profile).has_value());
    }
    case 12: return told("tags", till.till().segments().tag(member->key, { QStringLiteral("t%1").arg(below(3)) }, {}).has_value());
    case 13:
        if (!chance(4))
            return;
        return told("erases", till.till().members().erase(member->key).has_value());
    case 14: {
        const auto sales = MUST(till.till().sales().recent(8));
        for (const SaleRows::Summary& summary : sales) {
            if (!summary.refundOf.isEmpty() || !chance(2))
                continue;
            const auto sale = till.till().sales().byFact(summary.fact);
            return told("refunds", sale && till.till().refunds().refund({ *sale, {}, TenderMethod::Cash, {}, {} }).has_value());
        }
        return;
    }
    case 15: {
        LoyaltyRules rules = till.till().rules();
        rules.activities.checkIn = { static_cast<qint64>(1 + below(5)) };
        return told("publishes rules", till.till().publishRules(rules, Till::Notice::Waived).has_value());
    }
    case 16: {
        const auto done = [&]() -> Result<void> {
            Transaction transaction = TRY(Transaction::begin(till.till().database()));
            TRY(till.till().facts().append(transaction,
                { Id::make(till.clock(), till.random()), QStringLiteral("moon.landed"), 9, till.till().today(), till.clock().now(),
                    { { QStringLiteral("ledger"), QJsonArray { 7 } } } }));
            return transaction.commit();
        }();
        return told("says what nobody knows", done.has_value());
    }
    case 17: return editCashiers(till);
    default: return sellSomething(till, member);
    }
}

void Simulation::editCashiers(ChainTill& till)
{
    const auto anyName = [&] { return QStringLiteral("收银员%1").arg(below(4)); };
    Cashiers& cashiers = till.till().cashiers();
    const QString name = anyName();
    switch (below(3)) {
    case 0: return say(QStringLiteral("%1 adds %2: %3").arg(till.code(), name).arg(cashiers.add(name).has_value()));
    case 1: return say(QStringLiteral("%1 renames %2: %3").arg(till.code(), name).arg(cashiers.rename(name, anyName()).has_value()));
    default: return say(QStringLiteral("%1 ends %2: %3").arg(till.code(), name).arg(cashiers.end(name).has_value()));
    }
}

void Simulation::sellSomething(ChainTill& till, const std::optional<Member>& member)
{
    Cart cart = till.till().newCart();
    const Product& product = till.till().catalog().products().front();
    MUST(addToCart(cart, { product, { product.unit, static_cast<qint64>(1 + below(5)) }, {} }));
    Checkout::Request request { cart, {}, member, {} };
    if (member) {
        request.cart.member = member->id;
        request.cart.pointsWanted = { static_cast<qint64>(chance(3) ? 500 : 0) };
    }
    const auto quote = till.till().checkout().quoteCart(request.cart, member);
    if (!quote)
        return;
    request.tenders = { { member && chance(3) ? TenderMethod::StoredValue : TenderMethod::Cash, quote->total } };
    const auto sale = till.till().checkout().commit(request);
    say(QStringLiteral("%1 sells %2").arg(till.code(), sale ? sale->number : errorCodeName(sale.error().code)));
    if (!sale)
        return;
    for (size_t i = 0; i < m_chain.tills().size(); ++i)
        if (m_chain.tills()[i].get() == &till)
            m_printed[sale->id] = { sale->total, i };
    ++m_tally.sales;
}

HubReply Simulation::deliver(const HubRequest& request)
{
    ++m_tally.requests;
    if (chance(12)) { // the hub fails at some statement
        ++m_tally.hubFaults;
        quint64 left = below(25);
        m_chain.database().setFaultHook([left]() mutable { return left-- == 0 ? std::optional(ErrorCode::DatabaseFailed) : std::nullopt; });
    }
    HubReply reply = m_chain.hub().handle(request);
    m_chain.database().setFaultHook({});
    return reply;
}

void Simulation::talk(ChainTill& till)
{
    if (chance(3))
        till.session().wake();
    const auto request = till.session().next();
    if (!request || !*request)
        return;
    if (chance(8)) {
        m_lingering.push_back(**request);
        if (chance(2)) {
            ++m_tally.lost;
            say(till.code() + QStringLiteral(": the request is lost"));
            return till.session().lost();
        }
    }
    const HubReply reply = deliver(**request);
    if (chance(8)) { // and again: a proxy that repeats
        deliver(**request);
    }
    if (chance(8)) {
        ++m_tally.lost;
        say(till.code() + QStringLiteral(": the answer is lost"));
        return till.session().lost();
    }
    if (chance(15))
        return crashDuring(till); // while it takes the answer over
    const Id generation = till.till().hubLink()->generation;
    const auto answered = till.session().answered(reply);
    const auto page = PullReply::fromJson(reply.body);
    if (answered && reply.status == 200 && (*request)->path == u"/v1/rows" && page && !page->hasMore && !page->isLoss && page->generation == generation)
        if (const QString complaint = disagreementAboutMembers(till); !complaint.isEmpty())
            m_complaint = QStringLiteral("step %1, %2: %3").arg(m_step).arg(till.code(), complaint);
    say(QStringLiteral("%1 %2 %3 %4").arg(till.code(), (*request)->path).arg(reply.status).arg(answered ? QString() : errorCodeName(answered.error().code)));
}

/// A fault at the n-th statement from now, in the middle of whatever comes; then the power is gone.
void Simulation::crashDuring(ChainTill& till)
{
    ++m_tally.crashes;
    const auto fatal = static_cast<qint64>(1 + below(60));
    const ErrorCode code = chance(2) ? ErrorCode::DiskFull : ErrorCode::DatabaseFailed;
    say(QStringLiteral("%1 crashes at statement %2").arg(till.code()).arg(fatal));
    const auto before = m_printed;
    till.till().database().setFaultHook([=](qint64 statement) { return statement >= fatal ? std::optional(code) : std::nullopt; });
    const auto request = till.session().next();
    if (request && *request)
        static_cast<void>(till.session().answered(m_chain.hub().handle(**request)));
    till.restart();
}

void Simulation::restoreTill(size_t index)
{
    ChainTill& till = *m_chain.tills()[index];
    // What the disk had never sent is gone with it.
    std::vector<Id> known;
    MUST(till.till().facts().forEach([&](const Fact& fact) { known.push_back(fact.id); }));
    till.restoreFrom(m_backups[index]);
    std::set<Id> kept;
    MUST(till.till().facts().forEach([&](const Fact& fact) { kept.insert(fact.id); }));
    for (const Id& id : known)
        if (!kept.contains(id) && m_printed.contains(id))
            m_gone.insert(id);
    ++m_tally.restores;
    say(till.code() + QStringLiteral(" is restored from a backup"));
}

void Simulation::misfortune()
{
    const size_t index = below(m_chain.tills().size());
    ChainTill& till = *m_chain.tills()[index];
    switch (below(11)) {
    case 0:
    case 1: m_cutOff[index] = static_cast<int>(5 + below(30)); return say(till.code() + QStringLiteral(" is cut off"));
    case 2: say(till.code() + QStringLiteral(" restarts")); return till.restart();
    case 3: return crashDuring(till);
    case 4: {
        const qint64 jump = static_cast<qint64>(below(72) * hourMs) - 36 * hourMs;
        till.clock().advanceMs(jump);
        return say(QStringLiteral("%1's clock jumps %2 h").arg(till.code()).arg(jump / hourMs));
    }
    case 5:
        if (!m_lingering.empty()) { // an old request arrives after all
            deliver(m_lingering[below(m_lingering.size())]);
            say(QStringLiteral("an old request arrives"));
        }
        return;
    case 6: m_chain.restartHub(); return say(QStringLiteral("the hub restarts"));
    case 7:
        if (!m_backups.contains(index)) {
            m_backups[index] = m_folder.filePath(QStringLiteral("till-%1").arg(index));
            return till.backupTo(m_backups[index]);
        }
        return chance(2) ? restoreTill(index) : void();
    case 8:
        if (!m_hubBackup) {
            m_hubBackup = m_folder.filePath(QStringLiteral("hub-backup"));
            return m_chain.backupHubTo(*m_hubBackup);
        }
        if (chance(2)) {
            ++m_tally.restores;
            m_chain.restoreHubFrom(*m_hubBackup);
            say(QStringLiteral("the hub is restored from a backup"));
        }
        return;
    case 9:
        if (chance(4) && m_chain.tills().size() < 4) {
            m_chain.tills().push_back(till.clone(m_dice.next()));
            say(till.code() + QStringLiteral(" is copied"));
        }
        return;
    default:
        if (chance(3)) {
            static_cast<void>(m_chain.hub().revoke(till.code()));
            say(till.code() + QStringLiteral(" is revoked"));
        }
    }
}

QString Simulation::disagreementAboutMembers(ChainTill& till)
{
    HubTables store(m_chain.database(), m_chain.hub().organisation());
    std::vector<Fact> facts;
    std::vector<Id> ids;
    MUST(till.till().facts().forEach([&](const Fact& fact) {
        facts.push_back(fact);
        ids.push_back(fact.id);
    }));
    const std::map<Id, QByteArray> heard = MUST(store.hashesOf(ids));
    std::map<Id, std::vector<MemberChange>> unheard; // by person
    for (const Fact& fact : facts) {
        if (heard.contains(fact.id))
            continue;
        for (MemberChange& change : memberChanges(fact, MUST(parseJsonObject(fact.body))).value_or(std::vector<MemberChange>())) {
            const auto known = MUST(store.members({ change.member }));
            unheard[known.empty() ? change.member : known.front().aliasOf.value_or(change.member)].push_back(std::move(change));
        }
    }
    for (const HubTables::FeedRow& row : MUST(store.feed(streams::ofStore(till.till().hubLink()->store), 0, 10'000))) {
        const HubTables::MemberRow truth = MUST(store.members({ MUST(Id::fromString(row.id)) })).front();
        if (truth.aliasOf)
            continue;
        MemberRecord expected = truth.record;
        for (const MemberChange& change : unheard[truth.id])
            static_cast<void>(fold(expected, change));
        if (const QString complaint = disagreementAbout(till, truth, expected); !complaint.isEmpty())
            return complaint;
    }
    return {};
}

QString Simulation::disagreementAbout(ChainTill& till, const HubTables::MemberRow& truth, const MemberRecord& expected)
{
    const QString id = truth.id.toString();
    const auto here = MemberReplicaRows(till.till().database()).find(truth.id);
    if (!here || !*here)
        return QStringLiteral("member %1 is missing").arg(id);
    const Member member = MUST(till.till().members().byKey(**here));
    const MemberState state = MUST(till.till().ledger().state(**here));
    TierFigures bought;
    for (const auto& [date, figures] : expected.days)
        bought += figures;
    if (MUST(StandingRows(till.till().database()).qualification(**here, {})) != bought)
        return QStringLiteral("member %1 bought something else").arg(id);
    MemberState theirs = expected.ledger;
    std::erase_if(theirs.lots, [](const Lot& lot) { return lot.isEmpty(); });
    if (state.lots != theirs.lots || state.owed != theirs.owed)
        return QStringLiteral("member %1 has %2 points, not %3")
            .arg(id)
            .arg(state.balance(Currency::Points, till.till().today()))
            .arg(theirs.balance(Currency::Points, till.till().today()));
    if (member.isErased != (expected.isErased || truth.keys.wrappedKey.isEmpty()))
        return QStringLiteral("member %1 is erased at one end").arg(id);
    const QString number = expected.number.isEmpty() ? id : expected.number; // a restored hub may not know the registration yet
    if (member.number != number || member.tier != expected.tier)
        return QStringLiteral("member %1 is %2, tier %3, not %4, %5").arg(id, member.number, tierName(member.tier), number, tierName(expected.tier));
    return {};
}

QString Simulation::heal()
{
    m_cutOff.clear();
    say(QStringLiteral("all heals"));
    for (const auto& till : m_chain.tills())
        for (const Hub::Device& device : MUST(m_chain.hub().devices()))
            if (device.isRevoked && device.code == till->code())
                m_chain.enrol(*till, device.store.toLatin1().constData());
    for (int round = 0; round < 6; ++round)
        for (const auto& till : m_chain.tills())
            if (const QString complaint = m_chain.complaintOfSync(*till); !complaint.isEmpty())
                return complaint;
    return {};
}

QString Simulation::disagreement()
{
    const auto verified = m_chain.hub().verify();
    if (!verified)
        return QStringLiteral("the hub: %1 %2").arg(errorCodeName(verified.error().code), verified.error().context);
    m_tally.facts += verified->facts;
    const auto exceptions = m_chain.exceptions();
    m_tally.exceptions += std::ssize(exceptions);
    m_tally.forks += std::ranges::count(exceptions, QStringLiteral("fork"), &HubException::kind);
    if (std::ranges::find(exceptions, QStringLiteral("idTwice"), &HubException::kind) != exceptions.end())
        return QStringLiteral("the hub takes a fact that it has for another");

    HubTables store(m_chain.database(), m_chain.hub().organisation());
    std::map<Id, int> atHub;
    MUST(store.forEachFact([&](const HubTables::StoredFact& stored) { ++atHub[stored.fact.id]; }));
    for (const auto& [id, sold] : m_printed)
        if (!m_gone.contains(id) && atHub[id] != 1)
            return QStringLiteral("sale %1 is at the hub %2 times").arg(id.toString()).arg(atHub[id]);
    for (const auto& till : m_chain.tills()) {
        std::optional<Id> missing;
        MUST(till->till().facts().forEach([&](const Fact& fact) {
            if (atHub[fact.id] != 1)
                missing = fact.id;
        }));
        if (missing)
            return QStringLiteral("%1: fact %2 is at the hub %3 times").arg(till->code(), missing->toString()).arg(atHub[*missing]);
        if (const QString complaint = disagreementOf(*till); !complaint.isEmpty())
            return till->code() + QStringLiteral(": ") + complaint;
    }
    return {};
}

QString Simulation::disagreementOf(ChainTill& till)
{
    if (MUST(till.session().state()).waiting != 0)
        return QStringLiteral("facts wait");
    const auto local = verifyDatabase(till.till().database());
    if (!local)
        return QStringLiteral("%1 %2").arg(errorCodeName(local.error().code), local.error().context);
    const auto cursors = MUST(SyncRows(till.till().database()).cursors());
    const auto streams = MUST(m_chain.hub().streams());
    HubTables store(m_chain.database(), m_chain.hub().organisation());
    for (const auto& [stream, number] : cursors)
        if (const auto at = streams.find(stream); number != (at == streams.end() ? 0 : at->second))
            return QStringLiteral("cursor %1 of %2 in %3").arg(number).arg(at == streams.end() ? 0 : at->second).arg(stream);
    if (const QString complaint = disagreementAboutMembers(till); !complaint.isEmpty())
        return complaint;
    if (const auto rules = MUST(store.newestOf(SharedKind::Rules));
        rules && till.till().rulesBook().newest().toJson() != rules->body[QLatin1String("document")].toObject())
        return QStringLiteral("it goes by rules %1, the chain by %2").arg(till.till().rulesBook().newestVersion()).arg(rules->id);
    const std::vector<Cashier> cashiers = MUST(till.till().cashiers().all());
    for (const HubTables::FeedRow& row : MUST(store.feed(QString::fromLatin1(streams::organisation), 0, 10'000))) {
        const auto thing = MUST(store.thing(row.kind, row.id));
        if (row.kind == SharedKind::Cashier && std::ranges::find(cashiers, MUST(Cashier::fromJson(thing->body))) == cashiers.end())
            return QStringLiteral("cashier %1 is another").arg(row.id);
        if (row.kind != SharedKind::Product)
            continue;
        const Product* product = till.till().catalog().byId(MUST(Id::fromString(row.id)));
        if (!product || product->price.minor != thing->body[QLatin1String("priceMinor")].toInteger())
            return QStringLiteral("product %1 costs another price").arg(row.id);
    }
    return {};
}

}
