// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Database.h"

#include "core/base/Verify.h"
#include "core/storage/Migrations.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QUuid>
#include <QVariant>

#include <map>

namespace tangyuan {

namespace {

constexpr const char* writersCache = "PRAGMA cache_size=-32768"; // in KiB

}

void SqlValue::bindTo(QSqlQuery& query, int position) const
{
    if (const auto* integer = std::get_if<qint64>(&m_value))
        query.bindValue(position, *integer);
    else if (const auto* text = std::get_if<QString>(&m_value))
        query.bindValue(position, text->isNull() ? QStringLiteral("") : *text);
    else if (const auto* bytes = std::get_if<QByteArray>(&m_value))
        query.bindValue(position, *bytes);
    else
        query.bindValue(position, QVariant(QMetaType(QMetaType::LongLong)));
}

bool Row::isNull(int column) const
{
    return m_query.isNull(column);
}
qint64 Row::integer(int column) const
{
    return m_query.value(column).toLongLong();
}
QString Row::text(int column) const
{
    return m_query.value(column).toString();
}
QByteArray Row::bytes(int column) const
{
    return m_query.value(column).toByteArray();
}
Id Row::id(int column) const
{
    return MUST(Id::fromBytes(bytes(column)));
}

/// The Qt connection and its prepared statements.
class Database::Connection {
public:
    Connection(const QString& path, Access access)
        : m_name(QUuid::createUuid().toString())
        , m_access(access)
    {
        m_connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_connection.setDatabaseName(path);
        m_connection.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    }
    ~Connection()
    {
        m_statements.clear();
        m_connection.close();
        m_connection = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    QSqlDatabase& qt() { return m_connection; }
    Access access() const { return m_access; }

    /// The prepared statement of this literal: `Sql` guarantees that the address lives and never changes.
    Result<QSqlQuery*> prepared(const char* sql)
    {
        if (auto found = m_statements.find(sql); found != m_statements.end())
            return found->second.get();
        auto query = std::make_unique<QSqlQuery>(m_connection);
        query->setForwardOnly(true);
        if (!query->prepare(QString::fromUtf8(sql)))
            return failure(query->lastError(), sql);
        return m_statements.emplace(sql, std::move(query)).first->second.get();
    }

    /// For pragmas and the schema, which cannot be parameters; never for input.
    Result<void> executeOnce(const QString& sql)
    {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        if (!query.exec(sql))
            return failure(query.lastError(), sql.left(60).toUtf8().constData());
        while (query.next()) { }
        return {};
    }

    Result<qint64> pragma(const char* name)
    {
        QSqlQuery query(m_connection);
        if (!query.exec(QStringLiteral("PRAGMA %1").arg(QLatin1String(name))))
            return failure(query.lastError(), name);
        if (!query.next())
            return fail(ErrorCode::DatabaseCorrupt, QLatin1String(name));
        return query.value(0).toLongLong();
    }

    /// SQLite's result codes (sqlite.org/rescode.html) as ours. The context names the statement, not its values.
    static Failure failure(const QSqlError& error, const char* sql)
    {
        const QString context = QStringLiteral("%1 [%2]").arg(error.databaseText(), QString::fromUtf8(sql).simplified().left(60));
        const int code = error.nativeErrorCode().toInt();
        constexpr int noRoomForSharedMemory = 4874; // SQLITE_IOERR_SHMSIZE: the write-ahead log's index cannot grow
        if (code == noRoomForSharedMemory)
            return fail(ErrorCode::DiskFull, context);
        switch (code & 0xFF) {
        case 5: // SQLITE_BUSY
        case 6: // SQLITE_LOCKED
            return fail(ErrorCode::DatabaseBusy, context);
        case 8: // SQLITE_READONLY
            return fail(ErrorCode::ReadOnly, context);
        case 11: // SQLITE_CORRUPT
        case 26: // SQLITE_NOTADB
            return fail(ErrorCode::DatabaseCorrupt, context);
        case 13: // SQLITE_FULL
            return fail(ErrorCode::DiskFull, context);
        case 14: // SQLITE_CANTOPEN
            return fail(ErrorCode::DatabaseMissing, context);
        default: return fail(ErrorCode::DatabaseFailed, context);
        }
    }

private:
    QString m_name;
    Access m_access;
    QSqlDatabase m_connection;
    std::map<const char*, std::unique_ptr<QSqlQuery>> m_statements;
};

Database::Database(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const QString& filePath, Access access)
{
    const QFileInfo file(filePath);
    if (access == Access::Reader && !file.exists())
        return fail(ErrorCode::DatabaseMissing, filePath);
    if (file.exists() && access == Access::Writer && !file.isWritable())
        return fail(ErrorCode::ReadOnly, filePath);
    auto connection = std::make_unique<Connection>(filePath, access);
    if (!connection->qt().open()) {
        const QFileInfo parent(file.absolutePath());
        if (parent.exists() && !parent.isWritable())
            return fail(ErrorCode::ReadOnly, filePath);
        return Connection::failure(connection->qt().lastError(), "open");
    }

    // Before anything is written: is this file ours, and not newer than this program?
    const auto opened = connection->pragma("user_version");
    // Even to read beside a write-ahead log SQLite wants to write its index there.
    if (!opened && opened.error().code == ErrorCode::DatabaseMissing && !QFileInfo(file.absolutePath()).isWritable())
        return fail(ErrorCode::ReadOnly, filePath);
    const qint64 version = TRY(opened);
    const qint64 owner = TRY(connection->pragma("application_id"));
    const qint64 newest = static_cast<qint64>(migrations().size());
    if (owner != 0 && owner != applicationId)
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("%1 belongs to another program").arg(filePath));
    if (version > newest)
        return fail(ErrorCode::DatabaseNewer, QStringLiteral("schema %1, this program knows %2").arg(version).arg(newest));

    if (access == Access::Reader) {
        for (const char* setting : { "PRAGMA query_only=1", "PRAGMA wal_autocheckpoint=0", "PRAGMA cache_size=-8192" })
            TRY(connection->executeOnce(QString::fromLatin1(setting)));
        return std::unique_ptr<Database>(new Database(std::move(connection)));
    }
    for (const char* setting : { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=1", writersCache, "PRAGMA secure_delete=1" })
        TRY(connection->executeOnce(QString::fromLatin1(setting)));
    // A checkpoint syncs pages all over the file, and a customer would wait for it: see `checkpoint`.
    TRY(connection->executeOnce(QStringLiteral("PRAGMA wal_autocheckpoint=%1").arg(longestLogPages)));

    for (qint64 step = version; step < newest; ++step) {
        TRY(connection->executeOnce(QStringLiteral("BEGIN IMMEDIATE")));
        const QString script = QString::fromUtf8(migrations()[static_cast<size_t>(step)].sql);
        for (const QString& statement : script.split(QStringLiteral("\n--;\n")))
            TRY(connection->executeOnce(statement));
        TRY(connection->executeOnce(QStringLiteral("PRAGMA application_id=%1").arg(applicationId)));
        TRY(connection->executeOnce(QStringLiteral("PRAGMA user_version=%1").arg(step + 1)));
        TRY(connection->executeOnce(QStringLiteral("COMMIT")));
    }
    return std::unique_ptr<Database>(new Database(std::move(connection)));
}

Result<void> Database::run(const char* sql, SqlValues values, Kind kind, const std::function<bool(const Row&)>* onRow, qint64* changed)
{
    VERIFY(kind == Kind::Read || m_transactions > 0);
    ++m_statements;
    if (m_faultHook) {
        if (const auto code = m_faultHook(m_statements))
            return fail(*code, QStringLiteral("injected at statement %1").arg(m_statements));
    }
    QSqlQuery& query = *TRY(m_connection->prepared(sql));
    VERIFY(!query.isActive()); // it stands on a row of its own callback
    int position = 0;
    for (const SqlValue& value : values)
        value.bindTo(query, position++);
    if (!query.exec())
        return Connection::failure(query.lastError(), sql);
    if (onRow) {
        const Row row(query);
        while (query.next()) {
            if (!(*onRow)(row))
                break;
        }
        // A step that fails half-way (a broken page) ends the loop like the last row does; tell them apart.
        if (query.lastError().isValid()) {
            const QSqlError error = query.lastError();
            query.finish();
            return Connection::failure(error, sql);
        }
    }
    if (changed)
        *changed = query.numRowsAffected();
    query.finish();
    return {};
}

Result<void> Database::control(Sql sql)
{
    ++m_statements;
    if (m_faultHook) {
        if (const auto code = m_faultHook(m_statements))
            return fail(*code, QStringLiteral("injected at statement %1").arg(m_statements));
    }
    QSqlQuery& query = *TRY(m_connection->prepared(sql.text));
    if (!query.exec())
        return Connection::failure(query.lastError(), sql.text);
    query.finish();
    return {};
}

Result<void> Database::forEach(Sql sql, SqlValues values, const std::function<void(const Row&)>& onRow)
{
    return forEachWhile(sql, values, [&](const Row& row) {
        onRow(row);
        return true;
    });
}

Result<void> Database::forEachWhile(Sql sql, SqlValues values, const std::function<bool(const Row&)>& onRow)
{
    return run(sql.text, values, Kind::Read, &onRow, nullptr);
}

Result<qint64> Database::integer(Sql sql, SqlValues values)
{
    qint64 value = 0;
    TRY(forEachWhile(sql, values, [&](const Row& row) {
        value = row.integer(0);
        return false;
    }));
    return value;
}

QString Database::filePath() const
{
    return m_connection->qt().databaseName();
}

void Database::setFaultHook(FaultHook hook)
{
    m_faultHook = std::move(hook);
    m_statements = 0;
}

Result<void> Database::backupTo(const QString& filePath)
{
    VERIFY(m_transactions == 0);
    if (QFileInfo::exists(filePath))
        return fail(ErrorCode::FileUnwritable, filePath);
    // query_only forbids writing the copy too, so a reader lifts it for this one statement, which leaves its own file alone.
    const bool isReader = m_connection->access() == Access::Reader;
    if (isReader)
        TRY(m_connection->executeOnce(QStringLiteral("PRAGMA query_only=0")));
    QSqlQuery query(m_connection->qt());
    query.prepare(QStringLiteral("VACUUM INTO ?"));
    query.bindValue(0, filePath);
    const bool isCopied = query.exec();
    const QSqlError error = query.lastError();
    if (isReader)
        TRY(m_connection->executeOnce(QStringLiteral("PRAGMA query_only=1")));
    if (!isCopied) {
        QFile::remove(filePath);
        return Connection::failure(error, "VACUUM INTO");
    }
    return {};
}

Result<void> Database::checkpoint()
{
    return control("PRAGMA wal_checkpoint(PASSIVE)");
}

Result<void> Database::emptyLog()
{
    return control("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void> Database::lengthenLog()
{
    // A transaction that outgrows the cache writes into the log before it commits, and this one never does.
    const auto outgrow = [this]() -> Result<void> {
        Transaction transaction = TRY(Transaction::begin(*this));
        TRY(transaction.execute("CREATE TABLE filler (bytes BLOB)"));
        TRY(transaction.execute("INSERT INTO filler VALUES (zeroblob(?))", { busyLogBytes }));
        return {};
    };
    TRY(m_connection->executeOnce(QStringLiteral("PRAGMA cache_size=-64")));
    const Result<void> outgrown = outgrow();
    TRY(m_connection->executeOnce(QString::fromLatin1(writersCache)));
    return outgrown;
}

Result<void> Database::checkIntegrity()
{
    std::optional<QString> finding;
    TRY(forEachWhile("PRAGMA integrity_check(1)", {}, [&](const Row& row) {
        if (row.text(0) != u"ok")
            finding = row.text(0);
        return false;
    }));
    TRY(forEachWhile("PRAGMA foreign_key_check", {}, [&](const Row& row) {
        finding = QStringLiteral("a row of %1 points at nothing").arg(row.text(0));
        return false;
    }));
    if (finding)
        return fail(ErrorCode::DatabaseCorrupt, *finding);
    return {};
}

Result<Transaction> Transaction::begin(Database& database)
{
    VERIFY(database.m_connection->access() == Database::Access::Writer);
    // Savepoints of one name nest: RELEASE and ROLLBACK TO mean the newest (sqlite.org/lang_savepoint.html).
    const bool isInner = database.m_transactions > 0;
    TRY(isInner ? database.control("SAVEPOINT inner_transaction") : database.control("BEGIN IMMEDIATE"));
    ++database.m_transactions;
    Transaction transaction(database);
    transaction.m_isInner = isInner;
    return transaction;
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_isInner(other.m_isInner)
{
}

Transaction::~Transaction()
{
    if (!m_database)
        return;
    --m_database->m_transactions;
    // SQLite may have rolled back by itself (disk full); then there is nothing to undo, which is fine.
    if (!m_isInner) {
        (void)m_database->m_connection->executeOnce(QStringLiteral("ROLLBACK"));
        return;
    }
    (void)m_database->m_connection->executeOnce(QStringLiteral("ROLLBACK TO inner_transaction"));
    (void)m_database->m_connection->executeOnce(QStringLiteral("RELEASE inner_transaction"));
}

Result<qint64> Transaction::execute(Sql sql, SqlValues values)
{
    VERIFY(m_database);
    qint64 changed = 0;
    TRY(m_database->run(sql.text, values, Database::Kind::Write, nullptr, &changed));
    return changed;
}

Result<qint64> Transaction::insert(Sql sql, SqlValues values)
{
    TRY(execute(sql, values));
    return m_database->integer("SELECT last_insert_rowid()");
}

Result<void> Transaction::commit()
{
    VERIFY(m_database);
    TRY(m_isInner ? m_database->control("RELEASE inner_transaction") : m_database->control("COMMIT"));
    Database* const database = std::exchange(m_database, nullptr);
    --database->m_transactions;
    if (!m_isInner)
        database->onCommitted.tell();
    return {};
}

}
