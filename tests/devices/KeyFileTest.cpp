// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeyFile.h"
#include "core/till/Till.h"

#include "tests/support/RoomTest.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <QTest>

using namespace tangyuan;

/// The key in a file, for a till without a keychain.
class KeyFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const QByteArray m_key = QByteArray(31, 'k') + '\0';

    QString path() const { return m_folder->filePath(QStringLiteral("till.keys")); }
    QByteArray contents() const
    {
        QFile file(path());
        VERIFY(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    void overwrite(const QByteArray& bytes) const
    {
        QFile file(path());
        VERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(bytes);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aKeyIsKeptForItsOwnerOnly()
    {
        KeyFile keys(path());
        QVERIFY(keys.write(QStringLiteral("till-1"), m_key));
        QVERIFY(keys.write(QStringLiteral("till-2"), QByteArray(32, '2')));
        QVERIFY(keys.write(QStringLiteral("till-2"), QByteArray(32, '3')));
        KeyFile again(path());
        QCOMPARE(again.read(QStringLiteral("till-1")).value(), m_key);
        QCOMPARE(again.read(QStringLiteral("till-2")).value(), QByteArray(32, '3'));
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(path()) & others));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("till.keys")));
        QCOMPARE(contents().count('\n'), 2);
    }

    void aMissingKeyIsSaid()
    {
        KeyFile keys(path());
        QCOMPARE(keys.read(QStringLiteral("till-1")).error().code, ErrorCode::KeyMissing);
        QVERIFY(!QFile::exists(path()));
        QVERIFY(keys.write(QStringLiteral("till-1"), m_key));
        QCOMPARE(keys.read(QStringLiteral("till-2")).error().code, ErrorCode::KeyMissing);
    }

    void aFileThatOthersCanReadIsRefused()
    {
        KeyFile keys(path());
        QVERIFY(keys.write(QStringLiteral("till-1"), m_key));
        for (const auto permission : { QFile::ReadGroup, QFile::ReadOther, QFile::WriteOther }) {
            QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | permission));
            const auto refused = keys.read(QStringLiteral("till-1"));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::KeyStoreUnavailable);
            QVERIFY2(refused.error().context.contains(u"chmod 600"), qPrintable(refused.error().context));
            QCOMPARE(keys.write(QStringLiteral("till-1"), QByteArray(32, 'n')).error().code, ErrorCode::KeyStoreUnavailable);
        }
        QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(keys.read(QStringLiteral("till-1")).value(), m_key);
    }

    void aSpoiledFileIsSaidByItsLineAndNotOverwritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = "till-1 " + m_key.toBase64() + "\n";
        QTest::newRow("no key") << good + "till-2\n";
        QTest::newRow("no name") << good + " " + m_key.toBase64() + "\n";
        QTest::newRow("short key") << good + "till-2 " + m_key.first(16).toBase64() + "\n";
        QTest::newRow("no base64") << good + "till-2 " + QByteArray(44, '!') + "\n";
        QTest::newRow("binary") << good + QByteArray(100, '\0');
    }
    void aSpoiledFileIsSaidByItsLineAndNotOverwritten()
    {
        QFETCH(QByteArray, text);
        overwrite(text);
        KeyFile keys(path());
        const auto read = keys.read(QStringLiteral("till-1"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InputMalformed);
        QVERIFY2(read.error().context.contains(u"line 2"), qPrintable(read.error().context));
        QVERIFY(!keys.write(QStringLiteral("till-3"), m_key));
        QCOMPARE(contents(), text);
    }

    void whatIsNoFileIsRefused()
    {
        QCOMPARE(KeyFile(m_folder->path()).read(QStringLiteral("till-1")).error().code, ErrorCode::KeyStoreUnavailable);
        QCOMPARE(KeyFile(QStringLiteral("/dev/zero")).read(QStringLiteral("till-1")).error().code, ErrorCode::KeyStoreUnavailable);
        QCOMPARE(KeyFile(m_folder->filePath(QStringLiteral("none/keys"))).write(QStringLiteral("a"), m_key).error().code, ErrorCode::KeyStoreUnavailable);
        overwrite(QByteArray(100'000, '\n'));
        QCOMPARE(KeyFile(path()).read(QStringLiteral("till-1")).error().code, ErrorCode::KeyStoreUnavailable);
    }

    void namesAndKeysThatCannotStandInALineAreRefused()
    {
        KeyFile keys(path());
        for (const QString& name : { QString(), QStringLiteral("a b"), QStringLiteral("a\nb"), QStringLiteral("收银台"), QString(65, u'a') })
            QCOMPARE(keys.write(name, m_key).error().code, ErrorCode::InputMalformed);
        QCOMPARE(keys.write(QStringLiteral("till-1"), m_key.first(31)).error().code, ErrorCode::KeyWrong);
        QVERIFY(!QFile::exists(path()));
    }

    void whatACrashLeftIsNoObstacle()
    {
        QFile half(path() + QStringLiteral(".new"));
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write("till-1 half a ke");
        half.close();
        KeyFile keys(path());
        QVERIFY(keys.write(QStringLiteral("till-1"), m_key));
        QCOMPARE(keys.read(QStringLiteral("till-1")).value(), m_key);
        QVERIFY(!QFile::exists(half.fileName()));
    }

    void aTillOpensAgainWithItAndNotWithout()
    {
        const QString folder = m_folder->filePath(QStringLiteral("till"));
        const SystemClock clock;
        SystemRandom random;
        {
            KeyFile keys(path());
            QVERIFY(Till::create(folder, {}, { keys, clock, random }));
        }
        KeyFile keys(path());
        QVERIFY(Till::open(folder, { keys, clock, random }));
        QVERIFY(QFile::rename(path(), path() + QStringLiteral(".away")));
        const auto shut = Till::open(folder, { keys, clock, random });
        QVERIFY(!shut);
        QCOMPARE(shut.error().code, ErrorCode::KeyMissing);
    }
};

TANGYUAN_TEST(KeyFileTest)
#include "KeyFileTest.moc"
