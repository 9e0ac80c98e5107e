// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace tangyuan {

/// Holds one's place among those who hear of something; who lets it go hears no more.
using Listening = std::shared_ptr<const void>;

/// Who wants to hear of something: everyone who came hears each call, in the order in which they came. One thread only. It may
/// outlive who listens, and they it.
template <class... What>
class Listeners {
public:
    using Listener = std::function<void(const What&...)>;

    [[nodiscard]] Listening add(Listener listener)
    {
        std::erase_if(m_listeners, [](const auto& one) { return one.expired(); });
        const auto kept = std::make_shared<const Listener>(std::move(listener));
        m_listeners.push_back(kept);
        return kept;
    }
    /// Whoever comes while it is told hears of the next; whoever goes hears of this no more.
    void tell(const What&... what) const
    {
        const auto listeners = m_listeners;
        for (const auto& one : listeners)
            if (const auto listener = one.lock())
                (*listener)(what...);
    }
    bool areThere() const
    {
        return std::any_of(m_listeners.begin(), m_listeners.end(), [](const auto& one) { return !one.expired(); });
    }

private:
    std::vector<std::weak_ptr<const Listener>> m_listeners;
};

}
