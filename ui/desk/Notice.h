// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// A sentence above a screen that goes away by itself.
struct Notice {
    enum class Tone { Quiet, Good, Trouble };
    Tone tone = Tone::Quiet;
    QString text;

    bool operator==(const Notice&) const = default;
};

}
