// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// From the commit of a sale at one till to the member's new points at another, over a tangyuan-hub of its own with TLS on the
/// loopback. `programs`: the folder in which the programs stand.
void benchWriteToOtherTill(const QString& programs, int sales);

/// So many tills hold a connection each to one tangyuan-hub and wait for its poke: its memory, how long another till's pull
/// takes meanwhile, and when the poke has reached them all.
void benchHubTills(const QString& programs, int tills);

}
