// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"

namespace tangyuan {

/// What members of the demo shop do beside buying, by chance, under the rules in resources/rules/dessert.json. All of it
/// may run within a caller's transaction.
class DemoDeeds {
public:
    DemoDeeds(Till& till, Random& random);

    /// The dessert shop's rules, from the clock's day on; a tag rule. Once the catalogue is there.
    Result<void> open();
    /// Of some members the company pays.
    Result<void> adopt(const Member& member);
    /// What is due on a visit is given. Returns the member as they are then.
    Result<Member> greet(const Member& member);
    Result<void> checkIn(const Member& member);
    Result<void> recharge(const Member& member);
    /// After a purchase: something of the mall, a draw, a gift that was waiting.
    Result<void> linger(const Member& member);
    /// Some goods come back.
    Result<void> maybeRefund(const Sale& sale);
    /// Stored value where it suffices and needs no PIN.
    Result<bool> paysWithValue(const Member& member, Money total);
    /// What the shop does each night: tags and the end of gifts.
    Result<void> closeDay();

private:
    bool happens(quint64 percent) { return m_random.below(100) < percent; }

    Till& m_till;
    Random& m_random;
    int m_adopted = 0;
    int m_days = 0;
};

}
