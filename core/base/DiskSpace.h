// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// Whether so many bytes are left to us in the file system of this folder. Yes where it cannot say: then writing tells.
/// It asks the file system itself, not the table of mounts as QStorageInfo does: in a container that need not name it.
bool hasRoomFor(const QString& folder, qint64 bytes);

}
