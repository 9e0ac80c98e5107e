// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Name.h"

#include <algorithm>

namespace tangyuan {

Result<QString> checkedName(const QString& typed, qsizetype mostChars, const QString& field)
{
    const QString name = typed.trimmed();
    if (name.isEmpty() || std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; }))
        return fail(ErrorCode::InputMalformed, field);
    if (name.size() > mostChars)
        return fail(ErrorCode::InputTooLong, field);
    return name;
}

}
