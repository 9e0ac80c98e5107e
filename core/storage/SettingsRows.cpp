// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SettingsRows.h"

#include "core/base/Json.h"

namespace tangyuan {

Result<ShopSettings> loadSettings(Database& database)
{
    const auto document = TRY(database.first("SELECT document FROM settings", {}, [](const Row& row) { return row.text(0); }));
    if (!document)
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("no settings"));
    ShopSettings settings = TRY(ShopSettings::fromJson(TRY(parseJsonObject(document->toUtf8()))));
    settings.cashier = TRY(database.first("SELECT cashier FROM at_the_till", {}, [](const Row& row) { return row.text(0); })).value_or(QString());
    return settings;
}

Result<void> saveSettings(Transaction& transaction, const ShopSettings& settings)
{
    TRY(transaction.execute("INSERT INTO settings (only, document) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET document = excluded.document",
        { compactJson(settings.toJson()) }));
    return {};
}

Result<void> putAtTill(Transaction& transaction, const QString& cashier)
{
    TRY(transaction.execute("INSERT INTO at_the_till (only, cashier) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET cashier = excluded.cashier", { cashier }));
    return {};
}

}
