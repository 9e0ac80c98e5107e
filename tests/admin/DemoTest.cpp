// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// The demo shop: a history made by the till's own use cases, so it must hold together like any other.
class DemoTest : public QObject {
    Q_OBJECT

    AdminShop m_shop;

private Q_SLOTS:
    void aShopWithAHistoryHoldsTogether()
    {
        const AdminRun made = m_shop.admin({ u"init"_s, u"--demo"_s, u"--seed"_s, u"7"_s });
        QVERIFY2(made.exitCode == 0, qPrintable(made.messages));
        QCOMPARE(made.json["members"_L1].toInt(), 2'000);
        const AdminRun verified = m_shop.admin({ u"verify"_s });
        QVERIFY2(verified.exitCode == 0, qPrintable(verified.messages));
        QVERIFY(verified.json["sales"_L1].toInt() > 10'000);
        QVERIFY(verified.json["pointsAvailable"_L1].toInt() > 0);
    }

    void itLivesByItsRules()
    {
        const AdminRun rules = m_shop.admin({ u"rules"_s, u"show"_s });
        QCOMPARE(rules.json["version"_L1].toInt(), 2);
        QCOMPARE(rules.json["inForce"_L1].toBool(), true);
        const QDate today = QDate::currentDate();
        const QStringList range { u"--from"_s, today.addDays(-60).toString(Qt::ISODate), u"--to"_s, today.addDays(-30).toString(Qt::ISODate) };
        const AdminRun preview = m_shop.admin(QStringList { u"rules"_s, u"preview"_s, m_shop.file(u"rules.json"_s, rules.output) } + range);
        QVERIFY2(preview.exitCode == 0, qPrintable(preview.messages));
        QVERIFY(preview.json["sales"_L1].toInt() > 1'000);
        QVERIFY(preview.json["given"_L1]["points"_L1].toInt() > 0);
        QCOMPARE(preview.json["planned"_L1].toObject(), preview.json["then"_L1].toObject());
        QCOMPARE(preview.json["then"_L1].toObject(), preview.json["given"_L1].toObject()); // tiers changed since; the replay knows those of then
        const QJsonObject kinds = preview.json["kinds"_L1].toObject();
        QCOMPARE(kinds.size(), 13);
        for (const char* busy : { "checkIn", "mall", "pointsAsCash", "draw", "recharge" })
            QVERIFY2(kinds[QLatin1String(busy)]["given"_L1]["times"_L1].toInt() > 0, busy);
        for (const QJsonValue& kind : kinds)
            QCOMPARE(kind["planned"_L1].toObject(), kind["then"_L1].toObject());
        for (const QString& kind : kinds.keys())
            if (kind != u"draw") // of which the odds are asked, not the luck
                QCOMPARE(kinds[kind]["then"_L1].toObject(), kinds[kind]["given"_L1].toObject());
        const AdminRun audited = m_shop.admin({ u"lottery"_s, u"audit"_s, u"sweet-draw"_s });
        QCOMPARE(audited.exitCode, 0);
        QVERIFY(audited.json["draws"_L1].toInt() > 20);
        QVERIFY(m_shop.admin({ u"segment"_s, u"run"_s, u"爱吃蛋糕"_s }).json["count"_L1].toInt() > 0);
    }
};

TANGYUAN_TEST(DemoTest)
#include "DemoTest.moc"
