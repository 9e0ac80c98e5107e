// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"
#include "tests/hub/HubProcess.h"
#include "tests/support/RoomTest.h"

#include <barrier>
#include <set>

using namespace tangyuan;
using namespace tangyuan::sync;

namespace {

QString errorOf(const HubReply& reply)
{
    return reply.body[QLatin1String("error")].toString();
}

}

/// The hub and its tills without a wire, on both databases: what is asked, doubled, lost, forged or sent out of order.
class HubContractTest : public QObject {
    Q_OBJECT

    HubPlaces m_places;
    std::unique_ptr<HubProcess> m_process;
    std::vector<std::unique_ptr<ChainTill>> m_tills;

    HubProcess& hub() { return *m_process; }
    ChainTill& stocked(const char* code, quint64 seed) { return *m_tills.emplace_back(stockedTill(code, seed)); }
    qint64 factsAtTheHub() { return MUST(hub().hub().counts()).facts; }
    void verifyAll(std::initializer_list<ChainTill*> tills)
    {
        GOOD(hub().hub().verify());
        for (ChainTill* till : tills)
            GOOD(verifyDatabase(till->till().database()));
    }

private Q_SLOTS:
    void initTestCase_data() { HubPlaces::rows(); }
    void init()
    {
        QFETCH_GLOBAL(bool, isPostgres);
        if (!m_places.next(isPostgres))
            QSKIP(qPrintable(m_places.trouble()));
        m_process = std::make_unique<HubProcess>(m_places);
    }
    void cleanup()
    {
        m_tills.clear();
        m_process.reset();
    }
    void cleanupTestCase() { m_places.close(); }

    void anotherProcessServesTheSameChain()
    {
        HubProcess second(m_places, 2);
        QCOMPARE(second.hub().organisation(), hub().hub().organisation());
        QCOMPARE(MUST(second.hub().stores()).size(), size_t { 2 });
        FixedClock clock(hub().clock().now());
        SeededRandom random(3);
        const auto stranger = Hub::open({ second.database(), clock, random, QByteArray(32, 'x') }, name("别家"));
        QVERIFY(!stranger.has_value());
        QCOMPARE(errorCodeName(stranger.error().code), errorCodeName(ErrorCode::KeyWrong));
    }

    void processesThatStartAtOnceMakeOneChain()
    {
        m_process.reset();
        QVERIFY(m_places.next(m_places.isPostgres()));
        m_places.open(); // the schema is there; the organisation is not
        constexpr size_t processes = 6;
        std::barrier<> allReady(processes);
        std::array<Id, processes> organisations;
        std::array<QString, processes> troubles;
        std::vector<std::function<void()>> works;
        for (size_t i = 0; i < processes; ++i)
            works.push_back([&, i] {
                const FixedClock clock({ 1'795'000'000'000 });
                SeededRandom random(i + 1);
                const auto database = m_places.open();
                allReady.arrive_and_wait();
                const auto opened = HubProcess::open(*database, clock, random);
                if (opened)
                    organisations[i] = (*opened)->organisation();
                else
                    troubles[i] = errorCodeName(opened.error().code) + opened.error().context;
            });
        atOnce(works);
        for (const QString& trouble : troubles)
            QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QCOMPARE(std::set<Id>(organisations.begin(), organisations.end()).size(), size_t { 1 });
        QCOMPARE(MUST(m_places.open()->integer("SELECT count(*) FROM organisations")), 1);
    }

    void aCodeEnrolsOneTill()
    {
        ChainTill& first = stocked("A01", 1);
        ChainTill& second = stocked("B01", 2);
        const EnrolmentCode code = codeOf(MUST(hub().hub().makeEnrolmentSecret(name("S001"))));
        const HubRequest request = enrolRequest(first.till(), code);
        QCOMPARE(hub()(request).status, 200); // and the answer was lost
        GOOD(enrolled(first.till(), code, hub()(request)));
        QCOMPARE(first.till().settings().store, name("S001"));
        QCOMPARE(first.till().hubLink()->storeName, name("一店"));
        const HubReply used = hub()(enrolRequest(second.till(), code));
        QCOMPARE(used.status, statusOf(Refusal::CodeUnknown));
        QVERIFY(!enrolled(second.till(), code, used).has_value());
        QVERIFY(!second.till().hubLink());
        QVERIFY(!hub().hub().makeEnrolmentSecret(name("S009")).has_value());
        QCOMPARE(MUST(hub().hub().counts()).devices, 1);
    }

    void aCodeThatIsOverOrATakenNameIsRefused()
    {
        ChainTill& first = stocked("A01", 1);
        GOOD(join(first, hub(), "S001"));
        ChainTill& same = stocked("A01", 2);
        const auto taken = join(same, hub(), "S002");
        QVERIFY(!taken.has_value());
        QCOMPARE(taken.error().context, refusalName(Refusal::TillCodeTaken));
        ChainTill& late = stocked("C01", 3);
        const EnrolmentCode code = codeOf(MUST(hub().hub().makeEnrolmentSecret(name("S002"))));
        hub().clock().advanceMs(qint64 { 25 } * 3'600'000);
        QCOMPARE(errorOf(hub()(enrolRequest(late.till(), code))), refusalName(Refusal::CodeUnknown));
    }

    void whatHappenedAtATillIsAtTheHubOnce()
    {
        ChainTill& till = stocked("A01", 1);
        const Member mei = till.member("13800138000");
        till.sell(mei, 2); // before it joined
        GOOD(join(till, hub(), "S001"));
        till.sell(mei, 1);
        GOOD(talk(till, hub()));
        QCOMPARE(MUST(till.session().state()).waiting, 0);
        QCOMPARE(factsAtTheHub(), factsOf(till));
        const auto devices = MUST(hub().hub().devices());
        QCOMPARE(devices.size(), size_t { 1 });
        QCOMPARE(devices[0].facts, factsOf(till));
        QCOMPARE(MUST(hub().hub().counts()).members, 1);
        const auto report = MUST(hub().hub().salesReport({ 20261101 }, { 20261130 }));
        QCOMPARE(report.size(), size_t { 1 });
        QCOMPARE(report[0].figures.sales, 2);
        QCOMPARE(report[0].figures.total.minor, 3 * 1'800);
        QVERIFY(MUST(talk(till, hub())) <= 1); // a look, and nothing to say
        QCOMPARE(MUST(hub().hub().counts()).openExceptions, 0);
        verifyAll({ &till });
    }

    void everyRequestMayBeDoubledAndEveryAnswerLost()
    {
        ChainTill& till = stocked("A01", 1);
        GOOD(join(till, hub(), "S001"));
        const Member mei = till.member("13800138000");
        for (int i = 0; i < 5; ++i)
            till.sell(mei, 1);
        const HubRequest push = nextPush(till);
        const HubReply first = hub()(push);
        QCOMPARE(first.status, 200);
        const qint64 facts = factsAtTheHub();
        Listener before(till, "S001");
        GOOD(before.listen(hub()));
        const HubReply again = hub()(push);
        QCOMPARE(again.status, 200);
        QCOMPARE(again.body, first.body);
        QCOMPARE(factsAtTheHub(), facts);
        Listener after(till, "S001");
        GOOD(after.listen(hub()));
        QVERIFY(after.rows() == before.rows());
        QVERIFY(after.cursors() == before.cursors()); // nobody is woken for nothing
        // Each answer is lost once, and each request comes twice.
        std::set<QByteArray> lost;
        GOOD(talk(till, [&](const HubRequest& request) -> std::optional<HubReply> {
            hub()(request);
            const HubReply reply = hub()(request);
            return lost.insert(request.method + request.path.toUtf8() + request.body).second ? std::nullopt : std::optional(reply);
        }));
        QVERIFY(lost.size() > 1);
        QCOMPARE(factsAtTheHub(), factsOf(till));
        QCOMPARE(till.points(byPhone(till, "13800138000")->id), till.points(mei.id));
        verifyAll({ &till });
    }

    void oneTillSeesWhatTheOtherDid()
    {
        ChainTill& first = stocked("A01", 1);
        ChainTill& second = stocked("B01", 2);
        GOOD(join(first, hub(), "S001"));
        GOOD(join(second, hub(), "S002"));
        const Member mei = first.member("13800138000");
        first.sell(mei, 10);
        GOOD(talk(first, hub()));
        GOOD(talk(second, hub()));
        QVERIFY(!byPhone(second, "13800138000")); // not of its store
        QVERIFY(!MUST(find(second, hub(), "13900139000")));
        QVERIFY(MUST(find(second, hub(), "13800138000")));
        const auto found = byPhone(second, "13800138000");
        QVERIFY(found && found->profile.name == name("王小梅"));
        QCOMPARE(second.points(found->id), first.points(mei.id));
        QVERIFY(second.points(found->id) > 0);
        second.sell(*found, 5);
        GOOD(talk(second, hub()));
        GOOD(talk(first, hub()));
        QCOMPARE(first.points(mei.id), second.points(found->id));
        verifyAll({ &first, &second });
    }

    void onePhoneAtTwoTillsIsOnePerson()
    {
        ChainTill& first = stocked("A01", 1);
        ChainTill& second = stocked("B01", 2);
        GOOD(join(first, hub(), "S001"));
        GOOD(join(second, hub(), "S001"));
        const Member here = first.member("13800138000");
        second.clock().advanceMs(60'000);
        const Member there = second.member("13800138000");
        first.sell(here, 10);
        second.sell(there, 20);
        for (ChainTill* till : { &first, &second, &first, &second })
            GOOD(talk(*till, hub()));
        QCOMPARE(MUST(hub().hub().counts()).members, 1);
        QCOMPARE(first.points(byPhone(first, "13800138000")->id), second.points(byPhone(second, "13800138000")->id));
        const auto told = MUST(hub().hub().exceptions(Hub::Resolved::LeftOut, 10));
        QVERIFY(std::ranges::any_of(told, [](const HubException& exception) { return exception.kind == QLatin1String("samePhone"); }));
        verifyAll({ &first, &second });
    }

    void whoIsNobodyIsTurnedAway()
    {
        ChainTill& till = stocked("A01", 1);
        ChainTill& stranger = stocked("B01", 2);
        GOOD(join(till, hub(), "S001"));
        const HubRequest push = nextPush(till);
        const auto refused = [&](HubRequest request, Refusal refusal) {
            const HubReply reply = hub()(request);
            QCOMPARE(errorOf(reply), refusalName(refusal));
            QCOMPARE(reply.status, statusOf(refusal));
        };
        HubRequest changed = push;
        changed.body.replace("till.created", "till.Created");
        refused(changed, Refusal::Unauthorized);
        changed = push;
        changed.path = name("/v1/rows");
        refused(changed, Refusal::Unauthorized);
        changed = push;
        changed.authorization.clear();
        refused(changed, Refusal::Unauthorized);
        refused(signedBy(stranger, push), Refusal::Unauthorized);
        refused(signedBy(till, { "GET", name("/v1/nothing") }), Refusal::NotFound);
        refused(signedBy(till, { "POST", name("/v1/facts"), {}, {}, "[]" }), Refusal::Malformed);
        refused(signedBy(till, { "POST", name("/v1/facts"), {}, {}, "{" }), Refusal::Malformed);
        refused(signedBy(till, { "POST", name("/v1/facts"), {}, {}, QByteArray(requestBytes + 1, ' ') }), Refusal::TooLarge);
        QCOMPARE(factsAtTheHub(), 0);
        hub().clock().advanceMs(signatureLifeMs + 1);
        refused(push, Refusal::ClockSkew);
        GOOD(talk(till, hub())); // it learns the hub's time
        QCOMPARE(factsAtTheHub(), factsOf(till));
        GOOD(hub().hub().revoke(name("A01")));
        const auto revoked = talk(till, hub());
        QVERIFY(!revoked.has_value());
        QCOMPARE(errorCodeName(revoked.error().code), errorCodeName(ErrorCode::DeviceRevoked));
        QVERIFY(!hub().hub().revoke(name("Z99")).has_value());
    }

    /// What every store sold, told to each till; a member's refund is no sale to a member.
    void everyStoresDaysAreTold()
    {
        ChainTill& first = stocked("A01", 1);
        ChainTill& second = stocked("B01", 2);
        GOOD(join(first, hub(), "S001"));
        GOOD(join(second, hub(), "S002"));
        const Sale brought = first.sell(first.member("13800138000"), 2);
        first.sell({}, 1);
        MUST(first.till().refunds().refund({ brought, {}, TenderMethod::Cash, {}, {} }));
        second.sell({}, 3);
        GOOD(talk(first, hub()));
        GOOD(talk(second, hub()));
        const DateRange year { brought.businessDate.addDays(1 - ChainReport::limitDays), brought.businessDate };
        const DaysReply told = MUST(DaysReply::fromJson(hub()(second.session().reportDays(year)).body));
        QCOMPARE(told.storeNames.at(name("S001")), name("一店"));
        const std::vector<StoreDay> days { { brought.businessDate, name("S001"), { 2, 1, 1, { 1'800 } } },
            { brought.businessDate, name("S002"), { 1, 0, 0, { 3 * 1'800 } } } };
        QVERIFY(told.days == days);
        const DateRange before = DateRange::yesterday(brought.businessDate);
        QVERIFY(MUST(DaysReply::fromJson(hub()(second.session().reportDays(before)).body)).days.empty());

        const auto answer = [&](DateRange range) { return hub()(second.session().reportDays(range)); };
        QCOMPARE(errorOf(answer({ year.from.addDays(-1), year.to })), refusalName(Refusal::Malformed));
        QCOMPARE(errorOf(answer({ year.to, year.from })), refusalName(Refusal::Malformed));
        QCOMPARE(errorOf(answer({ { 20261131 }, { 20261131 } })), refusalName(Refusal::Malformed));
        QCOMPARE(errorOf(hub()(signedBy(second, { "GET", name("/v1/reports/days") }))), refusalName(Refusal::Malformed));
        GOOD(hub().hub().revoke(name("B01")));
        QCOMPARE(errorOf(answer(year)), refusalName(Refusal::Revoked));
    }

    /// A till that thinks it had sent more than it did is asked for the rest.
    void aGapIsFilled()
    {
        ChainTill& till = stocked("A01", 1);
        GOOD(join(till, hub(), "S001"));
        for (int i = 0; i < 3; ++i)
            till.sell({}, 1);
        HubLink link = *till.till().hubLink();
        link.sent = MUST(till.till().facts().last())->key;
        MUST(till.till().keepLink(link));
        till.sell({}, 1);
        const HubReply reply = hub()(nextPush(till));
        QCOMPARE(errorOf(reply), refusalName(Refusal::Gap));
        QCOMPARE(factsAtTheHub(), 0);
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), factsOf(till));
        verifyAll({ &till });
    }

    void anOldBackupForksAndLosesNothing()
    {
        ChainTill& till = stocked("A01", 1);
        GOOD(join(till, hub(), "S001"));
        till.sell({}, 1);
        GOOD(talk(till, hub()));
        const QTemporaryDir folder;
        const QString backup = folder.filePath(name("backup.sqlite"));
        till.backupTo(backup);
        const Sale lost = till.sell({}, 2);
        GOOD(talk(till, hub()));
        const qint64 before = factsAtTheHub();

        till.restoreFrom(backup);
        const Sale other = till.sell({}, 3);
        QVERIFY(other.id != lost.id);
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), before + 1); // both are kept
        QCOMPARE(till.till().hubLink()->branch, 1);
        QCOMPARE(MUST(till.till().facts().head()).next.epoch, 1);
        const auto told = MUST(hub().hub().exceptions(Hub::Resolved::LeftOut, 10));
        QVERIFY(std::ranges::any_of(told, [](const HubException& exception) { return exception.kind == QLatin1String("fork"); }));
        till.sell({}, 1);
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), before + 2);
        QCOMPARE(MUST(till.session().state()).waiting, 0);
        const auto report = MUST(hub().hub().salesReport({ 20261101 }, { 20261130 }));
        QCOMPARE(report.at(0).figures.sales, 4);
        verifyAll({ &till });
    }

    /// Whichever statement of a request fails: it is told, nothing of it happened, and the next try goes well.
    void anyStatementOfARequestMayFail()
    {
        ChainTill& till = stocked("A01", 1);
        ChainTill& other = stocked("B01", 2);
        GOOD(join(other, hub(), "S001"));
        other.member("13800138000");
        GOOD(talk(other, hub()));
        const EnrolmentCode code = codeOf(MUST(hub().hub().makeEnrolmentSecret(name("S001"))));
        const auto fails = [&](const HubRequest& request) {
            const qint64 facts = factsAtTheHub();
            int failing = 0;
            for (; failing < 500; ++failing) {
                int left = failing;
                hub().database().setFaultHook([&] { return left-- == 0 ? std::optional(ErrorCode::DatabaseFailed) : std::nullopt; });
                const HubReply reply = hub()(request);
                hub().database().setFaultHook({});
                if (left >= 0 && reply.status == 200)
                    break; // none was left to fail
                QVERIFY2(reply.status == 200 || reply.status >= 500, qPrintable(errorOf(reply)));
                if (reply.status != 200)
                    QCOMPARE(factsAtTheHub(), facts);
            }
            QVERIFY2(failing > 1 && failing < 500, qPrintable(QString::number(failing)));
        };
        fails(enrolRequest(till.till(), code));
        GOOD(enrolled(till.till(), code, hub()(enrolRequest(till.till(), code))));
        QCOMPARE(hub()(signedBy(till, PullRequest {}.toRequest())).status, 200); // that it was seen is noted, which may fail
        const Member mei = till.member("13800138000");                           // the same person again
        till.sell(mei, 2);
        fails(nextPush(till));
        fails(signedBy(till, PullRequest {}.toRequest()));
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), factsOf(till) + factsOf(other));
        verifyAll({ &till });
    }

    void anOutageIsToldAndOver()
    {
        if (!m_places.isPostgres())
            QSKIP("SQLite has no server.");
        ChainTill& till = stocked("A01", 1);
        GOOD(join(till, hub(), "S001"));
        till.sell({}, 1);
        m_places.cluster().stop();
        const auto away = talk(till, hub());
        QVERIFY(!away.has_value());
        QCOMPARE(away.error().context, refusalName(Refusal::Unready));
        QVERIFY(!hub().hub().streams().has_value());
        till.sell({}, 1); // it sells on
        QVERIFY(m_places.cluster().start());
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), factsOf(till));
        QVERIFY(m_places.dropConnections());
        till.sell({}, 1);
        GOOD(talk(till, hub()));
        QCOMPARE(factsAtTheHub(), factsOf(till));
        verifyAll({ &till });
    }
};

TANGYUAN_TEST(HubContractTest)
#include "HubContractTest.moc"
