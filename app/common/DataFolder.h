// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// Where a till keeps its data unless `--data` names another folder, the same for every program
/// ($XDG_DATA_HOME/tangyuan on Linux).
QString defaultDataFolder();

}
