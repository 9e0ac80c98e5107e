// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ChainDialog.h"

#include "ui/widgets/Banner.h"
#include "ui/widgets/Theme.h"

#include <QFormLayout>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tangyuan {

ChainDialog::ChainDialog(ChainPresenter& presenter, QWidget* parent)
    : Dialog(QStringLiteral("chainDialog"), tr("The chain"), parent)
    , m_presenter(presenter)
    , m_notice(new Banner(QStringLiteral("chainNotice")))
    , m_details(theme::form())
    , m_hint(theme::label({}, "quiet"))
    , m_table(new QTableWidget)
{
    setFixedSize(theme::px(900), theme::px(640));
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(theme::px(18), theme::px(12), theme::px(18), theme::px(12));
    inside->addLayout(m_details);
    body()->addWidget(m_notice);
    body()->addWidget(card);
    body()->addWidget(theme::label(tr("To look at"), "heading"));
    m_hint->setObjectName(QStringLiteral("exceptionsHint"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    body()->addWidget(m_hint, 1);
    makeTable();
    body()->addWidget(m_table, 1);

    QPushButton* leave = addButton(tr("Leave the chain…"), "danger");
    leave->setObjectName(QStringLiteral("leaveChain"));
    QPushButton* again = addButton(tr("Try now") + QStringLiteral("   F5"), "plain");
    again->setObjectName(QStringLiteral("tryNow"));
    again->setShortcut(QKeySequence(Qt::Key_F5));
    m_settle = addButton(tr("Settled") + QStringLiteral("   F8"), "plain");
    m_settle->setObjectName(QStringLiteral("settle"));
    m_settle->setShortcut(QKeySequence(Qt::Key_F8));
    addReject(tr("Close"));
    connect(leave, &QPushButton::clicked, &m_presenter, &ChainPresenter::leave);
    connect(again, &QPushButton::clicked, &m_presenter, &ChainPresenter::tryNow);
    connect(m_settle, &QPushButton::clicked, this, [this] { m_presenter.settle(m_table->currentRow()); });
    connect(&m_presenter, &ChainPresenter::changed, this, &ChainDialog::render);
    connect(&m_presenter, &ChainPresenter::left, this, &QDialog::accept);
    connect(m_notice, &Banner::dismissed, m_notice, &QWidget::hide);
    render();
    m_table->setFocus();
}

void ChainDialog::makeTable()
{
    m_table->setObjectName(QStringLiteral("exceptions"));
    m_table->setColumnCount(3);
    m_table->setHorizontalHeaderLabels({ tr("What"), tr("When"), tr("Till") });
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    theme::makeList(*m_table, 36);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->resizeSection(1, theme::px(170));
    header->resizeSection(2, theme::px(90));
    header->setSectionResizeMode(0, QHeaderView::Stretch);
}

void ChainDialog::render()
{
    const ChainPresenter::View& view = m_presenter.view();
    while (m_texts.size() > view.details.size()) {
        m_details->removeRow(static_cast<int>(m_texts.size()) - 1);
        m_texts.pop_back();
    }
    for (size_t i = 0; i < view.details.size(); ++i) {
        if (i == m_texts.size()) {
            m_texts.push_back(theme::label({}, "sentence"));
            m_texts.back()->setObjectName(QStringLiteral("detail%1").arg(i));
            m_texts.back()->setWordWrap(true);
            m_details->addRow(theme::label(view.details[i].name, "field"), m_texts.back());
        }
        m_texts[i]->setText(view.details[i].text);
    }
    if (view.notice)
        m_notice->show(view.notice->tone == Notice::Tone::Trouble ? Banner::Tone::Trouble
                : view.notice->tone == Notice::Tone::Good         ? Banner::Tone::Good
                                                                  : Banner::Tone::Quiet,
            view.notice->text);
    renderExceptions();
}

void ChainDialog::renderExceptions()
{
    const ChainPresenter::View& view = m_presenter.view();
    m_hint->setText(view.exceptionsHint);
    m_hint->setVisible(view.exceptions.empty());
    m_table->setVisible(!view.exceptions.empty());
    const int before = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(view.exceptions.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ChainPresenter::Row& exception = view.exceptions[static_cast<size_t>(row)];
        for (const auto& [column, text] : { std::pair(0, exception.text), std::pair(1, exception.when), std::pair(2, exception.till) }) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(text);
            m_table->setItem(row, column, item);
        }
    }
    if (m_table->rowCount() > 0)
        m_table->selectRow(std::clamp(before, 0, m_table->rowCount() - 1));
    m_settle->setEnabled(!view.exceptions.empty() && view.settling == ChainPresenter::View::Settling::Idle);
}

}
