// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <compare>

namespace tangyuan {

/// A 128-bit identifier, UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then randomness,
/// so ids sort by the time they were made and index pages fill in order.
struct Id {
    std::array<quint8, 16> bytes {};

    auto operator<=>(const Id&) const = default;
    bool isNull() const { return *this == Id {}; }

    static Id make(UtcTime time, Random& random);
    static Id make(const Clock& clock, Random& random) { return make(clock.now(), random); }
    /// Errors: InputMalformed unless exactly 16 bytes.
    static Result<Id> fromBytes(QByteArrayView bytes);
    /// Reads "0192f3a0-…" or the 32 hex digits without hyphens. Errors: InputMalformed.
    static Result<Id> fromString(QStringView text);
    QByteArray toBytes() const;
    QString toString() const;
};

size_t qHash(const Id& id, size_t seed = 0);

}
