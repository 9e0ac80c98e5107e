// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"

#include <functional>

namespace tangyuan {

/// How big a demo shop is.
struct DemoSize {
    int members = 2'000;
    int days = 90;
    int salesOnQuietDay = 120;
    int salesOnBusyDay = 180;
};

/// Fills an empty till with a Chinese dessert shop: the catalogue in resources/demo, members (composed names and
/// numbers: nobody real), its loyalty rules, and a history of sales, recharges, check-ins, redemptions and refunds through
/// the till's own use cases that ends the day before the clock's time. The same seed makes the same shop. `clock` and `random` must be those that the till was
/// made with; the clock is set back when done. `progress` hears of days done and in all.
/// Errors: those of the use cases it calls.
Result<void> fillDemoShop(
    Till& till, FixedClock& clock, SeededRandom& random, const DemoSize& size, const std::function<void(int done, int total)>& progress = {});

}
