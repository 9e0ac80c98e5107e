// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/shell/ShellPrompts.h"

#include <QCoreApplication>

namespace tangyuan {

/// Who is at the till, and who works here, without a screen.
class CashierPresenter {
    Q_DECLARE_TR_FUNCTIONS(CashierPresenter)

public:
    struct Parts {
        Till& till;
        ShellPrompts& prompts;
    };
    explicit CashierPresenter(Parts parts)
        : m(parts)
    {
    }

    /// Asks until somebody is chosen, who then stands at the till, or nobody wants to choose. What is on the counter stays.
    void choose();

private:
    Result<ShellPrompts::CashierQuestion> question(const QString& selected) const;
    Result<void> putAtTill(const QString& name);
    Result<void> end(const QString& name);
    std::optional<QString> add();
    void tellUnlessDone(const Result<void>& done);

    Parts m;
};

}
