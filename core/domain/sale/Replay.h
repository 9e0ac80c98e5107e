// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesBook.h"
#include "core/domain/pricing/Explain.h"
#include "core/domain/sale/Sale.h"

namespace tangyuan {

/// A sale priced once more from what its fact says.
struct Replay {
    Quote quote;
    std::vector<OfferStory> stories;
    bool isSame = false;    ///< each line and adjustment comes out to the same fen
    bool isHashSame = true; ///< the rules of that version are still the document that the sale was made under
};

/// Errors: OriginUnknown (a version of the rules that is not here; the context says which).
Result<Replay> replay(const Sale& sale, const RulesBook& rules, const PriceBook& prices);

}
