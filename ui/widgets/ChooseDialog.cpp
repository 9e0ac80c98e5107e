// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ChooseDialog.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>

namespace tangyuan {
namespace {

constexpr int middleRole = Qt::UserRole;
constexpr int rightRole = Qt::UserRole + 1;
constexpr int toneRole = Qt::UserRole + 2;
constexpr int withoutRole = Qt::UserRole + 3;

class RowPainter final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override { return { option.rect.width(), theme::px(48) }; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, QColor(theme::accentWash));
            painter->fillRect(QRect(option.rect.topLeft(), QSize(theme::px(4), option.rect.height())), QColor(theme::accent));
        }
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(theme::line));
        const QRect inner = option.rect.adjusted(theme::px(16), 0, -theme::px(16), 0);
        const int third = inner.width() / 3;
        painter->setFont(theme::font(16, QFont::DemiBold));
        const bool isTrouble = index.data(toneRole).toInt() == static_cast<int>(ChooseDialog::Row::Tone::Trouble);
        painter->setPen(QColor(isTrouble ? theme::trouble : theme::ink));
        const QString right = index.data(rightRole).toString();
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, right);
        const int rightWidth = right.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(right) + theme::px(16);
        painter->setPen(QColor(theme::ink));
        painter->setFont(theme::font(16, QFont::Medium));
        const int leftWidth = index.data(middleRole).toString().isEmpty() ? inner.width() - rightWidth : third - theme::px(8);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, leftWidth));
        painter->setFont(theme::font(14, QFont::Normal));
        painter->setPen(QColor(theme::quiet));
        const QRect middle = inner.adjusted(third, 0, -theme::px(120), 0);
        painter->drawText(
            middle, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(index.data(middleRole).toString(), Qt::ElideRight, middle.width()));
        painter->restore();
    }
};

}

ChooseDialog::ChooseDialog(const Question& question, const std::vector<Row>& rows, QWidget* parent)
    : Dialog(question.name, question.title, parent)
    , m_list(new QListWidget)
{
    setMinimumWidth(theme::px(question.others.empty() ? 600 : 720));
    m_list->setObjectName(QStringLiteral("choices"));
    m_list->setProperty("surface", QStringLiteral("card"));
    m_list->setItemDelegate(new RowPainter(m_list));
    m_list->setFixedHeight(theme::px(48) * static_cast<int>(std::clamp<size_t>(rows.size(), 1, 9)) + theme::px(4));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const Row& row : rows) {
        auto* item = new QListWidgetItem(row.left, m_list);
        item->setData(middleRole, row.middle);
        item->setData(rightRole, row.right);
        item->setData(toneRole, static_cast<int>(row.tone));
        item->setData(withoutRole, row.without);
    }
    body()->addWidget(m_list);
    if (rows.empty()) {
        body()->addWidget(theme::label(question.nothing, "sentence"));
        m_list->hide();
    }
    for (size_t i = 0; i < question.others.size(); ++i) {
        const Question::Other& use = question.others[i];
        QPushButton* other = addButton(use.text + QStringLiteral("   ") + QKeySequence(use.key).toString(), "plain");
        other->setObjectName(use.name);
        other->setShortcut(QKeySequence(use.key));
        const bool needsRow = use.needs == Question::Other::Needs::Row;
        other->setEnabled(!needsRow);
        connect(m_list, &QListWidget::currentItemChanged, other, [other, needsRow](const QListWidgetItem* item) {
            other->setEnabled(!needsRow || (item && !item->data(withoutRole).toStringList().contains(other->objectName())));
        });
        connect(other, &QPushButton::clicked, this, [this, i] {
            m_other = i;
            accept();
        });
    }
    addReject(tr("Cancel"));
    QPushButton* choose = addAccept(question.accept);
    choose->setEnabled(!rows.empty());
    connect(choose, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &QDialog::accept);
    m_list->setCurrentRow(static_cast<int>(question.selected));
    m_list->setFocus();
}

size_t ChooseDialog::chosen() const
{
    return static_cast<size_t>(std::max(0, m_list->currentRow()));
}

}
