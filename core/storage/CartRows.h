// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/cart/Cart.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Carts that are not sales yet: the open one, kept after each change so that a crash loses nothing,
/// and the suspended ones (挂单).
class CartRows {
public:
    explicit CartRows(Database& database)
        : m_database(database)
    {
    }

    struct Suspended {
        Id id;
        UtcTime suspendedAt;
        qsizetype lines = 0;
        QString note;
        QString firstLine; ///< name of the first product
    };

    /// The open cart, or nothing.
    Result<std::optional<Cart>> open();
    /// Keeps `cart` as the open one; an empty cart without a member is forgotten.
    Result<void> save(const Cart& cart);
    /// Errors: CartEmpty, CartFull (limits::suspendedCarts).
    Result<void> suspend(const Cart& cart, UtcTime now);
    Result<std::vector<Suspended>> suspended();
    /// Takes a suspended cart back as the open one; the caller has saved or suspended the one before.
    /// Errors: CartNotFound.
    Result<Cart> recall(const Id& id);
    Result<void> discard(const Id& id);
    static Result<void> remove(Transaction& transaction, const Id& id);

private:
    Database& m_database;
};

}
