// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptPrinter.h"

#include <QObject>

#include <optional>
#include <vector>

namespace tangyuan {

/// Sends paper to the printer and keeps what did not come out, to print it again. Nothing here can
/// cost a sale: sales are committed before they come here.
class PrintDesk final : public QObject {
    Q_OBJECT

public:
    explicit PrintDesk(ReceiptPrinter& printer, QObject* parent = nullptr);

    void print(const ReceiptDocument& document);
    /// Everything that did not come out, in order.
    void printAgain();
    void dismiss();
    void openDrawer();

    /// Why the last document did not come out; nothing once all is printed.
    const std::optional<Error>& trouble() const { return m_trouble; }
    qsizetype unprinted() const { return static_cast<qsizetype>(m_unprinted.size()); }

Q_SIGNALS:
    void changed();
    void drawerFailed(const tangyuan::Error& error);

private:
    static constexpr size_t unprintedLimit = 50; // older ones are reprinted from the list of sales

    ReceiptPrinter& m_printer;
    std::vector<ReceiptDocument> m_unprinted;
    std::optional<Error> m_trouble;
};

}
