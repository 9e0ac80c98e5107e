// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QFormLayout;
class QLabel;
class QLayout;
class QPushButton;
class QTableView;
class QWidget;

/// The one look of the till: warm, calm, high contrast; black sesame and osmanthus. Text on its ground
/// keeps a contrast of at least 4.5 : 1 (WCAG 2.1, 1.4.3).
namespace tangyuan::theme {

inline constexpr QRgb page = 0xFFF8F4EC;
inline constexpr QRgb card = 0xFFFFFFFF;
inline constexpr QRgb wash = 0xFFF1EADE;
inline constexpr QRgb line = 0xFFE6DDCF;
inline constexpr QRgb edge = 0xFFCDBFAD;
inline constexpr QRgb ink = 0xFF261F1B;
inline constexpr QRgb quiet = 0xFF6A5D52;
inline constexpr QRgb sesame = 0xFF2C2420;
inline constexpr QRgb accent = 0xFFAD5B06;
inline constexpr QRgb accentDeep = 0xFF8A4703;
inline constexpr QRgb accentWash = 0xFFFCEBD2;
inline constexpr QRgb good = 0xFF24693F;
inline constexpr QRgb goodWash = 0xFFE3F2E8;
inline constexpr QRgb trouble = 0xFFB3261E;
inline constexpr QRgb troubleWash = 0xFFFBE7E4;

/// Dresses the application. `scale` stretches every size: see `scaleFor`.
void apply(QApplication& application, double scale);
/// 1 on a 1366×768 counter, up to 1.5 on larger ones.
double scaleFor(QSize screen);
/// A size of the design at 1366×768, in this screen's pixels.
int px(int size);
QFont font(int sizePx, int weight);

/// One of our own icons ("printer") in one colour.
QIcon icon(const QString& name, QRgb colour = ink);
QPixmap pixmap(const QString& name, int sizePx, QRgb colour = ink);

/// A label in a role of the theme: "title", "heading", "quiet", "field", "amount", "total", "huge", "key", "badge".
QLabel* label(const QString& text, const char* role);
QPushButton* button(const QString& text, const char* role);
/// A table to read and to choose a line of: no grid, one line at a time, Tab leaves it. `rowPx` is a row's height at scale 1.
void makeList(QTableView& table, int rowPx);
/// Sets a property that the style sheet looks at, and dresses the widget again.
void setLook(QWidget* widget, const char* property, const QVariant& value);
QWidget* rule();
/// A form, and a row in it whose label stands beside the middle of the field's first line.
QFormLayout* form();
void addRow(QFormLayout* form, const QString& label, QWidget* field);
void addRow(QFormLayout* form, const QString& label, QLayout* field);

}
