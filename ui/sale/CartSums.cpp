// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CartSums.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QGridLayout>

namespace tangyuan {

CartSums::CartSums(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("cartSums"));
    setProperty("surface", QStringLiteral("plain"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, theme::px(2));
    grid->setHorizontalSpacing(theme::px(12));
    grid->setVerticalSpacing(theme::px(1));
    grid->setColumnStretch(0, 1);
    for (size_t i = 0; i < rowsShown; ++i) {
        m_rows[i] = { new ElidedLabel("sum"), theme::label({}, "sum") };
        grid->addWidget(m_rows[i].name, static_cast<int>(i), 0);
        grid->addWidget(m_rows[i].amount, static_cast<int>(i), 1, Qt::AlignRight);
    }
}

void CartSums::render(const SaleView& view)
{
    std::vector<Adjustment> sums;
    for (const Adjustment& sum : view.orderWide)
        if (sum.rule != Adjustment::Rule::Coupon) // those on the cart say themselves what they take off
            sums.push_back(sum);
    const size_t named = sums.size() > rowsShown ? rowsShown - 1 : sums.size();
    for (size_t i = 0; i < rowsShown; ++i) {
        const bool isNamed = i < named;
        const bool isRest = i == named && sums.size() > named;
        m_rows[i].name->setVisible(isNamed || isRest);
        m_rows[i].amount->setVisible(isNamed || isRest);
        if (isNamed) {
            m_rows[i].name->setText(words::adjustment(sums[i]));
            m_rows[i].amount->setText(toDisplayString(sums[i].amount));
        } else if (isRest) {
            Money rest;
            QStringList whole;
            for (size_t j = named; j < sums.size(); ++j) {
                rest += sums[j].amount;
                whole.append(words::adjustment(sums[j]) + u' ' + toDisplayString(sums[j].amount));
            }
            m_rows[i].name->setText(tr("%1 more reasons").arg(sums.size() - named));
            m_rows[i].name->setToolTip(whole.join(u'\n'));
            m_rows[i].amount->setText(toDisplayString(rest));
        }
    }
    setVisible(!sums.empty());
}

}
