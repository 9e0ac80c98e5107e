// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/CashierRows.h"

namespace tangyuan {

namespace {

Cashier cashierFromRow(const Row& row)
{
    return { row.id(0), row.text(1), row.integer(2) == 1 };
}

}

Result<std::vector<Cashier>> CashierRows::all()
{
    return m_database.all("SELECT id, name, is_active FROM cashiers ORDER BY is_active DESC, name, id", {}, cashierFromRow);
}

Result<std::vector<Cashier>> CashierRows::named(const QString& name)
{
    return m_database.all("SELECT id, name, is_active FROM cashiers WHERE name = ? ORDER BY id", { name }, cashierFromRow);
}

Result<qint64> CashierRows::activeCount()
{
    return m_database.integer("SELECT count(*) FROM cashiers WHERE is_active = 1");
}

Result<void> CashierRows::put(Transaction& transaction, const Cashier& cashier)
{
    // A till that went on by the old name would list it anew.
    TRY(transaction.execute("UPDATE at_the_till SET cashier = ? WHERE cashier = (SELECT name FROM cashiers WHERE id = ? AND is_active = 1 AND name <> ?)",
        { cashier.name, cashier.id, cashier.name }));
    TRY(transaction.execute("INSERT INTO cashiers (id, name, is_active) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                            " name = excluded.name, is_active = excluded.is_active",
        { cashier.id, cashier.name, cashier.isActive ? 1 : 0 }));
    return {};
}

}
