// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/till/TillSession.h"
#include "tests/support/World.h"
#include "tests/ui/PaperPrinter.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

namespace tangyuan {

/// The real window on the little shop's till, with real keys.
class Counter {
public:
    Counter() { open(); }

    void open() { openScaled(1.0, QSize(1366, 768)); }
    void openScaled(double scale, QSize size)
    {
        theme::apply(*qApp, scale);
        m_session = std::make_unique<TillSession>(world.till(), printer, log, toHub);
        window().resize(size);
        window().show();
        window().activateWindow();
        VERIFY(QTest::qWaitForWindowActive(&window()));
        box()->setFocus();
    }
    /// The power fails, and comes back.
    void crash()
    {
        m_session.reset();
        world.restart();
        open();
    }
    void close() { m_session.reset(); }

    MainWindow& window() { return m_session->window(); }
    TillSession& session() { return *m_session; }
    const SaleView& view() { return window().sale().view(); }
    QLineEdit* box() { return window().findChild<QLineEdit*>(QStringLiteral("box")); }
    QString text(const char* name) { return window().findChild<QLabel*>(QString::fromLatin1(name))->text(); }
    void type(const QString& text)
    {
        waitForFocus();
        QTest::keyClicks(box(), text);
        QTest::keyClick(box(), Qt::Key_Return);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        waitForFocus();
        QTest::keyClick(box(), key, modifiers);
    }
    /// Keys as a wedge scanner sends them: to whatever window has the focus, in a burst. Their stamps say how fast, as the
    /// window system's do, so that no busy machine makes a typist of the scanner.
    void wedge(const QByteArray& digits)
    {
        constexpr quint64 gapMs = 4;
        quint64 nowMs = 1'000;
        const auto send = [&](QEvent::Type type, int key, const QString& text) {
            QKeyEvent event(type, key, Qt::NoModifier, text);
            event.setTimestamp(nowMs);
            QCoreApplication::sendEvent(QGuiApplication::focusWindow(), &event);
        };
        const auto strike = [&](int key, const QString& text) {
            for (const QEvent::Type type : { QEvent::ShortcutOverride, QEvent::KeyPress, QEvent::KeyRelease })
                send(type, key, text);
            nowMs += gapMs;
        };
        for (const char digit : digits)
            strike(digit, QString(QLatin1Char(digit)));
        strike(Qt::Key_Return, QStringLiteral("\r"));
    }

    /// Answers the dialog of this name when it opens. What still stands open much later is closed and fails the test,
    /// so that no test waits for ever.
    static void whenAsked(const QString& name, const std::function<void(QWidget&)>& answer)
    {
        constexpr int patienceMs = 8'000;
        auto* timer = new QTimer(qApp);
        QElapsedTimer waited;
        waited.start();
        QObject::connect(timer, &QTimer::timeout, timer, [timer, name, answer, waited, isAnswered = false]() mutable {
            QWidget* dialog = QApplication::activeModalWidget();
            if (waited.elapsed() > patienceMs) {
                timer->deleteLater();
                if (isAnswered && !dialog)
                    return;
                const QString finding = dialog ? dialog->objectName() + QStringLiteral(" stands open") : QStringLiteral("never came");
                QTest::qFail(qPrintable(name + QStringLiteral(": ") + finding), __FILE__, __LINE__);
                if (dialog)
                    dialog->close();
            } else if (!isAnswered && dialog && dialog->objectName() == name) {
                isAnswered = true;
                answer(*dialog);
                if (QApplication::activeModalWidget() != dialog)
                    timer->deleteLater();
            }
        });
        timer->start(10);
    }

    World world;
    TillLog log { world.clock(), TillLog::pathIn(world.folder()), TillLog::Level::Detail };
    PaperPrinter printer;
    sync::SyncAgent::Connect toHub = sync::connectToHub; ///< from the next opening on

private:
    /// A dialog that closes gives the keyboard back a moment later, sooner than any person presses the next key.
    void waitForFocus()
    {
        VERIFY(QTest::qWaitFor([this] { return QGuiApplication::focusWindow() == window().windowHandle(); }));
    }

    std::unique_ptr<TillSession> m_session;
};

}
