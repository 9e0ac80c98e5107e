// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptDocument.h"

#include <functional>

namespace tangyuan {

/// Prints in the background. The sale is committed before; whatever happens here costs no sale.
class ReceiptPrinter {
public:
    virtual ~ReceiptPrinter() = default;
    /// Returns at once; `done` is called later on the caller's thread, exactly once. Errors:
    /// PrinterNotConfigured, PrinterUnreachable, PrinterOutOfPaper, PrinterFailed.
    virtual void print(const ReceiptDocument& document, std::function<void(Result<void>)> done) = 0;
    /// Opens the drawer without printing.
    virtual void openDrawer(std::function<void(Result<void>)> done) = 0;
    /// Settings changed.
    virtual void configure(const PrinterSettings& settings) = 0;
};

}
