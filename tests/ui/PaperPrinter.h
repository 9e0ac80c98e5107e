// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptPrinter.h"

#include <QTimer>

#include <optional>
#include <vector>

namespace tangyuan {

/// A printer that keeps what it printed, and may be out of paper.
class PaperPrinter final : public ReceiptPrinter {
public:
    std::vector<ReceiptDocument> printed;
    std::optional<ErrorCode> trouble;
    int drawerOpened = 0;

    void print(const ReceiptDocument& document, std::function<void(Result<void>)> done) override
    {
        QTimer::singleShot(0, &m_life, [this, document, done = std::move(done)] {
            if (trouble)
                return done(fail(*trouble));
            printed.push_back(document);
            done({});
        });
    }
    void openDrawer(std::function<void(Result<void>)> done) override
    {
        ++drawerOpened;
        done({});
    }
    void configure(const PrinterSettings&) override { }

private:
    QObject m_life; ///< what is still to print ends with it
};

}
