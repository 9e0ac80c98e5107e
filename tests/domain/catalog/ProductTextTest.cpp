// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductText.h"

#include "core/base/Limits.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class ProductTextTest : public QObject {
    Q_OBJECT

    static QString nameOf(const Error& error) { return errorCodeName(error.code); }

private Q_SLOTS:
    void tagsAreReadAsTheyAreTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("read"); ///< tags with | between, or the error
        const auto row = [](const char* name, const QString& typed, const QString& read) { QTest::newRow(name) << typed << read; };
        row("nothing", QStringLiteral("  "), QString());
        row("one", QStringLiteral(" 进口 "), QStringLiteral("进口"));
        row("either keyboard", QStringLiteral("进口，时令,甜、冰;新品；"), QStringLiteral("进口|时令|甜|冰|新品"));
        row("blanks belong to a tag", QStringLiteral("gluten free, new"), QStringLiteral("gluten free|new"));
        row("wide blanks around", QStringLiteral("进口，　时令　"), QStringLiteral("进口|时令"));
        row("commas in a row", QStringLiteral(",, 甜,，;"), QStringLiteral("甜"));
        row("twice", QStringLiteral("甜，冰，甜"), QStringLiteral("DuplicateCode"));
        row("a tab within", QStringLiteral("甜\t冰"), QStringLiteral("InputMalformed"));
        row("a long one", QString(limits::nameChars, u'a'), QString(limits::nameChars, u'a'));
        row("too long", QString(limits::nameChars + 1, u'a'), QStringLiteral("InputTooLong"));
        QStringList many;
        for (int i = 0; i < limits::tagsPerProduct; ++i)
            many << QString::number(i);
        row("many", many.join(u','), many.join(u'|'));
        row("too many", many.join(u',') + QStringLiteral(",one more"), QStringLiteral("InputTooLong"));
    }
    void tagsAreReadAsTheyAreTyped()
    {
        QFETCH(QString, typed);
        QFETCH(QString, read);
        const auto tags = readProductTags(typed);
        QCOMPARE(tags ? tags->join(u'|') : nameOf(tags.error()), read);
    }

    void bestBeforeIsADayOrNothing_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* typed, const char* read) { QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(read); };
        row(" ", "none");
        row(" 2026-11-30 ", "2026-11-30");
        row("2026-1-5", "2026-01-05");
        row("2026/12/1", "2026-12-01");
        row("20261130", "2026-11-30");
        row("2026-02-30", "InputMalformed");
        row("26-11-30", "InputMalformed");
        row("1026-11-30", "InputMalformed");
        row("明天", "InputMalformed");
    }
    void bestBeforeIsADayOrNothing()
    {
        QFETCH(QString, typed);
        QFETCH(QString, read);
        const auto day = readBestBefore(typed);
        const QString found = !day ? nameOf(day.error()) : *day ? (*day)->toString() : QStringLiteral("none");
        QCOMPARE(found, read);
    }
};

TANGYUAN_TEST(ProductTextTest)
#include "ProductTextTest.moc"
