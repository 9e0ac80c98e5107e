// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ReceiptPainter.h"

#include "app/devices/ReceiptPage.h"
#include "core/domain/receipt/EscPos.h"
#include "core/domain/receipt/Paper.h"

#include <QMarginsF>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QPrinterInfo>

#include <algorithm>
#include <cstring>
#include <vector>

namespace tangyuan {

namespace {

/// Qt's raster engine draws nothing beyond 32,767 pixels, and a receipt of 500 lines is longer.
constexpr int bandRows = 4'096;
/// PDF 1.7 (ISO 32000-1:2008), annex C.2: a page has at most 14,400 points a side, which is 5,080 mm.
constexpr int pdfPageMillimetres = 5'000;
/// Type in a PDF or on a printer is set on a grid four times finer than the dots.
constexpr int fineScale = 4;
/// A dot is burnt where its grey is this or darker; above the middle, so that thin strokes survive.
constexpr int lightestBlack = 150;

template <class Consume>
void paintBands(const ReceiptPage& page, Consume&& consume)
{
    for (int top = 0; top < page.height(); top += bandRows) {
        const int rows = std::min(bandRows, page.height() - top);
        QImage band(page.width(), rows, QImage::Format_Grayscale8);
        band.fill(Qt::white);
        QPainter painter(&band);
        painter.setRenderHint(QPainter::TextAntialiasing);
        painter.translate(0, -top);
        page.draw(painter, top, top + rows);
        painter.end();
        consume(band, top);
    }
}

int toPixels(int millimetres, int scale)
{
    return millimetres * paperDotsPerInch * scale * 10 / 254;
}

QPageSize pageSize(PaperWidth paper, int height, int scale)
{
    const double millimetres = height * 25.4 / (paperDotsPerInch * scale);
    return QPageSize(QSizeF(paperMillimetres(paper), millimetres), QPageSize::Millimeter, QStringLiteral("Receipt"), QPageSize::ExactMatch);
}

}

QImage paintImage(const ReceiptDocument& document, PaperWidth paper, int scale)
{
    const ReceiptPage page(document, paper, scale);
    QImage image(page.width(), page.height(), QImage::Format_Grayscale8);
    if (image.isNull())
        return {};
    paintBands(page, [&image](const QImage& band, int top) {
        for (int row = 0; row < band.height(); ++row)
            std::memcpy(image.scanLine(top + row), band.constScanLine(row), size_t(band.width()));
    });
    const int dotsPerMetre = int(paperDotsPerInch * scale / 0.0254);
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    return image;
}

Bitmap paintBitmap(const ReceiptDocument& document, PaperWidth paper)
{
    const ReceiptPage page(document, paper, 1);
    Bitmap bitmap = Bitmap::blank(page.width(), page.height());
    paintBands(page, [&bitmap](const QImage& band, int top) {
        for (int row = 0; row < band.height(); ++row) {
            const uchar* greys = band.constScanLine(row);
            for (int x = 0; x < band.width(); ++x) {
                if (greys[x] <= lightestBlack)
                    bitmap.blacken(x, top + row);
            }
        }
    });
    return bitmap;
}

Result<void> paintPdf(const ReceiptDocument& document, PaperWidth paper, QIODevice& device)
{
    const ReceiptPage page(document, paper, fineScale);
    const std::vector<int> cuts = page.cutInto(toPixels(pdfPageMillimetres, fineScale));
    QPdfWriter writer(&device);
    writer.setTitle(document.title);
    writer.setCreator(QStringLiteral("Tangyuan"));
    writer.setResolution(paperDotsPerInch * fineScale);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(pageSize(paper, cuts[1], fineScale));
    QPainter painter;
    if (!painter.begin(&writer))
        return fail(ErrorCode::FileUnwritable, QStringLiteral("PDF"));
    const int margin = (toPixels(paperMillimetres(paper), fineScale) - page.width()) / 2;
    for (size_t i = 0; i + 1 < cuts.size(); ++i) {
        if (i > 0) {
            writer.setPageSize(pageSize(paper, cuts[i + 1] - cuts[i], fineScale));
            if (!writer.newPage())
                return fail(ErrorCode::FileUnwritable, QStringLiteral("PDF"));
        }
        painter.save();
        painter.translate(margin, -cuts[i]);
        page.draw(painter, cuts[i], cuts[i + 1]);
        painter.restore();
    }
    if (!painter.end())
        return fail(ErrorCode::FileUnwritable, QStringLiteral("PDF"));
    return {};
}

Result<void> paintOnPrinter(const ReceiptDocument& document, PaperWidth paper, QPrinter& printer)
{
    const ReceiptPage page(document, paper, fineScale);
    const double pixelsPerUnit = double(printer.resolution()) / (paperDotsPerInch * fineScale);
    const QRectF sheet = printer.pageLayout().paintRect(QPageLayout::Inch);
    const int sheetHeight = int(sheet.height() * paperDotsPerInch * fineScale);
    const int sheetWidth = int(sheet.width() * paperDotsPerInch * fineScale);
    if (sheetHeight <= 0 || sheetWidth <= 0)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("a page without a size"));
    QPainter painter;
    if (!painter.begin(&printer))
        return fail(ErrorCode::PrinterFailed, QStringLiteral("the job could not be started"));
    painter.scale(pixelsPerUnit, pixelsPerUnit);
    const std::vector<int> cuts = page.cutInto(sheetHeight);
    const int left = std::max(0, (sheetWidth - page.width()) / 2);
    for (size_t i = 0; i + 1 < cuts.size(); ++i) {
        if (i > 0 && !printer.newPage())
            return fail(ErrorCode::PrinterFailed, QStringLiteral("the next page could not be started"));
        painter.save();
        painter.translate(left, -cuts[i]);
        page.draw(painter, cuts[i], cuts[i + 1]);
        painter.restore();
    }
    if (!painter.end() || printer.printerState() == QPrinter::Error)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("the job was not taken"));
    return {};
}

Result<void> paintOnSystemPrinter(const ReceiptDocument& document, PaperWidth paper, const QString& printerName)
{
    const QPrinterInfo info = printerName.isEmpty() ? QPrinterInfo::defaultPrinter() : QPrinterInfo::printerInfo(printerName);
    if (info.isNull())
        return fail(ErrorCode::PrinterUnreachable, printerName);
    if (info.state() == QPrinter::Error)
        return fail(ErrorCode::PrinterFailed, printerName);
    QPrinter printer(info, QPrinter::HighResolution);
    printer.setDocName(document.title);
    printer.setCreator(QStringLiteral("Tangyuan"));
    printer.setFullPage(true);
    if (info.supportsCustomPageSizes())
        printer.setPageSize(pageSize(paper, ReceiptPage(document, paper, fineScale).height() + fineScale, fineScale));
    return paintOnPrinter(document, paper, printer);
}

QByteArray encodeForPrinter(const ReceiptDocument& document, const PrinterSettings& settings)
{
    switch (settings.text) {
    case PrinterText::Gb18030: return escPos::encodeText(document, settings.paper);
    case PrinterText::Raster: return escPos::encodeRaster(paintBitmap(document, settings.paper), document.drawer, settings.paper);
    }
    return {};
}

}
