// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tangyuan {

/// How much the benches of hub and tills measure with.
struct SyncBenchSizes {
    int facts = 20'000;        ///< that a hub takes in, …
    int buyers = 2'000;        ///< … of which so many register a member each
    int pageMembers = 20'000;  ///< that a till takes over, page by page
    int fillMembers = 100'000; ///< that a new till gets from its hub
    int sales = 100;           ///< that another till learns of
    int tills = 1'000;         ///< that hold a connection to one hub

    static SyncBenchSizes quick() { return { 2'000, 200, 2'000, 5'000, 20, 100 }; }
};

/// What one hub takes in through `Hub::handle`, pushes of 500 facts of a real till, on PostgreSQL and on SQLite; beside it the
/// database's own copying of the same rows, batch by batch with a commit each.
void benchHubIngest(const SyncBenchSizes& sizes);

/// Table rows that a till writes while it takes over pages of members, beside bare inserts of the same rows.
void benchReplicaApply(const SyncBenchSizes& sizes);

/// A new till gets every member from its hub: time, wire and database.
void benchFirstFill(const SyncBenchSizes& sizes);

}
