// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>

namespace tangyuan {

/// What happened and what to do next, as a sentence for whoever stands at the counter. Free of
/// widgets, so that programs without a screen say the same.
QString errorText(const Error& error);

}
