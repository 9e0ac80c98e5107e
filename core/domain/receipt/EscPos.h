// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/Bitmap.h"
#include "core/domain/receipt/ReceiptDocument.h"

namespace tangyuan {

/// The language of receipt printers. Source: Epson, "ESC/POS Command Reference"
/// (download4.epson.biz/sec_pubs/pos/reference_en/escpos); each command is named where it is made.
namespace escPos {

/// The document in the printer's own characters (GB18030's one- and two-byte part).
QByteArray encodeText(const ReceiptDocument& document, PaperWidth paper);
/// A painted document. `bitmap.width` must not exceed the paper's dots.
QByteArray encodeRaster(const Bitmap& bitmap, ReceiptDocument::Drawer drawer, PaperWidth paper);
/// Opens the drawer and prints nothing.
QByteArray openDrawer();

/// Rows in one GS v 0: small printers have little memory.
inline constexpr int rasterBandRows = 256;

}

}
