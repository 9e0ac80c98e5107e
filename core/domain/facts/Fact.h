// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QByteArray>

namespace tangyuan {

/// A fact's place in its till's chain. The epoch changes only when a till's history forks (an old
/// backup came back); within an epoch `seq` runs 1, 2, 3 … without gaps.
struct FactKey {
    qint32 epoch = 0;
    qint64 seq = 0;

    auto operator<=>(const FactKey&) const = default;
    /// One sortable number, epoch in the upper bits: the row number in the database.
    qint64 packed() const { return (static_cast<qint64>(epoch) << 40) | seq; }
    static FactKey unpack(qint64 packed) { return { static_cast<qint32>(packed >> 40), packed & ((qint64 { 1 } << 40) - 1) }; }
};

/// Something that happened at this till; immutable (see ARCHITECTURE.md, Facts).
struct Fact {
    FactKey key;
    Id id;
    QString type; ///< "sale.committed", "member.registered", …
    int version = 1;
    BusinessDate businessDate;
    UtcTime at;
    QByteArray body;         ///< compact JSON, at most limits::factBodyBytes
    QByteArray previousHash; ///< 32 bytes; zeros before the first
    QByteArray hash;         ///< 32 bytes
};

inline constexpr qsizetype factHashBytes = 32;
/// BLAKE2b-256 over every field but the hash itself.
QByteArray factHash(const Fact& fact);

}
