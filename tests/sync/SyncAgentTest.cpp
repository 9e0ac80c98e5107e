// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ScriptedHub.h"

#include <QSignalSpy>

using namespace tangyuan;

/// When the till talks with its hub, and what it does while nobody answers.
class SyncAgentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aloneItAsksNobody();
    void sendsWhatHappened();
    void saysWhatWaitsWhileTheHubIsAway();
    void comesBackByItself();
    void restsLongerAndLonger();
    void aPokeBringsTheNews();
    void aPokeThatFailsIsNoTrouble();
    void stopsWhenItIsTakenOut();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void nothingMovesUnderAQuestion();
    void slowPagesBecomeSmaller();
    void aClockThatJumpsChangesNothing();
    void joinsAndLeaves();
    void joiningMayFail_data();
    void joiningMayFail();
    void asksForMembersOnlyWhileItTalks();
    void listsAndSettlesExceptions();
    void tellsWhatEveryStoreSold();
};

namespace {

using AgentStanding = sync::SyncAgent::Standing;

/// A till of a chain with its agent, quick enough for a test.
struct Talk {
    World world;
    ScriptedHub hub { world };
    bool isFree = true;
    sync::SyncAgent::Pace pace {
        .debounceMs = 5, .leastRestMs = 20'000, .mostRestMs = 20'000, .firstRetryMs = 20, .mostRetryMs = 100, .busyMs = 10, .leastPokeMs = 5, .tellMs = 5
    };
    std::unique_ptr<sync::SyncAgent> agent;

    void open()
    {
        agent = std::make_unique<sync::SyncAgent>(sync::SyncAgent::Parts { world.till(), hub.connect(), [this] { return isFree; }, pace });
    }
    void start()
    {
        hub.takeIn(world);
        open();
        agent->start();
    }
    bool comesTo(AgentStanding standing) const
    {
        return QTest::qWaitFor([&] { return agent->state().standing == standing; });
    }
    bool rests() const
    {
        return QTest::qWaitFor([&] { return agent->state().standing == AgentStanding::Working && hub.pokesWaiting() == 1; });
    }
    FactKey lastFact() { return MUST(world.till().facts().last()).value().key; }
};

}

void SyncAgentTest::aloneItAsksNobody()
{
    Talk talk;
    talk.open();
    talk.agent->start();
    talk.world.sell(talk.world.cart({ { "1", 1 } }));
    talk.agent->tryNow();
    QTest::qWait(50);
    QCOMPARE(talk.agent->state().standing, AgentStanding::Alone);
    QCOMPARE(talk.hub.connections, 0);
}

void SyncAgentTest::sendsWhatHappened()
{
    Talk talk;
    talk.start();
    QCOMPARE(talk.agent->state().standing, AgentStanding::Starting);
    QVERIFY(talk.rests());
    QCOMPARE(talk.hub.head(), talk.lastFact());
    const qint64 pushes = talk.hub.count(u"/v1/facts");
    talk.world.sell(talk.world.cart({ { "1", 2 } }));
    QTRY_COMPARE(talk.hub.head(), talk.lastFact());
    QCOMPARE(talk.hub.count(u"/v1/facts"), pushes + 1);
    QTRY_COMPARE(talk.agent->state().session.waiting, qint64(0));
    QVERIFY(talk.agent->state().lastContact);
}

void SyncAgentTest::saysWhatWaitsWhileTheHubIsAway()
{
    Talk talk;
    talk.hub.trouble = { ErrorCode::HubUnreachable };
    talk.start();
    QVERIFY(talk.comesTo(AgentStanding::Offline));
    QCOMPARE(talk.agent->state().troubleSince, talk.world.clock().now());
    const UtcTime since = *talk.agent->state().troubleSince;
    talk.world.clock().advanceMs(3'600'000);
    talk.world.sell(talk.world.cart({ { "1", 1 } }));
    QTRY_VERIFY(talk.agent->state().session.waiting > 0);
    QVERIFY(talk.agent->state().session.waitingSince);
    QCOMPARE(talk.agent->state().troubleSince, since);
    QVERIFY(!talk.agent->state().lastContact);
}

void SyncAgentTest::comesBackByItself()
{
    Talk talk;
    talk.start();
    QVERIFY(talk.rests());
    talk.hub.trouble = { ErrorCode::HubUnreachable };
    talk.world.sell(talk.world.cart({ { "1", 1 } }));
    QVERIFY(talk.comesTo(AgentStanding::Offline));
    talk.hub.trouble.reset();
    QTRY_COMPARE(talk.hub.head(), talk.lastFact());
    QVERIFY(talk.rests());
    QVERIFY(!talk.agent->state().troubleSince);
    QVERIFY(!talk.agent->state().trouble);
}

void SyncAgentTest::restsLongerAndLonger()
{
    Talk talk;
    talk.pace.firstRetryMs = 40;
    talk.pace.mostRetryMs = 10'000;
    talk.hub.trouble = { ErrorCode::HubUnreachable };
    talk.start();
    QTest::qWait(700); // 40, 80, 160, 320 … and half of them at least
    const qsizetype tries = std::ssize(talk.hub.heard);
    QVERIFY2(tries >= 3 && tries <= 8, qPrintable(QString::number(tries)));
    talk.agent->tryNow();
    QTRY_VERIFY(std::ssize(talk.hub.heard) > tries);
}

void SyncAgentTest::aPokeBringsTheNews()
{
    Talk talk;
    talk.start();
    QVERIFY(talk.rests());
    const qint64 pulls = talk.hub.count(u"/v1/rows");
    talk.hub.poke(false);
    QTRY_COMPARE(talk.hub.pokesWaiting(), qint64(1)); // always one open
    QCOMPARE(talk.hub.count(u"/v1/rows"), pulls);
    talk.hub.poke(true);
    QTRY_VERIFY(talk.hub.count(u"/v1/rows") > pulls);
    QVERIFY(talk.rests());
}

void SyncAgentTest::aPokeThatFailsIsNoTrouble()
{
    Talk talk;
    talk.hub.refusal
        = [](const sync::HubRequest& request) { return request.path == u"/v1/poke" ? std::optional(sync::refuse(sync::Refusal::TooMany)) : std::nullopt; };
    talk.start();
    QTRY_VERIFY(talk.hub.count(u"/v1/poke") >= 3);
    QCOMPARE(talk.agent->state().standing, AgentStanding::Working);
    QVERIFY(talk.hub.count(u"/v1/poke") < 20); // it does not hammer
}

void SyncAgentTest::stopsWhenItIsTakenOut()
{
    Talk talk;
    talk.hub.refusal = [](const sync::HubRequest&) { return std::optional(sync::refuse(sync::Refusal::Revoked)); };
    talk.start();
    QVERIFY(talk.comesTo(AgentStanding::Revoked));
    const qsizetype asked = std::ssize(talk.hub.heard);
    talk.world.sell(talk.world.cart({ { "1", 1 } })); // it sells on
    QTest::qWait(200);
    QCOMPARE(std::ssize(talk.hub.heard), asked);
    talk.agent->tryNow(); // a person may ask whether it is in again
    QTRY_COMPARE(std::ssize(talk.hub.heard), asked + 1);
}

void SyncAgentTest::namesWhatIsWrong_data()
{
    QTest::addColumn<int>("wire");
    QTest::addColumn<int>("refusal");
    QTest::addColumn<int>("standing");
    const auto row = [](const char* name, std::optional<ErrorCode> wire, std::optional<sync::Refusal> refusal, AgentStanding standing) {
        QTest::newRow(name) << (wire ? static_cast<int>(*wire) : -1) << (refusal ? static_cast<int>(*refusal) : -1) << static_cast<int>(standing);
    };
    row("somebody else answers", ErrorCode::HubCertificateWrong, {}, AgentStanding::CertificateWrong);
    row("the hub is older or newer", {}, sync::Refusal::Version, AgentStanding::OtherVersion);
    row("the hub's database is away", {}, sync::Refusal::Unready, AgentStanding::Offline);
    row("an answer too long to take", ErrorCode::InputTooLong, {}, AgentStanding::Offline);
}

void SyncAgentTest::namesWhatIsWrong()
{
    QFETCH(int, wire);
    QFETCH(int, refusal);
    QFETCH(int, standing);
    Talk talk;
    if (wire >= 0)
        talk.hub.trouble = Error { static_cast<ErrorCode>(wire) };
    else
        talk.hub.refusal = [refusal](const sync::HubRequest&) { return std::optional(sync::refuse(static_cast<sync::Refusal>(refusal))); };
    talk.start();
    QVERIFY(talk.comesTo(static_cast<AgentStanding>(standing)));
    const qsizetype asked = std::ssize(talk.hub.heard);
    QTRY_VERIFY(std::ssize(talk.hub.heard) > asked); // and tries again
}

void SyncAgentTest::nothingMovesUnderAQuestion()
{
    Talk talk;
    talk.start();
    QVERIFY(talk.rests());
    int takenOver = 0;
    const Listening listening = talk.world.till().onTakenOver.add([&](const ReplicaChanges&) { ++takenOver; });
    talk.isFree = false; // somebody pays
    talk.hub.poke(true);
    QTest::qWait(80);
    QCOMPARE(takenOver, 0);
    talk.isFree = true;
    QTRY_VERIFY(takenOver > 0);
}

void SyncAgentTest::slowPagesBecomeSmaller()
{
    Talk talk;
    talk.pace.sliceMs = -1; // nothing is ever quick enough
    talk.hub.hasMore = true;
    talk.start();
    QTRY_VERIFY(talk.hub.count(u"/v1/rows") > 6);
    std::vector<int> limits;
    for (const sync::HubRequest& request : talk.hub.heard)
        if (request.path == u"/v1/rows")
            limits.push_back(request.query.queryItemValue(u"limit"_s).toInt());
    QVERIFY(limits.front() <= 100);
    QCOMPARE(limits.back(), 10);
    QVERIFY(std::ranges::is_sorted(limits, std::greater()));
}

void SyncAgentTest::aClockThatJumpsChangesNothing()
{
    Talk talk;
    talk.start();
    QVERIFY(talk.rests());
    talk.world.clock().advanceMs(-qint64 { 10 } * 365 * 24 * 3'600'000);
    talk.hub.poke(true);
    QVERIFY(talk.rests());
    talk.world.clock().advanceMs(qint64 { 20 } * 365 * 24 * 3'600'000);
    talk.hub.poke(true);
    QVERIFY(talk.rests());
}

void SyncAgentTest::joinsAndLeaves()
{
    Talk talk;
    talk.open();
    talk.agent->start();
    const Member member = talk.world.member("13800138000");
    const QString code = sync::EnrolmentCode { talk.hub.link().url, talk.hub.link().certificate, QByteArray(16, 's') }.toText();
    QStringList steps;
    talk.agent->join(
        code, [&](qint64 done, qint64 total) { steps << u"%1 of %2"_s.arg(done).arg(total); },
        [&](const Result<void>& joined) { steps << (joined ? u"joined"_s : errorCodeName(joined.error().code)); });
    QTRY_COMPARE(steps, (QStringList { u"0 of 0"_s, u"1 of 1"_s, u"joined"_s }));
    QVERIFY(talk.rests());
    QCOMPARE(talk.world.till().hubLink()->organisationName, talk.hub.link().organisationName);
    QCOMPARE(talk.hub.head(), talk.lastFact());
    QCOMPARE(MUST(talk.world.till().members().byPhone(u"13800138000"_s)).value().id, member.id);

    QVERIFY(talk.agent->leave());
    QCOMPARE(talk.agent->state().standing, AgentStanding::Alone);
    QVERIFY(!talk.world.till().hubLink());
    QCOMPARE(MUST(talk.world.till().members().byPhone(u"13800138000"_s)).value().id, member.id);
    QCOMPARE(talk.hub.heard.back().path, u"/v1/devices/leave"_s); // the last that it says
    const qsizetype asked = std::ssize(talk.hub.heard);
    talk.world.sell(talk.world.cart({ { "1", 1 } }));
    QTest::qWait(50);
    QCOMPARE(std::ssize(talk.hub.heard), asked);
}

void SyncAgentTest::joiningMayFail_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("wire");
    QTest::addColumn<int>("refusal");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("context");
    const QString good = sync::EnrolmentCode { u"https://hub:1"_s, QByteArray(32, 'c'), QByteArray(16, 's') }.toText();
    QTest::newRow("no code") << u"6901234567892"_s << -1 << -1 << u"CodeUnknown"_s << QString();
    QTest::newRow("nobody answers") << good << static_cast<int>(ErrorCode::HubUnreachable) << -1 << u"HubUnreachable"_s << QString();
    QTest::newRow("somebody else answers") << good << static_cast<int>(ErrorCode::HubCertificateWrong) << -1 << u"HubCertificateWrong"_s << QString();
    QTest::newRow("used already") << good << -1 << static_cast<int>(sync::Refusal::CodeUnknown) << u"EnrolmentRefused"_s << u"codeUnknown"_s;
    QTest::newRow("the code on receipts is taken") << good << -1 << static_cast<int>(sync::Refusal::TillCodeTaken) << u"EnrolmentRefused"_s
                                                   << u"tillCodeTaken"_s;
}

void SyncAgentTest::joiningMayFail()
{
    QFETCH(QString, code);
    QFETCH(int, wire);
    QFETCH(int, refusal);
    QFETCH(QString, error);
    QFETCH(QString, context);
    Talk talk;
    talk.open();
    talk.agent->start();
    if (wire >= 0)
        talk.hub.trouble = Error { static_cast<ErrorCode>(wire) };
    if (refusal >= 0)
        talk.hub.refusal = [refusal](const sync::HubRequest&) { return std::optional(sync::refuse(static_cast<sync::Refusal>(refusal))); };
    std::optional<Error> failure;
    talk.agent->join(
        code, [](qint64, qint64) { QFAIL("it was not let in"); }, [&](const Result<void>& joined) { failure = joined.error(); });
    QTRY_VERIFY(failure);
    QCOMPARE(errorCodeName(failure->code), error);
    QCOMPARE(failure->context, context);
    QCOMPARE(talk.agent->state().standing, AgentStanding::Alone);
    QVERIFY(!talk.world.till().hubLink());
}

void SyncAgentTest::asksForMembersOnlyWhileItTalks()
{
    Talk talk;
    talk.start();
    std::optional<Result<std::optional<Id>>> answer;
    const auto ask = [&] {
        answer.reset();
        talk.agent->findMember({ .number = u"10000017"_s }, [&](const Result<std::optional<Id>>& found) { answer = found; });
    };
    ask(); // before the first word with the hub
    QVERIFY(answer);
    QCOMPARE(answer->error().code, ErrorCode::HubUnreachable);
    QVERIFY(talk.rests());
    ask();
    QTRY_VERIFY(answer);
    QVERIFY(answer->has_value());
    QVERIFY(!answer->value()); // the chain does not know them either
    talk.hub.refusal = [](const sync::HubRequest&) { return std::optional(sync::refuse(sync::Refusal::Unready)); };
    ask();
    QTRY_VERIFY(answer);
    QCOMPARE(answer->error().code, ErrorCode::HubRefused);
}

void SyncAgentTest::listsAndSettlesExceptions()
{
    Talk talk;
    const Id id = Id::make(talk.world.clock(), talk.world.random());
    talk.hub.exceptions
        = { { .id = id, .kind = u"overspent"_s, .subject = u"10000017"_s, .at = talk.world.clock().now(), .fact = id, .till = u"A02"_s, .details = {} } };
    talk.start();
    QVERIFY(talk.rests());
    QTRY_COMPARE(talk.agent->state().session.exceptions, qint64(1));
    std::optional<size_t> listed;
    talk.agent->listExceptions([&](const Result<std::vector<sync::HubException>>& exceptions) { listed = MUST(exceptions).size(); });
    QTRY_COMPARE(listed, std::optional<size_t>(1));
    bool isSettled = false;
    talk.agent->resolve(id, [&](const Result<void>& done) { isSettled = done.has_value(); });
    QTRY_VERIFY(isSettled);
    QTRY_COMPARE(talk.agent->state().session.exceptions, qint64(0));
}

void SyncAgentTest::tellsWhatEveryStoreSold()
{
    Talk talk;
    const DateRange range = DateRange::day({ 20261120 });
    std::optional<Result<ChainReport>> told;
    const auto ask = [&] {
        told.reset();
        talk.agent->reportDays(range, [&](Result<ChainReport> report) { told = std::move(report); });
    };
    talk.hub.days = { { { u"S001"_s, u"人民路店"_s } }, { { range.from, u"S001"_s, { 2, 1, 1, { 1'800 } } } } };
    talk.start();
    QVERIFY(talk.rests());
    ask();
    QTRY_VERIFY(told);
    const ChainReport report = MUST(*told);
    QCOMPARE(report.storeText(u"S001"_s), u"S001 人民路店"_s);
    QVERIFY(report.days == talk.hub.days.days);
    QVERIFY(report.range == range);
    talk.hub.days.days.front().figures.memberSales = 3; // more than it sold
    ask();
    QTRY_VERIFY(told);
    QCOMPARE(told->error().code, ErrorCode::InputMalformed);
    talk.hub.trouble = { ErrorCode::HubUnreachable };
    ask();
    QTRY_VERIFY(told);
    QCOMPARE(told->error().code, ErrorCode::HubUnreachable);
}

TANGYUAN_TEST(SyncAgentTest)
#include "SyncAgentTest.moc"
