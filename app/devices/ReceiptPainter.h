// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/Bitmap.h"
#include "core/domain/receipt/ReceiptDocument.h"

#include <QImage>

class QIODevice;
class QPrinter;

/// Paints receipts. All of it wants a QGuiApplication and may run in any thread: Qt allows QPainter on
/// QImage, QPdfWriter and QPrinter outside the GUI thread (Qt manual, "Threads and modules": The QtGui module).
namespace tangyuan {

/// 384 (58 mm) or 576 (80 mm) pixels wide times `scale`, which is 1 … 16; black and greys on white.
/// A null image where there is not enough memory.
QImage paintImage(const ReceiptDocument& document, PaperWidth paper, int scale);
/// What a thermal head burns: every dot black or white.
Bitmap paintBitmap(const ReceiptDocument& document, PaperWidth paper);
/// One page as wide as the paper and as long as the receipt; several where PDF allows no longer page.
/// Errors: FileUnwritable.
Result<void> paintPdf(const ReceiptDocument& document, PaperWidth paper, QIODevice& device);
/// A job for the operating system's printer of that name; empty: its default one. On a roll the page is as
/// long as the receipt; on sheets it goes on as many as needed.
/// Errors: PrinterUnreachable (no such printer), PrinterFailed.
Result<void> paintOnSystemPrinter(const ReceiptDocument& document, PaperWidth paper, const QString& printerName);
/// The same on a printer that is set up already.
Result<void> paintOnPrinter(const ReceiptDocument& document, PaperWidth paper, QPrinter& printer);

/// The bytes for a receipt printer, in its own characters or as a picture.
QByteArray encodeForPrinter(const ReceiptDocument& document, const PrinterSettings& settings);

}
