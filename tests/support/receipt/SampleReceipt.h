// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sale/Sale.h"
#include "core/domain/shop/ShopSettings.h"

namespace tangyuan {

/// A dessert shop in Shanghai's time zone, 58 mm paper.
ShopSettings sampleSettings();
/// A gold member's sale of 2026-11-20 18:05 with all that a receipt can tell: pieces with a tier price and a
/// note, a weight, points as cash, two tenders, change.
Sale sampleSale();
/// As many lines as a cart takes, with the longest names and notes, wide letters and emoji.
Sale longestSale();

}
