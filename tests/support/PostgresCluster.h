// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace tangyuan {

/// A real PostgreSQL of our own for as long as this object lives: made by initdb in a temporary folder, with its own port,
/// user and password, reached by loopback or by a socket in that folder. Never touches the machine's. It dies with this process,
/// also when that is killed. One thread's; that thread must outlive it.
class PostgresCluster {
public:
    /// Honest waits for the disk, as in a shop; Quick does without, for tests that are not about power cuts.
    enum class Durability { Honest, Quick };

    /// Starts it; `available` says whether that went well.
    explicit PostgresCluster(Durability durability = Durability::Quick);
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    bool available() const { return m_trouble.isEmpty(); }
    /// Why it is not: a sentence for QSKIP.
    const QString& trouble() const { return m_trouble; }

    /// A new, empty database. False if that failed.
    bool createDatabase(const QString& database);
    /// "postgresql://tangyuan:<password>@127.0.0.1:<port>/<database>".
    QString uri(const QString& database) const;
    /// Runs SQL as a person with psql would. Nothing if it failed; else the rows, columns parted by '|'.
    std::optional<QString> run(const QString& database, const QString& sql) const;

    /// Like a crash: no connection is told goodbye. What was committed is there again after `start`.
    void stop();
    /// On the same port. False if it does not come up.
    bool start();
    /// Breaks every connection to that database but our own; the server goes on.
    bool dropConnections(const QString& database) const;

    const QString& folder() const { return m_root; }
    quint16 port() const { return m_port; }

private:
    QString program(const char* name) const;
    bool makeFolder();
    bool initialise();
    bool waitUntilReady();
    QString dataFolder() const { return m_root + QStringLiteral("/data"); }
    bool runProgram(const char* name, const QStringList& arguments, QString* output = nullptr) const;
    /// The child becomes the unprivileged user, and ends when we do.
    void prepare(QProcess& process) const;

    Durability m_durability;
    QString m_trouble;
    QString m_programs; ///< the folder of initdb and postgres
    QString m_password;
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_root;
    quint16 m_port = 0;
    quint32 m_user = 0; ///< who it runs as, where we are root; PostgreSQL refuses root
    quint32 m_group = 0;
    std::unique_ptr<QProcess> m_server;
};

}
