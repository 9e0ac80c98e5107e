// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/DiskSpace.h"

#include <filesystem>

namespace tangyuan {

bool hasRoomFor(const QString& folder, qint64 bytes)
{
    std::error_code trouble;
    const std::filesystem::space_info space = std::filesystem::space(folder.toStdU16String(), trouble);
    return trouble || space.available >= static_cast<std::uintmax_t>(bytes);
}

}
