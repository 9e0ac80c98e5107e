// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Ledger.h"

namespace tangyuan {

/// What takes a member's parts of fact `origin` back: grants go, spent lots return, counts count no more.
LedgerPart undoing(const QString& reason, const Id& origin, const std::vector<LedgerPart>& parts, std::optional<BusinessDate> graceUntil);

}
