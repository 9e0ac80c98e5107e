// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"

#include <QWidget>

#include <functional>
#include <vector>

class QButtonGroup;
class QDateEdit;
class QLabel;

namespace tangyuan {

/// Which days a report covers: five presets (Alt+1 … Alt+5) and two dates that can be typed.
class DateRangeChooser final : public QWidget {
    Q_OBJECT

public:
    /// `today` is asked at each click: a till stays open past midnight.
    DateRangeChooser(std::function<BusinessDate()> today, DateRange range, QWidget* parent = nullptr);
    DateRange range() const { return m_range; }

Q_SIGNALS:
    void chosen(const tangyuan::DateRange& range);

private:
    void addPreset(const QString& text, std::function<DateRange(BusinessDate)> preset);
    void takeDates();
    void showRange();

    std::function<BusinessDate()> m_today;
    DateRange m_range;
    std::vector<std::function<DateRange(BusinessDate)>> m_presets;
    QButtonGroup* m_buttons;
    QDateEdit* m_from;
    QDateEdit* m_to;
    QLabel* m_problem;
};

}
