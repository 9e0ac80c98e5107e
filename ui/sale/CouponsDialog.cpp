// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CouponsDialog.h"

#include "core/base/Verify.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>

#include <algorithm>

namespace tangyuan {
namespace {

using CouponRow = CouponsPresenter::Row;

constexpr int rowHeight = 56;
constexpr int rowsShown = 7;

Banner::Tone couponsTone(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Quiet: return Banner::Tone::Quiet;
    case Notice::Tone::Good: return Banner::Tone::Good;
    case Notice::Tone::Trouble: return Banner::Tone::Trouble;
    }
    VERIFY(false);
}

class CouponPainter final : public QStyledItemDelegate {
public:
    CouponPainter(const CouponsPresenter& presenter, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_presenter(presenter)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override { return { option.rect.width(), theme::px(rowHeight) }; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& rows = m_presenter.view().rows;
        if (index.row() >= static_cast<int>(rows.size()))
            return;
        const CouponRow& row = rows[static_cast<size_t>(index.row())];
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, QColor(theme::accentWash));
            painter->fillRect(QRect(option.rect.topLeft(), QSize(theme::px(4), option.rect.height())), QColor(theme::accent));
        }
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(theme::line));
        QRect inner = option.rect.adjusted(theme::px(14), theme::px(6), -theme::px(16), -theme::px(6));
        draw(
            painter, QRect(inner.left(), inner.top(), theme::px(20), inner.height()), row.key, theme::font(13, QFont::DemiBold), theme::quiet, Qt::AlignCenter);
        const QRect mark(inner.left() + theme::px(28), inner.center().y() - theme::px(11), theme::px(22), theme::px(22));
        drawMark(painter, mark, row.state);
        inner.setLeft(mark.right() + theme::px(12));
        const bool isRefused = row.state == CouponRow::State::Refused;
        const QFont strong = theme::font(16, QFont::DemiBold);
        const int width = QFontMetrics(strong).horizontalAdvance(row.amount);
        draw(painter, inner, row.amount, strong, theme::accentDeep, Qt::AlignRight | Qt::AlignVCenter);
        inner.setRight(inner.right() - width - theme::px(12));
        const int half = inner.height() / 2;
        draw(painter, QRect(inner.left(), inner.top(), inner.width(), half), row.name, theme::font(16, QFont::Medium), isRefused ? theme::quiet : theme::ink,
            Qt::AlignLeft | Qt::AlignVCenter);
        draw(painter, QRect(inner.left(), inner.top() + half, inner.width(), half), row.detail, theme::font(13, QFont::Normal),
            isRefused ? theme::trouble : theme::quiet, Qt::AlignLeft | Qt::AlignVCenter);
        painter->restore();
    }

private:
    static void draw(QPainter* painter, const QRect& area, const QString& text, const QFont& font, QRgb colour, Qt::Alignment alignment)
    {
        painter->setFont(font);
        painter->setPen(QColor(colour));
        painter->drawText(area, static_cast<int>(alignment), painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    }
    static void drawMark(QPainter* painter, const QRect& area, CouponRow::State state)
    {
        painter->setRenderHint(QPainter::Antialiasing);
        const bool isLaid = state == CouponRow::State::Laid;
        painter->setPen(QPen(QColor(isLaid ? theme::accent : state == CouponRow::State::Refused ? theme::line : theme::edge), 2));
        painter->setBrush(QColor(isLaid ? theme::accent : theme::card));
        painter->drawRoundedRect(area, theme::px(5), theme::px(5));
        if (isLaid)
            painter->drawPixmap(area.left() + theme::px(2), area.top() + theme::px(2), theme::pixmap(QStringLiteral("check"), 18, 0xFFFFFFFF));
    }

    const CouponsPresenter& m_presenter;
};

}

CouponsDialog::CouponsDialog(CouponsPresenter& presenter, QWidget* parent)
    : Dialog(QStringLiteral("couponsDialog"), tr("Coupons"), parent)
    , m_presenter(presenter)
    , m_sentence(theme::label({}, "quiet"))
    , m_list(new QListWidget)
    , m_notice(new Banner(QStringLiteral("couponsNotice")))
    , m_saved(theme::label({}, "good"))
    , m_total(theme::label({}, "amount"))
{
    setMinimumWidth(theme::px(680));
    m_sentence->setObjectName(QStringLiteral("couponsSentence"));
    m_sentence->setWordWrap(true);
    m_total->setObjectName(QStringLiteral("couponsTotal"));
    m_list->setObjectName(QStringLiteral("coupons"));
    m_list->setProperty("surface", QStringLiteral("card"));
    m_list->setItemDelegate(new CouponPainter(m_presenter, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    body()->addWidget(m_sentence);
    body()->addWidget(m_notice);
    body()->addWidget(m_list);
    auto* sums = new QHBoxLayout;
    sums->setSpacing(theme::px(14));
    sums->addStretch();
    sums->addWidget(m_saved);
    sums->addWidget(m_total);
    body()->addLayout(sums);
    addReject(tr("Done"))->setFocusPolicy(Qt::NoFocus); // Enter lays a coupon
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_presenter.select(row); });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { m_presenter.toggle(m_list->row(item)); });
    connect(m_notice, &Banner::dismissed, m_notice, &QWidget::hide);
    connect(&m_presenter, &CouponsPresenter::changed, this, &CouponsDialog::render);
    m_list->installEventFilter(this);
    render();
    m_list->setFocus();
}

void CouponsDialog::render()
{
    const CouponsPresenter::View& view = m_presenter.view();
    const int selected = view.selected;
    const int count = static_cast<int>(view.rows.size());
    while (m_list->count() > count)
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < count)
        m_list->addItem(QString());
    for (int i = 0; i < count; ++i) {
        const CouponRow& row = view.rows[static_cast<size_t>(i)];
        m_list->item(i)->setText(row.name + u' ' + row.amount); // for who listens to the screen
        m_list->item(i)->setToolTip(row.name + u'\n' + row.detail);
    }
    m_list->setCurrentRow(selected);
    m_list->setVisible(count > 0);
    m_list->setFixedHeight(theme::px(rowHeight) * std::clamp(count, 1, rowsShown) + theme::px(4));
    m_list->viewport()->update();
    m_sentence->setText(view.sentence);
    if (view.notice)
        m_notice->show(couponsTone(view.notice->tone), view.notice->text);
    else
        m_notice->hide();
    m_saved->setText(tr("Saved %1").arg(toDisplayString(view.saved)));
    m_saved->setVisible(view.saved.minor > 0);
    m_total->setText(tr("Total %1").arg(toDisplayString(view.total)));
    layout()->activate();
    const int wide = std::max(width(), minimumWidth());
    resize(wide, layout()->totalHeightForWidth(wide));
}

bool CouponsDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space) {
            m_presenter.toggle(m_list->currentRow());
            return true;
        }
        if (key->key() >= Qt::Key_1 && key->key() <= Qt::Key_9 && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
            m_presenter.toggle(key->key() - Qt::Key_1);
            return true;
        }
    }
    return Dialog::eventFilter(watched, event);
}

}
