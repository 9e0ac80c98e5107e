// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tangyuan {

/// Quotes of 50 lines under 200 live promotions and 10 coupons, against the aim of a millisecond; then fewer and more of
/// either, against that.
void benchPricing();

}
