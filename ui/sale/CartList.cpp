// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CartList.h"

#include "core/domain/pricing/AdjustmentPlace.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QStyledItemDelegate>

namespace tangyuan {

/// One line, ready to paint.
struct CartLineText {
    struct Row {
        QString label;
        QString amount;
        bool operator==(const Row&) const = default;
    };
    QString name;
    QString detail;
    QString amount;
    std::vector<Row> adjustments;
    QString note;
    QString whole; ///< the tooltip: nothing cut off
    bool operator==(const CartLineText&) const = default;
};

namespace {

constexpr size_t adjustmentsShown = 4;

/// The last row stands for all that find no room.
void shorten(std::vector<CartLineText::Row>& rows, const std::vector<Adjustment>& adjustments)
{
    if (rows.size() <= adjustmentsShown)
        return;
    const size_t shown = adjustmentsShown - 1;
    Money rest;
    for (size_t i = shown; i < adjustments.size(); ++i)
        rest += adjustments[i].amount;
    rows.resize(shown);
    rows.push_back({ CartList::tr("%1 more reasons").arg(adjustments.size() - shown), toDisplayString(rest) });
}

bool isMissingPoints(const CartLine& line, const std::vector<Adjustment>& own)
{
    return line.byPoints && std::ranges::find(own, Adjustment::Rule::PointsPrice, &Adjustment::rule) == own.end();
}

CartLineText describe(const SaleView& view, size_t index)
{
    const CartLine& line = view.cart.lines[index];
    const QuoteLine& quoted = view.quote.lines[index];
    CartLineText text;
    text.name = line.product.name;
    text.detail = words::unitPrice(line.product) + QStringLiteral("  ×  ") + toDisplayString(line.quantity);
    if (line.labelPrice)
        text.detail = toDisplayString(line.quantity) + QStringLiteral("  ·  ") + CartList::tr("price from the label");
    text.amount = toDisplayString(quoted.total);
    const std::vector<Adjustment> own = placesOf(quoted.adjustments, view.quote.offers, { line.discount, view.cart.discount }).own;
    QStringList whole { text.name };
    for (const Adjustment& adjustment : own) {
        text.adjustments.push_back({ words::adjustment(adjustment), toDisplayString(adjustment.amount) });
        whole.append(text.adjustments.back().label + u' ' + text.adjustments.back().amount);
    }
    shorten(text.adjustments, own);
    if (isMissingPoints(line, own))
        text.adjustments.push_back({ CartList::tr("Not enough points for the points price"), {} });
    text.note = line.note;
    if (!line.note.isEmpty())
        whole.append(line.note);
    text.whole = whole.join(u'\n');
    return text;
}

struct Metrics {
    int padding = theme::px(14);
    int top = theme::px(9);
    int nameRow = theme::px(24);
    int smallRow = theme::px(20);
};

}

class CartList::Lines final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex&) const override { return static_cast<int>(m_lines.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::ToolTipRole)
            return line(index).whole;
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? line(index).name + u' ' + line(index).detail + u' ' + line(index).amount
                                                                         : QVariant();
    }
    const CartLineText& line(const QModelIndex& index) const { return m_lines[static_cast<size_t>(index.row())]; }
    void set(std::vector<CartLineText> lines)
    {
        if (lines == m_lines)
            return;
        beginResetModel();
        m_lines = std::move(lines);
        endResetModel();
    }

private:
    std::vector<CartLineText> m_lines;
};

namespace {

template <class Lines>
class LinePainter final : public QStyledItemDelegate {
public:
    LinePainter(const Lines& lines, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_lines(lines)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const CartLineText& line = m_lines.line(index);
        const Metrics metrics;
        const int small = 1 + static_cast<int>(line.adjustments.size()) + (line.note.isEmpty() ? 0 : 1);
        return { option.rect.width(), 2 * metrics.top + metrics.nameRow + small * metrics.smallRow };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const CartLineText& line = m_lines.line(index);
        const Metrics metrics;
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->save();
        if (isSelected) {
            painter->fillRect(option.rect, QColor(theme::accentWash));
            painter->fillRect(QRect(option.rect.topLeft(), QSize(theme::px(4), option.rect.height())), QColor(theme::accent));
        }
        painter->fillRect(QRect(option.rect.left() + metrics.padding, option.rect.bottom(), option.rect.width() - 2 * metrics.padding, 1), QColor(theme::line));

        QRect row = option.rect.adjusted(metrics.padding, metrics.top, -metrics.padding, 0);
        row.setHeight(metrics.nameRow);
        const int amountWidth = drawAmount(painter, row, line);
        drawLeft(painter, row.adjusted(0, 0, -amountWidth - theme::px(12), 0), line.name, theme::font(16, QFont::Medium), theme::ink);
        row.translate(0, metrics.nameRow);
        row.setHeight(metrics.smallRow);
        drawLeft(painter, row, line.detail, theme::font(14, QFont::Normal), theme::quiet);
        for (const auto& [label, off] : line.adjustments) {
            row.translate(0, metrics.smallRow);
            const int width = QFontMetrics(theme::font(13, QFont::Normal)).horizontalAdvance(off);
            drawLeft(painter, row.adjusted(0, 0, -width - theme::px(12), 0), label, theme::font(13, QFont::Normal), theme::accentDeep);
            painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, off);
        }
        if (!line.note.isEmpty()) {
            row.translate(0, metrics.smallRow);
            painter->drawPixmap(row.left(), row.top() + theme::px(3), theme::pixmap(QStringLiteral("note"), 14, theme::quiet));
            drawLeft(painter, row.adjusted(theme::px(20), 0, 0, 0), line.note, theme::font(13, QFont::Normal), theme::quiet);
        }
        painter->restore();
    }

private:
    static int drawAmount(QPainter* painter, const QRect& row, const CartLineText& line)
    {
        painter->setFont(theme::font(17, QFont::DemiBold));
        painter->setPen(QColor(theme::ink));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, line.amount);
        return painter->fontMetrics().horizontalAdvance(line.amount);
    }
    static void drawLeft(QPainter* painter, const QRect& row, const QString& text, const QFont& font, QRgb colour)
    {
        painter->setFont(font);
        painter->setPen(QColor(colour));
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(text, Qt::ElideRight, row.width()));
    }

    const Lines& m_lines;
};

}

CartList::CartList(QWidget* parent)
    : QListView(parent)
    , m_lines(new Lines(this))
{
    setObjectName(QStringLiteral("cartList"));
    setFocusPolicy(Qt::NoFocus);
    setModel(m_lines);
    setItemDelegate(new LinePainter<Lines>(*m_lines, this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT picked(index.row()); });
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex& index) { Q_EMIT quantityAsked(index.row()); });
}

void CartList::render(const SaleView& view)
{
    std::vector<CartLineText> lines;
    lines.reserve(view.cart.lines.size());
    for (size_t i = 0; i < view.cart.lines.size(); ++i)
        lines.push_back(describe(view, i));
    m_lines->set(std::move(lines));
    const QModelIndex selected = m_lines->index(view.selectedLine);
    setCurrentIndex(selected);
    if (selected.isValid())
        scrollTo(selected);
}

void CartList::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
    // Hints below take room a moment later: the line that was just sold stays in sight.
    QMetaObject::invokeMethod(
        this, [this] { scrollTo(currentIndex()); }, Qt::QueuedConnection);
}

}
