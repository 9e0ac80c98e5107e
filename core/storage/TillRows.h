// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Database.h"

namespace tangyuan {

/// Which till a database belongs to.
struct TillRow {
    Id id;
    QByteArray keyFingerprint; ///< of the master key that opens it
};

/// The one row of the till itself.
class TillRows {
public:
    explicit TillRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::optional<TillRow>> read();
    /// In epoch 0.
    static Result<void> insert(Transaction& transaction, const TillRow& till);

private:
    Database& m_database;
};

}
