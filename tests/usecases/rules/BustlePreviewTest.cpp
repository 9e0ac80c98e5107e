// SPDX-License-Identifier: GPL-3.0-or-later
// A shop where everything happens, played again under the rules that it lived by.
#include "core/domain/reports/Statement.h"
#include "tests/support/RoomTest.h"
#include "tests/usecases/rules/PreviewShop.h"

using namespace tangyuan;

namespace {

/// A month of a shop where everything happens in any order; what the rules refuse does not.
class Bustle {
public:
    explicit Bustle(World& world)
        : m_world(world)
        , m_till(world.till())
    {
    }

    std::map<QString, int> happened;

    void days(int days)
    {
        const BusinessDate end = m_till.today().addDays(days);
        Transaction transaction = MUST(Transaction::begin(m_till.database()));
        while (m_till.today() < end) {
            m_world.clock().advanceMs(60'000 + static_cast<qint64>(below(2'400'000)));
            if (m_members.size() < 4 || below(12) == 0)
                register_();
            else
                act(transaction, m_members[below(m_members.size())]);
        }
        MUST(transaction.commit());
    }

private:
    size_t below(size_t bound) { return static_cast<size_t>(m_world.random().below(bound)); }
    Loyalty& loyalty() { return m_till.loyalty(); }

    template <class T>
    bool saw(const char* what, const Result<T>& result)
    {
        if (result)
            ++happened[QString::fromLatin1(what)];
        else
            VERIFY(result.error().code != ErrorCode::DatabaseFailed && result.error().code != ErrorCode::LedgerBroken);
        return result.has_value();
    }
    void keep(const char* what, const Member& member, const Result<Deed>& deed)
    {
        if (saw(what, deed))
            m_deeds.emplace_back(member, deed->fact);
    }
    Member fresh(const Member& member) { return MUST(m_till.members().byKey(member.key)); }

    void register_()
    {
        Profile profile;
        profile.phone = u"139%1"_s.arg(10'000'000 + m_members.size());
        if (below(3) > 0)
            profile.birthday = QDate(1990, 11, 1).addDays(static_cast<qint64>(below(90)));
        m_members.push_back(MUST(m_till.members().registerMember(profile)).member);
        if (below(4) > 0)
            greet(m_members.back());
        if (m_members.size() > 1 && below(2) == 0)
            saw("refer", loyalty().refer(m_members.back(), m_members[below(std::min<size_t>(3, m_members.size() - 1))]));
    }
    void greet(const Member& member)
    {
        for (const Given& given : MUST(loyalty().greet(fresh(member))))
            ++happened[given.what];
    }
    void sell(Transaction& transaction, const Member& known)
    {
        const Member member = fresh(known);
        Cart cart = m_world.cart({ { "1", 1 + static_cast<qint64>(below(4)) }, { "2", 1 + static_cast<qint64>(below(2)) } });
        cart.member = member.id;
        if (below(3) == 0)
            cart.pointsWanted = { static_cast<qint64>(below(90)) };
        const Quote quote = MUST(m_till.checkout().quoteCart(cart, member));
        happened[u"points as cash"_s] += quote.pointsSpent.count > 0 ? 1 : 0;
        m_sales.push_back(MUST(m_till.checkout().commit(transaction, { cart, { { TenderMethod::Cash, quote.total } }, member, u"小林"_s })));
        happened[u"invitation"_s] += m_sales.back().referredBy ? 1 : 0;
    }
    void refund()
    {
        if (m_sales.empty())
            return;
        const Sale& sale = below(2) == 0 ? m_sales.back() : m_sales[below(m_sales.size())];
        std::vector<qint32> lines;
        if (below(2) == 0)
            lines = { static_cast<qint32>(below(2)) };
        saw("refund", m_till.refunds().refund({ sale, lines, TenderMethod::Cash, u"小林"_s, u"x"_s }));
    }
    void undo()
    {
        if (m_deeds.empty())
            return;
        const auto& [member, fact] = below(2) == 0 ? m_deeds.back() : m_deeds[below(m_deeds.size())];
        saw("undo", loyalty().undo(member, fact));
    }
    void act(Transaction& transaction, const Member& member)
    {
        switch (below(14)) {
        case 0:
        case 1:
            if (below(5) > 0)
                greet(member);
            return sell(transaction, member);
        case 2:
        case 3: {
            const auto done = loyalty().checkIn(member);
            return keep("check-in", member, done ? Result<Deed>(done->deed) : Result<Deed>(Failure(done.error())));
        }
        case 4: return keep("attend", member, loyalty().attend(member, below(2) == 0 ? u"weekend"_s : u"opening"_s));
        case 5: {
            const Sale* sale = m_sales.empty() ? nullptr : &m_sales[below(m_sales.size())];
            const auto theirs = std::ranges::find(m_members, sale ? sale->member : std::nullopt, [](const Member& one) { return std::optional(one.id); });
            return theirs == m_members.end() ? void() : keep("review", *theirs, loyalty().review(*theirs, *sale, below(2)));
        }
        case 6: return keep("redeem", member, loyalty().redeem(member, below(2) == 0 ? u"cup"_s : u"size-up"_s));
        case 7: saw("draw", loyalty().draw(member, u"wheel"_s)); return;
        case 8: return keep("donate", member, loyalty().donate(member, { static_cast<qint64>(1 + below(6)) }, u"school"_s));
        case 9: {
            const bool isSmall = below(2) == 0;
            const QString offer = below(4) == 0 ? QString() : isSmall ? u"100"_s : u"months"_s;
            saw("recharge", loyalty().recharge(member, { isSmall ? 10'000 : 20'000 }, offer, TenderMethod::WeChatPay));
            return;
        }
        case 10: keep("welcome by hand", member, loyalty().giveWelcome(member)); return;
        case 11: keep("given by hand", member, loyalty().givePack(member, { .points = { 7 } }, u"赔礼"_s)); return;
        case 12: return refund();
        case 13: return undo();
        }
    }

    World& m_world;
    Till& m_till;
    std::vector<Member> m_members;
    std::vector<Sale> m_sales;
    std::vector<std::pair<Member, Id>> m_deeds;
};

std::optional<PreviewKind> kindOf(const Movement& movement)
{
    switch (movementKind(movement)) {
    case MovementKind::Purchase: // and what points paid
    case MovementKind::PurchaseBonus:
    case MovementKind::PurchaseGift:
    case MovementKind::Referral: // one sale may hold both, and a refund takes the last grant back first
        return PreviewKind::Purchase;
    case MovementKind::CheckIn: return PreviewKind::CheckIn;
    case MovementKind::Event: return PreviewKind::Event;
    case MovementKind::Review: return PreviewKind::Review;
    case MovementKind::Welcome: return PreviewKind::Welcome;
    case MovementKind::Birthday: return PreviewKind::Birthday;
    case MovementKind::TierReached: return PreviewKind::TierReached;
    case MovementKind::Mall: return PreviewKind::Mall;
    case MovementKind::Draw: return PreviewKind::Draw;
    case MovementKind::Donation: return PreviewKind::Donation;
    case MovementKind::Recharge: return PreviewKind::Recharge;
    default: return {};
    }
}

/// What the ledger really holds of each kind, of facts of that range of days.
std::array<PreviewAmounts, previewKinds.size()> ledgerOfRange(Till& till, DateRange range)
{
    std::array<PreviewAmounts, previewKinds.size()> sums {};
    const qint64 members = MUST(till.database().integer("SELECT max(key) FROM members"));
    for (qint64 row = 1; row <= members; ++row) {
        const MemberState state = MUST(till.ledger().state({ row }, LedgerRows::Depth::Whole));
        std::map<LotId, PreviewKind> ofLots;
        std::map<Id, PreviewKind> ofSpending;
        for (const Movement& movement : state.past) {
            const auto kind = kindOf(movement);
            if (!kind || !range.indexOf(MUST(till.facts().find(movement.fact))->businessDate))
                continue;
            if (movement.from == Account::Issued)
                ofLots.emplace(movement.lot, *kind);
            else if (movement.from == Account::Available && (movement.to == Account::Redeemed || movement.to == Account::Donated))
                ofSpending.emplace(movement.fact, *kind);
        }
        for (const Movement& movement : state.past) {
            const bool isGrant = movement.from == Account::Issued;
            if (isGrant || movement.to == Account::Issued) {
                const auto kind = ofLots.find(movement.lot);
                if (kind == ofLots.end())
                    continue;
                PreviewAmounts& amounts = sums[static_cast<size_t>(kind->second)];
                const qint64 amount = isGrant ? movement.amount : -movement.amount;
                switch (movement.currency) {
                case Currency::Points: amounts.given.count += amount; break;
                case Currency::Principal: break;
                case Currency::Bonus: amounts.bonus.minor += amount; break;
                case Currency::Gift: amounts.gifts += amount; break;
                }
            } else if (movement.currency == Currency::Points) {
                const bool isBack = movement.to == Account::Available && movement.origin;
                const auto kind = ofSpending.find(isBack ? *movement.origin : movement.fact);
                if (kind != ofSpending.end() && (isBack || movement.from == Account::Available) && movement.to != Account::Owed)
                    sums[static_cast<size_t>(kind->second)].taken.count += isBack ? -movement.amount : movement.amount;
            }
        }
    }
    return sums;
}

void requireWhatTheLedgerHolds(const RulesPreview::Side& given, const std::array<PreviewAmounts, previewKinds.size()>& ledger)
{
    for (PreviewKind kind : previewKinds) {
        if (kind == PreviewKind::Referral || kind == PreviewKind::PointsAsCash)
            continue;
        PreviewAmounts sum = given.ofKind(kind);
        if (kind == PreviewKind::Purchase) {
            const PreviewAmounts& invitations = given.ofKind(PreviewKind::Referral);
            sum.given += invitations.given;
            sum.bonus += invitations.bonus;
            sum.gifts += invitations.gifts;
            sum.taken += given.ofKind(PreviewKind::PointsAsCash).taken;
        }
        const PreviewAmounts& held = ledger[static_cast<size_t>(kind)];
        const QByteArray name = previewKindName(kind).toUtf8();
        QVERIFY2(sum.given == held.given, name + " given: " + QByteArray::number(sum.given.count) + " of " + QByteArray::number(held.given.count));
        QVERIFY2(sum.taken == held.taken, name + " taken: " + QByteArray::number(sum.taken.count) + " of " + QByteArray::number(held.taken.count));
        QVERIFY2(sum.bonus == held.bonus, name + " bonus: " + QByteArray::number(sum.bonus.minor) + " of " + QByteArray::number(held.bonus.minor));
        QVERIFY2(sum.gifts == held.gifts, name + " gifts: " + QByteArray::number(sum.gifts) + " of " + QByteArray::number(held.gifts));
    }
}

}

class BustlePreviewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    RulesPreview preview(const LoyaltyRules& rules, BusinessDate from, BusinessDate to) { return previewOf(m_world->till(), rules, from, to); }

private Q_SLOTS:
    void whatIsInForceGivesWhatWasGiven_data()
    {
        QTest::addColumn<quint64>("seed");
        const quint64 chosen = qEnvironmentVariable("SEED").toULongLong();
        for (quint64 seed : chosen ? std::vector<quint64> { chosen } : std::vector<quint64> { 20'261'125, 2 })
            QTest::addRow("%llu", seed) << seed;
    }
    void whatIsInForceGivesWhatWasGiven()
    {
        QFETCH(quint64, seed);
        m_world = std::make_unique<World>(seed);
        Till& till = m_world->till();
        const LoyaltyRules rules = everyRule();
        m_world->publish(rules);
        const BusinessDate from = till.today();
        Bustle bustle(*m_world);
        bustle.days(36);
        for (const char* what : { "check-in", "attend", "review", "redeem", "draw", "donate", "recharge", "refer", "invitation", "welcome", "birthday",
                 "tier:silver", "welcome by hand", "points as cash", "refund", "undo" })
            QVERIFY2(bustle.happened[QString::fromLatin1(what)] >= 3, what);

        const DateRange range = MUST(DateRange::make(from, till.today()));
        const RulesPreview asked = preview(rules, range.from, range.to);
        requireWhatTheLedgerHolds(asked.given, ledgerOfRange(till, range));
        requireTheSame(asked.then, asked.given);
        requireTheSame(asked.planned, asked.given);
        QVERIFY(asked.planned == asked.then);
        const PreviewAmounts& draws = asked.planned.ofKind(PreviewKind::Draw);
        QCOMPARE(draws.taken.count, 8 * draws.times);
        QCOMPARE(draws.given.count, (2 * draws.times * 5 * 50 + 100) / 200);
        QCOMPARE(draws.bonus.minor, draws.times * 50);
        QCOMPARE(draws.gifts, (2 * draws.times * 45 + 100) / 200);

        // Other rules from some noon on: each fact keeps to those that it was made under.
        LoyaltyRules later = rules;
        later.activities.referralAt = Activities::ReferralTime::Registration;
        later.activities.checkIn = { 3 };
        later.mall.front().points = { 25 };
        later.storedValue.offers.front().bonus = { 1'500 };
        later.welcome = {};
        m_world->publish(later);
        const BusinessDate change = till.today();
        bustle.days(12);
        const DateRange whole = MUST(DateRange::make(from, till.today()));
        const RulesPreview both = preview(later, whole.from, whole.to);
        requireWhatTheLedgerHolds(both.given, ledgerOfRange(till, whole));
        requireTheSame(both.then, both.given);
        const DateRange after = MUST(DateRange::make(change.addDays(1), till.today()));
        const RulesPreview recent = preview(later, after.from, after.to);
        requireTheSame(recent.then, recent.given); // with what was had before that day
        requireTheSame(recent.planned, recent.given);
        QVERIFY(recent.given.ofKind(PreviewKind::Referral).times > 0);
    }
};

TANGYUAN_TEST(BustlePreviewTest)
#include "BustlePreviewTest.moc"
