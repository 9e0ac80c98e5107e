// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/Payment.h"

#include "core/base/Limits.h"

#include <algorithm>
#include <array>

namespace tangyuan {

Payment::Payment(Quote quote, Requote requote, Money storedValue)
    : m_quote(std::move(quote))
    , m_requote(std::move(requote))
    , m_storedValue(storedValue)
{
}

Money Payment::taken() const
{
    Money sum;
    for (const Tender& tender : m_tenders)
        sum += tender.amount;
    return sum;
}

Money Payment::due() const
{
    return std::max(Money {}, total() - taken());
}

Money Payment::change() const
{
    return std::max(Money {}, taken() - total());
}

Money Payment::takenBy(TenderMethod method) const
{
    Money sum;
    for (const Tender& tender : m_tenders)
        if (tender.method == method)
            sum += tender.amount;
    return sum;
}

Money Payment::offered(TenderMethod method) const
{
    return method == TenderMethod::StoredValue ? std::min(due(), storedValueLeft()) : due();
}

Result<void> Payment::take(TenderMethod method, Money amount)
{
    const bool isTooMuch = method != TenderMethod::Cash && amount > due();
    const bool isTooMany = m_tenders.size() >= static_cast<size_t>(limits::tenders);
    if (amount.minor <= 0 || !amount.isInRange() || isTooMuch || isTooMany || isComplete())
        return fail(ErrorCode::TenderInvalid, tenderMethodName(method));
    if (method == TenderMethod::StoredValue && amount > storedValueLeft())
        return fail(ErrorCode::ValueInsufficient);
    m_tenders.push_back({ method, amount });
    return {};
}

void Payment::takeBackLast()
{
    if (!m_tenders.empty())
        m_tenders.pop_back();
}

void Payment::takeBackAll(TenderMethod method)
{
    std::erase_if(m_tenders, [method](const Tender& tender) { return tender.method == method; });
}

std::vector<Money> Payment::quickCash() const
{
    const Money exact = due();
    if (exact.isZero())
        return {};
    std::vector<Money> amounts { exact };
    for (const qint64 step : std::array<qint64, 3> { 1'000, 5'000, 10'000 }) {
        const Money rounded { (exact.minor + step - 1) / step * step };
        if (std::find(amounts.begin(), amounts.end(), rounded) == amounts.end())
            amounts.push_back(rounded);
    }
    return amounts;
}

Result<void> Payment::usePoints(PointsUse use)
{
    m_quote = TRY(m_requote(use == PointsUse::All ? m_quote.pointsSpendable : Points {}));
    m_tenders.clear();
    return {};
}

}
