// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWindow>

#include <deque>
#include <memory>

namespace tangyuan {

/// A scanner that plays keyboard ("wedge"), told from a person by rhythm, wherever the focus is.
///
/// A scan is a burst of at least `minimumCharacters` printable ASCII characters, each within `maximumGapMs` of the one
/// before, closed by Enter or Tab in the same rhythm. Six keys at 35 ms are 28 a second; the fastest typists reach
/// about 15, and roll over two or three keys, not six. Time is taken from the events (the window system stamps
/// them at the keyboard), so a till that was busy for a moment still reads the rhythm right.
///
/// As nobody can tell at the first key what it will become, every printable key is **held back** until it is known:
/// - the burst ends as a scan: its keys and their releases vanish, Enter included (it would press the focused button),
///   and `scanned` is emitted;
/// - anything else (a slower key, Enter too soon, an arrow, a shortcut, or `holdMs` of silence): the keys held go
///   to where they were going, in order, before the key that ended the wait.
/// A person's key thus shows at most `holdMs` late, half of the 100 ms that feel instant (Miller 1968; Card, Robertson and
/// Mackinlay 1991). A burst that no Enter or Tab follows is given back too: nothing typed is ever lost. A key held
/// down (auto-repeat) is a person's.
///
/// Works on what the window system sends to windows, before widgets see it; what a program sends straight to a widget
/// (as QTest::keyClicks on a widget does) is left alone. Single-key shortcuts wait as keys do: the window tries them when
/// the key is given back. An input method that composes sees the keys
/// before this does: while one is composing, a wedge in a text field looks like typing. Keep it off at the counter,
/// or use a serial scanner.
class WedgeScanner final : public QObject {
    Q_OBJECT

public:
    struct Rhythm {
        int maximumGapMs = 35;
        int holdMs = 50; ///< more than the gap: the event loop delivers late now and then
        int minimumCharacters = 6;
    };

    /// Listens to the whole application while it lives. Needs a QGuiApplication.
    explicit WedgeScanner(QObject* parent = nullptr);
    WedgeScanner(Rhythm rhythm, QObject* parent);
    ~WedgeScanner() override;

    bool eventFilter(QObject* receiver, QEvent* event) override;

Q_SIGNALS:
    /// Without its Enter or Tab; may hold up to limits::scanChars + 1 characters, longer scans are cut there, so that
    /// `parseScan` refuses them as too long.
    void scanned(const QString& text);

private:
    struct HeldKey {
        QPointer<QWindow> window;
        std::unique_ptr<QKeyEvent> event;
    };
    enum class Fate { Swallow, Deliver };

    Fate filterShortcut(QKeyEvent& event);
    Fate filterPress(QWindow& window, QKeyEvent& event);
    Fate filterRelease(QWindow& window, QKeyEvent& event);
    bool isInRhythm(const QKeyEvent& event) const;
    bool completesScan(const QKeyEvent& event) const;
    qint64 timeOf(const QKeyEvent& event) const;
    void hold(QWindow& window, const QKeyEvent& event);
    void waitForMore();
    void onSilence();
    /// Forgets the held keys, so that their releases vanish too, and reports their text.
    void finishScan(const QKeyEvent& terminator);
    /// Gives the held keys back to their windows.
    void release();

    Rhythm m_rhythm;
    QElapsedTimer m_clock; ///< for events without a time stamp
    QTimer m_silence;
    QElapsedTimer m_silenceStarted;
    std::deque<HeldKey> m_held;
    QString m_text;
    qint64 m_lastKeyMs = 0;
    QSet<int> m_swallowedKeys; ///< pressed in a scan, not yet released
    const QEvent* m_replayed = nullptr;
};

}
