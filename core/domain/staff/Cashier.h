// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QJsonObject>

namespace tangyuan {

/// Who sells. Sales, refunds and rules keep the name, as it was then.
struct Cashier {
    Id id;
    QString name;
    bool isActive = true; ///< works here today

    bool operator==(const Cashier&) const = default;
    QJsonObject toJson() const;
    /// Errors: InputMalformed, InputTooLong with the field.
    static Result<Cashier> fromJson(const QJsonObject& json);
};

}
