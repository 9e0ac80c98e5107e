// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/TerminalQr.h"

#include <QBuffer>
#include <QImage>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Also of what lies around the code.
bool isDark(const QrMatrix& matrix, int x, int y)
{
    return x >= 0 && y >= 0 && x < matrix.size() && y < matrix.size() && matrix.isDark(x, y);
}

}

QString qrText(const QrMatrix& matrix, TerminalColours colours)
{
    constexpr int zone = QrMatrix::quietZoneModules;
    const bool areSet = colours == TerminalColours::Set;
    QString text;
    for (int y = -zone; y < matrix.size() + zone; y += 2) {
        if (areSet)
            text += u"\x1B[30;47m"_s;
        for (int x = -zone; x < matrix.size() + zone; ++x) {
            const bool upper = isDark(matrix, x, y), lower = isDark(matrix, x, y + 1);
            text += upper && lower ? u'█' : upper ? u'▀' : lower ? u'▄' : u' ';
        }
        text += areSet ? u"\x1B[0m\n"_s : u"\n"_s;
    }
    return text;
}

QByteArray qrSvg(const QrMatrix& matrix)
{
    constexpr int zone = QrMatrix::quietZoneModules;
    const QByteArray side = QByteArray::number(matrix.size() + 2 * zone);
    QByteArray path;
    for (int y = 0; y < matrix.size(); ++y)
        for (int x = 0; x < matrix.size(); ++x)
            if (matrix.isDark(x, y))
                path += 'M' + QByteArray::number(x + zone) + ' ' + QByteArray::number(y + zone) + "h1v1h-1z";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side + "\" shape-rendering=\"crispEdges\"><rect width=\"" + side
        + "\" height=\"" + side + "\" fill=\"#fff\"/><path d=\"" + path + "\"/></svg>\n";
}

QByteArray qrPng(const QrMatrix& matrix)
{
    constexpr int zone = QrMatrix::quietZoneModules;
    constexpr int modulePixels = 8;
    QImage image(matrix.size() + 2 * zone, matrix.size() + 2 * zone, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < matrix.size(); ++y)
        for (int x = 0; x < matrix.size(); ++x)
            if (matrix.isDark(x, y))
                image.setPixel(x + zone, y + zone, qRgb(0, 0, 0));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.scaled(image.size() * modulePixels).save(&buffer, "PNG");
    return buffer.data();
}

}
