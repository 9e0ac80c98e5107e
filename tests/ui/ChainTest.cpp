// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"
#include "tests/ui/FakeHubDesk.h"
#include "tests/ui/PaperPrinter.h"
#include "tests/ui/ScriptedPrompts.h"
#include "ui/members/MembersPresenter.h"
#include "ui/sale/SalePresenter.h"
#include "ui/shell/ChainPresenter.h"

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// What is seen of a chain: the mark, its details, joining and leaving, and members whom only the hub knows.
class ChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMarkSaysHowItStands_data();
    void theMarkSaysHowItStands();
    void theDetailsTellTheRest();
    void exceptionsAreSettledOneByOne();
    void theHubMayNotAnswerForThem();
    void leavingIsAskedFirst();
    void joiningGoesStepByStep();
    void joiningSaysWhyNot_data();
    void joiningSaysWhyNot();
    void theHubKnowsAnUnknownPhone();
    void nobodyKnowsAnUnknownPhone();
    void offlineThePhoneMayStillRegister();
    void theHubKnowsACard();
    void numbersAreAskedToo();
    void goingOnTakesTheQuestionBack();
    void aSlowHubKeepsNobodyWaiting();
    void theFormAsksBeforeItRegisters();
    void theNextCustomerIsNotTakenForTheLast();
    void theMembersPageAsksToo();
    void withoutAChainNobodyIsAsked();
};

namespace {

using ChainStanding = SyncView::Standing;

/// The counter of a till in a chain.
struct ChainCounter {
    World world;
    PaperPrinter printer;
    ScriptedPrompts prompts;
    MemberNames names;
    PrintDesk desk { printer };
    FakeHubDesk hub;
    std::unique_ptr<SalePresenter> sale;

    ChainCounter()
    {
        hub.now = workingView();
        sale = std::make_unique<SalePresenter>(
            SalePresenter::Parts { world.till(), names, desk, prompts, [](const ReceiptDocument&, const QString&) -> Result<void> { return {}; }, &hub });
        sale->start();
    }
    ChainPresenter::Parts parts() { return { world.till(), hub, prompts }; }
    QString notice() const { return sale->view().notice ? sale->view().notice->text : QString(); }
    bool isAtCounter(const Member& member)
    {
        return QTest::qWaitFor([&] { return sale->view().cart.member == member.id; });
    }
    void fillsIn(const QString& phone)
    {
        prompts.registration = [phone](const MemberPrompts::Registration& form) {
            Profile typed = form.profile;
            typed.phone = phone;
            return std::optional(typed);
        };
    }
    /// Somebody whom another till registered; she is here once the hub has sent her.
    Member arrives() { return world.member("13900139000", "李雷"); }
};

}

void ChainTest::theMarkSaysHowItStands_data()
{
    QTest::addColumn<SyncView>("view");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    using Tone = words::SyncMark::Tone;
    const BusinessCalendar calendar;
    const UtcTime today = calendar.fromLocal(QDate(2026, 11, 20), QTime(14, 5));
    const UtcTime yesterday = calendar.fromLocal(QDate(2026, 11, 19), QTime(21, 30));
    const auto row = [](const char* name, const std::function<void(SyncView&)>& change, const QString& text, Tone tone) {
        SyncView view = workingView();
        change(view);
        QTest::newRow(name) << view << text << static_cast<int>(tone);
    };
    row(
        "no chain", [](SyncView& view) { view = {}; }, {}, Tone::Quiet);
    row(
        "just started", [](SyncView& view) { view.standing = ChainStanding::Starting; }, u"Looking for the hub…"_s, Tone::Quiet);
    row(
        "all sent", [](SyncView&) {}, u"All sent"_s, Tone::Good);
    row(
        "waiting", [](SyncView& view) { view.waiting = 12; }, u"12 waiting"_s, Tone::Waits);
    row(
        "something to look at", [](SyncView& view) { view.exceptions = 2; }, u"All sent  ·  2 to look at"_s, Tone::Waits);
    row(
        "offline", [&](SyncView& view) { view.standing = ChainStanding::Offline, view.troubleSince = today; }, u"Working offline since 14:05"_s, Tone::Quiet);
    row(
        "offline since yesterday", [&](SyncView& view) { view.standing = ChainStanding::Offline, view.troubleSince = yesterday; },
        u"Working offline since 11-19 21:30"_s, Tone::Quiet);
    row(
        "filling", [](SyncView& view) { view.fill = SyncView::Fill::Runs, view.rowsTaken = 3'400, view.rowsTotal = 100'000; },
        u"Filling: 3,400 of about 100,000"_s, Tone::Waits);
    row(
        "taken out", [](SyncView& view) { view.standing = ChainStanding::Revoked; }, u"This till was taken out of the chain"_s, Tone::Trouble);
    row(
        "somebody else", [](SyncView& view) { view.standing = ChainStanding::CertificateWrong; }, u"This is not our hub"_s, Tone::Trouble);
    row(
        "other version", [](SyncView& view) { view.standing = ChainStanding::OtherVersion; }, u"The hub has another version"_s, Tone::Trouble);
}

void ChainTest::theMarkSaysHowItStands()
{
    QFETCH(SyncView, view);
    QFETCH(QString, text);
    QFETCH(int, tone);
    const BusinessCalendar calendar;
    const words::SyncMark mark = words::syncMark(view, calendar.fromLocal(QDate(2026, 11, 20), QTime(18, 0)), calendar);
    QCOMPARE(mark.text, text);
    QCOMPARE(static_cast<int>(mark.tone), tone);
}

void ChainTest::theDetailsTellTheRest()
{
    ChainCounter counter;
    const UtcTime now = counter.world.clock().now();
    counter.hub.now.waiting = 1'234;
    counter.hub.now.waitingSince = now;
    counter.hub.now.lastContact = now;
    counter.hub.now.trouble = Error { ErrorCode::HubUnreachable };
    counter.hub.now.standing = ChainStanding::Offline;
    ChainPresenter chain(counter.parts());
    QStringList texts;
    for (const words::SyncDetail& detail : chain.view().details)
        texts << detail.name + u": "_s + detail.text;
    const QString all = texts.join(u'\n');
    for (const QString& part : { u"桂花糖水连锁"_s, u"S001 人民路店"_s, u"https://192.168.1.10:8443"_s, u"1,234, the first since Today 10:00"_s,
             u"Last contact: Today 10:00"_s, u"The hub does not answer"_s })
        QVERIFY2(all.contains(part), qPrintable(part + u" is not in\n"_s + all));
    counter.hub.show(workingView()); // and they follow
    QVERIFY(chain.view().details[3].text.contains(u"talk"));
}

void ChainTest::exceptionsAreSettledOneByOne()
{
    ChainCounter counter;
    const auto exception = [&](const QString& kind) {
        return ChainException { Id::make(counter.world.clock(), counter.world.random()), kind, u"10000017"_s, counter.world.clock().now(), u"A02"_s };
    };
    counter.hub.exceptions = { exception(u"overspent"_s), exception(u"somethingNew"_s) };
    counter.hub.now.exceptions = 2;
    ChainPresenter chain(counter.parts());
    QCOMPARE(chain.view().exceptions.size(), size_t(2));
    QCOMPARE(chain.view().exceptions[0].text, u"Spent more than there was:  10000017"_s);
    QCOMPARE(chain.view().exceptions[0].till, u"A02"_s);
    QVERIFY(chain.view().exceptions[1].text.contains(u"somethingNew"));
    chain.settle(7); // there is no such row
    chain.settle(0);
    QCOMPARE(chain.view().exceptions.size(), size_t(1));
    chain.settle(0);
    QVERIFY(chain.view().exceptions.empty());
    QCOMPARE(chain.view().exceptionsHint, u"Nothing: all is in order."_s);
    counter.hub.exceptions = { exception(u"fork"_s) };
    counter.hub.now.exceptions = 1;
    counter.hub.show(SyncView(counter.hub.now)); // a new one comes while one looks
    QCOMPARE(chain.view().exceptions.size(), size_t(1));
}

void ChainTest::theHubMayNotAnswerForThem()
{
    ChainCounter counter;
    counter.hub.exceptions = { { Id::make(counter.world.clock(), counter.world.random()), u"fork"_s, u"A02"_s, counter.world.clock().now(), u"A02"_s } };
    ChainPresenter chain(counter.parts());
    counter.hub.trouble = Error { ErrorCode::HubUnreachable };
    chain.settle(0);
    QCOMPARE(chain.view().exceptions.size(), size_t(1)); // it stays
    QCOMPARE(chain.view().notice->tone, Notice::Tone::Trouble);
    ChainPresenter again(counter.parts());
    QVERIFY(again.view().exceptionsHint.contains(u"does not answer"));
    chain.tryNow();
    QVERIFY(counter.hub.acts.contains(u"try"_s));
}

void ChainTest::leavingIsAskedFirst()
{
    ChainCounter counter;
    counter.hub.now.waiting = 3;
    ChainPresenter chain(counter.parts());
    bool hasLeft = false;
    connect(&chain, &ChainPresenter::left, &chain, [&] { hasLeft = true; });
    counter.prompts.answer = Prompts::Answer::No;
    chain.leave();
    QVERIFY(!counter.hub.acts.contains(u"leave"_s));
    counter.prompts.answer = Prompts::Answer::Yes;
    counter.hub.trouble = Error { ErrorCode::DiskFull };
    chain.leave();
    QVERIFY(!hasLeft);
    QCOMPARE(chain.view().notice->tone, Notice::Tone::Trouble);
    counter.hub.trouble.reset();
    chain.leave();
    QVERIFY(hasLeft);
    QCOMPARE(counter.prompts.leavings, (std::vector<qint64> { 3, 3, 3 }));
}

void ChainTest::joiningGoesStepByStep()
{
    FakeHubDesk hub;
    JoinPresenter join(hub);
    join.join(u"  "_s);
    QVERIFY(join.problem().contains(u"TYE"));
    QVERIFY(hub.acts.isEmpty());
    join.join(u"TYEABC"_s);
    QCOMPARE(join.stage(), JoinPresenter::Stage::Asks);
    QVERIFY(join.problem().isEmpty());
    join.join(u"TYEABC"_s); // Enter once more
    QCOMPARE(hub.acts, QStringList { u"join TYEABC"_s });
    hub.seals(0, 0);
    QCOMPARE(join.stage(), JoinPresenter::Stage::Seals);
    QCOMPARE(join.percent(), 0);
    hub.seals(1'000, 3'000);
    QCOMPARE(join.percent(), 33);
    hub.now = workingView();
    hub.joining({});
    QCOMPARE(join.stage(), JoinPresenter::Stage::Joined);
    QVERIFY(join.sentence().contains(u"桂花糖水连锁"));
}

void ChainTest::joiningSaysWhyNot_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("part");
    QTest::newRow("no code") << static_cast<int>(ErrorCode::CodeUnknown) << QString() << u"no code of a hub"_s;
    QTest::newRow("used already") << static_cast<int>(ErrorCode::EnrolmentRefused) << u"codeUnknown"_s << u"Ask for a new one"_s;
    QTest::newRow("two tills with one code") << static_cast<int>(ErrorCode::EnrolmentRefused) << u"tillCodeTaken"_s << u"till code in Settings"_s;
    QTest::newRow("offline") << static_cast<int>(ErrorCode::HubUnreachable) << QString() << u"does not answer"_s;
    QTest::newRow("somebody else") << static_cast<int>(ErrorCode::HubCertificateWrong) << QString() << u"is not the hub of this chain"_s;
    QTest::newRow("disk full") << static_cast<int>(ErrorCode::DiskFull) << QString() << u"disk"_s;
}

void ChainTest::joiningSaysWhyNot()
{
    QFETCH(int, code);
    QFETCH(QString, context);
    QFETCH(QString, part);
    FakeHubDesk hub;
    JoinPresenter join(hub);
    join.join(u"TYEABC"_s);
    hub.joining(fail(static_cast<ErrorCode>(code), context));
    QCOMPARE(join.stage(), JoinPresenter::Stage::Code); // one may try again
    QVERIFY2(join.problem().contains(part), qPrintable(join.problem()));
}

void ChainTest::theHubKnowsAnUnknownPhone()
{
    ChainCounter counter;
    counter.sale->enter(u"13900139000"_s);
    QVERIFY(!counter.sale->view().asking.isEmpty());
    QCOMPARE(counter.hub.question.phone, u"+8613900139000"_s);
    const Member member = counter.arrives();
    counter.hub.answer(std::optional(member.id));
    QVERIFY(counter.isAtCounter(member));
    QVERIFY(counter.sale->view().asking.isEmpty());
    QVERIFY(counter.prompts.registrations.empty());
    counter.sale->detachMember();
    counter.sale->enter(u"13900139000"_s); // and now she is known here
    QCOMPARE(counter.hub.acts.count(u"find"_s), 1);
}

void ChainTest::nobodyKnowsAnUnknownPhone()
{
    ChainCounter counter;
    counter.sale->enter(u"13900139000"_s);
    counter.hub.answer(std::optional<Id>());
    QTRY_COMPARE(counter.prompts.registrations.size(), size_t(1));
    QCOMPARE(counter.prompts.registrations[0].profile.phone, u"+8613900139000"_s);
    QVERIFY(counter.prompts.registrations[0].problem.isEmpty());
}

void ChainTest::offlineThePhoneMayStillRegister()
{
    ChainCounter counter;
    counter.hub.now.standing = ChainStanding::Offline;
    counter.sale->enter(u"13900139000"_s);
    QCOMPARE(counter.prompts.registrations.size(), size_t(1));
    QCOMPARE(counter.prompts.registrations[0].problem, u"Not known here; the hub cannot be asked now."_s);
    QVERIFY(counter.hub.acts.isEmpty());
}

void ChainTest::theHubKnowsACard()
{
    ChainCounter counter;
    const Id id = Id::make(counter.world.clock(), counter.world.random());
    const QString card = makeMemberCode(id, counter.world.till().vault());
    counter.sale->scan(card);
    QCOMPARE(counter.hub.question.id, id);
    counter.hub.answer(std::optional<Id>());
    QTRY_VERIFY(counter.notice().contains(u"member"));
    counter.hub.now.standing = ChainStanding::Offline;
    counter.sale->scan(card);
    QCOMPARE(counter.notice(), u"Not known here; the hub cannot be asked now."_s);
    counter.hub.now.standing = ChainStanding::Working;
    counter.sale->scan(card);
    const Member member = counter.arrives();
    counter.hub.answer(std::optional(member.id));
    QVERIFY(counter.isAtCounter(member));
}

void ChainTest::numbersAreAskedToo()
{
    ChainCounter counter;
    const Member known = counter.world.member("13800138000");
    counter.sale->enter(known.number);
    QVERIFY(counter.hub.acts.isEmpty()); // who is here, is here
    World elsewhere(99);
    QString unknown;
    for (int i = 0; unknown.isEmpty(); ++i) {
        const QString number = elsewhere.member(qPrintable(u"139%1"_s.arg(10'000'000 + i))).number;
        if (!MUST(counter.world.till().members().byNumber(number)))
            unknown = number;
    }
    counter.sale->enter(unknown);
    QCOMPARE(counter.hub.question.number, unknown);
    counter.hub.answer(fail(ErrorCode::HubRefused, u"unready"_s));
    QTRY_COMPARE(counter.notice(), u"Not known here; the hub cannot be asked now."_s);
}

void ChainTest::goingOnTakesTheQuestionBack()
{
    ChainCounter counter;
    counter.sale->enter(u"13900139000"_s);
    counter.sale->enter(u"1"_s); // the next product
    QVERIFY(counter.sale->view().asking.isEmpty());
    const Member member = counter.arrives();
    counter.hub.answer(std::optional(member.id));
    QTest::qWait(20);
    QVERIFY(!counter.sale->view().cart.member);
    QCOMPARE(counter.sale->view().cart.lines.size(), size_t(1));
    counter.sale->detachMember();
    counter.sale->scan(makeMemberCode(Id::make(counter.world.clock(), counter.world.random()), counter.world.till().vault()));
    counter.sale->dismiss(); // Escape
    counter.hub.answer(std::optional(member.id));
    QTest::qWait(20);
    QVERIFY(!counter.sale->view().cart.member);
    // An answer to an old question is none to a new one.
    counter.sale->enter(u"13700137000"_s);
    const HubDesk::Found old = std::exchange(counter.hub.waiting, nullptr);
    counter.sale->enter(u"13600136000"_s);
    old(std::optional(member.id));
    QTest::qWait(20);
    QVERIFY(!counter.sale->view().cart.member);
    QVERIFY(!counter.sale->view().asking.isEmpty());
}

void ChainTest::aSlowHubKeepsNobodyWaiting()
{
    ChainCounter counter;
    counter.sale->enter(u"13900139000"_s);
    QTRY_COMPARE_WITH_TIMEOUT(counter.prompts.registrations.size(), size_t(1), MemberInquiry::patienceMs + 1'000);
    QCOMPARE(counter.prompts.registrations[0].problem, u"Not known here; the hub cannot be asked now."_s);
    QVERIFY(counter.sale->view().asking.isEmpty());
    const auto member = MUST(counter.world.till().members().byPhone(u"13900139000"_s)); // she registered here meanwhile
    QVERIFY(member);
    counter.sale->detachMember();
    counter.hub.answer(std::optional(member->id));
    QTest::qWait(20);
    QVERIFY(!counter.sale->view().cart.member);
}

void ChainTest::theFormAsksBeforeItRegisters()
{
    ChainCounter counter;
    const qint64 before = MUST(counter.world.till().members().count());
    counter.fillsIn(u"139 0013 9000"_s);
    counter.sale->registerMember();
    QCOMPARE(counter.hub.question.phone, u"+8613900139000"_s);
    QVERIFY(!counter.sale->view().asking.isEmpty());
    QCOMPARE(MUST(counter.world.till().members().count()), before);
    const Member member = counter.arrives();
    counter.hub.answer(std::optional(member.id));
    QVERIFY(counter.isAtCounter(member));
    QVERIFY2(counter.notice().contains(u"a member already"), qPrintable(counter.notice()));
    QVERIFY(counter.sale->view().asking.isEmpty());

    counter.sale->detachMember();
    counter.fillsIn(u"13700137000"_s);
    counter.sale->registerMember();
    counter.sale->enter(u"1"_s); // goes on working: what was typed into the form is not lost
    counter.hub.answer(fail(ErrorCode::HubUnreachable));
    QTRY_VERIFY(counter.sale->view().cart.member);
    QVERIFY(MUST(counter.world.till().members().byPhone(u"13700137000"_s)));
    QCOMPARE(counter.hub.acts.count(u"find"_s), 2);
}

void ChainTest::theNextCustomerIsNotTakenForTheLast()
{
    ChainCounter counter;
    counter.fillsIn(u"13900139000"_s);
    counter.sale->enter(u"1"_s);
    counter.sale->registerMember();
    counter.sale->suspend();
    counter.hub.answer(std::optional<Id>());
    QTRY_VERIFY(counter.notice().contains(u"is a member now"));
    QVERIFY(!counter.sale->view().cart.member);
}

void ChainTest::theMembersPageAsksToo()
{
    ChainCounter counter;
    MembersPresenter page({ counter.world.till(), counter.names, counter.desk, counter.prompts, {}, &counter.hub });
    page.search(u"13900139000"_s); // on the way to it nobody is asked
    QVERIFY(counter.hub.acts.isEmpty());
    QCOMPARE(page.view().hint, u"Nobody is found by that."_s);
    page.enter(u"13900139000"_s);
    QCOMPARE(counter.hub.question.phone, u"+8613900139000"_s);
    QVERIFY(page.view().hint.contains(u"asking"));
    counter.hub.answer(std::optional<Id>());
    QTRY_COMPARE(page.view().hint, u"Nobody is found by that."_s);
    page.enter(makeMemberCode(Id::make(counter.world.clock(), counter.world.random()), counter.world.till().vault()));
    QVERIFY(counter.hub.question.id);
    const Member other = counter.world.member("13700137000", "李雷");
    counter.hub.answer(std::optional(other.id));
    QTRY_VERIFY(page.view().member);
    QCOMPARE(page.view().member->member.id, other.id);
    counter.hub.now.standing = ChainStanding::Offline;
    page.enter(u"13600136000"_s);
    QCOMPARE(page.view().hint, u"Not known here; the hub cannot be asked now."_s);
    counter.hub.now.standing = ChainStanding::Working;
    counter.fillsIn(u"13500135000"_s);
    page.registerMember();
    QVERIFY(page.view().hint.contains(u"asking"));
    counter.hub.answer(std::optional<Id>());
    QTRY_COMPARE(page.view().member->member.profile.phone, u"+8613500135000"_s);
    QVERIFY(page.view().hint.isEmpty());
}

void ChainTest::withoutAChainNobodyIsAsked()
{
    ChainCounter counter;
    counter.hub.now = {};
    counter.sale->enter(u"13900139000"_s);
    QCOMPARE(counter.prompts.registrations.size(), size_t(1));
    QVERIFY(counter.prompts.registrations[0].problem.isEmpty());
    QVERIFY(counter.hub.acts.isEmpty());
}

TANGYUAN_TEST(ChainTest)
#include "ChainTest.moc"
