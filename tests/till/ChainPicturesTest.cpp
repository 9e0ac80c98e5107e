// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ScriptedHub.h"
#include "tests/till/Pictures.h"

#include <QPushButton>

using namespace tangyuan;

/// The mark of a chain in each of its states and the dialogs behind it, as pictures.
class ChainPicturesTest : public QObject, private Pictures {
    Q_OBJECT

private Q_SLOTS:
    void shows_data() { addRows(); }
    void shows();
};

void ChainPicturesTest::shows()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    begin(language, size);
    Counter counter;
    counter.close();
    counter.openScaled(theme::scaleFor(size), size);
    counter.window().perform(ActionId::GoSettings);
    shoot(counter.window(), u"69-settings-alone"_s);
    counter.window().perform(ActionId::GoSell);
    counter.type(u"1"_s);
    shootDialog(u"joinDialog"_s, u"70-join"_s);
    counter.press(Qt::Key_5, Qt::ControlModifier);
    Counter::whenAsked(u"joinDialog"_s, [this](QWidget& dialog) {
        auto* code = dialog.findChild<QLineEdit*>(u"joinCode"_s);
        QTest::keyClicks(code, u"6901234567892"_s);
        QTest::keyClick(code, Qt::Key_Return);
        shoot(dialog, u"71-join-no-code"_s);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    counter.press(Qt::Key_5, Qt::ControlModifier);

    World& world = counter.world;
    ScriptedHub hub(world);
    counter.close();
    hub.takeIn(world);
    counter.toHub = hub.connect();
    counter.openScaled(theme::scaleFor(size), size);
    auto* mark = counter.window().findChild<QPushButton*>(u"syncMark"_s);
    QTRY_COMPARE(hub.pokesWaiting(), qint64(1));
    QTest::qWait(200);
    QVERIFY(mark->isVisible());
    shoot(counter.window(), u"72-chain-all-sent"_s);
    shootDialog(u"chainDialog"_s, u"73-chain-details"_s);
    counter.press(Qt::Key_5, Qt::ControlModifier);
    hub.days.storeNames = { { u"S001"_s, u"人民路店"_s }, { u"S002"_s, u"南京路步行街旗舰店"_s }, { u"S003"_s, u"大学城店"_s } };
    for (int day = 0; day < 30; ++day)
        for (qint64 store = 1; store <= 3; ++store)
            hub.days.days.push_back({ BusinessDate { 20261120 }.addDays(-day), u"S00%1"_s.arg(store),
                { 40 + store * 17 + day % 7 * 9, day % 3, 20 + store * 8 + day % 5, { (120'000 + 31'417 * store + 22'222 * (day % 7)) } } });
    counter.window().perform(ActionId::GoManager);
    counter.window().findChild<QPushButton*>(u"tabStores"_s)->click();
    QTest::qWait(200);
    shoot(counter.window(), u"81-all-stores"_s);
    hub.trouble = { ErrorCode::HubUnreachable };
    counter.window().perform(ActionId::GoManager);
    QTest::qWait(200);
    shoot(counter.window(), u"82-all-stores-offline"_s);
    hub.trouble.reset();
    hub.answersReports = false;
    counter.window().perform(ActionId::GoManager);
    shoot(counter.window(), u"83-all-stores-asking"_s);
    counter.window().perform(ActionId::GoSell);
    for (const auto& [kind, subject] :
        { std::pair("overspent", "10000017"), std::pair("samePhone", "10000025"), std::pair("fork", "A02"), std::pair("editsCrossed", "1013") })
        hub.exceptions.push_back({ .id = Id::make(world.clock(), world.random()),
            .kind = QString::fromLatin1(kind),
            .subject = QString::fromLatin1(subject),
            .at = world.clock().now(),
            .fact = hub.organisation,
            .till = u"A02"_s,
            .details = {} });
    hub.poke(true);
    QTRY_COMPARE(hub.pokesWaiting(), qint64(1));
    QTest::qWait(200);
    shootDialog(u"chainDialog"_s, u"74-chain-exceptions"_s);
    counter.press(Qt::Key_5, Qt::ControlModifier);
    Counter::whenAsked(u"leaveChainDialog"_s, [this](QWidget& dialog) {
        shoot(dialog, u"75-chain-leave"_s);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTest::keyClick(dialog.parentWidget(), Qt::Key_Escape);
    });
    Counter::whenAsked(u"chainDialog"_s, [](QWidget& dialog) { dialog.findChild<QPushButton*>(u"leaveChain"_s)->click(); });
    counter.press(Qt::Key_5, Qt::ControlModifier);
    hub.answersSearches = false;
    counter.type(u"13512345678"_s);
    shoot(counter.window(), u"76-asking-the-hub"_s);
    counter.press(Qt::Key_Escape);
    counter.window().perform(ActionId::GoMembers);
    counter.window().scan(u"13512345678"_s);
    shoot(counter.window(), u"84-members-asking"_s);
    counter.window().perform(ActionId::GoSell);
    hub.hasMore = true;
    hub.rowsLeft = 96'600;
    hub.poke(true);
    QTRY_VERIFY(mark->text().contains(u"96,600"));
    shoot(counter.window(), u"77-chain-filling"_s);
    hub.trouble = { ErrorCode::HubUnreachable };
    QTRY_VERIFY(!mark->text().contains(u"96,600"));
    shoot(counter.window(), u"78-chain-offline"_s);
    shootDialog(u"chainDialog"_s, u"79-chain-details-offline"_s);
    counter.press(Qt::Key_5, Qt::ControlModifier);
    hub.hasMore = false;
    hub.trouble = { ErrorCode::DeviceRevoked };
    counter.window().perform(ActionId::GoSettings);
    shoot(counter.window(), u"80-settings-chain"_s);
    counter.close();
}

TANGYUAN_TEST(ChainPicturesTest)
#include "ChainPicturesTest.moc"
