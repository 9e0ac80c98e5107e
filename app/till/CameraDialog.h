// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/CameraScanner.h"
#include "ui/widgets/Dialog.h"

#include <optional>

class QLabel;

namespace tangyuan {

/// What the camera sees, until it sees a code.
class CameraDialog final : public Dialog {
    Q_OBJECT

public:
    explicit CameraDialog(QWidget* parent);
    /// Errors: CameraUnavailable, at once or later. Nothing when the person gave up.
    Result<std::optional<QString>> scan();

private:
    CameraScanner m_camera;
    QLabel* m_picture;
    QString m_code;
    std::optional<Error> m_trouble;
};

}
