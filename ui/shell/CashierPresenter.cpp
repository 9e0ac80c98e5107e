// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CashierPresenter.h"

#include "core/base/Limits.h"
#include "ui/widgets/ErrorText.h"

#include <algorithm>

namespace tangyuan {

void CashierPresenter::choose()
{
    QString selected = m.till.settings().cashier;
    while (true) {
        const auto question = this->question(selected);
        if (!question)
            return m.prompts.tell(errorText(question.error()));
        const auto answer = m.prompts.askCashier(*question);
        if (!answer)
            return;
        if (answer->use == ShellPrompts::CashierAnswer::Use::Add) {
            selected = add().value_or(selected);
            continue;
        }
        const ShellPrompts::CashierQuestion::Row& row = question->rows.at(answer->row);
        if (answer->use == ShellPrompts::CashierAnswer::Use::Take)
            return row.isAtTill && row.isListed ? void() : tellUnlessDone(putAtTill(row.name));
        tellUnlessDone(end(row.name));
    }
}

Result<ShellPrompts::CashierQuestion> CashierPresenter::question(const QString& selected) const
{
    const QString atTill = m.till.settings().cashier.trimmed();
    ShellPrompts::CashierQuestion question;
    for (const Cashier& cashier : TRY(m.till.cashiers().active()))
        question.rows.push_back({ cashier.name, cashier.name == atTill });
    if (!atTill.isEmpty() && std::ranges::find(question.rows, atTill, &ShellPrompts::CashierQuestion::Row::name) == question.rows.end())
        question.rows.insert(question.rows.begin(), { .name = atTill, .isAtTill = true, .isListed = false });
    const auto found = std::ranges::find(question.rows, selected.trimmed(), &ShellPrompts::CashierQuestion::Row::name);
    question.selected = found == question.rows.end() ? 0 : static_cast<size_t>(found - question.rows.begin());
    return question;
}

Result<void> CashierPresenter::putAtTill(const QString& name)
{
    ShopSettings settings = m.till.settings();
    settings.cashier = name;
    return m.till.saveSettings(settings);
}

Result<void> CashierPresenter::end(const QString& name)
{
    if (m.prompts.askEndOfWork(name) != Prompts::Answer::Yes)
        return {};
    TRY(m.till.cashiers().end(name));
    return m.till.settings().cashier.trimmed() == name ? putAtTill({}) : Result<void>();
}

std::optional<QString> CashierPresenter::add()
{
    QString typed;
    while (const auto name
        = m.prompts.askText({ tr("The name of the new cashier"), tr("It stands on receipts. All tills of the chain know it."), typed, limits::nameChars })) {
        const auto added = m.till.cashiers().add(*name);
        if (added)
            return added->name;
        m.prompts.tell(errorText(added.error()));
        typed = *name;
    }
    return {};
}

void CashierPresenter::tellUnlessDone(const Result<void>& done)
{
    if (!done)
        m.prompts.tell(errorText(done.error()));
}

}
