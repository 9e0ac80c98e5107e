// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"

namespace tangyuan {

/// The same words in English and Chinese, as files have them.
struct TwoTongues {
    const char16_t* english;
    const char16_t* chinese;
    QString in(CsvLanguage language) const { return QString::fromUtf16(language == CsvLanguage::Chinese ? chinese : english); }
};

}
