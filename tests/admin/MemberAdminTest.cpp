// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <optional>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// What tangyuan-admin does for members beyond registering them.
class MemberAdminTest : public QObject {
    Q_OBJECT

    static constexpr int done = 0, refused = 1;

    std::optional<AdminShop> m_shop; ///< with one member
    QString m_number;

private Q_SLOTS:
    void init()
    {
        m_shop.emplace();
        QCOMPARE(m_shop->admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s }).exitCode, done);
        const AdminRun member = m_shop->admin({ u"member"_s, u"register"_s, m_shop->file(u"wang.json"_s, R"({"phone":"138 0013 8000","name":"王小梅"})") });
        QCOMPARE(member.exitCode, done);
        m_number = member.json["number"_L1].toString();
    }

    void aPhoneShowsAFreshCode()
    {
        const AdminRun card = m_shop->admin({ u"member"_s, u"code"_s, m_number });
        const AdminRun phone = m_shop->admin({ u"member"_s, u"code"_s, m_number, u"--dynamic"_s });
        QCOMPARE(card.exitCode, done);
        QCOMPARE(phone.exitCode, done);
        QVERIFY(!card.json["dynamic"_L1].toBool() && phone.json["dynamic"_L1].toBool());
        QVERIFY(card.json["code"_L1] != phone.json["code"_L1]);
        for (const AdminRun& run : { card, phone }) {
            const QString code = run.json["code"_L1].toString();
            QCOMPARE(run.json["number"_L1].toString(), m_number);
            const AdminRun scanned = m_shop->admin({ u"scan"_s, u"--text"_s, code });
            QCOMPARE(scanned.json["kind"_L1].toString(), u"memberCode"_s);
            QCOMPARE(scanned.json["dynamic"_L1], run.json["dynamic"_L1]);
            QCOMPARE(m_shop->admin({ u"member"_s, u"show"_s, code.toLower() }).json["number"_L1].toString(), m_number);
        }
        const AdminRun nobody = m_shop->admin({ u"member"_s, u"code"_s, u"13900139000"_s });
        QCOMPARE(nobody.exitCode, refused);
        QCOMPARE(nobody.errorCode(), u"MemberNotFound"_s);
    }
};

TANGYUAN_TEST(MemberAdminTest)
#include "MemberAdminTest.moc"
