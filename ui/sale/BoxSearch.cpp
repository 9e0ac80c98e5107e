// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/BoxSearch.h"

#include "ui/widgets/Words.h"

#include <algorithm>

namespace tangyuan {
namespace {

// One Latin letter means half of all members; one Chinese character is a surname.
bool isEnoughForNames(const QString& text)
{
    const bool isNumber = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return !isNumber && (text.size() >= 2 || text.front().script() == QChar::Script_Han);
}

}

BoxSearch::BoxSearch(Till& till, MemberNames& names)
    : m_till(till)
    , m_names(names)
{
}

std::vector<BoxResult> BoxSearch::find(const QString& text) const
{
    std::vector<BoxResult> results;
    const QString wanted = text.trimmed();
    if (wanted.isEmpty() || wanted.contains(u'*'))
        return results;
    for (const Product* product : m_till.catalog().search(wanted, productLimit)) {
        BoxResult result { .kind = BoxResult::Kind::Product,
            .product = product->id,
            .member = {},
            .title = product->name,
            .detail = product->plu,
            .trailing = words::unitPrice(*product) };
        if (const Category* category = m_till.catalog().category(product->category))
            result.detail += QStringLiteral("  ·  ") + category->name;
        results.push_back(std::move(result));
    }
    if (!isEnoughForNames(wanted))
        return results;
    if (const auto members = m_till.members().summaries(m_names.search(wanted, memberLimit))) {
        for (const MemberSummary& summary : *members)
            results.push_back(memberResult(summary));
    }
    return results;
}

Result<std::vector<BoxResult>> BoxSearch::findByPhoneTail(const QString& fourDigits) const
{
    std::vector<BoxResult> results;
    for (const MemberSummary& summary : TRY(m_till.members().byPhoneTail(fourDigits, memberLimit)))
        results.push_back(memberResult(summary));
    return results;
}

BoxResult BoxSearch::memberResult(const MemberSummary& summary) const
{
    return { .kind = BoxResult::Kind::Member,
        .product = {},
        .member = summary.key,
        .title = summary.name.isEmpty() ? summary.number : summary.name,
        .detail = words::maskedPhone(summary.phone) + QStringLiteral("  ·  ") + summary.number,
        .trailing = words::tier(summary.tier) };
}

}
