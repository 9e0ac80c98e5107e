// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Database.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <span>

namespace tangyuan::sync {

/// One statement for both databases, or one for each where they differ: where a whole batch goes in at once.
struct HubSql {
    Sql sqlite;
    Sql postgres;
    consteval HubSql(const char* both)
        : sqlite(both)
        , postgres(both)
    {
    }
    consteval HubSql(const char* forSqlite, const char* forPostgres)
        : sqlite(forSqlite)
        , postgres(forPostgres)
    {
    }
};

/// The hub's database: SQLite in a file, or PostgreSQL and what speaks its protocol. One connection, one thread.
class HubDatabase {
public:
    enum class Kind { Sqlite, Postgres };

    /// `where`: the file's path, or "postgresql://user@host:port/name?…" (libpq's URI). Brings it to the newest schema.
    /// Errors: DatabaseMissing, DatabaseNewer, DatabaseFailed with what the driver says.
    static Result<std::unique_ptr<HubDatabase>> open(const QString& where);
    ~HubDatabase();
    HubDatabase(const HubDatabase&) = delete;
    HubDatabase& operator=(const HubDatabase&) = delete;

    Kind kind() const { return m_kind; }
    /// Connects again if the connection broke. Errors: DatabaseFailed.
    Result<void> ensureConnected();

    Result<void> forEach(const HubSql& sql, SqlValues values, const std::function<void(const Row&)>& onRow);
    template <class Mapper>
    auto all(const HubSql& sql, SqlValues values, Mapper map) -> Result<std::vector<decltype(map(std::declval<const Row&>()))>>
    {
        std::vector<decltype(map(std::declval<const Row&>()))> rows;
        TRY(forEach(sql, values, [&](const Row& row) { rows.push_back(map(row)); }));
        return rows;
    }
    template <class Mapper>
    auto first(const HubSql& sql, SqlValues values, Mapper map) -> Result<std::optional<decltype(map(std::declval<const Row&>()))>>
    {
        std::optional<decltype(map(std::declval<const Row&>()))> found;
        TRY(forEach(sql, values, [&](const Row& row) {
            if (!found)
                found = map(row);
        }));
        return found;
    }
    /// The first column of the first row, or 0.
    Result<qint64> integer(const HubSql& sql, SqlValues values = {});
    /// Returns the number of rows that changed.
    Result<qint64> execute(const HubSql& sql, SqlValues values = {});

    /// One statement for many rows. SQLite runs it once a row; PostgreSQL gets many at once, each column as an array in a `?`
    /// of its own: `INSERT … SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[]), …)`.
    using Rows = std::vector<std::vector<SqlValue>>;
    Result<void> executeMany(const HubSql& sql, const Rows& rows);
    /// Likewise for reading: `… WHERE (…) IN (SELECT * FROM unnest(CAST(? AS bytea[]), …))`.
    Result<void> forEachOf(const HubSql& sql, const Rows& rows, const std::function<void(const Row&)>& onRow);

    /// Runs `work` in one transaction, again from its beginning where the database asks for that (serialization failure,
    /// deadlock: SQLSTATE 40001 and 40P01), up to a few times. Errors: the work's own, DatabaseBusy.
    enum class Access { Read, Write };
    Result<void> transaction(Access access, const std::function<Result<void>()>& work);

    /// For tests: sees each statement before it runs; a code makes it fail instead.
    using FaultHook = std::function<std::optional<ErrorCode>()>;
    void setFaultHook(FaultHook hook) { m_faultHook = std::move(hook); }

private:
    explicit HubDatabase(Kind kind)
        : m_kind(kind)
    {
    }
    Result<void> connect();
    Result<void> migrate();
    Result<qint64> run(const HubSql& sql, std::span<const SqlValue> values, const std::function<void(const Row&)>* onRow);
    Result<void> control(const QString& statement);
    Error failure(const QSqlError& error, const char* sql);

    Kind m_kind;
    QString m_where;
    QString m_name;
    QSqlDatabase m_connection;
    std::map<const char*, std::unique_ptr<QSqlQuery>> m_statements;
    bool m_mustRetry = false; ///< what the last statement's failure asks for
    bool m_isInTransaction = false;
    bool m_hasFailed = false; ///< a statement of this transaction did
    FaultHook m_faultHook;
};

}
