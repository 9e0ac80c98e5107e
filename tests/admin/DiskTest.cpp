// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// A till on a disk that is full or read-only. The disk is a small one in memory, so the tests need the right to
/// mount; without it they say so and pass over.
class DiskTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    bool m_isMounted = false;

    QString disk() const { return m_folder.path(); }
    QStringList till() const { return { u"--data"_s, disk() + u"/till"_s, u"--key-file"_s, disk() + u"/till.key"_s }; }
    AdminRun admin(const QStringList& arguments) const { return runAdminProgram(arguments + till()); }
    bool mount(const QStringList& options) const
    {
        return QProcess::execute(u"mount"_s, QStringList { u"-t"_s, u"tmpfs"_s } + options + QStringList { u"tmpfs"_s, disk() }) == 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_isMounted = mount({ u"-o"_s, u"size=4m"_s });
        if (!m_isMounted)
            QSKIP("No right to mount a small disk here.");
        QCOMPARE(admin({ u"init"_s }).exitCode, 0);
        QVERIFY(writeWhole(disk() + u"/products.csv"_s, "plu,name,category,unit,price\n1,双皮奶,糖水,piece,16.00\n"));
        QVERIFY(writeWhole(disk() + u"/cart.json"_s, R"({"lines":[{"code":"1"}]})"));
        QCOMPARE(admin({ u"import"_s, u"products"_s, disk() + u"/products.csv"_s }).exitCode, 0);
    }

    void cleanupTestCase()
    {
        if (m_isMounted)
            QProcess::execute(u"umount"_s, { disk() });
    }

    void aFullDiskLosesNothing_data()
    {
        QTest::addColumn<int>("bytesLeft");
        QTest::newRow("not a byte left") << 0;
        QTest::newRow("room for the lock") << 8 * 1024;
        QTest::newRow("room for the lock and the log's index") << 48 * 1024;
    }
    void aFullDiskLosesNothing()
    {
        QFETCH(int, bytesLeft);
        const QStringList sell { u"sell"_s, disk() + u"/cart.json"_s };
        QCOMPARE(admin(sell).exitCode, 0);
        const qint64 salesBefore = admin({ u"verify"_s }).json["sales"_L1].toInteger();

        const QString filler = disk() + u"/filler"_s;
        QVERIFY(writeWhole(disk() + u"/spare"_s, QByteArray(bytesLeft, 'x')));
        QFile file(filler);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (file.write(QByteArray(4'096, 'x')) > 0) { }
        file.close();
        QVERIFY(QFile::remove(disk() + u"/spare"_s));

        int soldAnyway = 0;
        AdminRun run;
        for (int tries = 0; tries < 5; ++tries) { // a small sale may still fit
            run = admin(sell);
            if (run.exitCode != 0)
                break;
            ++soldAnyway;
        }
        QVERIFY(QFile::remove(filler));
        QVERIFY2(run.exitCode == 3, qPrintable(run.messages));
        QVERIFY2(run.errorCode() == u"DiskFull", qPrintable(run.errorCode() + run.errorContext()));
        QVERIFY(run.messages.contains(u"The disk is full"));
        QCOMPARE(admin(sell).exitCode, 0);
        const AdminRun verified = admin({ u"verify"_s });
        QVERIFY2(verified.exitCode == 0, qPrintable(verified.messages));
        QCOMPARE(verified.json["sales"_L1].toInteger(), salesBefore + soldAnyway + 1);
    }

    void aReadOnlyDiskSaysSo()
    {
        const qint64 salesBefore = admin({ u"verify"_s }).json["sales"_L1].toInteger();
        QVERIFY(mount({ u"-o"_s, u"remount,ro"_s }));
        const AdminRun sold = admin({ u"sell"_s, disk() + u"/cart.json"_s });
        const AdminRun looked = admin({ u"report"_s, u"daily"_s });
        const AdminRun exported = admin({ u"export"_s, u"products"_s, disk() + u"/out.csv"_s });
        QVERIFY(mount({ u"-o"_s, u"remount,rw"_s }));
        QCOMPARE(sold.exitCode, 3);
        QCOMPARE(sold.errorCode(), u"ReadOnly"_s);
        QVERIFY2(looked.exitCode == 3 && looked.errorCode() == u"ReadOnly", qPrintable(looked.messages));
        QCOMPARE(exported.exitCode, 3);
        QCOMPARE(admin({ u"verify"_s }).json["sales"_L1].toInteger(), salesBefore);
    }
};

TANGYUAN_TEST(DiskTest)
#include "DiskTest.moc"
