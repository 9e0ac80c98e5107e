// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Csv.h"
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <optional>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// Rules, members' ledgers, refunds and jobs through the real program: each command once as it should be, and refused.
class LoyaltyCommandsTest : public QObject {
    Q_OBJECT

    static constexpr int done = 0, refused = 1, misused = 2;

    std::optional<AdminShop> m_base; ///< products, two members, published rules
    std::optional<AdminShop> m_shop; ///< this story's
    QString m_wang = u"13800138000"_s;
    QString m_li = u"13900139000"_s;

    static QByteArray rules()
    {
        return R"({
            "earning": {"rules": [
                {"id": "base", "name": "1 / ¥1", "kind": "amount", "perMinor": 100, "points": 1},
                {"id": "sweets", "name": "甜品周", "kind": "bonus", "points": 5, "scope": {"categories": ["甜品"]}, "minimumMinor": 3000},
                {"id": "online", "name": "线上", "kind": "bonus", "points": 7, "when": {"channel": "online"}, "perMemberDay": 1}]},
            "activities": {"checkIn": 2, "streakDays": 7, "streakBonus": 20, "review": 10,
                "inviter": {"points": 100}, "invited": {"points": 100},
                "events": [{"id": "party", "name": "店庆", "points": 30}]},
            "term": {"kind": "months", "count": 12, "remindDaysBefore": [30, 7]},
            "mall": [{"id": "tea", "name": "茶", "layer": "drink", "points": 20, "stock": 1},
                {"id": "size-up", "name": "升杯", "layer": "service", "points": 10}],
            "lotteries": [{"id": "wheel", "name": "转盘", "cost": 5, "prizes": [
                {"id": "one", "name": "1 分", "weight": 1, "stock": 500, "pack": {"points": 1}}, {"id": "two", "name": "2 分", "weight": 3, "pack": {"points": 2}}]}],
            "causes": [{"id": "books", "name": "图书角"}],
            "storedValue": {"pinAboveMinor": 2000, "offers": [{"id": "r500", "name": "充500送50", "payMinor": 50000, "bonusMinor": 5000}]}})";
    }

    AdminRun admin(const QStringList& arguments) const { return m_shop->admin(arguments); }
    AdminRun member(const QString& verb, const QStringList& more) const { return admin(QStringList { u"member"_s, verb } + more); }
    AdminRun rulesFile(const QString& verb, const QByteArray& document, const QStringList& more = {}) const
    {
        return admin(QStringList { u"rules"_s, verb, m_shop->file(u"rules.json"_s, document) } + more);
    }
    qint64 pointsOf(const QString& who) const { return member(u"show"_s, { who }).json["points"_L1].toInteger(); }
    /// Runs the program with this on its stdin.
    AdminRun adminReading(const QByteArray& input, const QStringList& arguments) const
    {
        QProcess process;
        process.start(programPath(u"tangyuan-admin"_s), arguments + QStringList { u"--data"_s, m_shop->till(), u"--key-file"_s, m_shop->keyFile() });
        process.write(input);
        process.closeWriteChannel();
        AdminRun run;
        if (process.waitForFinished(60'000))
            run.exitCode = process.exitCode();
        run.output = process.readAllStandardOutput();
        run.messages = QString::fromUtf8(process.readAllStandardError());
        run.json = QJsonDocument::fromJson(run.output).object();
        return run;
    }
    void requireRefused(const AdminRun& run, const QString& code) const
    {
        QCOMPARE(run.exitCode, refused);
        QCOMPARE(run.errorCode(), code);
    }
    void requireSound() const { QCOMPARE(admin({ u"verify"_s }).exitCode, done); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(programPath(u"tangyuan-admin"_s)), "tangyuan-admin is not built");
        m_base.emplace();
        m_shop.emplace();
        QCOMPARE(m_base->admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s }).exitCode, done);
        const QString products = m_base->file(u"products.csv"_s, "货号,品名,分类,单位,售价\n1,芒果班戟,甜品,件,18.00\n2,杨枝甘露,糖水,件,26.00\n");
        QCOMPARE(m_base->admin({ u"import"_s, u"products"_s, products }).exitCode, done);
        for (const char* phone : { "13800138000", "13900139000" }) {
            const QString file = m_base->file(u"member.json"_s, "{\"name\":\"王小梅\",\"phone\":\"" + QByteArray(phone) + "\"}");
            QCOMPARE(m_base->admin({ u"member"_s, u"register"_s, file }).exitCode, done);
        }
        const AdminRun published = m_base->admin({ u"rules"_s, u"publish"_s, m_base->file(u"rules.json"_s, rules()), u"--now"_s });
        QVERIFY2(published.exitCode == done, qPrintable(published.messages));
        QCOMPARE(published.json["version"_L1].toInt(), 2);
        QCOMPARE(published.json["inForce"_L1].toBool(), true);
    }
    void init()
    {
        m_shop.emplace();
        QVERIFY(m_shop->copyFrom(*m_base));
    }

    void theyExplainThemselves_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : { "rules show", "rules list", "rules check", "rules preview", "rules publish", "member statement", "member adjust",
                 "member check-in", "member attend", "member review", "member refer", "member redeem", "member draw", "member donate", "member gifts",
                 "member take-gift", "member give", "member recharge", "member pay-out", "member hold", "member release", "member capture", "member undo",
                 "member pin", "refund", "expire", "tiers assess", "lottery audit", "lottery odds" })
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void theyExplainThemselves()
    {
        QFETCH(QString, command);
        const AdminRun run = runAdminProgram(command.split(u' ') + QStringList { u"--help"_s });
        QCOMPARE(run.exitCode, done);
        QVERIFY(run.output.startsWith("Usage: tangyuan-admin " + command.toUtf8()));
        QVERIFY(run.output.contains("Example:\n  tangyuan-admin " + command.toUtf8()));
    }

    // Rules ------------------------------------------------------------------------------------

    void rulesAreShownAndTakenAgain()
    {
        const AdminRun shown = admin({ u"rules"_s, u"show"_s });
        QCOMPARE(shown.json["version"_L1].toInt(), 2);
        QCOMPARE(shown.json["rules"_L1]["earning"_L1]["rules"_L1][1]["scope"_L1]["categories"_L1][0].toString(), u"甜品"_s);
        const AdminRun checked = rulesFile(u"check"_s, shown.output);
        QCOMPARE(checked.exitCode, done);
        QCOMPARE(checked.json["worseForMembers"_L1].toBool(true), false);
        QCOMPARE(admin({ u"rules"_s, u"show"_s, u"--version"_s, u"1"_s }).json["inForce"_L1].toBool(true), false);
        requireRefused(admin({ u"rules"_s, u"show"_s, u"--version"_s, u"9"_s }), u"InputOutOfRange"_s);
        const QJsonArray versions = admin({ u"rules"_s, u"list"_s }).json["versions"_L1].toArray();
        QCOMPARE(versions.size(), 2);
        QCOMPARE(versions[1]["inForce"_L1].toBool(), true);
    }

    void badRulesAreToldAndNotPublished()
    {
        const QByteArray endless = R"({"earning":{"rules":[{"id":"base","name":"","kind":"amount","perMinor":1,"points":1},
            {"id":"gone","name":"","kind":"amount","perMinor":1000,"points":1,"scope":{"products":["99"]}}]}})";
        for (const QString& verb : { u"check"_s, u"publish"_s, u"preview"_s }) {
            const AdminRun run = rulesFile(verb, endless);
            QCOMPARE(run.exitCode, refused);
            const QJsonArray findings = run.json["findings"_L1].toArray();
            QVERIFY(findings.size() >= 2);
            QCOMPARE(findings[0]["problem"_L1].toString(), u"earnsMoreThanItCosts"_s);
            QCOMPARE(findings[0]["weight"_L1].toString(), u"refused"_s);
            const QJsonObject last = findings.last().toObject();
            QCOMPARE(last["problem"_L1].toString(), u"productUnknown"_s);
            QCOMPARE(last["weight"_L1].toString(), u"doubtful"_s);
            QCOMPARE(last["sentence"_L1].toString(), u"gone names product 99, which the catalogue does not have."_s);
        }
        QCOMPARE(admin({ u"rules"_s, u"list"_s }).json["versions"_L1].toArray().size(), 2);
        const AdminRun unknown = rulesFile(u"check"_s, R"({"earning":{"rules":[{"id":"a","scope":{"categories":["饮料"]}}]}})");
        requireRefused(unknown, u"InputMalformed"_s);
        QCOMPARE(unknown.errorContext(), u"earning.rules[0].scope.categories[0]: 饮料"_s);
    }

    void membersAreToldAhead()
    {
        const AdminRun published = rulesFile(u"publish"_s, R"({"noticeDays":10,"notice":"积分规则将调整"})");
        QVERIFY2(published.exitCode == done, qPrintable(published.messages));
        QCOMPARE(published.json["inForce"_L1].toBool(true), false);
        QCOMPARE(published.json["worseForMembers"_L1].toBool(), true);
        const QDate day = QDate::fromString(published.json["effectiveFrom"_L1].toString(), Qt::ISODate);
        QVERIFY(day >= QDate::currentDate().addDays(9) && day <= QDate::currentDate().addDays(11));
        QCOMPARE(admin({ u"rules"_s, u"show"_s }).json["version"_L1].toInt(), 2);
    }

    void whatWouldTodayHaveCost()
    {
        QCOMPARE(m_shop->sell(R"({"member":"13800138000","lines":[{"code":"1","pieces":2}]})").exitCode, done);
        const AdminRun run = rulesFile(u"preview"_s, R"({"earning":{"rules":[{"id":"base","name":"","kind":"amount","perMinor":100,"points":2}]}})");
        QVERIFY2(run.exitCode == done, qPrintable(run.messages));
        QCOMPARE(run.json["sales"_L1].toInt(), 1);
        QCOMPARE(run.json["given"_L1]["points"_L1].toInt(), 36 + 5);
        QCOMPARE(run.json["then"_L1]["pointsByRule"_L1]["sweets"_L1].toInt(), 5);
        QCOMPARE(run.json["planned"_L1]["points"_L1].toInt(), 72);
        QCOMPARE(run.json["planned"_L1]["valueMinor"_L1].toInt(), 144); // at ¥10 for 500
        requireRefused(rulesFile(u"preview"_s, "{}", { u"--from"_s, u"yesterday"_s }), u"InputMalformed"_s);
        QCOMPARE(rulesFile(u"preview"_s, "{}", { u"--language"_s, u"fr"_s }).exitCode, misused);
    }

    void whatWouldTodaysCheckInsHaveCost()
    {
        QCOMPARE(admin({ u"member"_s, u"check-in"_s, u"13800138000"_s }).exitCode, done);
        const QByteArray planned = R"({"activities":{"checkIn":7}})";
        const AdminRun english = rulesFile(u"preview"_s, planned, { u"--language"_s, u"en"_s });
        QVERIFY2(english.exitCode == done, qPrintable(english.messages));
        const QJsonObject kind = english.json["kinds"_L1]["checkIn"_L1].toObject();
        const int was = kind["given"_L1]["pointsGiven"_L1].toInt();
        QVERIFY(was > 0);
        QCOMPARE(kind["given"_L1].toObject(), kind["then"_L1].toObject());
        QCOMPARE(kind["planned"_L1]["pointsGiven"_L1].toInt(), 7);
        QCOMPARE(kind["difference"_L1]["pointsGiven"_L1].toInt(), 7 - was);
        QVERIFY2(english.messages.contains(u"check-ins: given 1×, points given %1"_s.arg(was)), qPrintable(english.messages));
        QVERIFY2(english.messages.contains(u"donations: given nothing; then nothing; planned nothing; difference nothing"_s), qPrintable(english.messages));
        for (const QString& note : { u"The difference is planned less then."_s, u"then may differ from given"_s, u"a dearer mall price"_s })
            QVERIFY2(english.messages.contains(note), qPrintable(english.messages));
        const QString csv = m_shop->path(u"preview.csv"_s);
        const AdminRun chinese = rulesFile(u"preview"_s, planned, { u"--language"_s, u"zh"_s, u"--csv"_s, csv });
        QVERIFY2(chinese.messages.contains(u"签到：实际 1 次，赠积分 %1"_s.arg(was)), qPrintable(chinese.messages));
        QCOMPARE(chinese.json["csv"_L1].toString(), csv);
        const QStringList rows = QString::fromUtf8(readWhole(csv)).split(u"\r\n"_s, Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 1 + 13);
        QVERIFY(rows[0].contains(u"项目,实际次数,当时规则次数,新规则次数,次数差额,实际赠积分"_s));
        QVERIFY2(rows[2].startsWith(u"签到,1,1,1,0,%1,%1,7,%2,0,0,0,0,0.00"_s.arg(was).arg(7 - was)), qPrintable(rows[2]));
    }

    // A member's ledger ------------------------------------------------------------------------

    void aStatementAddsUp()
    {
        QCOMPARE(member(u"adjust"_s, { m_wang, u"100"_s, u"--reason"_s, u"补登"_s }).exitCode, done);
        QCOMPARE(member(u"adjust"_s, { m_wang, u"-30"_s, u"--reason"_s, u"counted twice"_s }).json["pointsBalance"_L1].toInt(), 70);
        const QString hold = member(u"hold"_s, { m_wang, u"points"_s, u"50"_s, u"--reason"_s, u"cake for Friday"_s }).json["number"_L1].toString();
        const AdminRun run = member(u"statement"_s, { m_wang, u"--csv"_s, m_shop->path(u"s.csv"_s) });
        QVERIFY2(run.exitCode == done, qPrintable(run.messages));
        const QJsonArray movements = run.json["movements"_L1].toArray();
        QCOMPARE(movements.size(), 3);
        QCOMPARE(movements[0]["amount"_L1].toInt(), -50);
        QCOMPARE(movements[0]["heldChange"_L1].toInt(), 50);
        QCOMPARE(movements[0]["number"_L1].toString(), hold);
        QCOMPARE(movements[0]["balance"_L1].toInt(), 20);
        QCOMPARE(movements[1]["amount"_L1].toInt(), -30);
        QCOMPARE(movements[1]["balance"_L1].toInt(), 70);
        QCOMPARE(movements[2]["balance"_L1].toInt(), 100);
        QVERIFY(!movements[2]["expires"_L1].toString().isEmpty());
        QCOMPARE(run.json["held"_L1]["points"_L1].toInt(), 50);
        QCOMPARE(run.json["usable"_L1]["points"_L1].toInt(), 20);
        QCOMPARE(run.json["lots"_L1].toArray().size(), 1);
        QCOMPARE(MUST(readCsv(readWhole(m_shop->path(u"s.csv"_s)))).size(), size_t { 4 });
        QCOMPARE(member(u"statement"_s, { m_wang, u"--limit"_s, u"1"_s }).json["movements"_L1].toArray().size(), 1);

        QCOMPARE(member(u"release"_s, { m_wang, hold }).json["pointsBalance"_L1].toInt(), 70);
        requireRefused(member(u"capture"_s, { m_wang, hold }), u"OriginUnknown"_s);
        requireRefused(member(u"adjust"_s, { m_wang, u"-71"_s, u"--reason"_s, u"x"_s }), u"PointsInsufficient"_s);
        requireRefused(member(u"adjust"_s, { m_wang, u"5"_s }), u"InputMalformed"_s);
        requireRefused(member(u"hold"_s, { m_wang, u"gift"_s, u"1"_s, u"--reason"_s, u"x"_s }), u"InputMalformed"_s);
        requireRefused(member(u"statement"_s, { u"13700137000"_s }), u"MemberNotFound"_s);
        requireSound();
    }

    void whatIsHeldIsUsedUp()
    {
        QCOMPARE(member(u"recharge"_s, { m_wang, u"100"_s }).exitCode, done);
        const AdminRun held = member(u"hold"_s, { m_wang, u"principal"_s, u"40.50"_s, u"--reason"_s, u"cake"_s });
        QCOMPARE(held.json["principalMinor"_L1].toInt(), 5'950);
        QCOMPARE(member(u"capture"_s, { m_wang, held.json["fact"_L1].toString() }).exitCode, done);
        QCOMPARE(member(u"statement"_s, { m_wang }).json["held"_L1]["principalMinor"_L1].toInt(1), 0);
        requireSound();
    }

    void aDayAtTheCounter()
    {
        const AdminRun checkedIn = member(u"check-in"_s, { m_wang });
        QCOMPARE(checkedIn.json["points"_L1].toInt(), 2);
        QCOMPARE(checkedIn.json["streak"_L1].toInt(), 1);
        requireRefused(member(u"check-in"_s, { m_wang }), u"LimitReached"_s);
        QCOMPARE(member(u"undo"_s, { m_wang, checkedIn.json["number"_L1].toString() }).json["pointsBalance"_L1].toInt(), 0);
        requireRefused(member(u"undo"_s, { m_wang, u"A01-999999"_s }), u"SaleNotFound"_s);

        QCOMPARE(member(u"attend"_s, { m_wang, u"party"_s }).json["net"_L1]["points"_L1].toInt(), 30);
        requireRefused(member(u"attend"_s, { m_wang, u"funeral"_s }), u"NotEligible"_s);

        QCOMPARE(member(u"refer"_s, { m_li, m_wang }).exitCode, done);
        requireRefused(member(u"refer"_s, { m_wang, m_li }), u"NotEligible"_s);
        const AdminRun sold = m_shop->sell(R"({"member":"13900139000","lines":[{"code":"1","pieces":2}]})");
        QCOMPARE(pointsOf(m_li), 36 + 5 + 100);
        QCOMPARE(pointsOf(m_wang), 30 + 100);

        const QString number = sold.json["number"_L1].toString();
        QCOMPARE(member(u"review"_s, { m_li, number, u"1"_s }).json["net"_L1]["points"_L1].toInt(), 10);
        requireRefused(member(u"review"_s, { m_li, number, u"1"_s }), u"LimitReached"_s);
        requireRefused(member(u"review"_s, { m_wang, number, u"1"_s }), u"NotEligible"_s);
        requireRefused(member(u"review"_s, { m_li, number, u"0"_s }), u"InputOutOfRange"_s);
        requireSound();
    }

    void pointsAreSpent()
    {
        QCOMPARE(member(u"adjust"_s, { m_wang, u"100"_s, u"--reason"_s, u"x"_s }).exitCode, done);
        QCOMPARE(member(u"redeem"_s, { m_wang, u"tea"_s }).json["handedOver"_L1].toBool(), true);
        requireRefused(member(u"redeem"_s, { m_wang, u"tea"_s }), u"SoldOut"_s);
        QCOMPARE(member(u"redeem"_s, { m_wang, u"size-up"_s }).json["handedOver"_L1].toBool(true), false);
        const QJsonArray gifts = member(u"gifts"_s, { m_wang }).json["gifts"_L1].toArray();
        QCOMPARE(gifts.size(), 1);
        QCOMPARE(gifts[0]["name"_L1].toString(), u"升杯"_s);
        QCOMPARE(member(u"take-gift"_s, { m_wang, u"size-up"_s }).json["name"_L1].toString(), u"升杯"_s);
        requireRefused(member(u"take-gift"_s, { m_wang, u"size-up"_s }), u"GiftUnavailable"_s);
        QCOMPARE(pointsOf(m_wang), 70);

        QCOMPARE(member(u"donate"_s, { m_wang, u"20"_s, u"books"_s }).json["pointsBalance"_L1].toInt(), 50);
        requireRefused(member(u"donate"_s, { m_wang, u"51"_s, u"books"_s }), u"PointsInsufficient"_s);
        const AdminRun drawn = member(u"draw"_s, { m_wang, u"wheel"_s });
        QVERIFY2(drawn.exitCode == done, qPrintable(drawn.messages));
        QVERIFY(drawn.json["prize"_L1].toString() == u"one" || drawn.json["prize"_L1].toString() == u"two");
        requireRefused(member(u"draw"_s, { m_wang, u"wheel"_s }), u"LimitReached"_s);
        const AdminRun audited = admin({ u"lottery"_s, u"audit"_s, u"wheel"_s });
        QCOMPARE(audited.exitCode, done);
        QCOMPARE(audited.json["draws"_L1].toInt(), 1);
        QCOMPARE(audited.json["wrong"_L1].toInt(1), 0);
        const QJsonArray odds = admin({ u"lottery"_s, u"odds"_s, u"wheel"_s }).json["prizes"_L1].toArray();
        QCOMPARE(odds[1]["chanceBasisPoints"_L1].toInt(), 7'500);
        QCOMPARE(odds[0]["stock"_L1].toInt(), 500);
        QCOMPARE(odds[0]["left"_L1].toInt(), 500 - (drawn.json["prize"_L1].toString() == u"one" ? 1 : 0));
        QVERIFY(!odds[1].toObject().contains("left"_L1));
        requireRefused(admin({ u"lottery"_s, u"odds"_s, u"fortune"_s }), u"NotEligible"_s);
        requireSound();
    }

    void packsByHand()
    {
        const QString pack = m_shop->file(u"pack.json"_s, R"({"points":5,"bonusMinor":300,"gifts":[{"item":"cake","name":"蛋糕","count":2,"validDays":7}]})");
        const AdminRun given = member(u"give"_s, { m_wang, pack, u"--reason"_s, u"waited too long"_s });
        QVERIFY2(given.exitCode == done, qPrintable(given.messages));
        QCOMPARE(given.json["net"_L1]["gifts"_L1].toInt(), 2);
        QCOMPARE(given.json["bonusMinor"_L1].toInt(), 300);
        requireRefused(member(u"give"_s, { m_wang, pack }), u"InputMalformed"_s);
        requireRefused(member(u"give"_s, { m_wang, m_shop->file(u"p.json"_s, R"({"points":-5})"), u"--reason"_s, u"x"_s }), u"InputOutOfRange"_s);
        requireRefused(member(u"give"_s, { m_wang, m_shop->file(u"p.json"_s, R"({"cash":5})"), u"--reason"_s, u"x"_s }), u"InputMalformed"_s);
        requireSound();
    }

    // Stored value, PIN and refunds ------------------------------------------------------------

    void storedValuePaysAndNeedsThePin()
    {
        const AdminRun recharged = member(u"recharge"_s, { m_wang, u"500"_s, u"--offer"_s, u"r500"_s, u"--method"_s, u"wechat"_s });
        QCOMPARE(recharged.json["principalMinor"_L1].toInt(), 50'000);
        QCOMPARE(recharged.json["bonusGivenMinor"_L1].toInt(), 5'000);
        requireRefused(member(u"recharge"_s, { m_wang, u"499"_s, u"--offer"_s, u"r500"_s }), u"NotEligible"_s);
        requireRefused(member(u"recharge"_s, { m_wang, u"500"_s, u"--method"_s, u"value"_s }), u"TenderInvalid"_s);
        QCOMPARE(member(u"pay-out"_s, { m_wang, u"100"_s }).json["principalMinor"_L1].toInt(), 40'000);
        const QString wrongOut = member(u"pay-out"_s, { m_wang, u"30"_s }).json["number"_L1].toString();
        requireRefused(member(u"undo"_s, { m_wang, wrongOut }), u"InputMalformed"_s);
        const AdminRun undone = member(u"undo"_s, { m_wang, wrongOut, u"--reason"_s, u"not paid"_s });
        QCOMPARE(undone.json["undone"_L1].toString(), wrongOut);
        QCOMPARE(undone.json["moneyMinor"_L1].toInt(), 3'000);
        QCOMPARE(undone.json["principalMinor"_L1].toInt(), 40'000);
        requireRefused(member(u"undo"_s, { m_wang, recharged.json["number"_L1].toString(), u"--reason"_s, u"wrong member"_s }), u"AlreadySpent"_s);
        requireRefused(member(u"pay-out"_s, { m_wang, u"401"_s }), u"ValueInsufficient"_s);

        const auto pin = [&](const QByteArray& input, const QString& verb) { return adminReading(input, { u"member"_s, u"pin"_s, m_wang, verb }); };
        requireRefused(pin("1234\n", u"set"_s), u"PinWeak"_s);
        const AdminRun set = pin("2580\n", u"set"_s);
        QCOMPARE(set.json["pin"_L1].toString(), u"set"_s);
        QVERIFY(!set.output.contains("2580") && !set.messages.contains(u"2580"_s));
        QCOMPARE(pin("2580", u"check"_s).exitCode, done);
        requireRefused(pin("8520", u"check"_s), u"PinWrong"_s);
        QCOMPARE(pin({}, u"guess"_s).exitCode, misused);

        const QByteArray cart
            = R"({"member":"13800138000","channel":"online","lines":[{"code":"1","pieces":2}],"tenders":[{"method":"value","amountMinor":3600}]})";
        requireRefused(m_shop->sell(cart), u"ProofNeeded"_s);
        const QString file = m_shop->file(u"cart.json"_s, cart);
        requireRefused(adminReading("8520", { u"sell"_s, file, u"--pin-stdin"_s }), u"PinWrong"_s);
        const AdminRun sold = adminReading("2580\n", { u"sell"_s, file, u"--pin-stdin"_s });
        QVERIFY2(sold.exitCode == done, qPrintable(sold.messages));
        QVERIFY(!sold.output.contains("2580"));
        QCOMPARE(sold.json["sale"_L1]["channel"_L1].toString(), u"online"_s);
        QCOMPARE(sold.json["sale"_L1]["pointsEarned"_L1].toInt(), 36 + 5 + 7);
        QCOMPARE(pin({}, u"remove"_s).json["pin"_L1].toString(), u"none"_s);
        requireRefused(m_shop->sell(R"({"lines":[{"code":"1"}],"channel":"telephone"})"), u"InputMalformed"_s);

        // A code that the phone shows is proof as well.
        const QByteArray code = member(u"code"_s, { m_wang, u"--dynamic"_s }).json["code"_L1].toString().toUtf8();
        QCOMPARE(
            m_shop->sell(R"({"member":")" + code + R"(","lines":[{"code":"1","pieces":2}],"tenders":[{"method":"value","amountMinor":3600}]})").exitCode, done);
        requireSound();
    }

    void goodsComeBack()
    {
        const QString number = m_shop->sell(R"({"member":"13800138000","lines":[{"code":"1","pieces":2},{"code":"2"}]})").json["number"_L1].toString();
        QCOMPARE(pointsOf(m_wang), 62 + 5);
        const AdminRun asked = admin({ u"refund"_s, number, u"--lines"_s, u"1"_s, u"--preview"_s });
        QVERIFY2(asked.exitCode == done, qPrintable(asked.messages));
        QCOMPARE(asked.json["totalMinor"_L1].toInt(), 3'600);
        QCOMPARE(pointsOf(m_wang), 67);
        const AdminRun refundedLine = admin({ u"refund"_s, number, u"--lines"_s, u"1"_s, u"--method"_s, u"alipay"_s, u"--reason"_s, u"too sweet"_s });
        QCOMPARE(refundedLine.exitCode, done);
        QCOMPARE(refundedLine.json["refund"_L1]["pointsTaken"_L1].toInt(), 36 + 5);
        requireRefused(admin({ u"refund"_s, number, u"--lines"_s, u"1"_s }), u"AlreadyRefunded"_s);
        requireRefused(admin({ u"refund"_s, number, u"--lines"_s, u"0"_s }), u"InputOutOfRange"_s);
        const AdminRun rest = admin({ u"refund"_s, number });
        QCOMPARE(rest.json["totalMinor"_L1].toInt(), 2'600);
        for (const QString& which : { u"last"_s, rest.json["number"_L1].toString() }) {
            const AdminRun again = admin({ u"receipt"_s, which, m_shop->path(u"refund.txt"_s) });
            QVERIFY2(again.exitCode == done, qPrintable(again.messages));
            QCOMPARE(again.json["refund"_L1]["saleNumber"_L1].toString(), number);
        }
        QCOMPARE(pointsOf(m_wang), 0);
        requireRefused(admin({ u"refund"_s, u"A01-999999"_s }), u"SaleNotFound"_s);
        requireSound();
    }

    // Jobs -------------------------------------------------------------------------------------

    void theNightsWork()
    {
        QCOMPARE(member(u"adjust"_s, { m_wang, u"100"_s, u"--reason"_s, u"x"_s }).exitCode, done);
        const AdminRun soon = admin({ u"expire"_s, u"--remind"_s });
        QCOMPARE(soon.exitCode, done);
        QCOMPARE(soon.json["members"_L1].toArray().size(), 0);
        const AdminRun year = admin({ u"expire"_s, u"--remind"_s, u"400"_s });
        QCOMPARE(year.json["points"_L1].toInt(), 100);
        QCOMPARE(year.json["members"_L1].toArray().size(), 1);
        QVERIFY(!year.output.contains("王小梅") && !year.output.contains("138"));
        const AdminRun expired = admin({ u"expire"_s });
        QVERIFY2(expired.exitCode == done, qPrintable(expired.messages));
        QCOMPARE(expired.json["lots"_L1].toInt(1), 0);
        requireRefused(admin({ u"expire"_s, u"--through"_s, u"2199-01-01"_s, u"--trust-clock"_s }), u"InputOutOfRange"_s);
        QCOMPARE(admin({ u"expire"_s, u"30"_s }).exitCode, misused);
        const AdminRun assessed = admin({ u"tiers"_s, u"assess"_s });
        QCOMPARE(assessed.json["members"_L1].toInt(), 2);
        QCOMPARE(assessed.json["up"_L1].toInt(1), 0);
    }
};

TANGYUAN_TEST(LoyaltyCommandsTest)
#include "LoyaltyCommandsTest.moc"
