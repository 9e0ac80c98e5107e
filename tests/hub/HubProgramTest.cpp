// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/HubProgram.h"
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QCryptographicHash>

#include <list>

#include <signal.h>

#include <unistd.h>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// tangyuan-hub as whoever runs it meets it: the real program, its documents, sentences and exit codes.
class HubProgramTest : public QObject {
    Q_OBJECT

    static constexpr int done = 0, refused = 1, misused = 2, storage = 3;

    std::optional<QTemporaryDir> m_place;

    QString folder() const { return m_place->filePath(u"hub"_s); }
    AdminRun run(const QStringList& arguments) const { return runHubProgram(folder(), arguments); }
    AdminRun json(const QStringList& arguments) const { return run(arguments + QStringList { u"--json"_s }); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(programPath(u"tangyuan-hub"_s)), "tangyuan-hub is not built"); }
    void init() { m_place.emplace(); }

    void everyCommandExplainsItself_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : { "serve", "store", "stores", "enrol", "devices", "revoke", "exceptions", "resolve", "split", "report", "verify" })
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyCommandExplainsItself()
    {
        QFETCH(QString, command);
        const AdminRun help = run({ command, u"--help"_s });
        QCOMPARE(help.exitCode, done);
        QVERIFY(help.output.contains("Usage: tangyuan-hub " + command.toUtf8()) && help.output.contains("Example:"));
        QVERIFY2(!QFile::exists(folder()), "help makes nothing");
    }
    void wrongLinesAreTold()
    {
        QCOMPARE(run({ u"frobnicate"_s }).exitCode, misused);
        QCOMPARE(run({ u"store"_s, u"S001"_s }).exitCode, misused);
        QCOMPARE(run({ u"stores"_s, u"--listen"_s, u"everywhere"_s }).exitCode, refused);
        QCOMPARE(run({ u"stores"_s, u"--public-url"_s, u"http://hub.example"_s }).exitCode, refused);
        QCOMPARE(run({ u"stores"_s, u"--connections"_s, u"many"_s }).exitCode, refused);
        QCOMPARE(run({ u"stores"_s, u"--connections-per-address"_s, u"9"_s }).exitCode, refused);
        const AdminRun halfCertificate = json({ u"stores"_s, u"--certificate"_s, u"x.pem"_s });
        QCOMPARE(halfCertificate.exitCode, refused);
        QCOMPARE(halfCertificate.errorCode(), u"InputMalformed"_s);
        QVERIFY2(halfCertificate.messages.startsWith(u"tangyuan-hub: "), qPrintable(halfCertificate.messages));
    }

    void theFirstStartMakesEverything()
    {
        const AdminRun made = json({ u"store"_s, u"S001"_s, u"南京路店"_s, u"--name"_s, u"桂花糖水铺"_s });
        QVERIFY2(made.exitCode == done, qPrintable(made.messages));
        QCOMPARE(QFile::permissions(folder()) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
        for (const char* name : { "hub.key", "hub.sqlite", "hub.json", "authority.pem", "authority.key", "server.pem", "server.key" }) {
            const QString file = folder() + u'/' + QString::fromLatin1(name);
            QVERIFY2(QFile::exists(file), name);
            QVERIFY2(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)), name);
        }
        QCOMPARE(json({ u"stores"_s }).json["stores"_L1][0]["name"_L1].toString(), u"南京路店"_s);
        QVERIFY(QString::fromUtf8(run({ u"stores"_s }).output).contains(u"南京路店"_s));
        QCOMPARE(json({ u"verify"_s }).json["facts"_L1].toInt(-1), 0);
        QCOMPARE(json({ u"report"_s, u"2026-11-01"_s, u"2026-11-30"_s }).exitCode, done);
        QCOMPARE(json({ u"report"_s, u"2026-11-30"_s, u"2026-11-01"_s }).exitCode, refused);
        QCOMPARE(json({ u"exceptions"_s, u"--all"_s }).json["exceptions"_L1].toArray().size(), 0);
        QCOMPARE(json({ u"devices"_s }).json["devices"_L1].toArray().size(), 0);
        for (const char* command : { "revoke", "resolve", "split" })
            QCOMPARE(json({ QString::fromLatin1(command), u"0192f3a0-7c1e-7000-8000-00000000abcd"_s }).exitCode, refused);
    }
    /// As when root runs a command on the folder of a service: its files would be nobody's who serves.
    void anothersFolderIsLeftAlone()
    {
        if (::geteuid() != 0)
            QSKIP("Only root can give a folder away");
        QCOMPARE(run({ u"stores"_s }).exitCode, done);
        constexpr uid_t nobody = 65'534;
        QCOMPARE(::chown(QFile::encodeName(folder()).constData(), nobody, nobody), 0);
        const AdminRun run = json({ u"stores"_s });
        QCOMPARE(run.exitCode, storage);
        QCOMPARE(run.errorCode(), u"FileUnwritable"_s);
        QVERIFY2(run.messages.contains(u"nobody"_s), qPrintable(run.messages));
    }
    void aLostKeyIsNeverReplaced()
    {
        QCOMPARE(run({ u"stores"_s }).exitCode, done);
        QVERIFY(QFile::remove(folder() + u"/hub.key"_s));
        const AdminRun lost = json({ u"stores"_s });
        QCOMPARE(lost.exitCode, storage);
        QCOMPARE(lost.errorCode(), u"KeyMissing"_s);
        QVERIFY2(lost.messages.contains(u"backup"_s), qPrintable(lost.messages));
        QVERIFY(!QFile::exists(folder() + u"/hub.key"_s));
    }

    void enrolmentCodesAreShown()
    {
        QCOMPARE(run({ u"store"_s, u"S001"_s, u"一店"_s }).exitCode, done);
        for (const QString& name : { u"code.png"_s, u"code.svg"_s }) {
            const QString file = m_place->filePath(name);
            const AdminRun enrol = json({ u"enrol"_s, u"S001"_s, u"--public-url"_s, u"https://hub.example:9443"_s, u"--qr"_s, file });
            QVERIFY2(enrol.exitCode == done, qPrintable(enrol.messages));
            const auto code = EnrolmentCode::fromText(enrol.json["code"_L1].toString());
            QVERIFY(code.has_value());
            QCOMPARE(code->url, u"https://hub.example:9443"_s);
            QCOMPARE(code->certificate, MUST(Certificates(folder()).ownPin()));
            QVERIFY(QFileInfo(file).size() > 200);
        }
        const QString shown = QString::fromUtf8(run({ u"enrol"_s, u"S001"_s }).output);
        QVERIFY2(shown.contains(u'█') && shown.contains(u"TYE"_s), qPrintable(shown));
        QCOMPARE(json({ u"enrol"_s, u"S009"_s }).exitCode, refused);
        QCOMPARE(json({ u"enrol"_s, u"S001"_s, u"--qr"_s, m_place->filePath(u"code.doc"_s) }).exitCode, refused);
    }

    void itServesWhileOthersWorkBesideIt()
    {
        ServingProgram serving(folder());
        QVERIFY2(serving.port != 0, serving.log.constData());
        QCOMPARE(run({ u"store"_s, u"S001"_s, u"一店"_s }).exitCode, done);
        QCOMPARE(Peer(serving.port).get("/ready").status, 200);
        const AdminRun enrol = json({ u"enrol"_s, u"S001"_s });
        const auto code = EnrolmentCode::fromText(enrol.json["code"_L1].toString());
        QVERIFY(code.has_value());
        World world;
        const PeerReply enrolled = Peer(serving.port).ask(enrolRequest(world.till(), *code));
        QVERIFY2(enrolled.status == 200, enrolled.body.constData());
        const QString till = world.till().settings().tillCode;
        QCOMPARE(json({ u"devices"_s }).json["devices"_L1][0]["code"_L1].toString(), till);
        QCOMPARE(json({ u"revoke"_s, till }).exitCode, done);
        QCOMPARE(json({ u"devices"_s }).json["devices"_L1][0]["revoked"_L1].toBool(), true);
        // The address is taken.
        const AdminRun second = json({ u"serve"_s, u"--listen"_s, u"127.0.0.1:%1"_s.arg(serving.port) });
        QCOMPARE(second.exitCode, storage);
        QCOMPARE(second.errorCode(), u"HubUnreachable"_s);
    }
    void howManyMayConnectIsChosenOnce()
    {
        QCOMPARE(run({ u"stores"_s, u"--connections-per-address"_s, u"10"_s }).exitCode, done);
        ServingProgram serving(folder()); // nobody says it again
        QVERIFY2(serving.port != 0, serving.log.constData());
        std::list<Peer> peers;
        for (int i = 0; i < 10; ++i)
            QVERIFY(peers.emplace_back(serving.port).isOpen());
        QVERIFY(!Peer(serving.port).isOpen());
    }
    void itEndsInOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("the system") << SIGTERM;
        QTest::newRow("a person") << SIGINT;
    }
    void itEndsInOrder()
    {
        QFETCH(int, signal);
        ServingProgram serving(folder());
        QVERIFY2(serving.port != 0, serving.log.constData());
        Peer idle(serving.port), sending(serving.port);
        QVERIFY(idle.isOpen());
        sending.send("GET /health HTT");
        QTest::qWait(200);
        QCOMPARE(::kill(static_cast<pid_t>(serving.process.processId()), signal), 0);
        QVERIFY(idle.isClosedWithin(3'000));
        sending.send("P/1.1\r\n\r\n");
        QCOMPARE(sending.reply().status, 200);
        QVERIFY(serving.endsWithin(8'000));
        QCOMPARE(serving.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(serving.process.exitCode(), done);
        QVERIFY(serving.log.contains("\"event\":\"stopped\""));
    }
    void anOperatorsCertificateIsRemembered()
    {
        QTemporaryDir other;
        SystemRandom random;
        MUST(Certificates(other.path()).own({ u"localhost"_s }, SystemClock(), random));
        const QString certificate = other.filePath(u"server.pem"_s);
        {
            ServingProgram serving(folder(), { u"--certificate"_s, certificate, u"--key"_s, other.filePath(u"server.key"_s) });
            QVERIFY2(serving.port != 0, serving.log.constData());
        }
        QCOMPARE(run({ u"store"_s, u"S001"_s, u"一店"_s }).exitCode, done);
        const auto code = EnrolmentCode::fromText(json({ u"enrol"_s, u"S001"_s }).json["code"_L1].toString());
        QVERIFY(code.has_value());
        QCOMPARE(code->certificate, QSslCertificate::fromPath(certificate).constFirst().digest(QCryptographicHash::Sha256));
        QVERIFY(!QFile::exists(folder() + u"/authority.pem"_s));
    }
};

TANGYUAN_TEST(HubProgramTest)
#include "HubProgramTest.moc"
