// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/base/Result.h"
#include "core/domain/segments/Bounds.h"

#include <QJsonObject>

#include <array>

namespace tangyuan {

/// How a regular stands (Hughes, "Strategic Database Marketing", 1994): how recently, how frequently and with how much
/// money. 1 … 5 each, 5 the best.
struct RfmScore {
    static constexpr int best = 5;

    int recency = 1;
    int frequency = 1;
    int monetary = 1;

    bool operator==(const RfmScore&) const = default;
};

/// Where the shop itself draws the lines. Four ascending cuts make five scores: up to the first number of days is a
/// recency of 5, and each further cut one less; each number of visits or amount that is reached is one more.
struct RfmCuts {
    static constexpr size_t count = RfmScore::best - 1;
    static constexpr qint64 daysLimit = 3'660;
    static constexpr qint64 visitsLimit = 100'000;
    using Cuts = std::array<qint64, count>;

    Cuts recencyDays { 14, 30, 60, 120 };
    Cuts frequencyVisits { 2, 4, 8, 16 };
    Cuts monetaryMinor { 5'000, 15'000, 40'000, 100'000 };
    int windowDays = 365; ///< visits and money count for so many days, today among them

    bool operator==(const RfmCuts&) const = default;

    /// `daysAgo` is since the last visit; for who never came, since they registered.
    RfmScore score(qint64 daysAgo, qint64 visits, Money spend) const;

    QJsonObject toJson() const;
    /// What is missing keeps its default. Errors: InputMalformed, InputOutOfRange (also for cuts that do not ascend);
    /// the context names the key.
    static Result<RfmCuts> fromJson(const QJsonObject& json);
};

/// The days, visits or amounts that score within these bounds.
Bounds boundsOfRecency(const RfmCuts::Cuts& cuts, const Bounds& scores);
Bounds boundsOfReached(const RfmCuts::Cuts& cuts, const Bounds& scores);

/// How many members have each score.
struct RfmTable {
    std::array<qint64, RfmScore::best * RfmScore::best * RfmScore::best> counts {};

    bool operator==(const RfmTable&) const = default;
    static size_t place(const RfmScore& score)
    {
        return static_cast<size_t>(((score.recency - 1) * RfmScore::best + score.frequency - 1) * RfmScore::best + score.monetary - 1);
    }
    qint64 of(const RfmScore& score) const { return counts[place(score)]; }
};

}
