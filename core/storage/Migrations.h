// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace tangyuan {

/// The steps from an empty file to today's schema, in order; PRAGMA user_version counts those done. A
/// step that shipped is never edited: a fresh database runs the same list as an old one.
struct Migration {
    const char* name;
    const char* sql; ///< statements, separated by lines of "--;"
};
std::span<const Migration> migrations();

/// Marks a file as a till's ("TYTL"), so that another program's SQLite file is not mistaken for one.
inline constexpr int applicationId = 0x5459'544C;

}
