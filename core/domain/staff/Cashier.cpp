// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/staff/Cashier.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

QJsonObject Cashier::toJson() const
{
    return { { QStringLiteral("id"), id.toString() }, { QStringLiteral("name"), name }, { QStringLiteral("active"), isActive } };
}

Result<Cashier> Cashier::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    const Cashier cashier { reader.id(QLatin1String("id")), reader.text(QLatin1String("name"), limits::nameChars), json[QLatin1String("active")].toBool() };
    if (cashier.name.trimmed().isEmpty())
        reader.reject(QLatin1String("name"));
    if (!json[QLatin1String("active")].isBool())
        reader.reject(QLatin1String("active"));
    TRY(reader.finish());
    return cashier;
}

}
