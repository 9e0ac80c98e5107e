// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <limits>
#include <optional>

namespace tangyuan {

/// From `least` to `most`, both included; an end that is missing is open.
struct Bounds {
    std::optional<qint64> least {};
    std::optional<qint64> most {};

    bool operator==(const Bounds&) const = default;
    bool isOpen() const { return !least && !most; }
    bool contains(qint64 value) const { return value >= lowest() && value <= highest(); }
    qint64 lowest() const { return least.value_or(std::numeric_limits<qint64>::min()); }
    qint64 highest() const { return most.value_or(std::numeric_limits<qint64>::max()); }
};

}
