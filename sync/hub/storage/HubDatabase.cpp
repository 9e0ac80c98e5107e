// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/storage/HubDatabase.h"

#include "core/base/Quoted.h"
#include "sync/hub/storage/HubSchema.h"

#include <QSqlQuery>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <functional>

namespace tangyuan::sync {

namespace {

constexpr int mostAttempts = 8;
/// That PostgreSQL is told at once: it copies a long text about a few times, which soon costs more than another round trip.
constexpr size_t rowsPerStatement = 50;

void append(QByteArray& array, const QString& text)
{
    QString held = text;
    held.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter)); // PostgreSQL's texts hold no NUL
    appendQuoted(
        array, held.toUtf8(), [](char c) { return c != '"' && c != '\\'; }, [&](char c) { array.append('\\').append(c); });
}

/// Documents are ASCII nearly all of them, and half as long so as in hex; in any other case hex is shorter.
void append(QByteArray& array, const QByteArray& blob)
{
    if (blob.isNull()) {
        array += "NULL";
        return;
    }
    const auto isAscii = [](char c) { return c >= ' ' && c <= '~'; };
    const auto isPlain = [&](char c) { return isAscii(c) && c != '"' && c != '\\'; };
    constexpr qsizetype charsOfOther = 5;
    if (std::ranges::count_if(blob, std::not_fn(isAscii)) * charsOfOther > blob.size()) {
        array.append("\"\\\\x").append(blob.toHex()).append('"');
        return;
    }
    appendQuoted(array, blob, isPlain, [&](char c) {
        if (c == '"') {
            array.append("\\\"");
            return;
        }
        const auto byte = static_cast<unsigned char>(c);
        const auto digit = [byte](int place) { return static_cast<char>('0' + (byte >> (3 * place) & 7)); };
        array.append("\\\\").append(digit(2)).append(digit(1)).append(digit(0));
    });
}

/// Each column as an array in PostgreSQL's own words (its manual, 8.15.6 and 8.4): a tree of values would cost more than the statement.
std::vector<SqlValue> columnsOf(std::span<const std::vector<SqlValue>> rows)
{
    std::vector<SqlValue> columns;
    for (size_t column = 0; column < rows.front().size(); ++column) {
        QByteArray array;
        for (const std::vector<SqlValue>& row : rows) {
            array += array.isEmpty() ? '{' : ',';
            row[column].visit([&array](const auto& held) {
                using Held = std::remove_cvref_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, std::monostate>)
                    array += "NULL";
                else if constexpr (std::is_same_v<Held, qint64>)
                    array += QByteArray::number(held);
                else
                    append(array, held);
            });
        }
        array += '}';
        columns.emplace_back(QString::fromUtf8(array));
    }
    return columns;
}

}

Result<std::unique_ptr<HubDatabase>> HubDatabase::open(const QString& where)
{
    const bool isPostgres = where.startsWith(QLatin1String("postgresql://")) || where.startsWith(QLatin1String("postgres://"));
    auto database = std::unique_ptr<HubDatabase>(new HubDatabase(isPostgres ? Kind::Postgres : Kind::Sqlite));
    database->m_where = where;
    database->m_name = QUuid::createUuid().toString();
    TRY(database->connect());
    TRY(database->migrate());
    return database;
}

HubDatabase::~HubDatabase()
{
    m_statements.clear();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> HubDatabase::connect()
{
    if (!m_connection.isValid())
        m_connection = QSqlDatabase::addDatabase(m_kind == Kind::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL"), m_name);
    if (m_kind == Kind::Sqlite) {
        m_connection.setDatabaseName(m_where);
        m_connection.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    } else {
        const QUrl url(m_where);
        m_connection.setHostName(url.host());
        m_connection.setPort(url.port(5'432));
        m_connection.setDatabaseName(url.path().mid(1));
        m_connection.setUserName(url.userName(QUrl::FullyDecoded));
        m_connection.setPassword(url.password(QUrl::FullyDecoded));
        QStringList options { QStringLiteral("connect_timeout=10") };
        for (const auto& [key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
            if (key == QLatin1String("host"))
                m_connection.setHostName(value); // a socket's folder
            else
                options << key + u'=' + value;
        }
        m_connection.setConnectOptions(options.join(u';'));
    }
    if (!m_connection.open())
        return fail(ErrorCode::DatabaseFailed, m_connection.lastError().driverText() + u' ' + m_connection.lastError().databaseText().section(u'\n', 0, 0));
    if (m_kind == Kind::Sqlite)
        for (const char* setting : { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=1" })
            TRY(control(QLatin1String(setting)));
    return {};
}

Result<void> HubDatabase::ensureConnected()
{
    // A file does not hang up.
    if (m_connection.isOpen() && (m_kind == Kind::Sqlite || control(QStringLiteral("SELECT 1"))))
        return {};
    m_statements.clear();
    m_connection.close();
    return connect();
}

Result<void> HubDatabase::control(const QString& statement)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.exec(statement))
        return Failure(failure(query.lastError(), "control"));
    return {};
}

Error HubDatabase::failure(const QSqlError& error, const char* sql)
{
    const QString state = error.nativeErrorCode();
    m_hasFailed = true;
    // PostgreSQL's manual, appendix A: serialization failure, deadlock, and a unique violation that two hubs ran into together.
    m_mustRetry = m_kind == Kind::Postgres ? state == QLatin1String("40001") || state == QLatin1String("40P01") || state == QLatin1String("23505")
                                           : state == QLatin1String("5") || state == QLatin1String("517"); // SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT
    const ErrorCode code = m_kind == Kind::Sqlite && state == QLatin1String("13") ? ErrorCode::DiskFull : ErrorCode::DatabaseFailed;
    return { code, QStringLiteral("%1: %2").arg(QString::fromLatin1(sql).simplified().left(60), error.databaseText().section(u'\n', 0, 0).left(200)) };
}

Result<void> HubDatabase::migrate()
{
    return transaction(Access::Write, [&]() -> Result<void> {
        // Several hubs may start at once.
        if (m_kind == Kind::Postgres)
            TRY(control(QStringLiteral("SELECT pg_advisory_xact_lock(7401961)")));
        TRY(control(QStringLiteral("CREATE TABLE IF NOT EXISTS hub_schema (step BIGINT PRIMARY KEY)")));
        const qint64 done = TRY(integer("SELECT coalesce(max(step), 0) FROM hub_schema"));
        const auto steps = hubSchemaSteps();
        if (done > std::ssize(steps))
            return fail(ErrorCode::DatabaseNewer, QStringLiteral("schema %1, this program knows %2").arg(done).arg(steps.size()));
        for (qint64 step = done; step < std::ssize(steps); ++step) {
            for (const QString& statement : QString::fromUtf8(steps[static_cast<size_t>(step)]).split(QStringLiteral("\n--;\n")))
                TRY(control(statement));
            TRY(execute("INSERT INTO hub_schema (step) VALUES (?)", { step + 1 }));
        }
        return {};
    });
}

Result<qint64> HubDatabase::run(const HubSql& sql, std::span<const SqlValue> values, const std::function<void(const Row&)>* onRow)
{
    if (m_faultHook)
        if (const auto code = m_faultHook())
            return fail(*code, QStringLiteral("injected"));
    const char* text = m_kind == Kind::Sqlite ? sql.sqlite.text : sql.postgres.text;
    std::unique_ptr<QSqlQuery>& query = m_statements[text];
    if (!query) {
        auto prepared = std::make_unique<QSqlQuery>(m_connection);
        prepared->setForwardOnly(true);
        if (!prepared->prepare(QString::fromUtf8(text))) {
            m_statements.erase(text);
            return Failure(failure(prepared->lastError(), text));
        }
        query = std::move(prepared);
    }
    int position = 0;
    for (const SqlValue& value : values)
        value.bindTo(*query, position++);
    if (!query->exec())
        return Failure(failure(query->lastError(), text));
    if (onRow) {
        const Row row(*query);
        while (query->next())
            (*onRow)(row);
        if (query->lastError().isValid()) {
            const QSqlError error = query->lastError();
            query->finish();
            return Failure(failure(error, text));
        }
    }
    const qint64 changed = query->numRowsAffected();
    query->finish();
    return changed;
}

Result<void> HubDatabase::forEach(const HubSql& sql, SqlValues values, const std::function<void(const Row&)>& onRow)
{
    TRY(run(sql, values, &onRow));
    return {};
}

Result<qint64> HubDatabase::integer(const HubSql& sql, SqlValues values)
{
    std::optional<qint64> value;
    TRY(forEach(sql, values, [&](const Row& row) { value = value.value_or(row.integer(0)); }));
    return value.value_or(0);
}

Result<qint64> HubDatabase::execute(const HubSql& sql, SqlValues values)
{
    return run(sql, values, nullptr);
}

Result<void> HubDatabase::executeMany(const HubSql& sql, const Rows& rows)
{
    if (rows.empty())
        return {};
    if (m_kind == Kind::Postgres) {
        for (std::span<const std::vector<SqlValue>> left(rows); !left.empty(); left = left.subspan(std::min(rowsPerStatement, left.size())))
            TRY(run(sql, columnsOf(left.first(std::min(rowsPerStatement, left.size()))), nullptr));
        return {};
    }
    for (const std::vector<SqlValue>& row : rows)
        TRY(run(sql, row, nullptr));
    return {};
}

Result<void> HubDatabase::forEachOf(const HubSql& sql, const Rows& rows, const std::function<void(const Row&)>& onRow)
{
    if (rows.empty())
        return {};
    if (m_kind == Kind::Postgres) {
        TRY(run(sql, columnsOf(rows), &onRow));
        return {};
    }
    for (const std::vector<SqlValue>& row : rows)
        TRY(run(sql, row, &onRow));
    return {};
}

Result<void> HubDatabase::transaction(Access access, const std::function<Result<void>()>& work)
{
    VERIFY(!m_isInTransaction);
    TRY(ensureConnected());
    QString begin = QStringLiteral("BEGIN IMMEDIATE");
    if (m_kind == Kind::Postgres)
        begin = access == Access::Read ? QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                                       : QStringLiteral("BEGIN ISOLATION LEVEL READ COMMITTED");
    else if (access == Access::Read)
        begin = QStringLiteral("BEGIN");
    for (int attempt = 1;; ++attempt) {
        m_mustRetry = false;
        m_hasFailed = false;
        m_isInTransaction = true;
        Result<void> result = control(begin);
        if (result)
            result = work();
        if (result && m_hasFailed) // PostgreSQL would answer COMMIT with a rollback, and call it done
            result = fail(ErrorCode::DatabaseFailed, QStringLiteral("a failure was passed over"));
        if (result)
            result
                = m_faultHook && m_faultHook() ? Result<void>(fail(ErrorCode::DatabaseFailed, QStringLiteral("injected"))) : control(QStringLiteral("COMMIT"));
        m_isInTransaction = false;
        if (result)
            return {};
        const bool mustRetry = m_mustRetry;
        static_cast<void>(control(QStringLiteral("ROLLBACK")));
        if (!mustRetry || attempt == mostAttempts)
            return mustRetry ? Result<void>(fail(ErrorCode::DatabaseBusy, result.error().context)) : result;
    }
}

}
