// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/CartRows.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

QString documentOf(const Cart& cart)
{
    return compactJson(cart.toJson());
}

Result<Cart> toCart(const QString& document)
{
    return Cart::fromJson(TRY(parseJsonObject(document.toUtf8())));
}

}

Result<std::optional<Cart>> CartRows::open()
{
    const auto document = TRY(
        m_database.first("SELECT document FROM carts WHERE suspended_ms IS NULL ORDER BY id DESC LIMIT 1", {}, [](const Row& row) { return row.text(0); }));
    if (!document)
        return std::nullopt;
    return TRY(toCart(*document));
}

Result<void> CartRows::save(const Cart& cart)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    if (cart.isEmpty() && !cart.member)
        TRY(remove(transaction, cart.id));
    else
        TRY(transaction.execute("INSERT INTO carts (id, suspended_ms, document) VALUES (?, NULL, ?)"
                                " ON CONFLICT (id) DO UPDATE SET suspended_ms = NULL, document = excluded.document",
            { cart.id, documentOf(cart) }));
    return transaction.commit();
}

Result<void> CartRows::suspend(const Cart& cart, UtcTime now)
{
    if (cart.isEmpty())
        return fail(ErrorCode::CartEmpty);
    if (TRY(m_database.integer("SELECT count(*) FROM carts WHERE suspended_ms IS NOT NULL")) >= limits::suspendedCarts)
        return fail(ErrorCode::CartFull);
    Transaction transaction = TRY(Transaction::begin(m_database));
    TRY(transaction.execute("INSERT INTO carts (id, suspended_ms, document) VALUES (?, ?, ?)"
                            " ON CONFLICT (id) DO UPDATE SET suspended_ms = excluded.suspended_ms, document = excluded.document",
        { cart.id, now, documentOf(cart) }));
    return transaction.commit();
}

Result<std::vector<CartRows::Suspended>> CartRows::suspended()
{
    const auto rows = TRY(m_database.all("SELECT suspended_ms, document FROM carts WHERE suspended_ms IS NOT NULL ORDER BY suspended_ms", {},
        [](const Row& row) { return std::pair(row.time(0), row.text(1)); }));
    std::vector<Suspended> list;
    for (const auto& [time, document] : rows) {
        const Cart cart = TRY(toCart(document));
        list.push_back({ cart.id, time, static_cast<qsizetype>(cart.lines.size()), cart.note, cart.isEmpty() ? QString() : cart.lines.front().product.name });
    }
    return list;
}

Result<Cart> CartRows::recall(const Id& id)
{
    const auto document
        = TRY(m_database.first("SELECT document FROM carts WHERE id = ? AND suspended_ms IS NOT NULL", { id }, [](const Row& row) { return row.text(0); }));
    if (!document)
        return fail(ErrorCode::CartNotFound);
    Cart cart = TRY(toCart(*document));
    TRY(save(cart));
    return cart;
}

Result<void> CartRows::discard(const Id& id)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    TRY(remove(transaction, id));
    return transaction.commit();
}

Result<void> CartRows::remove(Transaction& transaction, const Id& id)
{
    TRY(transaction.execute("DELETE FROM carts WHERE id = ?", { id }));
    return {};
}

}
