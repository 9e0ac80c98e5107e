// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ResultList.h"

#include "ui/widgets/Theme.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QStyledItemDelegate>

namespace tangyuan {

class ResultList::Results final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex&) const override { return static_cast<int>(m_results.size()); }
    QVariant data(const QModelIndex& index, int role) const override { return role == Qt::DisplayRole ? result(index).title : QVariant(); }
    const BoxResult& result(const QModelIndex& index) const { return m_results[static_cast<size_t>(index.row())]; }
    void set(std::vector<BoxResult> results)
    {
        beginResetModel();
        m_results = std::move(results);
        endResetModel();
    }

private:
    std::vector<BoxResult> m_results;
};

namespace {

template <class Results>
class ResultPainter final : public QStyledItemDelegate {
public:
    ResultPainter(const Results& results, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_results(results)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override { return { option.rect.width(), theme::px(58) }; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const BoxResult& result = m_results.result(index);
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, QColor(theme::accentWash));
            painter->fillRect(QRect(option.rect.topLeft(), QSize(theme::px(4), option.rect.height())), QColor(theme::accent));
        }
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(theme::line));
        const QString icon = result.kind == BoxResult::Kind::Member ? QStringLiteral("member") : QStringLiteral("bowl");
        painter->drawPixmap(option.rect.left() + theme::px(16), option.rect.center().y() - theme::px(11), theme::pixmap(icon, 22, theme::quiet));

        const QRect inner = option.rect.adjusted(theme::px(52), theme::px(7), -theme::px(16), -theme::px(7));
        painter->setFont(theme::font(17, QFont::DemiBold));
        painter->setPen(QColor(theme::accentDeep));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, result.trailing);
        const int width = inner.width() - painter->fontMetrics().horizontalAdvance(result.trailing) - theme::px(12);
        painter->setFont(theme::font(16, QFont::Medium));
        painter->setPen(QColor(theme::ink));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop, painter->fontMetrics().elidedText(result.title, Qt::ElideRight, width));
        painter->setFont(theme::font(13, QFont::Normal));
        painter->setPen(QColor(theme::quiet));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignBottom, painter->fontMetrics().elidedText(result.detail, Qt::ElideRight, width));
        painter->restore();
    }

private:
    const Results& m_results;
};

}

ResultList::ResultList(QWidget* parent)
    : QListView(parent)
    , m_results(new Results(this))
{
    setObjectName(QStringLiteral("resultList"));
    setProperty("surface", QStringLiteral("card"));
    setFocusPolicy(Qt::NoFocus);
    setModel(m_results);
    setItemDelegate(new ResultPainter<Results>(*m_results, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT picked(index.row()); });
}

void ResultList::render(const std::vector<BoxResult>& results, int selected)
{
    m_results->set(results);
    const QModelIndex index = m_results->index(selected);
    setCurrentIndex(index);
    if (index.isValid())
        scrollTo(index);
}

}
