// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/World.h"
#include "ui/manager/ManagerPage.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimer>

namespace tangyuan {

/// The little shop with the manager looking at it.
struct ManagersDesk {
    World world;
    std::unique_ptr<ManagerPage> page;
    QString savedTo;
    ChainFigures chain; ///< nobody, unless the story says so
    bool isInChain = false;
    DateRange asked;              ///< of the hub
    ChainFigures::Answer waiting; ///< until the hub answers

    void open()
    {
        page = std::make_unique<ManagerPage>(world.till(), chain);
        page->setFiles({ [this](const QString& name) { return savedTo = world.folder() + u'/' + name; },
            [this] { return world.folder() + QStringLiteral("/import.csv"); } });
        page->resize(1280, 700);
        page->show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        page->refresh();
        wait();
    }
    void belongsToAChain()
    {
        isInChain = true;
        chain = { [this] { return isInChain; },
            [this](DateRange range, ChainFigures::Answer answer) {
                asked = range;
                waiting = std::move(answer);
            } };
    }
    void click(const char* name) const { QTest::mouseClick(page->findChild<QPushButton*>(QString::fromLatin1(name)), Qt::LeftButton); }
    QString sentence() const
    {
        const auto* label = page->findChild<QLabel*>(QStringLiteral("reportEmpty"));
        return label->isVisible() ? label->text() : QString();
    }
    void wait() { QTRY_VERIFY_WITH_TIMEOUT(!page->presenter().isBusy(), 20'000); }
    QString figure(const char* name) const
    {
        const auto* label = page->findChild<QLabel*>(QStringLiteral("figure.") + QString::fromLatin1(name));
        return label ? label->text() : QStringLiteral("no such figure");
    }
    QAbstractItemModel& table(const char* name = "reportTable") const { return *page->findChild<QTableView*>(QString::fromLatin1(name))->model(); }
    QString cell(int row, int column, const char* name = "reportTable") const { return table(name).index(row, column).data().toString(); }
    void press(const char* name)
    {
        click(name);
        wait();
    }
    QByteArray exported(const char* button, int encoding)
    {
        page->findChild<QPushButton*>(QString::fromLatin1(button))->menu()->actions().at(encoding)->trigger();
        QFile file(savedTo);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Runs `act` in the dialog that opens next.
    template <class DialogAct>
    void inDialog(DialogAct act)
    {
        QTimer::singleShot(0, page.get(), [act] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            act(*dialog);
            if (dialog->isVisible())
                dialog->reject(); // a story that failed must not wait for ever
        });
    }
};

}
