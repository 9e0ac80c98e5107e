// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/PrinterWire.h"
#include "core/domain/shop/ShopSettings.h"

namespace tangyuan {

/// Brings bytes to a receipt printer over TCP, a serial line or a device file, having asked it whether it
/// can print (a regular file at a DeviceFile's address is written anew). Blocks, within `limits`. Errors:
/// PrinterNotConfigured (no or a malformed address; None and System take no bytes), PrinterUnreachable,
/// PrinterOutOfPaper, PrinterFailed (cover open, off-line, stalled, "stopped").
Result<void> sendToPrinter(const PrinterSettings& settings, const QByteArray& bytes, const PrinterLimits& limits = {}, std::stop_token stop = {});
}
