// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Deed.h"

namespace tangyuan {

qint64 Deed::net(Currency currency) const
{
    qint64 sum = 0;
    for (const Movement& movement : movements)
        if (movement.currency == currency)
            sum += (movement.to == Account::Available ? movement.amount : 0) - (movement.from == Account::Available ? movement.amount : 0);
    return sum;
}

}
