// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tangyuan {
/// Prints the broken invariant and stops the program. Called only by VERIFY.
[[noreturn]] void stopOnBrokenInvariant(const char* condition, const char* file, int line);
}

/// States what must be true if this program is right. Stays on in release builds: a till that
/// goes on with a broken invariant loses money quietly. Never for input; input gets a Result.
#define VERIFY(condition)                                                                                                                                      \
    do {                                                                                                                                                       \
        if (!(condition)) [[unlikely]]                                                                                                                         \
            ::tangyuan::stopOnBrokenInvariant(#condition, __FILE__, __LINE__);                                                                                 \
    } while (false)
