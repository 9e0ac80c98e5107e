// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/RulesBook.h"
#include "core/domain/loyalty/RulesCheck.h"
#include "core/domain/loyalty/TierQualification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/Words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace tangyuan;

namespace {

bool finds(const LoyaltyRules& rules, RuleProblem problem, RuleFinding::Weight weight = RuleFinding::Weight::Refused)
{
    for (const RuleFinding& finding : checkRules(rules))
        if (finding.problem == problem && finding.weight == weight)
            return true;
    return false;
}

/// Everything that can be set, set.
LoyaltyRules richRules()
{
    LoyaltyRules rules;
    rules.effectiveFrom = { 20261201 };
    rules.notice = name("十二月起积分翻倍");
    rules.earning.multipliers = Combine::Add;
    rules.earning.capPerSale = Points { 500 };
    rules.earning.rules.push_back({ .id = name("day"),
        .name = name("会员日"),
        .kind = EarnRule::Kind::Multiplier,
        .when = { .from = BusinessDate { 20261201 },
            .daysOfMonth = { 8 },
            .hourFrom = 9,
            .hourTo = 21,
            .firstOrder = false,
            .channel = Channel::Counter,
            .tiers = { Tier::Gold },
            .tags = { name("老客") },
            .members = true,
            .stores = { name("S001"), name("S002") } },
        .factor = { 20'000 } });
    rules.earning.rules.push_back({ .id = name("set"),
        .name = name("套餐"),
        .kind = EarnRule::Kind::Bonus,
        .scope = { .plus = { name("1"), name("2") } },
        .points = { 30 },
        .needsWholeSet = true,
        .perMemberDay = 1 });
    rules.activities.checkIn = { 2 };
    rules.activities.streakBonus = { 20 };
    rules.activities.inviter = { .points = { 100 } };
    rules.activities.events = { { name("opening"), name("周年庆"), { 50 }, 1, { .daysOfYear = { name("05-20") } } } };
    rules.redemption.offers = { { name("clear"), name("清零周"), { .from = BusinessDate { 20261224 }, .to = BusinessDate { 20261231 } }, { 12'000 } } };
    rules.term = { PointsTerm::Kind::EndOfYear, 1, { 30, 7 } };
    rules.tiers.tiers[1].needs = { { .spend = Money { 50'000 } }, { .visits = 10, .points = Points { 50 } } };
    rules.tiers.tiers[2].needs = { { .spend = Money { 200'000 } } };
    rules.tiers.tiers[2].birthday = { .points = { 88 }, .gifts = { { name("cake"), name("生日蛋糕"), 1, 30 } } };
    rules.groups = { { name("公司"), name("企业客户"), { 9'200 }, { 100'000 }, { 500 } } };
    rules.welcome = { .points = { 10 }, .bonus = { 500 }, .bonusValidDays = 7 };
    rules.spendGifts = { { .id = name("spend88"), .name = name("满88送"), .minimum = { 8'800 }, .pack = { .gifts = { { name("tea"), name("茶"), 1, 7 } } } } };
    rules.mall = {
        { .id = name("cup"), .name = name("杯子"), .points = { 1'000 }, .stock = 20, .perMember = 1, .prices = { { { .daysOfMonth = { 8 } }, { 800 } } } }
    };
    rules.lotteries = { { .id = name("wheel"),
        .name = name("转盘"),
        .cost = { 20 },
        .prizes = { { name("big"), name("大奖"), 1, 3, { .points = { 500 } } }, { name("thanks"), name("谢谢"), 99, {}, {} } } } };
    rules.causes = { { name("school"), name("乡村小学") } };
    rules.storedValue.offers = { { .id = name("500"), .name = name("充500送50"), .pay = { 50'000 }, .bonus = { 5'000 } },
        { .id = name("1000"), .name = name("充1000分五月返"), .pay = { 100'000 }, .bonus = { 10'000 }, .instalments = 5 } };
    return rules;
}

}

class RulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingSurvivesItsJson()
    {
        const LoyaltyRules rules = richRules();
        QVERIFY(MUST(LoyaltyRules::fromJson(rules.toJson())) == rules);
        QVERIFY(MUST(LoyaltyRules::fromJson(LoyaltyRules {}.toJson())) == LoyaltyRules {});
        QVERIFY(MUST(LoyaltyRules::fromJson({})) == LoyaltyRules {});
        for (const RuleFinding& finding : checkRules(rules))
            QVERIFY2(finding.weight == RuleFinding::Weight::Doubtful, qPrintable(ruleProblemName(finding.problem)));
    }

    void conditionsThatAreNotSetAreLeftOut()
    {
        LoyaltyRules rules;
        rules.mall
            = { { .id = name("cup"), .when = { .daysOfMonth = { 8 } } }, { .id = name("bag"), .when = { .members = true, .stores = { name("S001") } } } };
        const QJsonArray mall = rules.toJson()[QLatin1String("mall")].toArray();
        const QJsonObject plain = mall[0].toObject()[QLatin1String("when")].toObject();
        QVERIFY(!plain.contains(QLatin1String("members")) && !plain.contains(QLatin1String("stores")));
        const QJsonObject chosen = mall[1].toObject()[QLatin1String("when")].toObject();
        QCOMPARE(chosen[QLatin1String("members")].toBool(), true);
        QCOMPARE(chosen[QLatin1String("stores")].toArray(), QJsonArray { QStringLiteral("S001") });
    }

    void whatIsWrongInADocumentIsNamedByItsPath_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("path");
        const auto row
            = [](const char* what, const char* document, const char* path) { QTest::newRow(what) << QByteArray(document) << QString::fromLatin1(path); };
        row("a misspelt key", R"({"earning":{"rules":[{"id":"a","pointz":1}]}})", "earning.rules[0].pointz");
        row("a negative rate", R"({"tiers":{"gold":{"rateBasisPoints":-1}}})", "tiers.gold.rateBasisPoints");
        row("negative points", R"({"earning":{"rules":[{"id":"a","perMinor":100,"points":-5}]}})", "earning.rules[0].points");
        row("a price above the price", R"({"tiers":{"gold":{"rateBasisPoints":10001}}})", "tiers.gold.rateBasisPoints");
        row("half a point", R"({"activities":{"checkIn":1.5}})", "activities.checkIn");
        row("a number in quotes", R"({"noticeDays":"7"})", "noticeDays");
        row("31 February", R"({"effectiveFrom":"2026-02-31"})", "effectiveFrom");
        row("an unknown word", R"({"term":{"kind":"forever"}})", "term.kind");
        row("the 32nd", R"({"mall":[{"id":"x","when":{"daysOfMonth":[32]}}]})", "mall[0].when.daysOfMonth[0]");
        row("no list", R"({"mall":{}})", "mall");
        row("members by name", R"({"mall":[{"id":"x","when":{"members":"all"}}]})", "mall[0].when.members");
        row("one store, no list", R"({"mall":[{"id":"x","when":{"stores":"S001"}}]})", "mall[0].when.stores");
    }
    void whatIsWrongInADocumentIsNamedByItsPath()
    {
        QFETCH(QByteArray, document);
        const auto rules = LoyaltyRules::fromJson(QJsonDocument::fromJson(document).object());
        QVERIFY(!rules.has_value());
        QTEST(rules.error().context, "path");
    }

    void badRulesAreFoundBeforeTheyAct_data()
    {
        QTest::addColumn<int>("problem");
        QTest::addColumn<int>("change");
        const auto row = [](const char* what, RuleProblem problem, int change) { QTest::newRow(what) << static_cast<int>(problem) << change; };
        row("a rule without an id", RuleProblem::IdMissing, 0);
        row("two rules of one id", RuleProblem::IdTwice, 1);
        row("a step of nothing", RuleProblem::StepZero, 2);
        row("a multiplier that takes away", RuleProblem::FactorTooSmall, 3);
        row("points for any purchase without end", RuleProblem::BonusWithoutLimit, 4);
        row("points worth more than the money", RuleProblem::EarnsMoreThanItCosts, 5);
        row("a draw that gives more points than it takes", RuleProblem::LotteryLoop, 6);
        row("bonus money that earns its points back", RuleProblem::ValueLoop, 7);
        row("dates that end before they begin", RuleProblem::OccasionNever, 8);
        row("two multipliers that overlap where they add", RuleProblem::OverlappingOffers, 9);
        row("gold is easier than silver", RuleProblem::TierOrder, 10);
        row("a lottery without consolation", RuleProblem::LotteryConsolation, 11);
        row("a minimum that is no step", RuleProblem::MinimumNotStep, 12);
        row("a recharge of nothing", RuleProblem::RechargeWithoutPay, 13);
        row("more instalments than fen", RuleProblem::InstalmentTooSmall, 14);
        row("one gift, two names", RuleProblem::ItemConflict, 15);
        row("a set of one", RuleProblem::SetWithoutProducts, 16);
        row("two limits", RuleProblem::TwoLimits, 17);
        row("multiplied base rules", RuleProblem::CombineUnknown, 18);
        row("29 February as a day of every year is fine, the 30th is not", RuleProblem::OccasionNever, 19);
        row("a recharge whose points are worth the money", RuleProblem::EarnsMoreThanItCosts, 20);
        row("a mall for passers-by", RuleProblem::OccasionNever, 21);
    }
    void badRulesAreFoundBeforeTheyAct()
    {
        QFETCH(int, problem);
        QFETCH(int, change);
        LoyaltyRules rules = richRules();
        const std::vector<std::function<void()>> changes {
            [&] { rules.mall[0].id.clear(); },
            [&] { rules.earning.rules.push_back(rules.earning.rules[0]); },
            [&] { rules.earning.rules[0].per = {}; },
            [&] { rules.earning.rules[1].factor = { 5'000 }; },
            [&] { rules.earning.rules.push_back({ .id = name("gift"), .kind = EarnRule::Kind::Bonus, .points = { 5 } }); },
            [&] { rules.earning.rules[0] = { .id = name("base"), .per = { 100 }, .points = { 50 } }; },
            [&] { rules.lotteries[0].prizes[0].weight = 9; },
            [&] { rules.lotteries[0].prizes[0].pack = { .bonus = { 100'000'000 } }; },
            [&] { rules.mall[0].when = { .from = BusinessDate { 20261231 }, .to = BusinessDate { 20261201 } }; },
            [&] {
                const Occasion early { .from = BusinessDate { 20261201 }, .to = BusinessDate { 20261210 } };
                const Occasion late { .from = BusinessDate { 20261210 }, .to = BusinessDate { 20261220 } };
                rules.earning.rules.push_back({ .id = name("a"), .kind = EarnRule::Kind::Multiplier, .when = early, .factor = { 20'000 } });
                rules.earning.rules.push_back({ .id = name("b"), .kind = EarnRule::Kind::Multiplier, .when = late, .factor = { 20'000 } });
            },
            [&] { rules.tiers.tiers[2].needs = { { .spend = Money { 10'000 } } }; },
            [&] { rules.lotteries[0].prizes[1].stock = 5; },
            [&] { rules.redemption.minimum = { 700 }; },
            [&] { rules.storedValue.offers[0].pay = {}; },
            [&] { rules.storedValue.offers[1].bonus = { 3 }; },
            [&] {
                rules.spendGifts[0].pack.gifts[0] = { name("cake"), name("另一个蛋糕"), 1, 7 };
            },
            [&] { rules.earning.rules[2].scope.plus = { name("1") }; },
            [&] { rules.earning.rules[2].perMember = 3; },
            [&] { rules.earning.base = Combine::Multiply; },
            [&] { rules.mall[0].when = { .daysOfYear = { name("02-30") } }; },
            [&] { rules.storedValue.offers[0].pack = { .points = { 25'000 } }; },
            [&] { rules.mall[0].when = { .members = false }; },
        };
        QVERIFY(!finds(rules, static_cast<RuleProblem>(problem)));
        changes[static_cast<size_t>(change)]();
        QVERIFY(finds(rules, static_cast<RuleProblem>(problem)));
    }

    void aTierIsReachedByAnyOfItsWays_data()
    {
        QTest::addColumn<qint64>("spend");
        QTest::addColumn<qint64>("visits");
        QTest::addColumn<qint64>("points");
        QTest::addColumn<int>("tier");
        const auto row = [](const char* what, qint64 spend, qint64 visits, qint64 points, Tier tier) {
            QTest::newRow(what) << spend << visits << points << static_cast<int>(tier);
        };
        row("nothing", 0, 0, 0, Tier::Regular);
        row("¥499.99", 49'999, 9, 49, Tier::Regular);
        row("¥500", 50'000, 1, 0, Tier::Silver);
        row("ten visits and 50 points", 1'000, 10, 50, Tier::Silver);
        row("ten visits alone", 1'000, 10, 49, Tier::Regular);
        row("¥2000", 200'000, 1, 0, Tier::Gold);
    }
    void aTierIsReachedByAnyOfItsWays()
    {
        QFETCH(qint64, spend);
        QFETCH(qint64, visits);
        QFETCH(qint64, points);
        QTEST(static_cast<int>(qualifiedTier(richRules().tiers, { { spend }, visits, { points } })), "tier");
    }

    void aTierFallsOnlyAfterItsGraceAndNeverIfAHandGaveIt()
    {
        const Tiers tiers = richRules().tiers; // 30 days of grace
        const TierFigures poor { { 100 }, 1, {} };
        const TierVerdict first = judgeTier(tiers, Tier::Gold, { true, {} }, poor, { 20261120 });
        QVERIFY((first == TierVerdict { Tier::Gold, BusinessDate { 20261120 } }));
        QVERIFY((judgeTier(tiers, Tier::Gold, { true, first.belowSince }, poor, { 20261220 }) == TierVerdict { Tier::Gold, BusinessDate { 20261120 } }));
        QVERIFY((judgeTier(tiers, Tier::Gold, { true, first.belowSince }, poor, { 20261221 }) == TierVerdict { Tier::Regular, {} }));
        QVERIFY((judgeTier(tiers, Tier::Gold, { true, first.belowSince }, { { 200'000 }, 1, {} }, { 20261221 }) == TierVerdict { Tier::Gold, {} }));
        QVERIFY((judgeTier(tiers, Tier::Diamond, { false, {} }, poor, { 20291221 }) == TierVerdict { Tier::Diamond, {} }));
        // A clock that was put back: the grace counts from the earlier day.
        QVERIFY(
            (judgeTier(tiers, Tier::Gold, { true, BusinessDate { 20270101 } }, poor, { 20261120 }) == TierVerdict { Tier::Gold, BusinessDate { 20261120 } }));
    }
};

TANGYUAN_TEST(RulesTest)
#include "RulesTest.moc"
