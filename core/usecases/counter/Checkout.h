// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/StoredValue.h"
#include "core/domain/members/Member.h"
#include "core/domain/moment/Moment.h"
#include "core/domain/pricing/Hints.h"
#include "core/domain/sale/Sale.h"
#include "core/storage/FactLog.h"
#include "core/storage/LedgerBooking.h"
#include "core/storage/StandingRows.h"

namespace tangyuan {

/// Turns a cart and its tenders into a sale: quote, points, ledger, fact and the end of the cart in
/// one transaction, before anything prints (see ARCHITECTURE.md, How one sale flows).
class Checkout {
public:
    Checkout(Database& database, FactLog& facts, const Moments& moments);

    struct Request {
        Cart cart;
        std::vector<Tender> tenders;
        std::optional<Member> member; ///< must be `cart.member`
        QString cashier;
        Channel channel = Channel::Counter;
        /// Whether the member proved, by PIN or by a code of this minute, that the stored value is theirs.
        enum class Proof { None, Given } proof = Proof::None;
    };
    /// The price of the cart as it stands, with the member's balance from the ledger.
    Result<Quote> quoteCart(const Cart& cart, const std::optional<Member>& member, Channel channel = Channel::Counter);
    /// Whether the cart's coupons may be used by who stands there. Errors: those of CouponRows::check.
    Result<void> checkCoupons(const Cart& cart, const std::optional<Member>& member);
    /// What the customer could still reach.
    Result<std::vector<Hint>> hints(const Cart& cart, const std::optional<Member>& member);
    /// The member's coupons and those on the cart: what helps most now comes first, then what could help, then what cannot
    /// be used now, with its reason.
    Result<std::vector<CouponChoice>> couponsFor(const Cart& cart, const std::optional<Member>& member);
    /// Commits. Calling it again with the same cart gives the sale of the first time. Change is given out of cash only.
    /// Errors: CartEmpty, TenderShort, TenderInvalid (negative, too many, or more than the total without cash),
    /// PointsInsufficient, ValueInsufficient, ProofNeeded (stored value above the rules' amount without proof), those of
    /// CouponRows::check and checkManualDiscounts, storage errors; on any error nothing happened.
    Result<Sale> commit(const Request& request);
    /// The same within a caller's transaction (imports, generators).
    Result<Sale> commit(Transaction& transaction, const Request& request);

    /// What a member owns today.
    struct Balances {
        Points points; ///< below zero when more was taken back than there was
        Points pointsUsable;
        ValueSplit value; ///< usable today
        Points held;
    };
    Result<Balances> balances(MemberKey key);
    Result<Points> pointsBalance(MemberKey key) { return TRY(balances(key)).points; }

private:
    /// Who stands there and what holds for them, put together once for a price.
    struct Customer {
        Situation situation;
        std::optional<Standing> standing {};
        std::map<QString, OfferUse> used {};
    };
    Result<Customer> customer(const Moment& moment, const std::optional<Member>& member, Channel channel) const;
    static QuoteInput inputOf(const Cart& cart, const Moment& moment, const Customer& customer);
    /// Marks what was used: counts of offers, printed coupons.
    static Result<void> recordOffers(Transaction& transaction, const Moment& moment, const Sale& sale);
    static Result<ValueSplit> payWithValue(const Request& request, const Moment& moment, const Standing& standing);
    /// The first purchase of who was invited rewards both.
    Result<void> addReferral(Sale& sale, const Member& buyer, const Moment& moment, LedgerFact& fact, std::vector<Booked>& booked);

    Database& m_database;
    FactLog& m_facts;
    const Moments& m_moments;
};

/// Under which keys a member's use of the offers that acted is counted: of those with a limit by member, in all and by day.
std::vector<QString> offerKeys(const std::vector<QuoteOffer>& acting, const PriceList& prices, BusinessDate date);
/// Whether what was taken off by hand keeps within the rules. Errors: DiscountNotAllowed (that cashier, or at all),
/// DiscountTooLarge, DiscountReasonMissing.
Result<void> checkManualDiscounts(const Cart& cart, const Quote& priced, const ManualDiscountRules& rules, const QString& cashier);

}
