// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/CameraScanner.h"

#include "app/devices/ImageScanner.h"

#include <QCamera>
#include <QCameraDevice>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoFrame>
#include <QVideoSink>

namespace tangyuan {

SeenCodes::Sight SeenCodes::see(const QString& code, qint64 nowMs)
{
    m_lastSeenMs.removeIf([nowMs](const QHash<QString, qint64>::iterator& seen) { return nowMs - seen.value() >= forgetAfterMs; });
    const bool isNew = !m_lastSeenMs.contains(code);
    m_lastSeenMs.insert(code, nowMs);
    return isNew ? Sight::New : Sight::Again;
}

CameraScanner::CameraScanner(QObject* parent)
    : QObject(parent)
{
    m_clock.start();
    m_reader.setMaxThreadCount(1);
}

CameraScanner::~CameraScanner()
{
    stop();
    m_reader.waitForDone();
}

Result<void> CameraScanner::start()
{
    const QCameraDevice device = QMediaDevices::defaultVideoInput();
    if (device.isNull())
        return fail(ErrorCode::CameraUnavailable);
    stop();
    m_camera = std::make_unique<QCamera>(device);
    m_sink = std::make_unique<QVideoSink>();
    m_session = std::make_unique<QMediaCaptureSession>();
    m_session->setCamera(m_camera.get());
    m_session->setVideoSink(m_sink.get());
    connect(m_sink.get(), &QVideoSink::videoFrameChanged, this, &CameraScanner::onFrame);
    connect(
        m_camera.get(), &QCamera::errorOccurred, this,
        [this](QCamera::Error, const QString& reason) {
            Q_EMIT unavailable(Error { ErrorCode::CameraUnavailable, reason });
        },
        Qt::QueuedConnection);
    m_camera->start();
    if (m_camera->error() != QCamera::NoError) {
        const QString reason = m_camera->errorString();
        stop();
        return fail(ErrorCode::CameraUnavailable, reason);
    }
    return {};
}

void CameraScanner::stop()
{
    m_session.reset(); // before the parts that it joins
    m_sink.reset();
    m_camera.reset();
}

bool CameraScanner::isTimeToRead() const
{
    return !m_isReading && m_clock.elapsed() - m_lastReadMs >= 1'000 / readsPerSecond;
}

void CameraScanner::onFrame(const QVideoFrame& frame)
{
    if (isTimeToRead()) // turning a frame into a picture costs more than all else here
        takePicture(frame.toImage());
}

void CameraScanner::takePicture(const QImage& picture)
{
    if (picture.isNull() || !isTimeToRead())
        return;
    m_isReading = true;
    m_lastReadMs = m_clock.elapsed();
    Q_EMIT pictureTaken(picture);
    m_reader.start([this, picture] {
        const auto code = readCode(picture);
        QMetaObject::invokeMethod(
            this, [this, text = code ? *code : QString()] { onRead(text); }, Qt::QueuedConnection);
    });
}

void CameraScanner::onRead(const QString& code)
{
    m_isReading = false;
    if (!code.isEmpty() && m_seen.see(code, m_clock.elapsed()) == SeenCodes::Sight::New)
        Q_EMIT scanned(code);
}

}
