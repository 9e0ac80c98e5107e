// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/Prompts.h"

#include <vector>

namespace tangyuan {

/// What is asked about the till itself.
class ShellPrompts : public virtual Prompts {
public:
    struct CashierQuestion {
        struct Row {
            QString name;
            bool isAtTill = false;
            bool isListed = true; ///< false: stands only in the settings
        };
        std::vector<Row> rows {};
        size_t selected = 0;
    };
    struct CashierAnswer {
        enum class Use { Take, Add, End } use = Use::Take;
        size_t row = 0; ///< of no meaning where one is added
    };
    virtual std::optional<CashierAnswer> askCashier(const CashierQuestion& question) = 0;
    virtual Answer askEndOfWork(const QString& cashier) = 0;
    /// `unsent`: facts that the chain will never see then.
    virtual Answer askLeavingChain(qint64 unsent) = 0;
};

}
