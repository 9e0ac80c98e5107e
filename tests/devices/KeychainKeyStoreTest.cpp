// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeychainKeyStore.h"
#include "core/till/Till.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tangyuan;

namespace {

/// Set where this program runs again inside a session of its own.
constexpr const char* insideVariable = "TANGYUAN_TEST_SECRET_SERVICE";

QByteArray makeKey()
{
    SystemRandom random;
    return Vault::makeMasterKey(random);
}

bool isWithService()
{
    return qgetenv(insideVariable) == "gnome-keyring";
}

}

/// The till's key in a real Secret Service (gnome-keyring on a bus of its own), and on a bus without any.
class KeychainKeyStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet(insideVariable))
            QSKIP("dbus-run-session or gnome-keyring-daemon is missing: install dbus and gnome-keyring to test the keychain");
    }

    void aKeyComesBackByteForByte()
    {
        if (!isWithService())
            QSKIP("runs with a service");
        KeychainKeyStore keys;
        QByteArray key = makeKey();
        key[3] = '\0'; // binary, not text
        key[4] = '\n';
        key[5] = '\xff';
        const auto written = keys.write(QStringLiteral("till-1"), key);
        QVERIFY2(written, qPrintable(written ? QString() : written.error().context));
        QCOMPARE(keys.read(QStringLiteral("till-1")).value(), key);
        const QByteArray other = makeKey();
        QVERIFY(keys.write(QStringLiteral("till-2"), other));
        QVERIFY(keys.write(QStringLiteral("till-1"), other));
        QCOMPARE(KeychainKeyStore().read(QStringLiteral("till-1")).value(), other);
        QCOMPARE(KeychainKeyStore().read(QStringLiteral("till-2")).value(), other);
    }

    void othersSeeItUnderOurName()
    {
        if (!isWithService())
            QSKIP("runs with a service");
        if (QStandardPaths::findExecutable(QStringLiteral("secret-tool")).isEmpty())
            QSKIP("secret-tool is missing: install libsecret-tools");
        const QByteArray key = makeKey();
        QVERIFY(KeychainKeyStore().write(QStringLiteral("till-3"), key));
        QProcess tool;
        tool.start(QStringLiteral("secret-tool"),
            { QStringLiteral("lookup"), QStringLiteral("server"), QStringLiteral("Tangyuan"), QStringLiteral("user"), QStringLiteral("till-3") });
        QVERIFY(tool.waitForFinished());
        QCOMPARE(QByteArray::fromBase64(tool.readAllStandardOutput()), key); // QtKeychain stores binary as base64
    }

    void aKeyThatIsNotThereIsMissing()
    {
        if (!isWithService())
            QSKIP("runs with a service");
        QCOMPARE(KeychainKeyStore().read(QStringLiteral("nobody's till")).error().code, ErrorCode::KeyMissing);
    }

    void anEntryThatIsNoKeyIsRefused()
    {
        if (!isWithService())
            QSKIP("runs with a service");
        QVERIFY(KeychainKeyStore().write(QStringLiteral("spoiled"), "too short"));
        QCOMPARE(KeychainKeyStore().read(QStringLiteral("spoiled")).error().code, ErrorCode::KeyWrong);
    }

    void aTillOpensAgainWithItsKey()
    {
        if (!isWithService())
            QSKIP("runs with a service");
        QTemporaryDir folder;
        const SystemClock clock;
        SystemRandom random;
        Id member;
        {
            KeychainKeyStore keys;
            auto till = Till::create(folder.path(), {}, { keys, clock, random });
            QVERIFY2(till, qPrintable(till ? QString() : errorCodeName(till.error().code) + till.error().context));
            Profile profile;
            profile.phone = QStringLiteral("13800138000");
            member = MUST((*till)->members().registerMember(profile)).member.id;
        }
        KeychainKeyStore keys;
        auto till = Till::open(folder.path(), { keys, clock, random });
        QVERIFY2(till, qPrintable(till ? QString() : errorCodeName(till.error().code) + till.error().context));
        QCOMPARE((*till)->members().byPhone(QStringLiteral("13800138000")).value()->id, member);
    }

    void withoutAServiceItSaysSo()
    {
        if (isWithService())
            QSKIP("runs without a service");
        KeychainKeyStore keys(5'000);
        const auto written = keys.write(QStringLiteral("till-1"), makeKey());
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::KeyStoreUnavailable);
        QVERIFY(!written.error().context.isEmpty());
        QCOMPARE(keys.read(QStringLiteral("till-1")).error().code, ErrorCode::KeyStoreUnavailable);

        QTemporaryDir folder;
        const SystemClock clock;
        SystemRandom random;
        const auto till = Till::create(folder.path(), {}, { keys, clock, random });
        QVERIFY(!till);
        QCOMPARE(till.error().code, ErrorCode::KeyStoreUnavailable);
    }

    void aSilentServiceIsNotWaitedForForEver()
    {
        QElapsedTimer timer;
        timer.start();
        const auto read = KeychainKeyStore(0).read(QStringLiteral("till-1"));
        QVERIFY(!read);
        QVERIFY(timer.elapsed() < 5'000);
        QTest::qWait(200); // the job ends with nobody waiting, and nothing happens
    }
};

namespace {

/// A bus that starts no service by itself: an ordinary one would start an installed keychain when it is asked for.
QString writeBusConfiguration(const QTemporaryDir& home)
{
    QFile file(home.filePath(QStringLiteral("bus.conf")));
    VERIFY(file.open(QIODevice::WriteOnly));
    file.write("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
               " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
               "<busconfig><type>session</type><listen>unix:dir="
        + home.path().toUtf8()
        + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
          "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n");
    return file.fileName();
}

/// Runs this program again on a message bus of its own, in a home of its own, so that nobody's keychain is touched.
int runInSession(const QStringList& arguments, const QString& variant)
{
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" })
        environment.insert(QString::fromLatin1(variable), home.path());
    for (const char* variable : { "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION",
             "KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID" })
        environment.remove(QString::fromLatin1(variable));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QString::fromLatin1(insideVariable), variant);

    const QString unlock = QStringLiteral("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\"");
    QProcess session;
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::ForwardedChannels);
    session.start(QStringLiteral("dbus-run-session"),
        QStringList { QStringLiteral("--config-file=%1").arg(writeBusConfiguration(home)), QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
            variant == u"none" ? QStringLiteral("exec \"$@\"") : unlock, QStringLiteral("sh"), QCoreApplication::applicationFilePath() }
            + arguments.sliced(1));
    const bool hasRun = session.waitForStarted() && session.waitForFinished(-1) && session.exitStatus() == QProcess::NormalExit;
    return hasRun ? session.exitCode() : 1;
}

}

// The class runs inside a session bus of its own, once with an unlocked gnome-keyring and once with no keychain at all.
[[maybe_unused]] static const bool registeredKeychain
    = registerRoomTest({ "KeychainKeyStoreTest", [](const QStringList& arguments) {
                            const auto isThere = [](const char* program) { return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty(); };
                            if (!qEnvironmentVariableIsSet(insideVariable) && isThere("dbus-run-session") && isThere("gnome-keyring-daemon")) {
                                const QStringList again = QStringList { arguments.first(), QStringLiteral("KeychainKeyStoreTest") } + arguments.sliced(1);
                                const int withService = runInSession(again, QStringLiteral("gnome-keyring"));
                                const int without = runInSession(again, QStringLiteral("none"));
                                return withService + without;
                            }
                            KeychainKeyStoreTest test;
                            return QTest::qExec(&test, arguments);
                        } });
#include "KeychainKeyStoreTest.moc"
