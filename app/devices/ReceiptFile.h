// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptDocument.h"

namespace tangyuan {

/// Writes a receipt as its name says: .escpos (the printer's bytes, text or raster as set), .png (as wide as
/// the paper has dots; @2x.png twice that), .pdf or .txt (UTF-8). The whole file or, on an error, none.
/// All but .txt and .escpos in the printer's own characters want a QGuiApplication.
/// Errors: FileUnwritable (also for a picture beyond memory), InputMalformed (another extension).
Result<void> writeReceiptFile(const ReceiptDocument& document, const PrinterSettings& settings, const QString& path);

}
