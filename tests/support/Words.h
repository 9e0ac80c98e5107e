// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// A name in a story: "公司".
inline QString name(const char* text)
{
    return QString::fromUtf8(text);
}

}
