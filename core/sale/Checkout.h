// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/Ledger.h"
#include "core/members/Member.h"
#include "core/sale/Sale.h"
#include "core/storage/FactLog.h"
#include "core/storage/ShopSettings.h"

namespace tangyuan {

/// Turns a cart and its tenders into a sale: quote, points, ledger, fact and the end of the cart in
/// one transaction, before anything prints (DESIGN 3).
class Checkout {
public:
    Checkout(Database& database, FactLog& facts, const Clock& clock, const ShopSettings& settings);

    struct Request {
        Cart cart;
        std::vector<Tender> tenders;
        std::optional<Member> member; ///< must be `cart.member`
        QString cashier;
    };
    /// The price of the cart as it stands, with the member's balance from the ledger.
    Result<Quote> quoteCart(const Cart& cart, const std::optional<Member>& member);
    /// Commits. Calling it again with the same cart gives the sale of the first time. Change is given
    /// out of cash only. Errors: CartEmpty, TenderShort, TenderInvalid (negative, too many, or more than
    /// the total without cash), PointsInsufficient, storage errors; on any error nothing happened.
    Result<Sale> commit(const Request& request);
    /// The same within a caller's transaction (imports, generators).
    Result<Sale> commit(Transaction& transaction, const Request& request);

    Result<Points> pointsBalance(MemberKey key);

private:
    Database& m_database;
    FactLog& m_facts;
    const Clock& m_clock;
    const ShopSettings& m_settings;
};

}
