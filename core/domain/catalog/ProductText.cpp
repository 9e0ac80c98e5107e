// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductText.h"

#include "core/base/Limits.h"

#include <algorithm>

namespace tangyuan {

namespace {

bool standsBetweenTags(QChar c)
{
    return QStringView(u",;，；、").contains(c);
}

}

Result<void> checkProductTags(const QStringList& tags)
{
    const auto isForbidden = [](QChar c) { return standsBetweenTags(c) || c.category() == QChar::Other_Control; };
    if (tags.size() > limits::tagsPerProduct)
        return fail(ErrorCode::InputTooLong, QStringLiteral("tags"));
    for (const QString& tag : tags) {
        if (tag.isEmpty() || tag.trimmed() != tag || std::ranges::any_of(tag, isForbidden))
            return fail(ErrorCode::InputMalformed, QStringLiteral("tags"));
        if (tag.size() > limits::nameChars)
            return fail(ErrorCode::InputTooLong, QStringLiteral("tags"));
        if (tags.count(tag) > 1)
            return fail(ErrorCode::DuplicateCode, tag);
    }
    return {};
}

Result<QStringList> readProductTags(const QString& text)
{
    QStringList tags;
    for (auto from = text.begin(); from != text.end();) {
        const auto to = std::find_if(from, text.end(), standsBetweenTags);
        if (const QString tag = QStringView(from, to).trimmed().toString(); !tag.isEmpty())
            tags.append(tag);
        from = to == text.end() ? to : to + 1;
    }
    TRY(checkProductTags(tags));
    return tags;
}

Result<std::optional<BusinessDate>> readBestBefore(const QString& text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return std::optional<BusinessDate> {};
    for (const char* format : { "yyyy-M-d", "yyyy/M/d", "yyyyMMdd" }) {
        const QDate day = QDate::fromString(typed, QLatin1StringView(format));
        if (const auto date = BusinessDate::fromString(day.toString(Qt::ISODate)))
            return date;
    }
    return fail(ErrorCode::InputMalformed, typed.left(limits::codeChars));
}

}
