// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"
#include "core/base/Enumerators.h"
#include "core/domain/loyalty/Ledger.h"

#include <array>
#include <map>

namespace tangyuan {

/// Each way in which the rules give or take.
enum class PreviewKind { Purchase, CheckIn, Event, Review, Referral, Welcome, Birthday, TierReached, Mall, PointsAsCash, Draw, Donation, Recharge };
inline constexpr auto previewKinds = enumerators<PreviewKind>;
/// "purchase", "checkIn", …
QString previewKindName(PreviewKind kind);

/// What one kind of deed gave members, and what it cost them.
struct PreviewAmounts {
    qint64 times = 0; ///< of an invitation each side counts
    Points given {};
    Points taken {};
    Money bonus {};        ///< of all instalments
    Money cash {};         ///< off orders, for points
    qint64 gifts = 0;      ///< things to take later
    Money worth {};        ///< points given less taken as cash under the new rules, and the bonus, and the cash
    qint64 notOffered = 0; ///< deeds of then that these rules do not know, or not at that time; of points as cash the points
    qint64 overLimit = 0;  ///< deeds of then that these rules allow less often, or for which nothing is in stock any more

    void add(const LedgerPart& part);
    /// Each number less that of another side.
    PreviewAmounts operator-(const PreviewAmounts& other) const;
    bool operator==(const PreviewAmounts&) const = default;
};

/// What a range of days would have cost under other rules; every sum without what was given back since.
struct RulesPreview {
    /// What members got for their purchases, and kind by kind.
    struct Side {
        Points points;                       ///< of purchases, and in the packs that came with them
        Money value;                         ///< what those points are worth as cash under the new rules
        Money bonus;                         ///< bonus money in the packs
        std::map<QString, Points> byRule {}; ///< "gift:" and its id for a pack's
        std::map<QString, qint64> gifts {};  ///< how many of each spend gift
        std::array<PreviewAmounts, previewKinds.size()> kinds {};

        PreviewAmounts& ofKind(PreviewKind kind) { return kinds[static_cast<size_t>(kind)]; }
        const PreviewAmounts& ofKind(PreviewKind kind) const { return kinds[static_cast<size_t>(kind)]; }
        bool operator==(const Side&) const = default;
    };

    DateRange range;
    qint64 sales = 0;   ///< of members, of which anything stands
    qint64 members = 0; ///< who bought
    Money spend;        ///< what they paid; what points would have paid under other rules changes nothing about it
    Side given;         ///< what stands in the facts; of draws the prizes that were drawn
    Side then;          ///< played again under the rules of then; of draws what the odds give on average
    Side planned;       ///< and under the new ones

    /// What the new rules would have changed: planned less then, so rules that change nothing change nothing here.
    PreviewAmounts difference(PreviewKind kind) const { return planned.ofKind(kind) - then.ofKind(kind); }
};

}
