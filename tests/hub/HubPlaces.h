// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/storage/HubDatabase.h"
#include "tests/support/PostgresCluster.h"
#include "tests/support/World.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <functional>
#include <thread>

namespace tangyuan::sync {

/// Where a hub keeps its data in the tests: the same story runs on SQLite and on PostgreSQL, each time in a new database.
class HubPlaces {
public:
    /// The rows of `initTestCase_data`; a story then asks by QFETCH_GLOBAL(bool, isPostgres).
    static void rows()
    {
        QTest::addColumn<bool>("isPostgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    /// A new, empty database. False where there is none to be had: see `trouble`.
    bool next(bool isPostgres)
    {
        m_isPostgres = isPostgres;
        m_folder = std::make_unique<QTemporaryDir>();
        ++m_number;
        if (!isPostgres)
            return m_folder->isValid();
        if (!m_cluster)
            m_cluster = std::make_unique<PostgresCluster>();
        return m_cluster->available() && m_cluster->createDatabase(postgresName());
    }
    /// The reason for QSKIP.
    QString trouble() const { return m_cluster ? m_cluster->trouble() : QStringLiteral("no temporary folder"); }
    void close() { m_cluster.reset(); }

    bool isPostgres() const { return m_isPostgres; }
    PostgresCluster& cluster() { return *m_cluster; }
    /// For HubDatabase::open.
    QString where() const { return m_isPostgres ? m_cluster->uri(postgresName()) : m_folder->filePath(QStringLiteral("hub.sqlite")); }
    std::unique_ptr<HubDatabase> open() const { return MUST(HubDatabase::open(where())); }

    /// Somebody with another program.
    bool run(const QString& sql) const
    {
        if (m_isPostgres)
            return m_cluster->run(postgresName(), sql).has_value();
        bool isDone = false;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("hub-meddler"));
            other.setDatabaseName(where());
            isDone = other.open() && QSqlQuery(other).exec(sql);
            if (!isDone)
                qWarning() << other.lastError() << sql;
        }
        QSqlDatabase::removeDatabase(QStringLiteral("hub-meddler"));
        return isDone;
    }
    bool dropConnections() const { return m_isPostgres && m_cluster->dropConnections(postgresName()); }
    QString postgresName() const { return QStringLiteral("hub%1").arg(m_number); }

private:
    bool m_isPostgres = false;
    int m_number = 0;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PostgresCluster> m_cluster; ///< once it was asked for
};

/// Runs each of these in a thread of its own and waits for all.
inline void atOnce(const std::vector<std::function<void()>>& works)
{
    std::vector<std::thread> threads;
    for (const auto& work : works)
        threads.emplace_back(work);
    for (std::thread& thread : threads)
        thread.join();
}

}

/// Compares in a Result, and tells the error where there is one.
#define GOOD(result)                                                                                                                                           \
    do {                                                                                                                                                       \
        const auto& good = (result);                                                                                                                           \
        QVERIFY2(good.has_value(), good ? "" : qPrintable(errorCodeName(good.error().code) + QStringLiteral(" ") + good.error().context));                     \
    } while (false)
