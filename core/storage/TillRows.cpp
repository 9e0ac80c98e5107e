// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/TillRows.h"

namespace tangyuan {

Result<std::optional<TillRow>> TillRows::read()
{
    return m_database.first("SELECT id, key_fingerprint FROM till", {}, [](const Row& row) { return TillRow { row.id(0), row.bytes(1) }; });
}

Result<void> TillRows::insert(Transaction& transaction, const TillRow& till)
{
    TRY(transaction.execute("INSERT INTO till (only, id, epoch, key_fingerprint) VALUES (1, ?, 0, ?)", { till.id, till.keyFingerprint }));
    return {};
}

}
