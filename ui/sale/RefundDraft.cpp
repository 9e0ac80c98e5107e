// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/RefundDraft.h"

#include <algorithm>

namespace tangyuan {

RefundDraft::RefundDraft(Sale sale, const std::vector<qint32>& already, Preview preview)
    : m_sale(std::move(sale))
    , m_preview(std::move(preview))
    , m_already(already.begin(), already.end())
{
    for (qint32 line = 0; line < static_cast<qint32>(m_sale.lines.size()); ++line)
        if (!m_already.contains(line))
            m_ticked.insert(line);
}

RefundDraft::LineState RefundDraft::line(qint32 index) const
{
    if (m_already.contains(index))
        return LineState::Refunded;
    return m_ticked.contains(index) ? LineState::Ticked : LineState::Kept;
}

void RefundDraft::toggle(qint32 index)
{
    switch (line(index)) {
    case LineState::Refunded: return;
    case LineState::Ticked: m_ticked.erase(index); return;
    case LineState::Kept: m_ticked.insert(index); return;
    }
}

std::vector<TenderMethod> RefundDraft::methods() const
{
    std::vector<TenderMethod> methods { TenderMethod::Cash };
    for (const Tender& tender : m_sale.tenders)
        if (tender.method != TenderMethod::StoredValue && std::ranges::find(methods, tender.method) == methods.end())
            methods.push_back(tender.method);
    return methods;
}

Refunds::Request RefundDraft::request() const
{
    return { m_sale, { m_ticked.begin(), m_ticked.end() }, m_method, {}, m_reason };
}

Result<Refund> RefundDraft::preview() const
{
    // Without lines core would take all of them.
    if (isEmpty())
        return fail(ErrorCode::InputMalformed);
    return m_preview(request());
}

}
