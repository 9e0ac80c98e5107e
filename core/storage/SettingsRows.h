// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shop/ShopSettings.h"
#include "core/storage/Database.h"

namespace tangyuan {

Result<ShopSettings> loadSettings(Database& database);
Result<void> saveSettings(Transaction& transaction, const ShopSettings& settings);

}
