// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/RulesBook.h"
#include "core/members/Members.h"
#include "core/reports/DateRange.h"

namespace tangyuan {

/// What a range of days would have cost under other rules; every sum without what was given back since.
struct RulesPreview {
    /// What members got for their purchases.
    struct Side {
        Points points;                      ///< of purchases, and in the packs that came with them
        Money value;                        ///< what those points are worth as cash under the new rules
        Money bonus;                        ///< bonus money in the packs
        std::map<QString, Points> byRule {}; ///< "gift:" and its id for a pack's
        std::map<QString, qint64> gifts {}; ///< how many of each spend gift

        bool operator==(const Side&) const = default;
    };

    DateRange range;
    qint64 sales = 0;   ///< of members, of which anything stands
    qint64 members = 0; ///< who bought
    Money spend;        ///< what they paid; other rules change nothing about it
    Side given;         ///< what stands in the facts
    Side then;          ///< played again under the rules of then
    Side planned;       ///< and under the new ones
};

/// Plays a range of days again (试算): every member's sale in the order of the facts, with its own day and hour, and what was
/// paid for each line as it was paid. Tier, tags and birthday are the member's of today, since nothing keeps those of
/// then; what may be had only so often is counted from the first sale of the range on.
class RulesReplay {
public:
    RulesReplay(Database& database, Members& members, const RulesBook& book);

    /// `progress` hears of sales done and in all. Memory grows with the members who bought, not with their sales.
    Result<RulesPreview> preview(const LoyaltyRules& rules, DateRange range, const std::function<void(qint64 done, qint64 total)>& progress = {});

private:
    Database& m_database;
    Members& m_members;
    const RulesBook& m_book;
};

}
