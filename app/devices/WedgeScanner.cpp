// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/WedgeScanner.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <utility>

namespace tangyuan {

namespace {

bool isTerminator(const QKeyEvent& event)
{
    const bool isPlain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    return isPlain && (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Tab);
}

/// Printable ASCII, with no more than Shift held.
bool isScanCharacter(const QKeyEvent& event)
{
    const QString text = event.text();
    const bool isPlain = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    return isPlain && !event.isAutoRepeat() && text.size() == 1 && text[0] >= u' ' && text[0] <= u'~';
}

/// A Shift or Caps Lock among the letters of a scan; each letter says what it had, so their order does not matter.
bool isModifierKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Shift:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock: return true;
    default: return false;
    }
}

}

WedgeScanner::WedgeScanner(QObject* parent)
    : WedgeScanner(Rhythm(), parent)
{
}

WedgeScanner::WedgeScanner(Rhythm rhythm, QObject* parent)
    : QObject(parent)
    , m_rhythm(rhythm)
{
    VERIFY(qGuiApp != nullptr);
    m_clock.start();
    m_silence.setSingleShot(true);
    m_silence.setTimerType(Qt::PreciseTimer);
    connect(&m_silence, &QTimer::timeout, this, &WedgeScanner::onSilence);
    qGuiApp->installEventFilter(this);
}

WedgeScanner::~WedgeScanner()
{
    release();
}

bool WedgeScanner::eventFilter(QObject* receiver, QEvent* event)
{
    if (!receiver->isWindowType() || event == m_replayed)
        return false;
    const QEvent::Type type = event->type();
    if (type != QEvent::ShortcutOverride && type != QEvent::KeyPress && type != QEvent::KeyRelease)
        return false;
    auto& window = static_cast<QWindow&>(*receiver);
    auto& key = static_cast<QKeyEvent&>(*event);
    const Fate fate = type == QEvent::ShortcutOverride ? filterShortcut(key) : type == QEvent::KeyPress ? filterPress(window, key) : filterRelease(window, key);
    if (fate == Fate::Deliver)
        return false;
    key.accept(); // of a ShortcutOverride: "no shortcut, send me the key"
    return true;
}

WedgeScanner::Fate WedgeScanner::filterShortcut(QKeyEvent& event)
{
    if (isModifierKey(event))
        return Fate::Deliver;
    if (isScanCharacter(event) || completesScan(event))
        return Fate::Swallow;
    release(); // a shortcut acts on what was typed before it
    return Fate::Deliver;
}

WedgeScanner::Fate WedgeScanner::filterPress(QWindow& window, QKeyEvent& event)
{
    if (isModifierKey(event))
        return Fate::Deliver;
    m_swallowedKeys.remove(event.key()); // its release never came
    if (completesScan(event)) {
        finishScan(event);
        return Fate::Swallow;
    }
    if (!isScanCharacter(event)) {
        release();
        return Fate::Deliver;
    }
    if (!isInRhythm(event))
        release();
    hold(window, event);
    return Fate::Swallow;
}

WedgeScanner::Fate WedgeScanner::filterRelease(QWindow& window, QKeyEvent& event)
{
    if (!event.isAutoRepeat() && m_swallowedKeys.remove(event.key()))
        return Fate::Swallow;
    if (m_held.empty() || isModifierKey(event))
        return Fate::Deliver;
    // The release of a key held must come after its press; that of an earlier key may as well.
    if (m_text.size() <= limits::scanChars)
        m_held.push_back({ &window, std::unique_ptr<QKeyEvent>(event.clone()) });
    return Fate::Swallow;
}

bool WedgeScanner::isInRhythm(const QKeyEvent& event) const
{
    return !m_text.isEmpty() && timeOf(event) - m_lastKeyMs <= m_rhythm.maximumGapMs;
}

bool WedgeScanner::completesScan(const QKeyEvent& event) const
{
    return isTerminator(event) && !event.isAutoRepeat() && m_text.size() >= m_rhythm.minimumCharacters && isInRhythm(event);
}

qint64 WedgeScanner::timeOf(const QKeyEvent& event) const
{
    return event.timestamp() != 0 ? static_cast<qint64>(event.timestamp()) : m_clock.elapsed();
}

void WedgeScanner::hold(QWindow& window, const QKeyEvent& event)
{
    m_lastKeyMs = timeOf(event);
    // Beyond the limit it is a scan that will be refused, or a device gone mad: no person types this fast this long.
    if (m_text.size() <= limits::scanChars) {
        m_held.push_back({ &window, std::unique_ptr<QKeyEvent>(event.clone()) });
        m_text += event.text();
    }
    waitForMore();
}

void WedgeScanner::waitForMore()
{
    m_silenceStarted.start();
    m_silence.start(m_rhythm.holdMs);
}

void WedgeScanner::onSilence()
{
    // When the event loop was busy meanwhile, the next keys may be waiting behind this timer: let them come first.
    if (m_silenceStarted.elapsed() > 2 * m_rhythm.holdMs) {
        waitForMore();
        return;
    }
    release();
}

void WedgeScanner::finishScan(const QKeyEvent& terminator)
{
    m_silence.stop();
    for (const HeldKey& held : std::exchange(m_held, {})) {
        if (held.event->type() == QEvent::KeyPress)
            m_swallowedKeys.insert(held.event->key());
        else
            m_swallowedKeys.remove(held.event->key());
    }
    m_swallowedKeys.insert(terminator.key());
    Q_EMIT scanned(std::exchange(m_text, {}));
}

void WedgeScanner::release()
{
    m_silence.stop();
    const QString text = std::exchange(m_text, {});
    const std::deque<HeldKey> held = std::exchange(m_held, {});
    if (text.size() > limits::scanChars) {
        Q_EMIT scanned(text);
        return;
    }
    for (const HeldKey& key : held) {
        if (!key.window)
            continue;
        // A slot may open a dialog with its own event loop here, and that its own replay; this one goes on after it.
        // An event that a program sends is tried as a shortcut first by the window itself.
        const QEvent* const outer = std::exchange(m_replayed, key.event.get());
        QCoreApplication::sendEvent(key.window, key.event.get());
        m_replayed = outer;
    }
}

}
