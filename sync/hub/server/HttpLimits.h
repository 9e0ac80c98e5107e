// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/protocol/Wire.h"

namespace tangyuan::sync {

/// How often one may ask: so many at once, then so many a second.
struct RequestRate {
    int burst = 0;
    int perSecond = 0;
};

/// What the hub takes from the network. Everything beyond is cut off, so that no stranger can hold what tills need.
/// A till asks a few times a second while it catches up; a whole store may share one address.
struct HttpLimits {
    int connections = 4'000;
    int connectionsPerAddress = 400;      ///< an IPv6 network of 64 bits counts as one address
    qint64 handshakeMs = 10'000;          ///< until TLS stands
    qint64 requestMs = 30'000;            ///< from a request's first byte to its last
    qint64 idleMs = 60'000;               ///< between requests, and for the peer to take an answer
    qint64 lingerMs = 2'000;              ///< a refused peer may read why
    qint64 headBytes = 16 * 1024;         ///< request line and headers
    qint64 bodyBytes = requestBytes;      ///< as it is sent
    qint64 heldBytes = 512 * 1024 * 1024; ///< unfinished requests of all connections together
    RequestRate address { 400, 200 };
    RequestRate device { 60, 20 }; ///< of one device at one address: nobody can use up another's
    int pokesPerDevice = 2;        ///< the newest stay
    qint64 pokeMs = 25'000;
    qint64 pokeEveryMs = 200; ///< how often the streams are looked at while anybody waits
    qint64 stopMs = 5'000;    ///< what is being sent when the hub stops has so long to be complete
};

}
