// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesBook.h"
#include "core/domain/loyalty/RulesPreview.h"
#include "core/usecases/membership/Members.h"

namespace tangyuan {

/// Plays a range of days again (试算): every member's sale and deed in the order of the facts, with its own day and hour, and
/// what was paid for each line as it was paid. The tier is the member's of that fact, tags and birthday are those of today,
/// since nothing keeps those of then; what may be had only so often counts with what was had on the days before. Members do
/// what they did, whatever it costs and brings: nobody checks in more often, is short of points or of room for stored value.
/// What they did not do since the rules knew nothing of it, nobody can tell; but a welcome or birthday pack that there was not
/// is given to who registered or came.
class RulesReplay {
public:
    RulesReplay(Database& database, Members& members, const RulesBook& book);

    /// `progress` hears of sales done and in all. Memory grows with the members, not with what they did.
    Result<RulesPreview> preview(const LoyaltyRules& rules, DateRange range, const std::function<void(qint64 done, qint64 total)>& progress = {});

private:
    Database& m_database;
    Members& m_members;
    const RulesBook& m_book;
};

}
