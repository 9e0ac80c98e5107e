// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ProductTiles.h"

#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <algorithm>

namespace tangyuan {

/// One product, ready to paint.
struct ProductTile {
    Id id;
    QString name;
    QString plu;
    QString price;
};

class ProductTiles::Tiles final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex&) const override { return static_cast<int>(m_tiles.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? tile(index).name : QVariant();
    }
    const ProductTile& tile(const QModelIndex& index) const { return m_tiles[static_cast<size_t>(index.row())]; }
    void set(std::vector<ProductTile> tiles)
    {
        beginResetModel();
        m_tiles = std::move(tiles);
        endResetModel();
    }

private:
    std::vector<ProductTile> m_tiles;
};

namespace {

// Two rows at most; what is longer ends in dots.
void drawName(QPainter* painter, const QRect& area, const QString& name)
{
    painter->setFont(theme::font(16, QFont::Medium));
    painter->setPen(QColor(theme::ink));
    const QFontMetrics metrics = painter->fontMetrics();
    QTextLayout layout(name, painter->font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    int y = area.top();
    for (int row = 0; row < 2; ++row) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(area.width());
        const QString rest = row == 0 ? name.sliced(line.textStart(), line.textLength()) : name.sliced(line.textStart());
        painter->drawText(QRect(area.left(), y, area.width(), theme::px(22)), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(rest.trimmed(), Qt::ElideRight, area.width()));
        y += theme::px(22);
    }
    layout.endLayout();
}

template <class Tiles>
class TilePainter final : public QStyledItemDelegate {
public:
    TilePainter(const Tiles& tiles, QListView* view)
        : QStyledItemDelegate(view)
        , m_tiles(tiles)
        , m_view(*view)
    {
    }

    /// A tile fills its cell of the grid.
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return m_view.gridSize(); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ProductTile& tile = m_tiles.tile(index);
        const QRect box = option.rect.adjusted(0, 0, -theme::px(8), -theme::px(8));
        const bool isUnderPointer = option.state & QStyle::State_MouseOver;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(QColor(isUnderPointer ? theme::accent : theme::line), 1));
        painter->setBrush(QColor(isUnderPointer ? theme::accentWash : theme::card));
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme::px(9), theme::px(9));
        const QRect inner = box.adjusted(theme::px(11), theme::px(9), -theme::px(11), -theme::px(8));
        drawName(painter, inner, tile.name);
        painter->setFont(theme::font(16, QFont::DemiBold));
        painter->setPen(QColor(theme::accentDeep));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignBottom, tile.price);
        painter->setFont(theme::font(12, QFont::Normal));
        painter->setPen(QColor(theme::quiet));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignBottom, tile.plu);
        painter->restore();
    }

private:
    const Tiles& m_tiles;
    const QListView& m_view;
};

constexpr int narrowestTile = 148;
constexpr int tileHeight = 96;

}

ProductTiles::ProductTiles(QWidget* parent)
    : QListView(parent)
    , m_tiles(new Tiles(this))
{
    setObjectName(QStringLiteral("productTiles"));
    setFocusPolicy(Qt::NoFocus);
    setModel(m_tiles);
    setItemDelegate(new TilePainter<Tiles>(*m_tiles, this));
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setSelectionMode(NoSelection);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT picked(m_tiles->tile(index).id); });
}

void ProductTiles::render(const std::vector<const Product*>& products)
{
    std::vector<ProductTile> tiles;
    tiles.reserve(products.size());
    for (const Product* product : products)
        tiles.push_back({ product->id, product->name, product->plu, words::unitPrice(*product) });
    m_tiles->set(std::move(tiles));
}

void ProductTiles::resizeEvent(QResizeEvent* event)
{
    const int width = viewport()->width();
    const int columns = std::max(1, width / theme::px(narrowestTile));
    setGridSize(QSize(width / columns - 1, theme::px(tileHeight)));
    QListView::resizeEvent(event);
}

}
