// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/StopSignals.h"

#include "core/base/Verify.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace tangyuan {

namespace {

/// A signal's handler may do next to nothing (signal-safety(7)): it writes a byte, and the event loop reads it.
std::array<int, 2> ends { -1, -1 };

void tell(int signal)
{
    std::signal(signal, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(ends[0], &byte, 1);
}

}

StopSignals::StopSignals(std::function<void()> onStop)
    : m_onStop(std::move(onStop))
{
    VERIFY(ends[0] < 0 && ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    m_notifier = std::make_unique<QSocketNotifier>(ends[1], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        char byte = 0;
        if (::read(ends[1], &byte, 1) == 1)
            m_onStop();
    });
    std::signal(SIGTERM, tell);
    std::signal(SIGINT, tell);
}

StopSignals::~StopSignals()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_notifier.reset();
    for (int& end : ends) {
        ::close(end);
        end = -1;
    }
}

}
