// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <QString>

namespace tangyuan {

/// Reads the code in a picture: QR, EAN-13, EAN-8, UPC-A or Code 128, at any angle for QR and upright, upside down
/// or sideways for bars. Of several, the one that is found first. Blocks for up to some tens of milliseconds.
/// Errors: ImageUnreadable (a null image, or a side beyond limits::imagePixelsPerSide), NoCodeInImage.
Result<QString> readCode(const QImage& image);

/// The same for a picture file, by content and not by name; a photograph is turned as its camera says.
/// Errors: FileNotFound, ImageUnreadable (too large, broken, or no picture), NoCodeInImage.
Result<QString> readCodeFile(const QString& path);

}
