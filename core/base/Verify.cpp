// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Verify.h"

#include <cstdio>
#include <cstdlib>

namespace tangyuan {

void stopOnBrokenInvariant(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "Tangyuan stopped: '%s' does not hold at %s:%d\n", condition, file, line);
    std::abort();
}

}
