// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// Scores and segments over a till of its own with so many members, 3.3 sales each, three lines a sale; made once in
/// `folder` with raw inserts, since nothing here reads a fact. Beside each figure the bare scan that answers it, by the
/// sqlite3 C interface in the same run.
void benchSegments(const QString& folder, qint64 members);

}
