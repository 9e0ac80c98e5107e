// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CashierPresenter.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"
#include "tests/ui/ScriptedPrompts.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// Who is at the till: chosen at the counter, without the settings page.
class CashierPresenterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoIsChosenStandsInTheSettings();
    void aNameOfTheSettingsIsThereWithoutTheList();
    void aNewcomerIsSelectedAndNotTakenYet();
    void aNameThatIsTakenIsAskedAgain();
    void whoWorksHereNoLongerIsAskedFirst();
    void whoStandsThereStaysWithoutAFact();
    void whoComesIsNobodyElsesBusiness();
    void anEmptyListCanBeClosed();
};

namespace {

using Use = ShellPrompts::CashierAnswer::Use;

struct Desk {
    World world;
    ScriptedPrompts prompts;

    explicit Desk(std::initializer_list<const char*> names = {})
    {
        for (const char* name : names)
            MUST(world.till().cashiers().add(QString::fromUtf8(name)));
    }
    void choose() { CashierPresenter({ world.till(), prompts }).choose(); }
    QString atTill() { return world.till().settings().cashier; }
    QStringList offered(size_t question)
    {
        QStringList names;
        for (const auto& row : prompts.cashierQuestions.at(question).rows)
            names.append(row.name);
        return names;
    }
    qint64 facts() { return MUST(world.till().database().integer("SELECT count(*) FROM facts")); }
};

}

void CashierPresenterTest::whoIsChosenStandsInTheSettings()
{
    Desk desk { "Ann", "小林", "王芳" };
    desk.prompts.cashiers = { { Use::Take, 2 } };
    desk.choose();
    QCOMPARE(desk.offered(0), (QStringList { u"Ann"_s, u"小林"_s, u"王芳"_s }));
    QCOMPARE(desk.prompts.cashierQuestions[0].selected, size_t { 1 });
    QVERIFY(desk.prompts.cashierQuestions[0].rows[1].isAtTill && !desk.prompts.cashierQuestions[0].rows[2].isAtTill);
    QCOMPARE(desk.atTill(), u"王芳"_s);
    desk.world.restart();
    QCOMPARE(desk.atTill(), u"王芳"_s);
}

void CashierPresenterTest::aNameOfTheSettingsIsThereWithoutTheList()
{
    Desk desk { "Ann" };
    desk.prompts.cashiers = { { Use::Take, 0 } };
    desk.choose();
    QCOMPARE(desk.offered(0), (QStringList { u"小林"_s, u"Ann"_s }));
    QVERIFY(!desk.prompts.cashierQuestions[0].rows[0].isListed && desk.prompts.cashierQuestions[0].rows[1].isListed);
    QCOMPARE(MUST(desk.world.till().cashiers().active()).size(), size_t { 2 }); // chosen, so listed
}

void CashierPresenterTest::aNewcomerIsSelectedAndNotTakenYet()
{
    Desk desk { "小林" };
    desk.prompts.cashiers = { { Use::Add } };
    desk.prompts.texts = { u"王芳"_s };
    desk.choose();
    QCOMPARE(desk.offered(1), (QStringList { u"小林"_s, u"王芳"_s }));
    QCOMPARE(desk.prompts.cashierQuestions[1].selected, size_t { 1 });
    QCOMPARE(desk.atTill(), u"小林"_s);
}

void CashierPresenterTest::aNameThatIsTakenIsAskedAgain()
{
    Desk desk { "小林" };
    desk.prompts.cashiers = { { Use::Add } };
    desk.prompts.texts = { u"小林"_s, u"林晓"_s };
    desk.choose();
    QCOMPARE(desk.prompts.told.size(), 1);
    QCOMPARE(desk.prompts.textQuestions.back().text, u"小林"_s);
    QCOMPARE(desk.offered(1), (QStringList { u"小林"_s, u"林晓"_s }));
}

void CashierPresenterTest::whoWorksHereNoLongerIsAskedFirst()
{
    Desk desk { "Ann", "小林" };
    desk.prompts.answer = Prompts::Answer::No;
    desk.prompts.cashiers = { { Use::End, 0 } };
    desk.choose();
    QCOMPARE(desk.prompts.endings, QStringList { u"Ann"_s });
    QCOMPARE(desk.offered(1).size(), 2);
    desk.prompts.answer = Prompts::Answer::Yes;
    desk.prompts.cashiers = { { Use::End, 0 }, { Use::End, 0 } };
    desk.choose();
    QVERIFY(MUST(desk.world.till().cashiers().active()).empty());
    QVERIFY(desk.atTill().isEmpty()); // and nobody stands there now
    QVERIFY(desk.prompts.told.isEmpty());
}

void CashierPresenterTest::whoStandsThereStaysWithoutAFact()
{
    Desk desk { "小林" };
    const qint64 facts = desk.facts();
    desk.prompts.cashiers = { { Use::Take, 0 } };
    desk.choose();
    QCOMPARE(desk.facts(), facts);
}

void CashierPresenterTest::whoComesIsNobodyElsesBusiness()
{
    Desk desk { "Ann", "小林" };
    const qint64 facts = desk.facts();
    desk.prompts.cashiers = { { Use::Take, 0 } };
    desk.choose();
    QCOMPARE(desk.atTill(), u"Ann"_s);
    QCOMPARE(desk.facts(), facts);
}

void CashierPresenterTest::anEmptyListCanBeClosed()
{
    Desk desk;
    ShopSettings settings = desk.world.till().settings();
    settings.cashier.clear();
    MUST(desk.world.till().saveSettings(settings));
    desk.choose();
    QVERIFY(desk.offered(0).isEmpty());
    QVERIFY(desk.atTill().isEmpty());
}

TANGYUAN_TEST(CashierPresenterTest)
#include "CashierPresenterTest.moc"
