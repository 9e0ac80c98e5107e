// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Actions.h"
#include "core/base/Enumerators.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

/// The one table of what keys and buttons do.
class ActionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActionStandsInTheTableOnce() { QVERIFY(namesEach(actions(), &Action::id)); }
};

TANGYUAN_TEST(ActionsTest)
#include "ActionsTest.moc"
