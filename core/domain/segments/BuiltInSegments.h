// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/segments/Segment.h"

namespace tangyuan {

struct NamedSegment {
    QString name;
    Segment segment;

    bool operator==(const NamedSegment&) const = default;
};

/// What every shop asks sooner or later. A saved segment of the same name goes before it.
std::vector<NamedSegment> builtInSegments();

}
