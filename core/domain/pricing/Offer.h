// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Product.h"
#include "core/domain/loyalty/Occasion.h"

#include <vector>

namespace tangyuan {

/// Which goods an offer is about: those that are named in any way; nothing named means all. What is excepted is never
/// among them.
struct GoodsScope {
    std::vector<QString> products {}; ///< by number (PLU)
    std::vector<Id> categories {};
    std::vector<QString> tags {};              ///< of products: "imported"
    std::optional<qint32> bestBeforeWithin {}; ///< days to the last good day, 0: today only; what is past it counts too
    std::vector<QString> exceptProducts {};
    std::vector<Id> exceptCategories {};

    bool operator==(const GoodsScope&) const = default;
    bool isEverything() const { return *this == GoodsScope {}; }
    bool includes(const Product& product, BusinessDate today) const;
};

/// Other goods that must be in the order before an offer holds: for an add-on price (加价购), a gift with purchase.
struct Needs {
    GoodsScope scope {};
    Money minimum {}; ///< what those goods come to, after goods offers and member's price
    qint32 pieces = 0;

    bool operator==(const Needs&) const = default;
};

/// A step of a ladder (满减阶梯): from so much, or so many pieces, on.
struct Rung {
    Money minimum {};
    qint32 pieces = 0;
    Money off {};                ///< taken off, or …
    BasisPoints rate { 10'000 }; ///< … what is paid of the goods in scope: 9000 is 10 % off

    bool operator==(const Rung&) const = default;
};

/// Something that makes an order cheaper: what it is about, when it holds, what it does, and how it stands with others.
/// A promotion (促销) is an offer that holds by itself; a coupon (券) is an offer for whoever brings it.
///
/// Two layers. **Goods**: a piece is sold under at most one goods offer. **Order**: order offers come on top, those with a
/// rate before those with an amount. What the goods come to is what order offers count, before any of them acts.
struct Offer {
    enum class Kind {
        Percent, ///< goods: each piece for `rate` of its price
        Off,     ///< goods: `amount` off each piece, or kilogram
        Price,   ///< goods: each piece, or kilogram, for `amount`
        BuyGet,  ///< goods: `get` of `buy` + `get` pieces for `rate`: the cheapest, or those in `gets`; second at half price is 1 + 1
        Set,     ///< goods: so many pieces of each part together (套餐, N 件 X 元)
        Order,   ///< order: the highest rung that the goods in scope reach; of rungs with amounts and with rates, the best for the customer
        Service, ///< costs and saves nothing: an upgrade or a service that the coupon stands for
    };
    struct Part {
        GoodsScope scope {};
        qint32 count = 1;
        bool operator==(const Part&) const = default;
    };
    /// Days on which it does not hold (不可用日期), both inclusive.
    struct Blackout {
        BusinessDate from {};
        BusinessDate to {};
        bool operator==(const Blackout&) const = default;
    };
    enum class Pays { Price, Rate, Off };

    QString id {};
    QString name {};
    Kind kind = Kind::Percent;
    Occasion when {};
    std::vector<Blackout> blackouts {};
    GoodsScope scope {};           ///< not of Set
    std::optional<Needs> needs {}; ///< goods offers

    BasisPoints rate { 10'000 };       ///< Percent, BuyGet (of what is got; 0: free), Set
    Money amount {};                   ///< Off, Price, Set
    qint32 buy = 1;                    ///< BuyGet
    qint32 get = 1;                    ///< BuyGet
    std::optional<GoodsScope> gets {}; ///< BuyGet: other goods; none: the cheapest pieces of the scope itself
    bool sameProduct = false;          ///< BuyGet, Set: all pieces of one product
    std::vector<Part> parts {};        ///< Set
    Pays pays = Pays::Price;           ///< Set: the whole set for `amount`, for `rate` of its price, or `amount` off
    std::vector<Rung> rungs {};        ///< Order, ascending
    qint32 repeats = 1;                ///< Order with one rung: so often as its minimum fits (每满), at most this often
    bool regularPriceOnly = false;     ///< Order: counts and lowers only what no goods offer has lowered (特价商品除外)
    bool onTopOfMemberPrice = false;   ///< goods: the tier's or group's rate comes on top; else the lower of both
    /// Percent, Off, Price: a piece costs this many points as well, so only by wish (积分换购). A line is had so as a whole, before all
    /// other offers, and where that is cheaper than its price or the member's. Its group and limits count as ever; `needs` and
    /// `onTopOfMemberPrice` are not asked.
    Points points {};

    QString group {};     ///< of one group an order has at most one offer; see `groupOf`
    bool isAlone = false; ///< no other offer in the same order
    qint32 priority = 0;  ///< lower acts first

    qint32 perOrder = 0;  ///< pieces (Percent, Off, Price), or times; 0: no limit
    qint32 perMember = 0; ///< orders of one member; a passer-by has none of such an offer
    qint32 perMemberDay = 0;
    qint32 perDay = 0; ///< orders of this till a day
    Money budget {};   ///< of this till: ends when it has given this much (the last order may go over); 0: no end

    bool operator==(const Offer&) const = default;
    bool isOfOrder() const { return kind == Kind::Order; }
    bool isOnePiece() const { return kind == Kind::Percent || kind == Kind::Off || kind == Kind::Price; }
    /// Whether how often it was used decides whether it holds.
    bool isCountedByMember() const { return perMember > 0 || perMemberDay > 0; }
    bool isCounted() const { return isCountedByMember() || perDay > 0 || !budget.isZero(); }
    bool holdsAt(const Situation& situation) const;
};

/// How often a counted offer was used before this order.
struct OfferUse {
    qint64 today = 0;
    qint64 byMember = 0;
    qint64 byMemberToday = 0;
    Money saved; ///< in all

    bool operator==(const OfferUse&) const = default;
    /// Who buys: uses by member are counted for members only.
    enum class Buyer { Member, Stranger };
    bool leavesOne(const Offer& offer, Buyer buyer) const;
};

/// A kind of coupon (券模板).
struct CouponTemplate {
    enum class OnRefund {
        WholeOrder, ///< comes back when all of the order is refunded
        Always,     ///< comes back with the first line that it lowered
        Never,
    };
    Offer offer {};        ///< its id is the template's
    qint32 validDays = 30; ///< from the day of issue, that day included; 0: as long as `offer.when` says
    qint32 uses = 1;       ///< how often one coupon may be used
    qint32 perOrder = 1;   ///< coupons of this template in one order
    bool isTransferable = true;
    OnRefund onRefund = OnRefund::WholeOrder;

    bool operator==(const CouponTemplate&) const = default;
};

}
