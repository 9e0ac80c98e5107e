// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/PlainText.h"
#include "core/domain/receipt/Paper.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <algorithm>

using namespace tangyuan;
using Align = ReceiptDocument::Align;
using Pair = ReceiptDocument::Pair;
using Text = ReceiptDocument::Text;

namespace {

QString sortedLetters(QString text)
{
    text.remove(u' ');
    std::sort(text.begin(), text.end());
    return text;
}

ReceiptDocument plainPage(std::vector<ReceiptDocument::Block> blocks)
{
    return { QStringLiteral("page"), std::move(blocks) };
}

QStringList wrapped(std::vector<ReceiptDocument::Block> blocks, int columns)
{
    QStringList found = toPlainText(plainPage(std::move(blocks)), columns).split(u'\n');
    found.removeLast(); // after the last line feed
    return found;
}

}

class PlainTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsColumns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("columns");
        QTest::newRow("nothing") << QString() << 0;
        QTest::newRow("latin") << QStringLiteral("Latte") << 5;
        QTest::newRow("chinese") << QStringLiteral("芒果班戟") << 8;
        QTest::newRow("full-width") << QStringLiteral("ＡＢ￥") << 6;
        QTest::newRow("mixed") << QStringLiteral("茶 M 12.50") << 10;
        QTest::newRow("an accent of its own") << QStringLiteral("cafe\u0301") << 4;
        QTest::newRow("emoji") << QStringLiteral("🍓") << 2;
        QTest::newRow("a family of five code points") << QStringLiteral("👨\u200d👩\u200d👧") << 2;
        QTest::newRow("beyond the first plane") << QStringLiteral("𠮷野") << 4;
    }
    void countsColumns()
    {
        QFETCH(QString, text);
        QTEST(textCells(text, eastAsianCells), "columns");
    }

    void putsAmountsInAStraightColumn()
    {
        const QStringList found
            = wrapped({ Pair { QStringLiteral("芒果班戟"), QStringLiteral("¥18.00") }, Pair { QStringLiteral("Coffee"), QStringLiteral("¥123.00") } }, 32);
        QCOMPARE(found, QStringList({ QStringLiteral("芒果班戟                  ¥18.00"), QStringLiteral("Coffee                   ¥123.00") }));
    }

    void wrapsALongNameBesideItsAmount()
    {
        const QStringList found = wrapped({ Pair { QStringLiteral("法国进口黄油手工现烤原味可颂面包礼盒装"), QStringLiteral("¥88.00") } }, 32);
        QCOMPARE(found, QStringList({ QStringLiteral("法国进口黄油手工现烤原味  ¥88.00"), QStringLiteral("可颂面包礼盒装") }));
    }

    void keepsWordsWholeAndTheIndentation()
    {
        const QStringList found = wrapped({ Text { QStringLiteral("  * no sugar, extra ice please and two spoons") } }, 20);
        QCOMPARE(found, QStringList({ QStringLiteral("  * no sugar, extra"), QStringLiteral("  ice please and two"), QStringLiteral("  spoons") }));
    }

    void neverBeginsALineWithAComma()
    {
        const QStringList found = wrapped({ Text { QStringLiteral("一二三四五六七八，九十") } }, 16);
        QVERIFY2(!found.value(1).startsWith(QChar(u'，')), qPrintable(found.join(u'|')));
    }

    void breaksAWordLongerThanTheLine()
    {
        const QStringList found = wrapped({ Text { QString(50, u'x') } }, 20);
        QCOMPARE(found, QStringList({ QString(20, u'x'), QString(20, u'x'), QString(10, u'x') }));
    }

    void centresAndPutsRight()
    {
        QCOMPARE(wrapped({ Text { QStringLiteral("汤圆"), Align::Centre } }, 10), QStringList { QStringLiteral("   汤圆") });
        QCOMPARE(wrapped({ Text { QStringLiteral("汤圆"), Align::Right } }, 10), QStringList { QStringLiteral("      汤圆") });
    }

    void putsAnAmountThatLeavesNoRoomOnItsOwnLine()
    {
        const QStringList found = wrapped({ Pair { QStringLiteral("付款码"), QStringLiteral("0123456789012345678901") } }, 24);
        QCOMPARE(found, QStringList({ QStringLiteral("付款码"), QStringLiteral("  0123456789012345678901") }));
    }

    void columnsStandUnderEachOther()
    {
        using Columns = ReceiptDocument::Columns;
        const QStringList found = wrapped({ Columns { { QStringLiteral("商品"), QStringLiteral("数量"), QStringLiteral("单价"), QStringLiteral("金额") } },
                                              Columns { { QStringLiteral("汤圆"), QStringLiteral("2"), QStringLiteral("12.50"), QStringLiteral("25.00") } } },
            40);
        QCOMPARE(found.size(), 2);
        QCOMPARE(textCells(found[0], eastAsianCells), 40);
        QCOMPARE(textCells(found[1], eastAsianCells), 40);
        QCOMPARE(
            textCells(found[0].left(found[0].indexOf(u'价') + 1), eastAsianCells), textCells(found[1].left(found[1].indexOf(u"12.50") + 5), eastAsianCells));
    }

    void aNameCannotCommandThePrinter() { QCOMPARE(cleanText(QStringLiteral("茶\x1b@\x1dV\nB\u202e!\x07")), QStringLiteral("茶@V B!")); }

    /// Whatever stands in a document, no line is wider than the paper and nothing of it is lost.
    void anyTextFits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("spaces") << QString(100, u' ');
        QTest::newRow("indented beyond the paper") << QString(60, u' ') + QStringLiteral("汤圆");
        QTest::newRow("chinese") << QStringLiteral("红豆汤圆").repeated(30);
        QTest::newRow("emoji") << QStringLiteral("👨\u200d👩\u200d👧🍓").repeated(30);
        QTest::newRow("one word") << QString(500, u'W');
        QTest::newRow("zalgo") << QStringLiteral("e\u0301\u0302\u0303\u0304").repeated(80);
        QTest::newRow("lone surrogate") << QString(QChar(0xd83c)).repeated(40);
        QTest::newRow("line feeds") << QStringLiteral("a\n\n\nb\r\n");
    }
    void anyTextFits()
    {
        QFETCH(QString, text);
        for (const int columns : { 8, 31, 32, 48 }) {
            const QStringList found = wrapped({ Text { text }, Text { text, Align::Centre }, Pair { text, QStringLiteral("¥1.00") }, Pair { text, text },
                                                  ReceiptDocument::Columns { { text, text, text } }, ReceiptDocument::Qr { QStringLiteral("TYR") } },
                columns);
            for (const QString& line : found)
                QVERIFY2(textCells(line, eastAsianCells) <= columns, qPrintable(line));
            QCOMPARE(sortedLetters(found.join(QString())), sortedLetters(cleanText(text).repeated(8) + QStringLiteral("¥1.00TYR")));
        }
    }
};

TANGYUAN_TEST(PlainTextTest)
#include "PlainTextTest.moc"
