// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductJson.h"
#include "tests/support/RoomTest.h"
#include "tests/sync/ScriptedHub.h"
#include "tests/till/Counter.h"

#include <QPushButton>
#include <QTableWidget>

using namespace tangyuan;

/// A till that stands alone joins a chain and leaves it again, by keys and a scanner, on the real window.
class ChainCounterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsByAScanSellsAndLeaves();
    void whatTheChainSendsIsShown();
    void nothingMovesWhileSomebodyPays();
};

namespace {

QPushButton* mark(Counter& counter)
{
    return counter.window().findChild<QPushButton*>(u"syncMark"_s);
}

/// A counter whose till can reach this hub, or belongs to it.
struct ChainCounter {
    enum class Till { Alone, Joined };
    Counter counter;
    ScriptedHub hub { counter.world };

    explicit ChainCounter(Till till)
    {
        counter.close();
        if (till == Till::Joined)
            hub.takeIn(counter.world);
        counter.toHub = hub.connect();
        counter.open();
    }
    ~ChainCounter() { counter.close(); } // before its hub
    bool rests() const
    {
        return QTest::qWaitFor([&] { return hub.pokesWaiting() == 1; });
    }
};

SharedRow productRow(const Product& product)
{
    return { SharedKind::Product, product.id.toString(), productToJson(product) };
}

}

void ChainCounterTest::joinsByAScanSellsAndLeaves()
{
    ChainCounter chain(ChainCounter::Till::Alone);
    Counter& counter = chain.counter;
    QVERIFY(!mark(counter)->isVisible()); // nothing where there is no hub
    const QString code = sync::EnrolmentCode { chain.hub.link().url, chain.hub.link().certificate, QByteArray(16, 's') }.toText();
    Counter::whenAsked(u"joinDialog"_s, [&](QWidget& dialog) {
        counter.window().scan(code);
        QVERIFY(QTest::qWaitFor([&] { return !dialog.findChild<QLineEdit*>(u"joinCode"_s)->isVisible(); }));
        QVERIFY(dialog.findChild<QLabel*>(u"joinSentence"_s)->text().contains(u"人民路店"));
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    counter.press(Qt::Key_5, Qt::ControlModifier);
    QVERIFY(chain.rests());
    QTRY_VERIFY(mark(counter)->isVisible());

    const FactKey before = chain.hub.head();
    counter.world.sell(counter.world.cart({ { "1", 1 } }));
    QTRY_VERIFY(chain.hub.head() > before);

    Counter::whenAsked(u"leaveChainDialog"_s, [](QWidget& dialog) { dialog.findChild<QPushButton*>(u"accept"_s)->click(); });
    Counter::whenAsked(u"chainDialog"_s, [](QWidget& dialog) { dialog.findChild<QPushButton*>(u"leaveChain"_s)->click(); });
    counter.press(Qt::Key_5, Qt::ControlModifier);
    QVERIFY(!counter.world.till().hubLink());
    QVERIFY(!mark(counter)->isVisible());
}

void ChainCounterTest::whatTheChainSendsIsShown()
{
    ChainCounter chain(ChainCounter::Till::Joined);
    QVERIFY(chain.rests());
    chain.counter.type(u"1"_s);
    const Money before = chain.counter.view().quote.total;
    Product dearer = chain.counter.world.product("1");
    dearer.price = dearer.price + Money { 500 };
    chain.hub.rows = { productRow(dearer) };
    chain.hub.poke(true);
    QTRY_COMPARE(chain.counter.view().quote.total, before + Money { 500 });
}

void ChainCounterTest::nothingMovesWhileSomebodyPays()
{
    ChainCounter chain(ChainCounter::Till::Joined);
    QVERIFY(chain.rests());
    chain.counter.type(u"1"_s);
    const Money price = chain.counter.view().quote.total;
    Product dearer = chain.counter.world.product("1");
    dearer.price = dearer.price + Money { 500 };
    chain.hub.rows = { productRow(dearer) };
    Counter::whenAsked(u"payDialog"_s, [&](QWidget& dialog) {
        chain.hub.poke(true);
        QTest::qWait(400);
        QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return);
    });
    chain.counter.press(Qt::Key_F2);
    QTRY_VERIFY(chain.counter.view().lastSale);
    QCOMPARE(chain.counter.view().lastSale->total, price);
    QTRY_COMPARE(chain.counter.world.product("1").price, dearer.price); // and then it comes
}

TANGYUAN_TEST(ChainCounterTest)
#include "ChainCounterTest.moc"
