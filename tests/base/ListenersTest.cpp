// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Listeners.h"
#include "tests/support/RoomTest.h"

#include <QStringList>
#include <QTest>

using namespace tangyuan;

/// Several who hear of one thing.
class ListenersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allHearInTheOrderInWhichTheyCame()
    {
        Listeners<QString> listeners;
        QStringList heard;
        const Listening first = listeners.add([&](const QString& what) { heard << QStringLiteral("first ") + what; });
        const Listening second = listeners.add([&](const QString& what) { heard << QStringLiteral("second ") + what; });
        listeners.tell(QStringLiteral("news"));
        QCOMPARE(heard, (QStringList { QStringLiteral("first news"), QStringLiteral("second news") }));
    }

    void whoGoesHearsNoMore()
    {
        Listeners<> listeners;
        int heard = 0;
        Listening one = listeners.add([&] { ++heard; });
        Listening other = listeners.add([&] { one.reset(); });
        listeners.tell();
        QCOMPARE(heard, 1);
        QVERIFY(listeners.areThere());
        listeners.tell();
        QCOMPARE(heard, 1);
        other.reset();
        QVERIFY(!listeners.areThere());
    }

    void whoComesMeanwhileHearsOfTheNext()
    {
        Listeners<> listeners;
        int heard = 0;
        Listening late;
        const Listening one = listeners.add([&] {
            if (!late)
                late = listeners.add([&] { ++heard; });
        });
        listeners.tell();
        QCOMPARE(heard, 0);
        listeners.tell();
        QCOMPARE(heard, 1);
    }

    void theListMayGoFirst()
    {
        auto listeners = std::make_unique<Listeners<>>();
        const Listening one = listeners->add([] {});
        listeners.reset();
        QVERIFY(one);
    }
};

TANGYUAN_TEST(ListenersTest)
#include "ListenersTest.moc"
