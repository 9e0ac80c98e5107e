// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tangyuan {

/// One cell of a table: what is read, and the number that a numeric column sorts by.
struct TableCell {
    QString text;
    qint64 number = 0;
};

/// A table as it is shown; numbers stand right-aligned.
struct TableState {
    enum class Kind { Text, Number };
    struct Column {
        QString title;
        Kind kind = Kind::Number;
    };
    std::vector<Column> columns;
    std::vector<std::vector<TableCell>> rows;
    size_t sumRows = 0; ///< the first of them: they stay at the top, however the others are sorted
};

/// A bar chart as it is shown. `value` is in minor units for money.
struct ChartState {
    enum class Direction { Upright, Lying };
    enum class Measure { Money, Count };
    struct Bar {
        QString label;
        qint64 value = 0;
        QString tip;
    };
    QString title;
    Direction direction = Direction::Upright;
    Measure measure = Measure::Money;
    std::vector<Bar> bars;
};

/// One number that a manager looks at first.
struct Figure {
    QString name; ///< stable, for tests and styles: "total"
    QString title;
    QString value;
    QString note; ///< a second, smaller line; may be empty
};

/// A report page: figures, one chart, one table; or a sentence where there is nothing to show.
struct ReportView {
    std::vector<Figure> figures;
    ChartState chart;
    TableState table;
    QString empty; ///< what to do; empty when there is something to show
};

}
