// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/segments/Bounds.h"

#include <QJsonObject>

#include <initializer_list>

namespace tangyuan {

/// Errors: InputMalformed with the first key that is not among `known`.
Result<void> refuseForeignKeys(const QJsonObject& json, std::initializer_list<const char*> known);

/// The object under `key`. Errors: InputMalformed with the key.
Result<QJsonObject> readObject(const QJsonObject& json, QLatin1String key);

/// {"min": …, "max": …} under `key`, each within `range`; open where the key is missing. Errors: InputMalformed (also for
/// neither of them), InputOutOfRange (also for a minimum above the maximum), with the key's path ("points.min").
Result<Bounds> readBounds(const QJsonObject& json, QLatin1String key, const Bounds& range);
QJsonObject boundsJson(const Bounds& bounds);

/// Says where in the document an error struck: "purchases.visits.min".
template <class T>
Result<T> within(QLatin1String key, Result<T> result)
{
    if (!result)
        result.error().context = result.error().context.isEmpty() ? QString(key) : QString(key) + u'.' + result.error().context;
    return result;
}

}
