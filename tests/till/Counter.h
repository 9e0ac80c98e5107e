// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/till/TillSession.h"
#include "tests/support/World.h"
#include "tests/ui/PaperPrinter.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace tangyuan {

/// The real window on the little shop's till, with real keys.
class Counter {
public:
    Counter() { open(); }

    void open() { openScaled(1.0, QSize(1366, 768)); }
    void openScaled(double scale, QSize size)
    {
        theme::apply(*qApp, scale);
        m_session = std::make_unique<TillSession>(world.till(), printer);
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
    const SaleView& view() { return window().sale().view(); }
    QLineEdit* box() { return window().findChild<QLineEdit*>(QStringLiteral("box")); }
    QString text(const char* name) { return window().findChild<QLabel*>(QString::fromLatin1(name))->text(); }
    void type(const QString& text)
    {
        QTest::keyClicks(box(), text);
        QTest::keyClick(box(), Qt::Key_Return);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(box(), key, modifiers); }
    /// Keys as a wedge scanner sends them: to whatever window has the focus, in a burst.
    void wedge(const QByteArray& code)
    {
        QWindow* window = QGuiApplication::focusWindow();
        for (const char character : code)
            QTest::keyClick(window, character);
        QTest::keyClick(window, Qt::Key_Return);
    }

    /// Answers the dialog of this name when it opens.
    static void whenAsked(const QString& name, const std::function<void(QWidget&)>& answer)
    {
        auto* timer = new QTimer(qApp);
        QObject::connect(timer, &QTimer::timeout, timer, [timer, name, answer] {
            QWidget* dialog = QApplication::activeModalWidget();
            if (!dialog || dialog->objectName() != name)
                return;
            timer->stop();
            timer->deleteLater();
            answer(*dialog);
        });
        timer->start(10);
    }

    World world;
    PaperPrinter printer;

private:
    std::unique_ptr<TillSession> m_session;
};

}
