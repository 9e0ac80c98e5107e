// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/domain/loyalty/Occasion.h"

#include <QJsonObject>

#include <array>

namespace tangyuan {

/// Which products a rule is about; nothing named means all.
struct ProductScope {
    std::vector<QString> plus {}; ///< numbers of products
    std::vector<Id> categories {};

    bool operator==(const ProductScope&) const = default;
    bool isEverything() const { return plus.empty() && categories.empty(); }
    bool includes(const QString& plu, const Id& category) const;
};

/// How several rules of one kind combine where they meet.
enum class Combine { Best, Add, Multiply };

/// One way to earn points with a purchase. The id stays with every point that it gave.
struct EarnRule {
    /// Amount: every full `per` paid for products in scope earns `points`. Multiplier: what Amount rules gave for the
    /// products in scope, times `factor`. Bonus: `points` once, when the products in scope come to `minimum` (and, for
    /// a set, each product named is there).
    enum class Kind { Amount, Multiplier, Bonus };

    QString id {};
    QString name {};
    Kind kind = Kind::Amount;
    ProductScope scope {};
    Occasion when {};
    Money per {};                  ///< Amount
    Points points {};              ///< Amount, Bonus
    BasisPoints factor { 10'000 }; ///< Multiplier: 20000 doubles
    Money minimum {};              ///< Bonus
    bool needsWholeSet = false;    ///< Bonus: every product of scope.plus is in the cart
    qint32 perMember = 0;          ///< Bonus: so often in a member's life; 0: no limit
    qint32 perMemberDay = 0;       ///< Bonus: so often a day; 0: no limit

    bool operator==(const EarnRule&) const = default;
};

/// Points for purchases: base per line by the Amount rules, then multipliers, then bonuses, then caps.
struct Earning {
    Combine base = Combine::Best;        ///< Best: the rule that gives the line most; Add: all of them
    Combine multipliers = Combine::Best; ///< Best: the largest; Add: 2× and 1.5× are 2.5×; Multiply: 3×
    Combine bonuses = Combine::Add;      ///< Best or Add
    std::vector<EarnRule> rules {};
    std::optional<Points> capPerSale {};
    std::optional<Points> capPerMemberDay {};

    bool operator==(const Earning&) const = default;
};

/// A thing that may be taken later, as a rule names it.
struct GiftSpec {
    QString item {}; ///< stable: "free-size-up"
    QString name {}; ///< as the cashier reads it
    qint32 count = 1;
    qint32 validDays = 0; ///< counted from the day it is given, that day included; 0: no end

    bool operator==(const GiftSpec&) const = default;
};

/// What is given at once: points, bonus money, gifts.
struct Pack {
    Points points {};
    Money bonus {};
    qint32 bonusValidDays = 0; ///< 0: as bonus money always is
    std::vector<GiftSpec> gifts {};

    bool operator==(const Pack&) const = default;
    bool isEmpty() const { return points.count == 0 && bonus.isZero() && gifts.empty(); }
};

/// Points for what a member does, apart from buying.
struct Activities {
    Points checkIn {};     ///< each day; 0: no check-in
    qint32 streakDays = 7; ///< every so many days in a row …
    Points streakBonus {}; ///< … bring this on top
    Points review {};      ///< for each bought product reviewed once
    qint32 reviewsPerDay = 3;
    enum class ReferralTime { Registration, FirstPurchase };
    ReferralTime referralAt = ReferralTime::FirstPurchase;
    Pack inviter {};
    Pack invited {};
    qint32 invitesPerMonth = 20; ///< that one member is rewarded for
    struct Event {
        QString id {};
        QString name {};
        Points points {};
        qint32 perMember = 1;
        Occasion when {};
        bool operator==(const Event&) const = default;
    };
    std::vector<Event> events {};

    bool operator==(const Activities&) const = default;
};

/// Points as cash: whole steps, each worth `value`.
struct Redemption {
    Points step { 500 };
    Money value { 1'000 };
    Points minimum {};                 ///< fewer are not taken; a multiple of the step
    BasisPoints capOfOrder { 10'000 }; ///< how much of the order points may pay
    std::optional<Points> capPerOrder {};
    /// In these times a step is worth more (clearing week, festivals): the best that holds.
    struct Offer {
        QString id {};
        QString name {};
        Occasion when {};
        BasisPoints factor { 10'000 };
        bool operator==(const Offer&) const = default;
    };
    std::vector<Offer> offers {};

    bool operator==(const Redemption&) const = default;
    Money valueAt(const Situation& situation) const;
    /// How many whole steps, each worth `stepValue`, an order of `total` takes from that many points; 0 below the minimum.
    qint64 mostSteps(Points points, Money total, Money stepValue) const;
};

/// When points end.
struct PointsTerm {
    /// Months: so many after they were earned, to the day. EndOfYear: on 31 December, `count` years after the year in
    /// which they were earned (0: the same year).
    enum class Kind { Never, Months, EndOfYear };
    Kind kind = Kind::Never;
    qint32 count = 12;
    std::vector<qint32> remindDaysBefore { 30, 7 };

    bool operator==(const PointsTerm&) const = default;
    std::optional<BusinessDate> lastDay(BusinessDate earned) const;
};

/// What one tier grants, and what it takes to get there.
struct TierRules {
    BasisPoints rate { 10'000 }; ///< what the member pays of the price
    BasisPoints earnFactor { 10'000 };
    /// All conditions of one entry must be met; one entry is enough.
    struct Need {
        std::optional<Money> spend {};
        std::optional<qint32> visits {};
        std::optional<Points> points {}; ///< earned
        bool operator==(const Need&) const = default;
    };
    std::vector<Need> needs {}; ///< none: only by hand
    Pack birthday {};
    Pack onReaching {};
    QString benefits {}; ///< in words: "free delivery, served first"

    bool operator==(const TierRules&) const = default;
};

struct Tiers {
    std::array<TierRules, tierCount> tiers { { {}, { .rate = { 9'800 } }, { .rate = { 9'500 } }, { .rate = { 9'000 } } } };
    qint32 windowDays = 365;
    qint32 graceDays = 30; ///< how long a tier stays after its needs are no longer met
    BirthdayWindow birthdayWindow = BirthdayWindow::Week;

    bool operator==(const Tiers&) const = default;
};

/// Members with this tag have a standing arrangement (企业客户).
struct GroupRules {
    QString tag {};
    QString name {};
    BasisPoints rate { 10'000 };
    Money largeOrder {};        ///< from this total on …
    Points largeOrderPoints {}; ///< … this many points

    bool operator==(const GroupRules&) const = default;
};

/// What may be had for points (积分商城), in layers.
struct MallItem {
    enum class Layer { Goods, Drink, Coupon, Service, Privilege };
    QString id {};
    QString name {};
    Layer layer = Layer::Goods;
    Points points {};
    std::optional<qint32> stock {}; ///< none: no end
    Occasion when {};
    qint32 perMember = 0; ///< 0: no limit
    qint32 perMemberMonth = 0;
    qint32 validDays = 90; ///< of what is used later (coupon, service, privilege)
    /// Seasonal prices: the lowest that holds.
    struct Price {
        Occasion when {};
        Points points {};
        bool operator==(const Price&) const = default;
    };
    std::vector<Price> prices {};

    bool operator==(const MallItem&) const = default;
    Points pointsAt(const Situation& situation) const;
    /// Handed over at once; what is not becomes a gift in the member's ledger.
    bool isHandedOver() const { return layer == Layer::Goods || layer == Layer::Drink; }
};

/// A draw for points with published odds: each prize's chance is its weight over the sum.
struct Lottery {
    QString id {};
    QString name {};
    Points cost {};
    Occasion when {};
    qint32 perMemberDay = 1;
    struct Prize {
        QString id {};
        QString name {};
        qint32 weight = 1;
        std::optional<qint32> stock {}; ///< when it is gone, its draws get the consolation
        Pack pack {};
        bool operator==(const Prize&) const = default;
    };
    std::vector<Prize> prizes {}; ///< the last is the consolation, without stock

    bool operator==(const Lottery&) const = default;
};

/// Given with a purchase of at least `minimum`.
struct SpendGift {
    QString id {};
    QString name {};
    Money minimum {};
    Occasion when {};
    qint32 perMember = 0;
    qint32 perMemberDay = 1;
    Pack pack {};

    bool operator==(const SpendGift&) const = default;
};

struct StoredValueRules {
    enum class Order { BonusFirst, PrincipalFirst, Proportional };
    Order spendOrder = Order::BonusFirst;
    Money pinAbove { 20'000 };     ///< a purchase that takes more asks for the PIN or the dynamic code
    Money mostBalance { 500'000 }; ///< more principal is not taken; for a single-purpose prepaid card see the rules in README
    qint32 bonusValidDays = 365;   ///< 0: no end
    struct Offer {
        QString id {};
        QString name {};
        Money pay {}; ///< recharging exactly this
        Money bonus {};
        qint32 instalments = 1; ///< the bonus comes in so many months, each part usable in its month only
        Pack pack {};
        Occasion when {};
        qint32 perMember = 0;
        bool operator==(const Offer&) const = default;
    };
    std::vector<Offer> offers {};

    bool operator==(const StoredValueRules&) const = default;
};

struct Cause {
    QString id {};
    QString name {};
    bool operator==(const Cause&) const = default;
};

/// Everything that the shop promises its members, as one versioned document. Checked by `checkRules` before it may
/// act. The defaults are the product's: 1 point for ¥10, 500 points = ¥10, tier prices 100 / 98 / 95 / 90 %.
struct LoyaltyRules {
    qint64 version = 0; ///< given at publication
    BusinessDate effectiveFrom { 20200101 };
    qint32 noticeDays = 7; ///< a change is told so long before
    QString notice {};     ///< in a sentence, for receipts and members
    Earning earning { .rules = { { .id = QStringLiteral("base"), .name = QStringLiteral("1 / ¥10"), .per = { 1'000 }, .points = { 1 } } } };
    Activities activities {};
    Redemption redemption {};
    PointsTerm term {};
    Tiers tiers {};
    std::vector<GroupRules> groups {};
    Pack welcome {};
    std::vector<SpendGift> spendGifts {};
    std::vector<MallItem> mall {};
    std::vector<Lottery> lotteries {};
    std::vector<Cause> causes {};
    StoredValueRules storedValue {};
    qint32 refundGraceDays = 14; ///< for points that a refund gives back after their end

    bool operator==(const LoyaltyRules&) const = default;
    BasisPoints rateFor(const Situation& situation) const; ///< the best of tier and groups
    const MallItem* mallItem(QStringView id) const;
    const Lottery* lottery(QStringView id) const;
    const Activities::Event* event(QStringView id) const;
    const Cause* cause(QStringView id) const;
    const StoredValueRules::Offer* rechargeOffer(QStringView id) const;
    /// What a member's standing must know for these rules to be judged.
    SituationQuestions questions() const;
    /// Every pack that some rule gives, and where it stands.
    std::vector<std::pair<QString, const Pack*>> packs() const;
    /// The name of a gift by its item, or the item itself where no rule names it.
    QString giftName(const QString& item) const;

    QJsonObject toJson() const;
    /// Strict: a key that is not known, or a value beyond its range, is refused with its path. Keys that are left out
    /// take the default. Errors: InputMalformed, InputOutOfRange, InputTooLong.
    static Result<LoyaltyRules> fromJson(const QJsonObject& json);
};

}
