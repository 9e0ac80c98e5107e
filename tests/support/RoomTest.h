// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <functional>

namespace tangyuan {

/// The test classes of one room share one program, so that Qt's headers and the link are paid once a room. Called with
/// a class name first, the program runs that class; ctest has one entry a class.
struct RoomTest {
    const char* name;
    std::function<int(const QStringList& arguments)> run;
};
bool registerRoomTest(RoomTest test);

}

/// Stands at the end of a test file, in place of QTEST_MAIN.
#define TANGYUAN_TEST(Class)                                                                                                                                   \
    [[maybe_unused]] static const bool registered##Class = ::tangyuan::registerRoomTest({ #Class, [](const QStringList& arguments) {                           \
                                                                                             Class test;                                                       \
                                                                                             return QTest::qExec(&test, arguments);                            \
                                                                                         } });
