// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/protocol/Messages.h"
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// A till and its chain, from the command line.
class HubCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_shop.admin({ u"init"_s, u"--shop"_s, u"Osmanthus"_s }).exitCode, 0); }

    void aloneThereIsNothingToTell()
    {
        for (const char* command : { "status", "sync", "leave" }) {
            const AdminRun run = m_shop.admin({ u"hub"_s, QString::fromLatin1(command) });
            QCOMPARE(run.exitCode, 1);
            QCOMPARE(run.errorCode(), u"Alone"_s);
            QVERIFY2(run.messages.contains(u"hub join"), qPrintable(run.messages));
        }
    }

    void whatIsNoCodeJoinsNothing()
    {
        const AdminRun run = m_shop.admin({ u"hub"_s, u"join"_s, u"6901234567892"_s });
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.errorCode(), u"CodeUnknown"_s);
    }

    void aHubThatIsAwayChangesNothing()
    {
        const QString code = sync::EnrolmentCode { u"https://127.0.0.1:9"_s, QByteArray(32, 'c'), QByteArray(16, 's') }.toText();
        const AdminRun run = m_shop.admin({ u"hub"_s, u"join"_s, code });
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.errorCode(), u"HubUnreachable"_s);
        QCOMPARE(m_shop.admin({ u"hub"_s, u"status"_s }).errorCode(), u"Alone"_s);
        QCOMPARE(m_shop.admin({ u"verify"_s }).exitCode, 0);
    }

private:
    AdminShop m_shop;
};

TANGYUAN_TEST(HubCommandsTest)
#include "HubCommandsTest.moc"
