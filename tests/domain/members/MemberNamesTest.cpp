// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberNames.h"

#include "core/base/Random.h"

#include "tests/support/RoomTest.h"

#include <QTest>

#include <map>

using namespace tangyuan;

namespace {

std::vector<qint64> rows(const std::vector<MemberKey>& keys)
{
    std::vector<qint64> result;
    for (MemberKey key : keys)
        result.push_back(key.row);
    return result;
}

using Rows = std::vector<qint64>;

}

/// Finding a regular by what they are called.
class MemberNamesTest : public QObject {
    Q_OBJECT

    MemberNames m_names;

    Rows found(const QString& text, int limit = 10) const { return rows(m_names.search(text, limit)); }

private Q_SLOTS:
    void init()
    {
        m_names = {};
        m_names.put({ 1 }, QStringLiteral("王小梅"));
        m_names.put({ 2 }, QStringLiteral("李雷"));
        m_names.put({ 3 }, QStringLiteral("Anna Wang"));
        m_names.put({ 7 }, QStringLiteral("王小明"));
    }

    void byPartOfTheName()
    {
        QCOMPARE(found(QStringLiteral("王小梅")), Rows { 1 });
        QCOMPARE(found(QStringLiteral("小")), (Rows { 7, 1 }));
        QCOMPARE(found(QStringLiteral("雷")), Rows { 2 });
        QCOMPARE(found(QStringLiteral("  王小 ")), (Rows { 7, 1 }));
        QCOMPARE(found(QStringLiteral("anna w")), Rows { 3 });
        QCOMPARE(found(QStringLiteral("ＡＮＮＡ")), Rows { 3 });
        QCOMPARE(found(QStringLiteral("张")), Rows {});
        QCOMPARE(m_names.size(), 4);
    }

    void byPinyinInitialsFromTheirStart()
    {
        QCOMPARE(found(QStringLiteral("wxm")), (Rows { 7, 1 }));
        QCOMPARE(found(QStringLiteral("W")), (Rows { 7, 3, 1 })); // "Wang" holds a w, too
        QCOMPARE(found(QStringLiteral("ll")), Rows { 2 });
        QCOMPARE(found(QStringLiteral("xm")), Rows {});
        QCOMPARE(found(QStringLiteral("aw")), Rows { 3 });
    }

    void theLimitKeepsTheNewest()
    {
        QCOMPARE(found(QStringLiteral("王"), 1), Rows { 7 });
        QCOMPARE(found(QStringLiteral("王"), 0), Rows {});
        QCOMPARE(found(QStringLiteral("王"), -5), Rows {});
    }

    void aNewNameTakesThePlaceOfTheOldOne()
    {
        m_names.put({ 1 }, QStringLiteral("赵小兰"));
        QCOMPARE(found(QStringLiteral("王小梅")), Rows {});
        QCOMPARE(found(QStringLiteral("小")), (Rows { 7, 1 })); // the order is still that of their registration
        QCOMPARE(found(QStringLiteral("zxl")), Rows { 1 });
        m_names.put({ 1 }, QStringLiteral("王小梅"));
        QCOMPARE(found(QStringLiteral("王小梅")), Rows { 1 });
        QCOMPARE(found(QStringLiteral("赵")), Rows {});
        QCOMPARE(m_names.size(), 4);
    }

    void theErasedAreGone()
    {
        m_names.put({ 7 }, {});
        m_names.put({ 7 }, {});
        m_names.put({ 99 }, {});
        QCOMPARE(found(QStringLiteral("王小")), Rows { 1 });
        QCOMPARE(m_names.size(), 3);
        m_names.put({ 5 }, QStringLiteral("王五")); // a row that was never there, out of order
        QCOMPARE(found(QStringLiteral("王")), (Rows { 5, 1 }));
        m_names.put({ 5 }, {});
        QCOMPARE(found(QStringLiteral("王")), Rows { 1 });
    }

    void initialsThatAreKnownAlreadyAreTaken()
    {
        m_names.put({ 8 }, QStringLiteral("单于"), QStringLiteral("CY"));
        QCOMPARE(found(QStringLiteral("cy")), Rows { 8 });
    }

    void strangeTextsAreHarmless()
    {
        for (const QString& text : { QString(), QStringLiteral(" "), QStringLiteral("\x1e"), QStringLiteral("\x1f\x1d"), QString(100'000, u'王'),
                 QString(QChar(0xD800)), QString(QChar(0)) })
            (void)m_names.search(text, 10);
        QCOMPARE(found(QStringLiteral("\x1e")), Rows {});
        m_names.put({ 9 }, QString(100'000, u'长'));
        m_names.put({ 10 }, QStringLiteral("a\x1e\x1f") + QStringLiteral("b\x1d"));
        QCOMPARE(found(QStringLiteral("长长")), Rows { 9 });
        QCOMPARE(found(QStringLiteral("ab")), Rows { 10 });
        QCOMPARE(MemberNames().search(QStringLiteral("王"), 10).size(), 0U);
    }

    /// The same answers as a plain list gives, over 100,000 members who come, change and go.
    void aCrowd()
    {
        constexpr quint64 seed = 20'261'122;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        SeededRandom random(seed);
        const QString characters = QStringLiteral("王李张刘陈杨赵黄周吴小大明梅兰竹菊春花秋月雨雪伟芳");
        const auto makeName = [&] {
            QString name;
            for (quint64 left = 2 + random.below(2); left > 0; --left)
                name.append(characters[static_cast<qsizetype>(random.below(static_cast<quint64>(characters.size())))]);
            return name;
        };
        std::map<qint64, QString, std::greater<>> plain;
        MemberNames crowd;
        const auto put = [&](qint64 row, const QString& name) {
            crowd.put({ row }, name, QStringLiteral("x"));
            if (name.isEmpty())
                plain.erase(row);
            else
                plain[row] = name;
        };
        crowd.reserve(100'000);
        for (qint64 row = 1; row <= 100'000; ++row)
            put(row, makeName());
        for (int change = 0; change < 20'000; ++change)
            put(static_cast<qint64>(1 + random.below(110'000)), random.below(4) == 0 ? QString() : makeName());
        QCOMPARE(crowd.size(), static_cast<qsizetype>(plain.size()));
        for (int i = 0; i < 200; ++i) {
            const QString text = random.below(3) == 0 ? makeName() : makeName().left(2);
            Rows expected;
            for (const auto& [row, name] : plain)
                if (expected.size() < 20 && name.contains(text))
                    expected.push_back(row);
            QCOMPARE(rows(crowd.search(text, 20)), expected);
        }
    }
};

TANGYUAN_TEST(MemberNamesTest)
#include "MemberNamesTest.moc"
