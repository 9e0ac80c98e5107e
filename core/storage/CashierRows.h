// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/staff/Cashier.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// The list of cashiers. Two rows may have one name: tills that cannot see each other list whom they like.
class CashierRows {
public:
    explicit CashierRows(Database& database)
        : m_database(database)
    {
    }

    /// Who works here by name, then who did.
    Result<std::vector<Cashier>> all();
    /// The oldest first.
    Result<std::vector<Cashier>> named(const QString& name);
    Result<qint64> activeCount();
    /// Inserts or replaces by id. Who stands at the till stands there by the new name.
    static Result<void> put(Transaction& transaction, const Cashier& cashier);

private:
    Database& m_database;
};

}
