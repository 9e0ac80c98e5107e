// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/DateRangeChooser.h"

#include "ui/widgets/Theme.h"

#include <QButtonGroup>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

namespace tangyuan {

namespace {

QDateEdit* dateField(const char* name, const QString& description)
{
    auto* field = new QDateEdit;
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(description);
    field->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    field->setCalendarPopup(true);
    field->setKeyboardTracking(false); // a half-typed date is no date yet
    field->setMinimumDate(QDate(2000, 1, 1));
    field->setMaximumDate(QDate(2199, 12, 31));
    field->setMinimumWidth(theme::px(132));
    return field;
}

}

DateRangeChooser::DateRangeChooser(std::function<BusinessDate()> today, DateRange range, QWidget* parent)
    : QWidget(parent)
    , m_today(std::move(today))
    , m_range(range)
    , m_buttons(new QButtonGroup(this))
    , m_from(dateField("rangeFrom", tr("First day")))
    , m_to(dateField("rangeTo", tr("Last day")))
    , m_problem(theme::label({}, "trouble"))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(4));
    addPreset(tr("Today"), DateRange::day);
    addPreset(tr("Yesterday"), DateRange::yesterday);
    addPreset(tr("This week"), DateRange::thisWeek);
    addPreset(tr("This month"), DateRange::thisMonth);
    addPreset(tr("Last 30 days"), [](BusinessDate date) { return DateRange::last(30, date); });
    row->addSpacing(theme::px(6));
    row->addWidget(m_from);
    row->addWidget(theme::label(QStringLiteral("–"), "quiet"));
    row->addWidget(m_to);
    row->addWidget(m_problem);
    row->addStretch();
    m_problem->setObjectName(QStringLiteral("rangeProblem"));
    m_problem->hide();
    showRange();
    connect(m_from, &QDateEdit::dateChanged, this, &DateRangeChooser::takeDates);
    connect(m_to, &QDateEdit::dateChanged, this, &DateRangeChooser::takeDates);
}

void DateRangeChooser::addPreset(const QString& text, std::function<DateRange(BusinessDate)> preset)
{
    const int number = static_cast<int>(m_presets.size());
    const QKeySequence key(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + number));
    auto* button = theme::button(text, "tab");
    button->setObjectName(QStringLiteral("preset%1").arg(number + 1));
    button->setCheckable(true);
    button->setToolTip(key.toString(QKeySequence::NativeText));
    m_buttons->addButton(button, number);
    m_presets.push_back(std::move(preset));
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, number] {
        m_range = m_presets[static_cast<size_t>(number)](m_today());
        showRange();
        Q_EMIT chosen(m_range);
    });
    connect(new QShortcut(key, this), &QShortcut::activated, button, &QPushButton::click);
}

void DateRangeChooser::takeDates()
{
    const auto range = DateRange::make(BusinessDate::fromDate(m_from->date()), BusinessDate::fromDate(m_to->date()));
    m_problem->setVisible(!range);
    if (!range) {
        m_problem->setText(range.error().code == ErrorCode::InputOutOfRange ? tr("Five years at most.") : tr("The last day is before the first."));
        return;
    }
    if (*range == m_range)
        return;
    m_range = *range;
    showRange();
    Q_EMIT chosen(m_range);
}

void DateRangeChooser::showRange()
{
    const QSignalBlocker fromBlocker(m_from);
    const QSignalBlocker toBlocker(m_to);
    m_from->setDate(m_range.from.toDate());
    m_to->setDate(m_range.to.toDate());
    m_problem->hide();
    // The one that was clicked, while it is true: on a Monday "today" is also "this week".
    QAbstractButton* matching = m_buttons->checkedButton();
    m_buttons->setExclusive(false);
    if (!matching || m_presets[static_cast<size_t>(m_buttons->id(matching))](m_today()) != m_range) {
        matching = nullptr;
        for (size_t i = 0; i < m_presets.size() && !matching; ++i) {
            if (m_presets[i](m_today()) == m_range)
                matching = m_buttons->button(static_cast<int>(i));
        }
    }
    for (QAbstractButton* button : m_buttons->buttons())
        button->setChecked(button == matching);
    m_buttons->setExclusive(true);
}

}
