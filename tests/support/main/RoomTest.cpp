// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"

#include <QApplication>

#include <cstdio>
#include <vector>

namespace tangyuan {

namespace {

std::vector<RoomTest>& roomTests()
{
    static std::vector<RoomTest> tests;
    return tests;
}

}

bool registerRoomTest(RoomTest test)
{
    roomTests().push_back(std::move(test));
    return true;
}

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const QString wanted = arguments.size() > 1 && !arguments[1].startsWith(u'-') ? arguments.takeAt(1) : QString();
    int failures = 0;
    int found = 0;
    for (const tangyuan::RoomTest& test : tangyuan::roomTests()) {
        if (!wanted.isEmpty() && wanted != QLatin1String(test.name))
            continue;
        ++found;
        failures += test.run(arguments);
    }
    if (found == 0) {
        std::fprintf(stderr, "There is no test of this name here.\n");
        return 1;
    }
    return failures == 0 ? 0 : 1;
}
