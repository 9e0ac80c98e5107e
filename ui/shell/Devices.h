// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptDocument.h"

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace tangyuan {

/// What the window asks of devices besides the receipt printer. The application fills it in.
struct Devices {
    /// To PDF or PNG, by the path's ending.
    std::function<Result<void>(const ReceiptDocument& document, PaperWidth paper, const QString& path)> saveDocument;
    /// The code in a picture file.
    std::function<Result<QString>(const QString& path)> readCodeFile;
    /// Shows the camera until it sees a code or the person gives up.
    std::function<Result<std::optional<QString>>(QWidget* window)> scanWithCamera;
};

}
