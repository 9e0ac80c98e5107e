// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/DataFolder.h"

#include <QStandardPaths>

namespace tangyuan {

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tangyuan");
}

}
