// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/ServicesDialog.h"

#include "core/base/Verify.h"
#include "ui/members/ServiceTile.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace tangyuan {
namespace {

constexpr int tileColumns = 4;

Banner::Tone servicesTone(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Quiet: return Banner::Tone::Quiet;
    case Notice::Tone::Good: return Banner::Tone::Good;
    case Notice::Tone::Trouble: return Banner::Tone::Trouble;
    }
    VERIFY(false);
}

}

ServicesDialog::ServicesDialog(ServicesPresenter& presenter, QWidget* parent)
    : Dialog(QStringLiteral("servicesDialog"), tr("Member services"), parent)
    , m_presenter(presenter)
    , m_name(new ElidedLabel("heading"))
    , m_figures(theme::label({}, "quiet"))
    , m_title(theme::label({}, "heading"))
    , m_sentence(theme::label({}, "quiet"))
    , m_notice(new Banner(QStringLiteral("servicesNotice")))
    , m_rows(new QWidget)
    , m_scroll(new QScrollArea)
    , m_undo(addButton(tr("Undo") + QStringLiteral("   F3"), "plain"))
    , m_past(addButton(tr("Undo earlier…") + QStringLiteral("   ") + ServicesPresenter::pastKey, "plain"))
    , m_back(nullptr)
{
    setFixedSize(theme::px(980), theme::px(690));
    m_figures->setObjectName(QStringLiteral("servicesFigures"));
    m_title->setObjectName(QStringLiteral("servicesTitle"));
    m_sentence->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::px(14));
    head->addWidget(m_name, 1);
    head->addWidget(m_figures);
    body()->addLayout(head);
    body()->addWidget(theme::rule());
    body()->addWidget(m_notice);
    body()->addWidget(m_title);
    body()->addWidget(m_sentence);
    m_rows->setProperty("surface", QStringLiteral("card"));
    body()->addWidget(m_rows);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_scroll, 1);
    m_undo->setObjectName(QStringLiteral("undo"));
    m_past->setObjectName(QStringLiteral("undoEarlier"));
    m_back = addReject({});
    for (QPushButton* button : { m_undo, m_past, m_back })
        button->setFocusPolicy(Qt::NoFocus);
    connect(m_undo, &QPushButton::clicked, &m_presenter, &ServicesPresenter::undo);
    connect(m_past, &QPushButton::clicked, &m_presenter, &ServicesPresenter::openPast);
    connect(m_notice, &Banner::dismissed, &m_presenter, &ServicesPresenter::dismissNotice);
    connect(&m_presenter, &ServicesPresenter::changed, this, &ServicesDialog::render);
    connect(&m_presenter, &ServicesPresenter::closed, this, [this] { QDialog::reject(); });
    render();
}

void ServicesDialog::reject()
{
    m_presenter.back();
}

void ServicesDialog::render()
{
    const ServicesPresenter::View& view = m_presenter.view();
    const bool isHome = view.place == ServicesPresenter::View::Place::Home;
    m_name->setText(view.memberName);
    m_figures->setText(view.figures);
    m_title->setText(view.title);
    m_title->setVisible(!isHome);
    m_sentence->setText(view.sentence);
    m_sentence->setVisible(!view.sentence.isEmpty());
    m_back->setText((isHome ? tr("Close") : tr("Back")) + QStringLiteral("   ") + tr("Esc"));
    m_undo->setVisible(view.undo == ServicesPresenter::View::Undo::Possible);
    m_past->setVisible(isHome);
    if (view.notice)
        m_notice->show(servicesTone(view.notice->tone), view.notice->text);
    else
        m_notice->hide();
    renderRows();
    renderTiles();
}

void ServicesDialog::renderRows()
{
    const std::vector<ServicesPresenter::Row>& rows = m_presenter.view().rows;
    qDeleteAll(m_rows->findChildren<QLabel*>());
    delete m_rows->layout();
    m_rows->setVisible(!rows.empty());
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(theme::px(14), theme::px(8), theme::px(14), theme::px(8));
    grid->setVerticalSpacing(theme::px(3));
    grid->setColumnStretch(0, 1);
    for (size_t i = 0; i < rows.size(); ++i) {
        const int row = static_cast<int>(i);
        auto* left = new ElidedLabel(rows[i].right.isEmpty() ? "heading" : "sentence");
        left->setText(rows[i].left);
        grid->addWidget(left, row, 0);
        grid->addWidget(theme::label(rows[i].right, "heading"), row, 1, Qt::AlignRight);
    }
}

void ServicesDialog::renderTiles()
{
    const std::vector<ServicesPresenter::Tile>& tiles = m_presenter.view().tiles;
    auto* board = new QWidget;
    board->setProperty("surface", QStringLiteral("plain"));
    auto* grid = new QGridLayout(board);
    grid->setContentsMargins(0, 0, theme::px(4), 0);
    grid->setSpacing(theme::px(8));
    int row = 0;
    int column = 0;
    QString group;
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (column == tileColumns || (tiles[i].group != group && column > 0)) {
            ++row;
            column = 0;
        }
        if (tiles[i].group != group) {
            group = tiles[i].group;
            grid->addWidget(theme::label(group, "field"), row++, 0, 1, tileColumns);
        }
        auto* tile = new ServiceTile(tiles[i]);
        // Later, since the board is built anew while the tile is still being clicked.
        connect(
            tile, &QPushButton::clicked, &m_presenter, [this, i] { m_presenter.pick(i); }, Qt::QueuedConnection);
        grid->addWidget(tile, row, column++);
    }
    for (int i = 0; i < tileColumns; ++i)
        grid->setColumnStretch(i, 1);
    grid->setRowStretch(row + 1, 1);
    m_scroll->setWidget(board); // deletes the one before
    focusFirst();
}

void ServicesDialog::focusFirst()
{
    for (auto* tile : m_scroll->findChildren<ServiceTile*>()) {
        if (tile->isEnabled())
            return tile->setFocus();
    }
    setFocus();
}

void ServicesDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F3)
        return m_presenter.undo();
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isPlain && event->text().size() == 1 && event->text().front().isLetterOrNumber())
        return m_presenter.pickKey(event->text().front());
    Dialog::keyPressEvent(event);
}

void ServicesDialog::showEvent(QShowEvent* event)
{
    Dialog::showEvent(event);
    focusFirst();
}

}
