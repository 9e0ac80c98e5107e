// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// `apply` on a member with twenty lots, beside the least that a fact costs anyway, one hash of its bytes and one
/// commit; and the end of so many lots, five a member, beside the same rows written by the sqlite3 C interface.
void benchLoyalty(const QString& folder, qint64 lots);

}
