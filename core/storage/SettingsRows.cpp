// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SettingsRows.h"

#include "core/base/Json.h"

namespace tangyuan {

Result<ShopSettings> loadSettings(Database& database)
{
    const auto document = TRY(database.first("SELECT document FROM settings", {}, [](const Row& row) { return row.text(0); }));
    if (!document)
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("no settings"));
    return ShopSettings::fromJson(TRY(parseJsonObject(document->toUtf8())));
}

Result<void> saveSettings(Transaction& transaction, const ShopSettings& settings)
{
    TRY(transaction.execute("INSERT INTO settings (only, document) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET document = excluded.document",
        { compactJson(settings.toJson()) }));
    return {};
}

}
