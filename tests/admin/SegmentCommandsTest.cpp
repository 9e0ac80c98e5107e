// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Csv.h"
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// Segments, tags and tastes through the real program.
class SegmentCommandsTest : public QObject {
    Q_OBJECT

    AdminShop m_shop;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(programPath(u"tangyuan-admin"_s)), "tangyuan-admin is not built");
        QCOMPARE(m_shop.admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s }).exitCode, 0);
        const QString products = m_shop.file(u"products.csv"_s, "货号,品名,分类,单位,售价\n1,芒果班戟,甜品,件,18.00\n2,杨枝甘露,糖水,件,26.00\n");
        QCOMPARE(m_shop.admin({ u"import"_s, u"products"_s, products }).exitCode, 0);
        for (const char* phone : { "13800138000", "13900139000" }) {
            const QString member = m_shop.file(u"member.json"_s, "{\"name\":\"王小梅\",\"phone\":\"" + QByteArray(phone) + "\"}");
            QCOMPARE(m_shop.admin({ u"member"_s, u"register"_s, member }).exitCode, 0);
        }
        QCOMPARE(m_shop.sell(R"({"member":"13800138000","lines":[{"code":"1","pieces":2}]})").exitCode, 0);
        QCOMPARE(m_shop.sell(R"({"lines":[{"code":"1"},{"code":"2"}]})").exitCode, 0);
    }

    void explainThemselves_data()
    {
        addCommandRows({ "segment run", "segment save", "segment delete", "segment list", "segment tag", "member tag", "member recommend" });
    }
    void explainThemselves() { explainsItself(); }

    void runListsMembersWithoutTheirNames()
    {
        const QString csv = m_shop.path(u"buyers.csv"_s);
        const AdminRun run = m_shop.admin({ u"segment"_s, u"run"_s, m_shop.file(u"buyers.json"_s, R"({"bought":{"categories":["甜品"]}})"), u"--csv"_s, csv });
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json["count"_L1].toInt(), 1);
        const QJsonObject member = run.json["members"_L1][0].toObject();
        QCOMPARE(member["phone"_L1].toString(), u"138****8000"_s);
        QCOMPARE(member["spendMinor"_L1].toInt(), 3'600);
        QCOMPARE(member["visits"_L1].toInt(), 1);
        QVERIFY(!run.output.contains("王小梅") && !run.messages.contains(u"王小梅"_s));
        const auto rows = MUST(readCsv(readWhole(csv)));
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[1].fields.first(4), (QStringList { member["number"_L1].toString(), u"138****8000"_s, u"1"_s, u"36.00"_s }));
        QCOMPARE(m_shop.admin({ u"segment"_s, u"run"_s, u"newMembers"_s }).json["count"_L1].toInt(), 2);
    }

    void savedSegmentsComeAndGo()
    {
        const QString file = m_shop.file(u"buyers.json"_s, R"({"bought":{"products":["1"]},"tag":"班戟控"})");
        QCOMPARE(m_shop.admin({ u"segment"_s, u"save"_s, u"班戟"_s, file }).exitCode, 0);
        QCOMPARE(m_shop.admin({ u"segment"_s, u"list"_s }).json["segments"_L1][0]["name"_L1].toString(), u"班戟"_s);
        QCOMPARE(m_shop.admin({ u"segment"_s, u"run"_s, u"班戟"_s }).json["count"_L1].toInt(), 1);
        const AdminRun tagged = m_shop.admin({ u"segment"_s, u"tag"_s });
        QCOMPARE(tagged.json["tags"_L1][0]["added"_L1].toInt(), 1);
        QCOMPARE(m_shop.admin({ u"member"_s, u"tag"_s, u"13800138000"_s }).json["tags"_L1][0]["byRule"_L1].toBool(), true);
        QCOMPARE(m_shop.admin({ u"segment"_s, u"delete"_s, u"班戟"_s }).exitCode, 0);
        const AdminRun gone = m_shop.admin({ u"segment"_s, u"run"_s, u"班戟"_s });
        QCOMPARE(gone.exitCode, 1);
        QCOMPARE(gone.errorCode(), u"SegmentNotFound"_s);
    }

    void aBadDocumentIsRefusedWithItsKey()
    {
        const AdminRun run = m_shop.admin({ u"segment"_s, u"save"_s, u"bad"_s, m_shop.file(u"bad.json"_s, R"({"bought":{"categories":["饮料"]}})") });
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.errorContext(), u"bought.categories"_s);
    }

    void tagsByHand()
    {
        const AdminRun run = m_shop.admin({ u"member"_s, u"tag"_s, u"13900139000"_s, u"--add"_s, u"学生,邻居"_s });
        QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
        QCOMPARE(run.json["tags"_L1].toArray().size(), 2);
        QCOMPARE(m_shop.admin({ u"member"_s, u"tag"_s, u"13900139000"_s, u"--remove"_s, u"学生"_s }).json["tags"_L1][0]["tag"_L1].toString(), u"邻居"_s);
    }

    void recommends()
    {
        const AdminRun run = m_shop.admin({ u"member"_s, u"recommend"_s, u"13800138000"_s });
        QCOMPARE(run.json["usual"_L1][0]["plu"_L1].toString(), u"1"_s);
        QCOMPARE(run.json["untried"_L1][0]["plu"_L1].toString(), u"2"_s);
        QCOMPARE(run.json["untried"_L1][0]["reason"_L1].toString(), u"similarTastes"_s);
    }
};

TANGYUAN_TEST(SegmentCommandsTest)
#include "SegmentCommandsTest.moc"
