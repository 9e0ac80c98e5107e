// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace tangyuan {

/// Whether a broken invariant stops the program there. The deed is done in a copy of this process, which is thrown away; it
/// opens what it needs itself, since no database survives being copied.
bool stopsTheProgram(const std::function<void()>& deed);

}
