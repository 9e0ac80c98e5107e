// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/RefundDialog.h"

#include "core/base/Limits.h"
#include "core/domain/pricing/AdjustmentPlace.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace tangyuan {

RefundDialog::RefundDialog(RefundDraft& draft, QWidget* parent)
    : Dialog(QStringLiteral("refundDialog"), tr("Refund of %1").arg(draft.sale().number), parent)
    , m_draft(draft)
    , m_shown(draft.methods())
    , m_lines(new QListWidget)
    , m_methods(new QButtonGroup(this))
    , m_reason(new QLineEdit)
    , m_total(theme::label({}, "huge"))
    , m_effects(new QVBoxLayout)
{
    setMinimumWidth(theme::px(880));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme::px(16));
    auto* left = new QVBoxLayout;
    left->setSpacing(theme::px(10));
    left->addWidget(makeLines(), 1);
    left->addWidget(makeChoices());
    columns->addLayout(left, 3);
    columns->addWidget(makePreview(), 2);
    body()->addLayout(columns, 1);
    addReject(tr("Back"));
    m_accept = addAccept({});
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setFocusPolicy(Qt::NoFocus);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_lines, &QListWidget::itemChanged, this, &RefundDialog::take);
    // A finger may hit the words as well as the box; the box has changed its item by then.
    connect(m_lines, &QListWidget::itemPressed, this, [this] { m_taken = -1; });
    connect(m_lines, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        if (m_taken != m_lines->row(item) && item->flags().testFlag(Qt::ItemIsUserCheckable))
            item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    });
    connect(m_methods, &QButtonGroup::idClicked, this, [this](int id) {
        m_draft.setMethod(m_shown[static_cast<size_t>(id)]);
        render();
    });
    connect(m_reason, &QLineEdit::textEdited, this, [this](const QString& text) { m_draft.setReason(text.trimmed()); });
    m_lines->installEventFilter(this);
    render();
    m_lines->setFocus();
}

QWidget* RefundDialog::makeLines()
{
    m_lines->setObjectName(QStringLiteral("refundLines"));
    m_lines->setProperty("surface", QStringLiteral("card"));
    m_lines->setProperty("role", QStringLiteral("checklist"));
    m_lines->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_lines->setTextElideMode(Qt::ElideRight);
    m_lines->setMinimumHeight(theme::px(230));
    const std::vector<SaleLine>& lines = m_draft.sale().lines;
    for (qint32 i = 0; i < static_cast<qint32>(lines.size()); ++i) {
        const SaleLine& line = lines[static_cast<size_t>(i)];
        auto* item = new QListWidgetItem(
            toDisplayString(line.total) + QStringLiteral("   ") + toDisplayString(line.quantity) + QStringLiteral(" × ") + line.name, m_lines);
        item->setToolTip(line.name);
        item->setSizeHint(QSize(0, theme::px(44)));
        if (m_draft.line(i) == RefundDraft::LineState::Refunded) {
            item->setText(tr("Refunded already   %1").arg(item->text())); // in front, where no long name pushes it out
            item->setFlags(Qt::ItemIsSelectable);
            item->setCheckState(Qt::Unchecked); // in line with the others
            item->setForeground(QColor(theme::quiet));
        } else {
            item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Checked);
        }
    }
    m_lines->setCurrentRow(0);
    return m_lines;
}

QWidget* RefundDialog::makeChoices()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(8));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::px(8));
    for (size_t i = 0; i < m_shown.size(); ++i) {
        auto* button = theme::button(words::tender(m_shown[i]), "choice");
        button->setObjectName(QStringLiteral("refundMethod_") + tenderMethodName(m_shown[i]));
        button->setCheckable(true);
        button->setAutoDefault(false);
        m_methods->addButton(button, static_cast<int>(i));
        row->addWidget(button, 1);
    }
    m_methods->button(0)->setChecked(true);
    column->addWidget(theme::label(m_shown.size() > 1 ? tr("How the money goes back   ← →") : tr("How the money goes back"), "field"));
    column->addLayout(row);
    m_reason->setObjectName(QStringLiteral("refundReason"));
    m_reason->setMaxLength(static_cast<int>(limits::noteChars));
    m_reason->setPlaceholderText(tr("Reason; may stay empty   Tab"));
    column->addWidget(m_reason);
    return box;
}

QWidget* RefundDialog::makePreview()
{
    m_total->setObjectName(QStringLiteral("refundTotal"));
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme::px(18), theme::px(12), theme::px(18), theme::px(12));
    column->setSpacing(theme::px(6));
    column->addWidget(theme::label(tr("Goes back"), "heading"));
    column->addWidget(m_total, 0, Qt::AlignRight);
    column->addWidget(theme::rule());
    m_effects->setSpacing(theme::px(7));
    column->addLayout(m_effects);
    column->addStretch();
    return card;
}

void RefundDialog::take(const QListWidgetItem* item)
{
    const auto index = static_cast<qint32>(m_lines->row(item));
    const bool isTicked = m_draft.line(index) == RefundDraft::LineState::Ticked;
    if ((item->checkState() == Qt::Checked) != isTicked)
        m_draft.toggle(index);
    m_taken = index;
    render();
}

void RefundDialog::stepMethod(int steps)
{
    const int count = static_cast<int>(m_shown.size());
    m_methods->button((m_methods->checkedId() + steps + count) % count)->click();
}

void RefundDialog::addRow(const QString& left, const QString& right, const char* role)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* text = theme::label(left, right.isEmpty() ? role : "quiet");
    text->setWordWrap(true);
    layout->addWidget(text, 1);
    if (!right.isEmpty())
        layout->addWidget(theme::label(right, role));
    m_effects->addWidget(row);
}

void RefundDialog::render()
{
    while (QLayoutItem* item = m_effects->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto refund = m_draft.preview();
    m_accept->setEnabled(refund.has_value());
    m_total->setText(toDisplayString(refund ? refund->total : Money {}));
    m_accept->setText((refund ? tr("Refund %1").arg(toDisplayString(refund->total)) : tr("Refund")) + QStringLiteral("   ↵"));
    if (refund)
        renderPreview(*refund);
    else
        addRow(m_draft.isEmpty() ? tr("Tick what comes back.") : errorText(refund.error()), {}, "quiet");
}

void RefundDialog::renderPreview(const Refund& refund)
{
    for (const Tender& tender : refund.tenders)
        addRow(words::tender(tender.method), toDisplayString(tender.amount), "heading");
    for (const QString& coupon : couponNames(refund.couponsBack, m_draft.sale().offers))
        addRow(tr("Coupon that returns"), words::shortened(coupon, 16), "heading");
    if (!refund.member)
        return;
    if (refund.pointsBack.count != 0)
        addRow(tr("Points that return"), u'+' + words::points(refund.pointsBack), "heading");
    if (refund.pointsTaken.count != 0)
        addRow(tr("Points that go"), u'-' + words::points(refund.pointsTaken), "heading");
    for (const QString& gift : refund.giftsTaken)
        addRow(tr("Gift that goes"), gift, "heading");
    const bool owes = refund.pointsBalance.count < 0;
    addRow(tr("Points balance after it"), words::points(refund.pointsBalance), owes ? "trouble" : "heading");
    if (owes)
        addRow(tr("Some of these points were spent already: the member owes %1, and the next points pay them.").arg(words::points(-refund.pointsBalance)), {},
            "trouble");
}

bool RefundDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_lines && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Left: stepMethod(-1); return true;
        case Qt::Key_Right: stepMethod(1); return true;
        default: break;
        }
    }
    return Dialog::eventFilter(watched, event);
}

}
