// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/desk/Prompts.h"

namespace tangyuan {

/// Asks the member for the PIN until it is right, or they give up; a lock or a PIN that was never set is told.
enum class PinProof { Missing, Given };
PinProof provePin(Till& till, Prompts& prompts, const Member& member);

}
