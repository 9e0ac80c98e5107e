// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// What a hurried cashier types for a name: the pinyin initial of each Han character, the first letter of
/// each word in Latin letters, every digit; lower case. "杨枝甘露 500ml" → "yzgl500m",
/// "Oreo蛋糕" → "odg"; at most limits::nameChars. A character with several readings counts with its commonest one (ICU's). Safe
/// from any thread.
QString pinyinInitials(const QString& name);

}
