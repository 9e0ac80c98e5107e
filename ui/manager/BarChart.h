// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/manager/ManagerView.h"

#include <QWidget>

class QChartView;

namespace tangyuan {

/// Draws a ChartState with Qt Charts. As many labels as fit stand at the axis; a bar under the pointer tells
/// its figure.
class BarChart final : public QWidget {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);
    void show(const ChartState& state);
    const ChartState& state() const { return m_state; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();

    ChartState m_state;
    QChartView* m_view;
};

}
