// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <QTableView>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

// Outside of a namespace, as Qt asks (resources in a static library).
static void initialiseResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace tangyuan::theme {
namespace {

double currentScale = 1.0;
QString currentFamily;

// The first that this computer has. All of them hold Chinese and have digits of one width.
QString chooseFamily()
{
    const QStringList families = QFontDatabase::families();
    for (const QString& family : { QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"), QStringLiteral("Noto Sans SC"),
             QStringLiteral("Microsoft YaHei UI"), QStringLiteral("PingFang SC"), QStringLiteral("WenQuanYi Micro Hei") }) {
        if (families.contains(family))
            return family;
    }
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

QString withColours(QString sheet)
{
    // Longer names first, so that @accent does not eat the front of @accentDeep.
    constexpr std::array<std::pair<const char*, QRgb>, 15> colours { { { "@accentDeep", accentDeep }, { "@accentWash", accentWash }, { "@accent", accent },
        { "@goodWash", goodWash }, { "@good", good }, { "@troubleWash", troubleWash }, { "@trouble", trouble }, { "@page", page }, { "@card", card },
        { "@wash", wash }, { "@line", line }, { "@edge", edge }, { "@ink", ink }, { "@quiet", quiet }, { "@sesame", sesame } } };
    for (const auto& [name, colour] : colours)
        sheet.replace(QLatin1StringView(name), QColor(colour).name());
    return sheet.replace(QStringLiteral("@family"), u'"' + currentFamily + u'"');
}

QString withSizes(const QString& sheet)
{
    static const QRegularExpression size(QStringLiteral("\\b(\\d+)px"));
    QString result;
    qsizetype from = 0;
    for (auto it = size.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const int value = match.captured(1).toInt();
        result += QStringView(sheet).sliced(from, match.capturedStart() - from);
        result += QString::number(value <= 2 ? value : px(value)) + QStringLiteral("px");
        from = match.capturedEnd();
    }
    result += QStringView(sheet).sliced(from);
    return result;
}

QPalette palette()
{
    QPalette colours;
    colours.setColor(QPalette::Window, QColor(page));
    colours.setColor(QPalette::Base, QColor(card));
    colours.setColor(QPalette::AlternateBase, QColor(0xFFFDFBF7));
    colours.setColor(QPalette::Button, QColor(card));
    colours.setColor(QPalette::Text, QColor(ink));
    colours.setColor(QPalette::WindowText, QColor(ink));
    colours.setColor(QPalette::ButtonText, QColor(ink));
    colours.setColor(QPalette::PlaceholderText, QColor(0xFF8C7F73));
    colours.setColor(QPalette::Highlight, QColor(accent));
    colours.setColor(QPalette::HighlightedText, Qt::white);
    return colours;
}

QByteArray svg(const QString& name, QRgb colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", QColor(colour).name().toLatin1());
}

}

void apply(QApplication& application, double scale)
{
    initialiseResources();
    currentScale = std::clamp(scale, 0.8, 2.0);
    currentFamily = chooseFamily();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette());
    QApplication::setFont(font(15, QFont::Normal));
    QFile sheet(QStringLiteral(":/themes/sesame.qss"));
    if (sheet.open(QIODevice::ReadOnly))
        application.setStyleSheet(withSizes(withColours(QString::fromUtf8(sheet.readAll()))));
}

double scaleFor(QSize screen)
{
    const double stretch = std::min(screen.width() / 1366.0, screen.height() / 768.0);
    return std::clamp(stretch, 1.0, 1.5);
}

int px(int size)
{
    return static_cast<int>(std::lround(size * currentScale));
}

QFont font(int sizePx, int weight)
{
    QFont font(currentFamily);
    font.setPixelSize(px(sizePx));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QPixmap pixmap(const QString& name, int sizePx, QRgb colour)
{
    const double ratio = qApp->devicePixelRatio();
    const int side = static_cast<int>(px(sizePx) * ratio);
    QPixmap image(side, side);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QSvgRenderer(svg(name, colour)).render(&painter, QRectF(0, 0, side, side));
    painter.end();
    image.setDevicePixelRatio(ratio);
    return image;
}

QIcon icon(const QString& name, QRgb colour)
{
    return QIcon(pixmap(name, 24, colour));
}

QLabel* label(const QString& text, const char* role)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText); // names come from people: nothing in them is markup
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

void makeList(QTableView& table, int rowPx)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false); // nobody is caught in it
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(px(rowPx));
    table.horizontalHeader()->setHighlightSections(false);
}

QPushButton* button(const QString& text, const char* role)
{
    auto* button = new QPushButton(text);
    button->setProperty("role", QString::fromLatin1(role));
    button->setIconSize(QSize(px(18), px(18)));
    return button;
}

void setLook(QWidget* widget, const char* property, const QVariant& value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    for (QWidget* child : widget->findChildren<QWidget*>()) {
        child->style()->unpolish(child);
        child->style()->polish(child);
    }
}

QWidget* rule()
{
    auto* rule = new QFrame;
    rule->setProperty("role", QStringLiteral("rule"));
    return rule;
}

namespace {

QLabel* rowLabel(const QString& text)
{
    QLabel* caption = label(text, "field");
    caption->setMinimumHeight(px(40)); // of a one-line field, see sesame.qss
    return caption;
}

}

QFormLayout* form()
{
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(px(16));
    form->setVerticalSpacing(px(8));
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return form;
}

void addRow(QFormLayout* form, const QString& label, QWidget* field)
{
    form->addRow(rowLabel(label), field);
}

void addRow(QFormLayout* form, const QString& label, QLayout* field)
{
    form->addRow(rowLabel(label), field);
}

}
