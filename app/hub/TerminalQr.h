// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/QrMatrix.h"

#include <QByteArray>

namespace tangyuan {

/// A QR code as text, two rows of modules in one of characters, with its quiet zone. Coloured, it is black on white whatever the
/// terminal's colours are.
enum class TerminalColours { Set, Leave };
QString qrText(const QrMatrix& matrix, TerminalColours colours);

QByteArray qrSvg(const QrMatrix& matrix);
QByteArray qrPng(const QrMatrix& matrix);

}
