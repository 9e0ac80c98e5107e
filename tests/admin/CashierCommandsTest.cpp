// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// The list of cashiers through the real program.
class CashierCommandsTest : public QObject {
    Q_OBJECT

    AdminShop m_shop;

    AdminRun cashier(const QStringList& arguments) const { return m_shop.admin(QStringList { u"cashier"_s } + arguments); }
    QStringList active() const
    {
        QStringList names;
        for (const QJsonValue& entry : cashier({ u"list"_s }).json["cashiers"_L1].toArray())
            if (entry["active"_L1].toBool())
                names.append(entry["name"_L1].toString());
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(programPath(u"tangyuan-admin"_s)), "tangyuan-admin is not built");
        QCOMPARE(m_shop.admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s }).exitCode, 0);
    }

    void explainThemselves_data() { addCommandRows({ "cashier list", "cashier add", "cashier rename", "cashier end", "cashier resume" }); }
    void explainThemselves() { explainsItself(); }

    void theyComeAndGo()
    {
        const AdminRun added = cashier({ u"add"_s, u"王芳"_s });
        QVERIFY2(added.exitCode == 0, qPrintable(added.messages));
        QCOMPARE(added.json["name"_L1].toString(), u"王芳"_s);
        QVERIFY(added.json["active"_L1].toBool());
        QCOMPARE(cashier({ u"add"_s, u"李雷"_s }).exitCode, 0);
        const AdminRun renamed = cashier({ u"rename"_s, u"王芳"_s, u"王芳芳"_s });
        QCOMPARE(renamed.json["id"_L1].toString(), added.json["id"_L1].toString());
        QCOMPARE(active(), (QStringList { u"李雷"_s, u"王芳芳"_s }));
        QCOMPARE(cashier({ u"end"_s, u"王芳芳"_s }).json["active"_L1], QJsonValue(false));
        QCOMPARE(active(), QStringList { u"李雷"_s });
        QCOMPARE(cashier({ u"list"_s }).json["cashiers"_L1].toArray().size(), 2); // and who did
        QCOMPARE(cashier({ u"resume"_s, u"王芳芳"_s }).exitCode, 0);
        QCOMPARE(active(), (QStringList { u"李雷"_s, u"王芳芳"_s }));
    }

    void whatCannotBeIsSaid()
    {
        QCOMPARE(cashier({ u"add"_s, u"Ann"_s }).exitCode, 0);
        const AdminRun again = cashier({ u"add"_s, u"Ann"_s });
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.errorCode(), u"CashierTaken"_s);
        const AdminRun unknown = cashier({ u"end"_s, u"Bob"_s });
        QCOMPARE(unknown.exitCode, 1);
        QCOMPARE(unknown.errorCode(), u"CashierNotFound"_s);
        QCOMPARE(cashier({ u"rename"_s, u"Ann"_s }).exitCode, 2);
    }

    void theSettingsSayWhoIsAtTheTill()
    {
        QCOMPARE(m_shop.admin({ u"settings"_s, m_shop.file(u"cashier.json"_s, R"({"cashier":"周周"})") }).exitCode, 0);
        QCOMPARE(cashier({ u"list"_s }).json["atTill"_L1].toString(), u"周周"_s);
        QVERIFY(active().contains(u"周周"_s));
    }
};

TANGYUAN_TEST(CashierCommandsTest)
#include "CashierCommandsTest.moc"
