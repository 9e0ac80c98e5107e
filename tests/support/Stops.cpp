// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Stops.h"

#include "core/base/Verify.h"

#include <csignal>
#include <cstdio>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tangyuan {

bool stopsTheProgram(const std::function<void()>& deed)
{
    std::fflush(nullptr);
    const pid_t copy = ::fork();
    VERIFY(copy >= 0);
    if (copy == 0) {
        const rlimit noCore {};
        ::setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGABRT, SIG_DFL); // QtTest would write a report of it
        std::fclose(stderr);
        deed();
        ::_exit(0);
    }
    int status = 0;
    VERIFY(::waitpid(copy, &status, 0) == copy);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}
