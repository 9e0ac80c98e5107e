// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/sale/SaleView.h"

namespace tangyuan {

/// What typed words may mean, products first, then members.
class BoxSearch {
public:
    BoxSearch(Till& till, MemberNames& names);

    std::vector<BoxResult> find(const QString& text) const;
    /// Members with a phone that ends so.
    Result<std::vector<BoxResult>> findByPhoneTail(const QString& fourDigits) const;

private:
    static constexpr int productLimit = 30;
    static constexpr int memberLimit = 12;

    BoxResult memberResult(const MemberSummary& summary) const;

    Till& m_till;
    MemberNames& m_names;
};

}
