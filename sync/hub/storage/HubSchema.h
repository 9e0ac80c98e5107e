// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace tangyuan::sync {

/// Steps that bring an empty database to the newest schema, for SQLite and PostgreSQL alike; statements between lines "--;".
/// A step that was ever released is never changed.
std::span<const char* const> hubSchemaSteps();

}
