// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Listeners.h"
#include "core/base/Money.h"

#include <QString>

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QSqlQuery;

namespace tangyuan {

/// SQL text that is a literal in the program, proven by the compiler: no statement is ever glued
/// together from input, and the literal's address is the key of the statement cache.
struct Sql {
    const char* text;
    consteval Sql(const char* literal)
        : text(literal)
    {
    }
};

/// A value bound to a statement. Ids bind as 16-byte blobs, times, dates and money as integers.
class SqlValue {
public:
    SqlValue(std::nullopt_t) { }
    SqlValue(int value)
        : m_value(static_cast<qint64>(value))
    {
    }
    SqlValue(qint64 value)
        : m_value(value)
    {
    }
    SqlValue(const QString& value)
        : m_value(value)
    {
    }
    SqlValue(const QByteArray& value)
        : m_value(value)
    {
    }
    SqlValue(const Id& value)
        : m_value(value.toBytes())
    {
    }
    SqlValue(Money value)
        : m_value(value.minor)
    {
    }
    SqlValue(Points value)
        : m_value(value.count)
    {
    }
    SqlValue(UtcTime value)
        : m_value(value.ms)
    {
    }
    SqlValue(BusinessDate value)
        : m_value(static_cast<qint64>(value.yyyymmdd))
    {
    }
    template <class T>
    SqlValue(const std::optional<T>& value)
    {
        if (value)
            *this = SqlValue(*value);
    }
    SqlValue(bool) = delete; ///< say which integer is meant

    void bindTo(QSqlQuery& query, int position) const;
    template <class Visitor>
    auto visit(Visitor visitor) const
    {
        return std::visit(visitor, m_value);
    }

private:
    std::variant<std::monostate, qint64, QString, QByteArray> m_value;
};
using SqlValues = std::initializer_list<SqlValue>;

/// The row under a cursor; valid only inside the callback that gets it.
class Row {
public:
    explicit Row(const QSqlQuery& query)
        : m_query(query)
    {
    }
    bool isNull(int column) const;
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    Id id(int column) const; ///< a blob of another size stops the program: STRICT and CHECK forbid it
    Money money(int column) const { return { integer(column) }; }
    Points points(int column) const { return { integer(column) }; }
    UtcTime time(int column) const { return { integer(column) }; }
    BusinessDate date(int column) const { return { static_cast<qint32>(integer(column)) }; }

private:
    const QSqlQuery& m_query;
};

/// One SQLite connection. Exactly one per till writes and checkpoints, since SQLite before 3.51.3 can lose commits when two
/// checkpoint (see ARCHITECTURE.md, Facts); others are readers: query_only, and they never checkpoint. A connection belongs to
/// the thread that opened it.
class Database {
public:
    enum class Access { Writer, Reader };

    /// Opens the file (a writer creates it) with WAL, synchronous=FULL and foreign keys, and (a writer)
    /// brings it to the newest schema. Errors: DatabaseMissing, DatabaseNewer, DatabaseCorrupt,
    /// ReadOnly, DiskFull, DatabaseFailed.
    static Result<std::unique_ptr<Database>> open(const QString& filePath, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs a SELECT and calls `onRow` for each row. What `onRow` asks in turn is another statement: the same one would begin
    /// anew under its own feet and lose the rows that are left, so it stops the program.
    Result<void> forEach(Sql sql, SqlValues values, const std::function<void(const Row&)>& onRow);
    /// As above; `onRow` returns false to stop early.
    Result<void> forEachWhile(Sql sql, SqlValues values, const std::function<bool(const Row&)>& onRow);

    /// All rows, mapped.
    template <class Mapper>
    auto all(Sql sql, SqlValues values, Mapper map) -> Result<std::vector<decltype(map(std::declval<const Row&>()))>>
    {
        std::vector<decltype(map(std::declval<const Row&>()))> rows;
        TRY(forEach(sql, values, [&](const Row& row) { rows.push_back(map(row)); }));
        return rows;
    }
    /// The first row, mapped, or nothing.
    template <class Mapper>
    auto first(Sql sql, SqlValues values, Mapper map) -> Result<std::optional<decltype(map(std::declval<const Row&>()))>>
    {
        std::optional<decltype(map(std::declval<const Row&>()))> found;
        TRY(forEachWhile(sql, values, [&](const Row& row) {
            found = map(row);
            return false;
        }));
        return found;
    }
    /// The first column of the first row, or 0 (also for NULL).
    Result<qint64> integer(Sql sql, SqlValues values = {});

    QString filePath() const;

    /// For tests and the bench: sees the number of each statement (from 1: BEGIN and COMMIT count
    /// too) before it runs; a code makes it fail with that code instead of running.
    using FaultHook = std::function<std::optional<ErrorCode>(qint64 statement)>;
    void setFaultHook(FaultHook hook);

    /// Told after each write that lasts: the outer transaction has ended. For who sends on what was written; they must not
    /// write here.
    Listeners<> onCommitted;

    /// Copies the whole database, as of now, to a new file. Errors: FileUnwritable if it exists.
    Result<void> backupTo(const QString& filePath);
    /// Moves what the write-ahead log holds into the database, without waiting for readers. For a quiet moment:
    /// a commit only does it itself when the log has grown long (`longestLogPages`).
    Result<void> checkpoint();
    /// The same, and empties the log, so that what was deleted is in neither file (secure_delete). A reader at work
    /// may hold it back; then the next call, or closing the till, does it.
    Result<void> emptyLog();
    static constexpr int longestLogPages = 16'384; ///< of 4 KiB
    /// Makes the log's file as long as a busy stretch needs; it starts empty whenever the till opens. A commit that has to
    /// lengthen the file waits for the file system's own log as well, now and then ten times as long.
    Result<void> lengthenLog();
    static constexpr int busyLogBytes = 8 * 1'024 * 1'024; ///< some 200 sales without a quiet moment
    /// SQLite's own integrity and foreign key checks. Errors: DatabaseCorrupt with the first finding.
    Result<void> checkIntegrity();

private:
    friend class Transaction;
    class Connection;
    explicit Database(std::unique_ptr<Connection> connection);

    enum class Kind { Read, Write };
    Result<void> run(const char* sql, SqlValues values, Kind kind, const std::function<bool(const Row&)>* onRow, qint64* changed);
    Result<void> control(Sql sql);

    std::unique_ptr<Connection> m_connection;
    FaultHook m_faultHook;
    qint64 m_statements = 0;
    int m_transactions = 0; ///< how many stand within each other
};

/// A write transaction (BEGIN IMMEDIATE). What writes takes one of these by reference, so nothing
/// can be written outside. Rolls back unless committed. One that begins within another (a use case that a
/// generator calls) is a savepoint: it rolls back alone, and only the outer commit makes it last.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Runs a writing statement; returns the number of rows it changed.
    Result<qint64> execute(Sql sql, SqlValues values = {});
    /// Runs an INSERT; returns the row number it got.
    Result<qint64> insert(Sql sql, SqlValues values);
    Result<void> commit();

    Database& database() { return *m_database; }

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }
    Database* m_database;
    bool m_isInner = false;
};

}
