// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/StatementDialog.h"

#include "core/base/Verify.h"
#include "core/domain/receipt/LoyaltySlips.h"
#include "ui/desk/ManagerFiles.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>

namespace tangyuan {
namespace {

constexpr size_t lotsShown = 3;

QString currencyText(Currency currency)
{
    switch (currency) {
    case Currency::Points: return StatementDialog::tr("Points");
    case Currency::Principal: return StatementDialog::tr("Paid in");
    case Currency::Bonus: return StatementDialog::tr("On top");
    case Currency::Gift: return StatementDialog::tr("Gift");
    }
    VERIFY(false);
}

QString lotText(const Lot& lot, const QString& giftName)
{
    const bool isMoney = lot.currency == Currency::Principal || lot.currency == Currency::Bonus;
    const QString amount = isMoney ? toDisplayString(Money { lot.remaining }) : QString::number(lot.remaining);
    const QString what = lot.currency == Currency::Gift ? giftName : currencyText(lot.currency);
    return StatementDialog::tr("%1 %2 until %3").arg(what, amount, lot.expires->toString());
}

}

StatementDialog::StatementDialog(StatementPresenter& presenter, QWidget* parent)
    : Dialog(QStringLiteral("statementDialog"), tr("Statement of %1").arg(words::shortened(presenter.view().memberName, 24)), parent)
    , m_presenter(presenter)
    , m_notice(new Banner(QStringLiteral("statementNotice")))
    , m_points(theme::label({}, "amount"))
    , m_value(theme::label({}, "amount"))
    , m_lots(theme::label({}, "quiet"))
    , m_empty(theme::label(tr("Nothing moved yet. The first purchase, check-in or recharge will stand here."), "quiet"))
    , m_table(new QTableWidget)
    , m_more(addButton(tr("Older") + QStringLiteral("   PageDown"), "plain"))
{
    setFixedSize(theme::px(1'040), theme::px(660));
    body()->addWidget(m_notice);
    body()->addWidget(makeFigures());
    makeTable();
    m_empty->setAlignment(Qt::AlignCenter);
    body()->addWidget(m_empty, 1);
    body()->addWidget(m_table, 1);
    m_more->setObjectName(QStringLiteral("more"));
    QPushButton* file = addButton(tr("Save as table"), "plain");
    file->setObjectName(QStringLiteral("exportStatement"));
    addEncodingMenu(*file, [this](CsvEncoding encoding) { m_presenter.exportCsv(encoding); });
    QPushButton* print = addButton(tr("Print") + QStringLiteral("   F8"), "plain");
    print->setObjectName(QStringLiteral("printStatement"));
    print->setShortcut(QKeySequence(Qt::Key_F8));
    addReject(tr("Close"));
    connect(m_more, &QPushButton::clicked, &m_presenter, &StatementPresenter::more);
    connect(print, &QPushButton::clicked, &m_presenter, &StatementPresenter::print);
    connect(&m_presenter, &StatementPresenter::changed, this, &StatementDialog::render);
    m_table->installEventFilter(this);
    render();
    m_table->setFocus();
}

QWidget* StatementDialog::makeFigures()
{
    m_points->setObjectName(QStringLiteral("statementPoints"));
    m_value->setObjectName(QStringLiteral("statementValue"));
    m_lots->setWordWrap(true);
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(theme::px(18), theme::px(10), theme::px(18), theme::px(10));
    row->setSpacing(theme::px(26));
    const auto add = [row](const QString& title, QLabel* figure, int stretch) {
        auto* column = new QVBoxLayout;
        column->setSpacing(theme::px(2));
        column->addWidget(theme::label(title, "field"));
        column->addWidget(figure);
        row->addLayout(column, stretch);
    };
    add(tr("Points"), m_points, 0);
    add(tr("Stored value"), m_value, 0);
    add(tr("Ends first"), m_lots, 1);
    return card;
}

void StatementDialog::makeTable()
{
    m_table->setObjectName(QStringLiteral("statementTable"));
    m_table->setColumnCount(6);
    m_table->setHorizontalHeaderLabels({ tr("Date"), tr("What"), tr("Account"), tr("Change"), tr("Balance"), tr("Expires") });
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment((column < 3 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    theme::makeList(*m_table, 34);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    constexpr std::array widths { 112, 0, 150, 116, 122, 112 };
    for (int column = 0; column < static_cast<int>(widths.size()); ++column)
        header->resizeSection(column, theme::px(widths[static_cast<size_t>(column)]));
    header->setSectionResizeMode(1, QHeaderView::Stretch);
}

void StatementDialog::render()
{
    const StatementPresenter::View& view = m_presenter.view();
    const Statement& statement = view.statement;
    if (view.notice)
        m_notice->show(view.notice->tone == Notice::Tone::Trouble ? Banner::Tone::Trouble
                : view.notice->tone == Notice::Tone::Good         ? Banner::Tone::Good
                                                                  : Banner::Tone::Quiet,
            view.notice->text);
    m_points->setText(words::points(statement.points));
    theme::setLook(m_points, "tone", statement.points.count < 0 ? QStringLiteral("trouble") : QString());
    m_value->setText(statement.value.bonus.isZero()
            ? toDisplayString(statement.value.sum())
            : tr("%1, of it %2 on top").arg(toDisplayString(statement.value.sum()), toDisplayString(statement.value.bonus)));
    renderLots();
    m_empty->setVisible(statement.lines.empty());
    m_table->setVisible(!statement.lines.empty());
    m_more->setVisible(statement.next.has_value());
    const int before = m_table->rowCount();
    m_table->setRowCount(static_cast<int>(statement.lines.size()));
    const auto put = [this](int row, int column, const QString& text, Qt::Alignment alignment) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment(alignment | Qt::AlignVCenter);
        item->setToolTip(text);
        m_table->setItem(row, column, item);
        return item;
    };
    for (int row = before; row < m_table->rowCount(); ++row) {
        const StatementLine& line = statement.lines[static_cast<size_t>(row)];
        put(row, 0, line.date.toString(), Qt::AlignLeft);
        put(row, 1, line.number.isEmpty() ? movementWords(line) : movementWords(line) + QStringLiteral("   ") + line.number, Qt::AlignLeft);
        put(row, 2, line.item.isEmpty() ? currencyText(line.currency) : line.item, Qt::AlignLeft);
        put(row, 3, line.changeText(), Qt::AlignRight)->setForeground(QColor(line.change < 0 ? theme::trouble : theme::good));
        put(row, 4, line.balanceText(), Qt::AlignRight);
        put(row, 5, line.expires ? line.expires->toString() : QString(), Qt::AlignRight);
    }
}

void StatementDialog::renderLots()
{
    QStringList ending;
    for (const Lot& lot : m_presenter.view().statement.lots) {
        if (lot.expires && ending.size() < static_cast<qsizetype>(lotsShown))
            ending.append(lotText(lot, m_presenter.giftName(lot.item)));
    }
    m_lots->setText(ending.isEmpty() ? tr("Nothing ends.") : ending.join(QStringLiteral("  ·  ")));
}

bool StatementDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_PageDown) {
        const QScrollBar* bar = m_table->verticalScrollBar();
        if (bar->value() == bar->maximum())
            m_presenter.more(); // at the end of what is shown
    }
    return Dialog::eventFilter(watched, event);
}

}
