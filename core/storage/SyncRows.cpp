// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SyncRows.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/replica/SharedRow.h"

namespace tangyuan {

namespace {

constexpr qsizetype urlChars = 300;

QJsonObject documentOf(const HubLink& link)
{
    return { { QStringLiteral("url"), link.url }, { QStringLiteral("certificate"), QString::fromLatin1(link.certificate.toHex()) },
        { QStringLiteral("organisation"), link.organisation.toString() }, { QStringLiteral("organisationName"), link.organisationName },
        { QStringLiteral("store"), link.store }, { QStringLiteral("storeName"), link.storeName },
        { QStringLiteral("generation"), link.generation.toString() } };
}

}

Result<std::optional<HubLink>> SyncRows::link()
{
    const auto row = TRY(m_database.first("SELECT document, branch, sent FROM hub_link", {},
        [](const Row& found) { return std::tuple(found.text(0).toUtf8(), static_cast<qint32>(found.integer(1)), found.integer(2)); }));
    if (!row)
        return std::nullopt;
    const QJsonObject json = TRY(parseJsonObject(std::get<0>(*row)));
    JsonReader reader(json);
    HubLink link;
    link.url = reader.text(QLatin1String("url"), urlChars);
    link.certificate = QByteArray::fromHex(reader.text(QLatin1String("certificate"), 64).toLatin1());
    link.organisation = reader.id(QLatin1String("organisation"));
    link.organisationName = reader.text(QLatin1String("organisationName"), limits::nameChars);
    link.store = reader.text(QLatin1String("store"), limits::codeChars);
    link.storeName = reader.text(QLatin1String("storeName"), limits::nameChars);
    link.generation = reader.id(QLatin1String("generation"));
    TRY(reader.finish());
    link.branch = std::get<1>(*row);
    link.sent = FactKey::unpack(std::get<2>(*row));
    return link;
}

Result<QByteArray> SyncRows::wrappedKey()
{
    return TRY(m_database.first("SELECT wrapped_key FROM hub_link", {}, [](const Row& row) { return row.bytes(0); })).value_or(QByteArray());
}

Result<void> SyncRows::insert(Transaction& transaction, const HubLink& link, const QByteArray& wrappedKey)
{
    TRY(transaction.execute("INSERT INTO hub_link (only, document, wrapped_key, branch, sent) VALUES (1, '', ?, 0, 0)"
                            " ON CONFLICT (only) DO UPDATE SET wrapped_key = excluded.wrapped_key",
        { wrappedKey }));
    return update(transaction, link);
}

Result<void> SyncRows::update(Transaction& transaction, const HubLink& link)
{
    TRY(transaction.execute("UPDATE hub_link SET document = ?, branch = ?, sent = ?", { compactJson(documentOf(link)), link.branch, link.sent.packed() }));
    return {};
}

Result<QJsonObject> SyncRows::withSeen(QJsonObject body)
{
    if (const auto known = TRY(seen()))
        body[QLatin1String(seenKey)] = *known;
    return body;
}

Result<std::vector<QByteArray>> SyncRows::issuers()
{
    return m_database.all("SELECT key FROM issuers ORDER BY key", {}, [](const Row& row) { return row.bytes(0); });
}

Result<void> SyncRows::addIssuer(Transaction& transaction, const QByteArray& key)
{
    TRY(transaction.execute("INSERT INTO issuers (key) VALUES (?) ON CONFLICT (key) DO NOTHING", { key }));
    return {};
}

Result<void> SyncRows::remove(Transaction& transaction)
{
    TRY(transaction.execute("DELETE FROM hub_link"));
    return forgetCursors(transaction);
}

Result<qint64> SyncRows::countAfter(FactKey key)
{
    return m_database.integer("SELECT count(*) FROM facts WHERE key > ?", { key.packed() });
}

Result<std::optional<UtcTime>> SyncRows::oldestAfter(FactKey key)
{
    return m_database.first("SELECT at_ms FROM facts WHERE key > ? ORDER BY key LIMIT 1", { key.packed() }, [](const Row& row) { return row.time(0); });
}

Result<std::optional<FactKey>> SyncRows::before(FactKey key, int facts)
{
    return m_database.first("SELECT key FROM facts WHERE key < ? ORDER BY key DESC LIMIT 1 OFFSET ?", { key.packed(), facts - 1 },
        [](const Row& row) { return FactKey::unpack(row.integer(0)); });
}

Result<std::map<QString, qint64>> SyncRows::cursors()
{
    std::map<QString, qint64> cursors;
    TRY(m_database.forEach("SELECT stream, number FROM hub_cursors", {}, [&](const Row& row) { cursors[row.text(0)] = row.integer(1); }));
    return cursors;
}

Result<void> SyncRows::setCursor(Transaction& transaction, const QString& stream, qint64 number)
{
    TRY(transaction.execute(
        "INSERT INTO hub_cursors (stream, number) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET number = excluded.number", { stream, number }));
    return {};
}

Result<void> SyncRows::forgetCursors(Transaction& transaction)
{
    TRY(transaction.execute("DELETE FROM hub_cursors"));
    return {};
}

Result<std::optional<qint64>> SyncRows::seen()
{
    return m_database.first("SELECT coalesce((SELECT number FROM hub_cursors WHERE stream = ?), 0) FROM hub_link",
        { QString::fromLatin1(streams::organisation) }, [](const Row& row) { return row.integer(0); });
}

}
