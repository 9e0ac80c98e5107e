// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Pinyin.h"

#include "core/base/Limits.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <thread>

using namespace tangyuan;

class PinyinTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatACashierTypes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("dessert") << QStringLiteral("芒果班戟") << QStringLiteral("mgbj");
        QTest::newRow("with a size") << QStringLiteral("杨枝甘露 500ml") << QStringLiteral("yzgl500m");
        QTest::newRow("size in front") << QStringLiteral("6寸水果蛋糕") << QStringLiteral("6csgdg");
        QTest::newRow("Latin word") << QStringLiteral("Oreo蛋糕") << QStringLiteral("odg");
        QTest::newRow("Latin words") << QStringLiteral("Earl Grey tea") << QStringLiteral("egt");
        QTest::newRow("apostrophe inside a word") << QStringLiteral("Valentine's card") << QStringLiteral("vc");
        QTest::newRow("traditional") << QStringLiteral("鳳梨酥") << QStringLiteral("fls");
        QTest::newRow("full-width") << QStringLiteral("Ａ級１號") << QStringLiteral("aj1h");
        QTest::newRow("accents") << QStringLiteral("Élite crème") << QStringLiteral("ec");
        QTest::newRow("marks") << QStringLiteral("（热）可可·大杯") << QStringLiteral("rkkdb");
        QTest::newRow("vowel in front") << QStringLiteral("爱玉") << QStringLiteral("ay");
        QTest::newRow("nothing to say") << QStringLiteral("☆→") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void isWhatACashierTypes()
    {
        QFETCH(QString, name);
        QTEST(pinyinInitials(name), "initials");
    }

    void staysWithinTheLimitAndTakesAnything()
    {
        QCOMPARE(pinyinInitials(QString(10'000, QChar(u'糖'))).size(), limits::nameChars);
        QCOMPARE(pinyinInitials(QString(QChar(0xD800))), QString());
    }

    void isSafeFromManyThreads()
    {
        std::vector<std::thread> threads;
        std::array<QString, 4> results;
        for (QString& result : results) {
            threads.emplace_back([&result] {
                for (char32_t c = 0x4E00; c < 0x5200; ++c)
                    result += pinyinInitials(QString::fromUcs4(&c, 1));
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(results[0].size() > 900);
        for (const QString& result : results)
            QCOMPARE(result, results[0]);
    }
};

TANGYUAN_TEST(PinyinTest)
#include "PinyinTest.moc"
