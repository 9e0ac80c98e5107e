// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/CameraDialog.h"

#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QPixmap>
#include <QVBoxLayout>

namespace tangyuan {

CameraDialog::CameraDialog(QWidget* parent)
    : Dialog(QStringLiteral("cameraDialog"), tr("Hold the code in front of the camera"), parent)
    , m_picture(new QLabel)
{
    m_picture->setFixedSize(theme::px(640), theme::px(400));
    m_picture->setAlignment(Qt::AlignCenter);
    body()->addWidget(m_picture);
    addReject(tr("Cancel"));
    connect(&m_camera, &CameraScanner::pictureTaken, this,
        [this](const QImage& picture) { m_picture->setPixmap(QPixmap::fromImage(picture.scaled(m_picture->size(), Qt::KeepAspectRatio))); });
    connect(&m_camera, &CameraScanner::scanned, this, [this](const QString& code) {
        m_code = code;
        accept();
    });
    connect(&m_camera, &CameraScanner::unavailable, this, [this](const Error& error) {
        m_trouble = error;
        reject();
    });
}

Result<std::optional<QString>> CameraDialog::scan()
{
    TRY(m_camera.start());
    const bool isAccepted = exec() == QDialog::Accepted;
    m_camera.stop();
    if (m_trouble)
        return Failure(*m_trouble);
    return isAccepted ? std::optional(m_code) : std::nullopt;
}

}
