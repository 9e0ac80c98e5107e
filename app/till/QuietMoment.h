// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace tangyuan {

/// Notices when nobody has touched the till for a moment: time for what would make a customer wait.
class QuietMoment final : public QObject {
    Q_OBJECT

public:
    static constexpr int quietMs = 3'000;

    /// Listens to the whole application while it lives.
    explicit QuietMoment(QObject* parent = nullptr);

    /// Nobody has touched the till for that long.
    bool isQuiet() const { return !m_silence.isActive(); }

    bool eventFilter(QObject* receiver, QEvent* event) override;

Q_SIGNALS:
    /// Once after each time that keys or pointers were used.
    void came();

private:
    QTimer m_silence;
};

}
