// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>

namespace tangyuan {

/// Appends `bytes` in double quotes. Stretches of what `isPlain` go in at once; `appendOther` writes what stands for any other
/// byte.
template <class IsPlain, class AppendOther>
void appendQuoted(QByteArray& text, const QByteArray& bytes, IsPlain isPlain, AppendOther appendOther)
{
    text += '"';
    for (auto next = bytes.begin(); next != bytes.end();) {
        const auto end = std::find_if_not(next, bytes.end(), isPlain);
        text.append(next, end - next);
        next = end;
        if (next != bytes.end())
            appendOther(*next++);
    }
    text += '"';
}

}
