// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sale/PointsAsCash.h"

namespace tangyuan {

PaidWithPoints& PaidWithPoints::operator+=(const PaidWithPoints& other)
{
    points += other.points;
    cash += other.cash;
    return *this;
}

std::vector<PaidWithPoints> pointsAsCash(const Sale& sale)
{
    std::vector<PaidWithPoints> paid;
    Points told;
    for (const SaleLine& line : sale.lines) {
        PaidWithPoints& ofLine = paid.emplace_back();
        for (const Adjustment& adjustment : line.adjustments) {
            told += adjustment.points;
            if (adjustment.rule == Adjustment::Rule::PointsAsCash)
                ofLine += { adjustment.points, -adjustment.amount };
        }
    }
    if (told == sale.pointsSpent)
        return paid;
    std::vector<Money> weights;
    for (const PaidWithPoints& ofLine : paid)
        weights.push_back(ofLine.cash);
    const std::vector<Points> shares = spreadPoints(sale.pointsSpent, weights);
    for (size_t i = 0; i < paid.size(); ++i)
        paid[i].points = shares[i];
    return paid;
}

}
