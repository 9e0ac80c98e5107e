// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/usecases/counter/Refunds.h"

#include <functional>
#include <set>
#include <vector>

namespace tangyuan {

/// A refund while it is being decided: which lines, how the money goes back, and what that would do. Knows no screen.
class RefundDraft {
public:
    using Preview = std::function<Result<Refund>(const Refunds::Request&)>;
    /// `already`: lines that were refunded before. All others are ticked.
    RefundDraft(Sale sale, const std::vector<qint32>& already, Preview preview);

    const Sale& sale() const { return m_sale; }
    enum class LineState { Refunded, Ticked, Kept };
    LineState line(qint32 index) const;
    /// A line that was refunded before stays as it is.
    void toggle(qint32 index);
    bool isEmpty() const { return m_ticked.empty(); }

    /// Cash, then how the sale was paid; stored value returns by itself.
    std::vector<TenderMethod> methods() const;
    TenderMethod method() const { return m_method; }
    void setMethod(TenderMethod method) { m_method = method; }
    void setReason(const QString& reason) { m_reason = reason; }

    /// What would be given back. Errors: as Refunds::preview; InputMalformed while no line is ticked.
    Result<Refund> preview() const;
    Refunds::Request request() const;

private:
    Sale m_sale;
    Preview m_preview;
    std::set<qint32> m_already;
    std::set<qint32> m_ticked;
    TenderMethod m_method = TenderMethod::Cash;
    QString m_reason;
};

}
