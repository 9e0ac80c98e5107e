// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shop/ShopSettings.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// The document, and who stands at the till.
Result<ShopSettings> loadSettings(Database& database);
/// The document only.
Result<void> saveSettings(Transaction& transaction, const ShopSettings& settings);
Result<void> putAtTill(Transaction& transaction, const QString& cashier);

}
