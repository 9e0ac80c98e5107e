// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PostgresCluster.h"

#include "core/base/Random.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QThread>
#include <QtNetwork/QTcpServer>

#include <cerrno>
#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>

namespace tangyuan {

namespace {

constexpr int startMs = 60'000;
constexpr int commandMs = 60'000;
constexpr int stopMs = 30'000;
const QString superuser = QStringLiteral("tangyuan");
const QString folderStart = QStringLiteral("tangyuan-postgres-");

/// The newest that is installed; empty where there is none.
QString newestPrograms()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(names.begin(), names.end(), [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); });
    for (const QString& name : names) {
        const QString folder = versions.filePath(name + QStringLiteral("/bin"));
        if (QFile::exists(folder + QStringLiteral("/initdb")) && QFile::exists(folder + QStringLiteral("/postgres")))
            return folder;
    }
    return {};
}

const passwd* unprivilegedUser()
{
    const passwd* user = ::getpwnam("postgres");
    return user ? user : ::getpwnam("nobody");
}

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16 { 0 };
}

/// Folders whose process was killed before it could clear them away; their names end in its number.
void removeAbandoned()
{
    static const QRegularExpression owner(QStringLiteral("^%1([0-9]+)-").arg(folderStart));
    const QDir temporary(QDir::tempPath());
    for (const QString& name : temporary.entryList({ folderStart + u'*' }, QDir::Dirs)) {
        const auto match = owner.match(name);
        if (match.hasMatch() && ::kill(match.captured(1).toInt(), 0) != 0 && errno == ESRCH)
            QDir(temporary.filePath(name)).removeRecursively();
    }
}

}

PostgresCluster::PostgresCluster(Durability durability)
    : m_durability(durability)
    , m_programs(newestPrograms())
    , m_password(QString::fromLatin1(SystemRandom {}.bytes(18).toHex()))
{
    if (m_programs.isEmpty())
        m_trouble = QStringLiteral("PostgreSQL is not installed here (package postgresql): no initdb in /usr/lib/postgresql/*/bin.");
    else if (makeFolder() && initialise() && !start() && m_trouble.isEmpty())
        m_trouble = QStringLiteral("PostgreSQL does not start here; the end of its log:\n");
    if (QFile log(m_root + QStringLiteral("/log")); !available() && log.open(QIODevice::ReadOnly))
        m_trouble += QString::fromUtf8(log.readAll().right(2'000));
}

PostgresCluster::~PostgresCluster()
{
    stop();
}

bool PostgresCluster::makeFolder()
{
    removeAbandoned();
    m_temporary = std::make_unique<QTemporaryDir>(QDir::temp().filePath(QStringLiteral("%1%2-XXXXXX").arg(folderStart).arg(::getpid())));
    m_root = m_temporary->path();
    constexpr qsizetype longestSocketPath = 107; // unix(7)
    if (!m_temporary->isValid() || m_root.toUtf8().size() + qsizetype(sizeof("/.s.PGSQL.65535")) > longestSocketPath) {
        m_trouble = QStringLiteral("no folder for PostgreSQL and its socket in ") + QDir::tempPath();
        return false;
    }
    if (::geteuid() != 0)
        return true;
    const passwd* user = unprivilegedUser();
    if (!user || ::chown(m_root.toLocal8Bit().constData(), user->pw_uid, user->pw_gid) != 0) {
        m_trouble = QStringLiteral("PostgreSQL refuses to run as root, and here is no user postgres or nobody to run it as.");
        return false;
    }
    m_user = user->pw_uid;
    m_group = user->pw_gid;
    return true;
}

void PostgresCluster::prepare(QProcess& process) const
{
    process.setWorkingDirectory(m_root);
    process.setChildProcessModifier([user = m_user, group = m_group] {
        if (user != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0))
            ::_exit(1);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // after setuid, which would clear it; for postgres it is an immediate shutdown
    });
}

QString PostgresCluster::program(const char* name) const
{
    return m_programs + u'/' + QLatin1String(name);
}

bool PostgresCluster::runProgram(const char* name, const QStringList& arguments, QString* output) const
{
    QProcess process;
    prepare(process);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), m_password);
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process.setProcessEnvironment(environment);
    process.start(program(name), arguments, QIODevice::ReadOnly);
    const bool isDone = process.waitForFinished(commandMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isDone)
        qWarning("%s: %s%s", name, qPrintable(process.errorString()), process.readAllStandardError().constData());
    if (output)
        *output = QString::fromUtf8(process.readAllStandardOutput());
    return isDone;
}

bool PostgresCluster::initialise()
{
    const QString passwordFile = m_root + QStringLiteral("/password");
    QFile file(passwordFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_password.toLatin1()) < 0)
        return false;
    file.close();
    if (m_user != 0 && ::chown(passwordFile.toLocal8Bit().constData(), m_user, m_group) != 0)
        return false;
    const bool isMade = runProgram("initdb",
        { QStringLiteral("--pgdata=") + dataFolder(), QStringLiteral("--username=") + superuser, QStringLiteral("--pwfile=") + passwordFile,
            QStringLiteral("--auth=scram-sha-256"), QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--no-sync") });
    QFile::remove(passwordFile);
    if (!isMade)
        m_trouble = QStringLiteral("initdb does not work here.\n");
    return isMade;
}

bool PostgresCluster::start()
{
    constexpr int tries = 3; // somebody else may take the free port before the server does
    const bool isFirst = m_port == 0;
    for (int i = 0; i < tries; ++i) {
        if (isFirst)
            m_port = freePort();
        QStringList arguments { QStringLiteral("-D"), dataFolder(), QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-h"),
            QStringLiteral("127.0.0.1"), QStringLiteral("-k"), m_root };
        QStringList settings { QStringLiteral("max_connections=40"), QStringLiteral("shared_buffers=32MB"), QStringLiteral("deadlock_timeout=100ms") };
        // Not "synchronous_commit=off": what was committed must outlive `stop`.
        if (m_durability == Durability::Quick)
            settings << QStringLiteral("fsync=off") << QStringLiteral("full_page_writes=off");
        for (const QString& setting : settings)
            arguments << QStringLiteral("-c") << setting;
        m_server = std::make_unique<QProcess>();
        prepare(*m_server);
        m_server->setProcessChannelMode(QProcess::MergedChannels);
        m_server->setStandardOutputFile(m_root + QStringLiteral("/log"), QIODevice::Append);
        m_server->start(program("postgres"), arguments, QIODevice::ReadOnly);
        if (waitUntilReady())
            return true;
        stop();
    }
    return false;
}

/// The server writes its state into the eighth line of its lock file (PostgreSQL's utils/pidfile.h), where pg_ctl reads it too.
bool PostgresCluster::waitUntilReady()
{
    QElapsedTimer waited;
    waited.start();
    constexpr int stateLine = 7;
    while (waited.elapsed() < startMs && !m_server->waitForFinished(20) && m_server->state() != QProcess::NotRunning) {
        QFile lock(dataFolder() + QStringLiteral("/postmaster.pid"));
        if (!lock.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> lines = lock.readAll().split('\n');
        if (lines.size() > stateLine && lines[0].toLongLong() == m_server->processId() && lines[stateLine].trimmed() == "ready")
            return true;
    }
    return false;
}

void PostgresCluster::stop()
{
    if (!m_server)
        return;
    if (m_server->state() != QProcess::NotRunning) {
        ::kill(static_cast<pid_t>(m_server->processId()), SIGQUIT); // pg_ctl's "immediate"
        if (!m_server->waitForFinished(stopMs))
            m_server->kill();
    }
    m_server.reset();
}

QString PostgresCluster::uri(const QString& database) const
{
    return QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4").arg(superuser, m_password).arg(m_port).arg(database);
}

std::optional<QString> PostgresCluster::run(const QString& database, const QString& sql) const
{
    QString output;
    if (!runProgram("psql",
            { QStringLiteral("--no-psqlrc"), QStringLiteral("--no-align"), QStringLiteral("--tuples-only"), QStringLiteral("--quiet"),
                QStringLiteral("--set=ON_ERROR_STOP=1"), QStringLiteral("--host=") + m_root, QStringLiteral("--port=") + QString::number(m_port),
                QStringLiteral("--username=") + superuser, QStringLiteral("--dbname=") + database, QStringLiteral("--command=") + sql },
            &output))
        return {};
    return output.trimmed();
}

bool PostgresCluster::createDatabase(const QString& database)
{
    return run(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE \"%1\"").arg(database)).has_value();
}

bool PostgresCluster::dropConnections(const QString& database) const
{
    return run(database,
        QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '%1' AND pid <> pg_backend_pid()").arg(database))
        .has_value();
}

}
