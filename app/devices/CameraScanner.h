// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <memory>

class QCamera;
class QMediaCaptureSession;
class QVideoFrame;
class QVideoSink;

namespace tangyuan {

/// Tells a code that is shown again from one that is still in front of the camera: a code is new when it has not been
/// seen for two seconds. A product held in view for a minute is scanned once.
class SeenCodes {
public:
    static constexpr qint64 forgetAfterMs = 2'000;
    enum class Sight { New, Again };

    /// `nowMs` is monotonic.
    Sight see(const QString& code, qint64 nowMs);

private:
    QHash<QString, qint64> m_lastSeenMs;
};

/// A camera as a scanner. Pictures are read on another thread, one at a time and at most `readsPerSecond`, so the
/// screen stays quick on slow machines; those that come meanwhile are only shown.
class CameraScanner final : public QObject {
    Q_OBJECT

public:
    static constexpr int readsPerSecond = 8;

    explicit CameraScanner(QObject* parent = nullptr);
    ~CameraScanner() override;

    /// Starts the system's default camera. Errors: CameraUnavailable.
    Result<void> start();
    void stop();
    /// One picture, as from the camera.
    void takePicture(const QImage& picture);

Q_SIGNALS:
    void scanned(const QString& text);
    /// The newest picture that is being read, for a preview.
    void pictureTaken(const QImage& picture);
    /// The camera was lost after it had started: CameraUnavailable.
    void unavailable(const Error& error);

private:
    bool isTimeToRead() const;
    void onFrame(const QVideoFrame& frame);
    void onRead(const QString& code);

    std::unique_ptr<QCamera> m_camera;
    std::unique_ptr<QVideoSink> m_sink;
    std::unique_ptr<QMediaCaptureSession> m_session;
    QElapsedTimer m_clock;
    qint64 m_lastReadMs = -1'000'000;
    bool m_isReading = false;
    SeenCodes m_seen;
    QThreadPool m_reader; ///< one thread; last, so that it has finished before all else goes
};

}
