// SPDX-License-Identifier: GPL-3.0-or-later
#define ZX_USE_UTF8 1
#include "app/devices/ImageScanner.h"

#include "core/base/Limits.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>

#include <algorithm>
#include <exception>

#include <ZXing/ReadBarcode.h>

namespace tangyuan {

namespace {

#if __has_include(<ZXing/ReaderOptions.h>) // so since ZXing-C++ 2.2
using ReaderOptions = ZXing::ReaderOptions;
#else
using ReaderOptions = ZXing::DecodeHints;
#endif

/// Photographs beyond this are read smaller: a code that fills a fortieth of the width is still sharp, and a
/// hostile file cannot ask for a gigabyte.
constexpr int sideRead = 4'096;

/// Vector formats have no size of their own and may draw for ever.
bool isPicture(const QByteArray& format)
{
    static const QList<QByteArray> formats { "png", "jpeg", "jpg", "bmp", "gif", "webp", "tiff", "ppm", "pgm", "pbm" };
    return formats.contains(format);
}

ReaderOptions readerOptions()
{
    return ReaderOptions().setFormats(
        ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::EAN13 | ZXing::BarcodeFormat::EAN8 | ZXing::BarcodeFormat::UPCA | ZXing::BarcodeFormat::Code128);
}

}

Result<QString> readCode(const QImage& image)
{
    if (image.isNull() || std::max(image.width(), image.height()) > limits::imagePixelsPerSide)
        return fail(ErrorCode::ImageUnreadable, QStringLiteral("size"));
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    if (grey.isNull())
        return fail(ErrorCode::ImageUnreadable, QStringLiteral("memory"));
    const int bytesPerLine = static_cast<int>(grey.bytesPerLine());
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum, bytesPerLine);
    try {
        const ZXing::Result found = ZXing::ReadBarcode(view, readerOptions());
        if (!found.isValid())
            return fail(ErrorCode::NoCodeInImage);
        return QString::fromStdString(found.text());
    } catch (const std::exception&) { // the library's own, on a picture that it does not survive
        return fail(ErrorCode::NoCodeInImage);
    }
}

Result<QString> readCodeFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::FileNotFound, path);
    if (!info.isFile()) // a pipe would wait for ever
        return fail(ErrorCode::ImageUnreadable, path);
    if (info.size() > limits::imageBytes)
        return fail(ErrorCode::ImageUnreadable, QStringLiteral("%1: more than %2 bytes").arg(path).arg(limits::imageBytes));

    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path);
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!isPicture(reader.format()))
        return fail(ErrorCode::ImageUnreadable, path);
    const QSize size = reader.size();
    if (std::max(size.width(), size.height()) > limits::imagePixelsPerSide)
        return fail(ErrorCode::ImageUnreadable, QStringLiteral("%1: more than %2 pixels a side").arg(path).arg(limits::imagePixelsPerSide));
    if (std::max(size.width(), size.height()) > sideRead)
        reader.setScaledSize(size.scaled(sideRead, sideRead, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    // What a format does not announce, Qt's allocation limit (128 MiB) still stops.
    const QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorCode::ImageUnreadable, path);
    return readCode(image);
}

}
