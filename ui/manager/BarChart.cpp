// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/BarChart.h"

#include "ui/widgets/Theme.h"

#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QCursor>
#include <QFontMetrics>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QLocale>
#include <QToolTip>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tangyuan {

namespace {

/// For drawing only: a bar's length in whole units.
double drawnValue(const ChartState& state, qint64 value)
{
    constexpr double minorPerUnit = 100;
    return state.measure == ChartState::Measure::Money ? static_cast<double>(value) / minorPerUnit : static_cast<double>(value);
}

void dress(QAbstractAxis& axis)
{
    axis.setLabelsFont(theme::font(12, QFont::Normal));
    axis.setLabelsColor(QColor(theme::quiet));
    axis.setGridLineColor(QColor(theme::line));
    axis.setLinePenColor(QColor(theme::edge));
    axis.setMinorGridLineVisible(false);
}

/// The bars' names at the middle of their bars; only each `step`-th, so that none runs into the next.
QCategoryAxis* makeLabelAxis(const ChartState& state, int step, int labelWidth)
{
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setGridLineVisible(false);
    axis->setStartValue(-0.5);
    const QFontMetrics metrics(theme::font(12, QFont::Normal));
    QStringList used;
    const int count = static_cast<int>(state.bars.size());
    for (int i = 0; i < count; ++i) {
        // A lying chart grows upwards: its first bar stands on top.
        const int bar = state.direction == ChartState::Direction::Upright ? i : count - 1 - i;
        if (bar % step != 0)
            continue;
        QString label = metrics.elidedText(state.bars[static_cast<size_t>(bar)].label, Qt::ElideRight, labelWidth);
        // Qt takes each label once only; an invisible space (U+200B) tells namesakes apart.
        while (used.contains(label))
            label.append(QChar(0x200B));
        used.append(label);
        axis->append(label, i);
    }
    axis->setRange(-0.5, count - 0.5);
    return axis;
}

/// The least round step (1, 2, 2.5 or 5 times a power of ten) whose `ticks` steps reach `value`.
double roundStep(double value, int ticks, double least)
{
    const double wanted = std::max(value / ticks, least);
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double factor : { 1.0, 2.0, 2.5, 5.0 }) {
        const double step = factor * power;
        if (step >= wanted && (least < 1 || step == std::floor(step)))
            return step;
    }
    return 10 * power;
}

QValueAxis* makeValueAxis(const ChartState& state)
{
    qint64 most = 0;
    for (const ChartState::Bar& bar : state.bars)
        most = std::max(most, bar.value);
    constexpr int ticks = 4;
    const double step = roundStep(drawnValue(state, most), ticks, state.measure == ChartState::Measure::Money ? 0.1 : 1);
    auto* axis = new QValueAxis;
    axis->setRange(0, step * ticks);
    axis->setTickCount(ticks + 1);
    axis->setLabelFormat(step < 1 ? QStringLiteral("%.2f") : step == std::floor(step) ? QStringLiteral("%.0f") : QStringLiteral("%.1f"));
    return axis;
}

}

BarChart::BarChart(QWidget* parent)
    : QWidget(parent)
    , m_view(new QChartView(this))
{
    setProperty("surface", QStringLiteral("card"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(8), theme::px(6), theme::px(8), theme::px(4));
    column->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    setMinimumHeight(theme::px(180));
}

void BarChart::show(const ChartState& state)
{
    m_state = state;
    draw();
}

void BarChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    draw();
}

void BarChart::draw()
{
    const bool isUpright = m_state.direction == ChartState::Direction::Upright;
    auto* set = new QBarSet(QString());
    set->setColor(QColor(theme::accent));
    set->setBorderColor(Qt::transparent);
    const int count = static_cast<int>(m_state.bars.size());
    for (int i = 0; i < count; ++i)
        set->append(drawnValue(m_state, m_state.bars[static_cast<size_t>(isUpright ? i : count - 1 - i)].value));
    connect(set, &QBarSet::hovered, this, [this, isUpright, count](bool isOver, int index) {
        if (isOver && index < count)
            QToolTip::showText(QCursor::pos(), m_state.bars[static_cast<size_t>(isUpright ? index : count - 1 - index)].tip, this);
    });
    QAbstractBarSeries* series = isUpright ? static_cast<QAbstractBarSeries*>(new QBarSeries) : new QHorizontalBarSeries;
    series->setBarWidth(count < 3 ? 0.2 : 0.66);
    series->append(set);

    auto* chart = new QChart;
    chart->setTitle(m_state.title);
    chart->setTitleFont(theme::font(13, QFont::DemiBold));
    chart->setTitleBrush(QColor(theme::ink));
    chart->setBackgroundVisible(false);
    chart->setMargins({ theme::px(4), 0, theme::px(8), 0 });
    chart->legend()->hide();
    chart->setLocalizeNumbers(true);
    chart->setLocale(QLocale());
    chart->addSeries(series);

    const QFontMetrics metrics(theme::font(12, QFont::Normal));
    int widest = 1;
    for (const ChartState::Bar& bar : m_state.bars)
        widest = std::max(widest, metrics.horizontalAdvance(bar.label));
    const int room = std::max(1, width() - theme::px(90));
    const int step = isUpright ? std::max(1, (count * (widest + theme::px(12)) + room - 1) / room) : 1;
    QAbstractAxis* labels = makeLabelAxis(m_state, step, isUpright ? widest : std::min(widest, width() / 3));
    QAbstractAxis* values = makeValueAxis(m_state);
    dress(*labels);
    dress(*values);
    values->setLineVisible(false);
    chart->addAxis(labels, isUpright ? Qt::AlignBottom : Qt::AlignLeft);
    chart->addAxis(values, isUpright ? Qt::AlignLeft : Qt::AlignBottom);
    series->attachAxis(labels);
    series->attachAxis(values);

    QChart* before = m_view->chart();
    m_view->setChart(chart);
    delete before;
}

}
