// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/domain/members/Member.h"

namespace tangyuan {

/// Makes up people for the demo shop, one after the other, each with another phone.
class DemoPeople {
public:
    explicit DemoPeople(Random& random)
        : m_random(random)
    {
    }
    /// Somebody between 16 and 66 on the day `today`.
    Profile next(QDate today);

private:
    Random& m_random;
    int m_count = 0;
};

}
