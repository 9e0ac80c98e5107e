// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Product.h"

#include <QJsonObject>

namespace tangyuan {

QJsonObject productToJson(const Product& product);
/// Errors: InputMalformed, InputTooLong, InputOutOfRange with the field's name.
Result<Product> productFromJson(const QJsonObject& json);

/// What every product must keep, wherever it comes from: name, PLU, prices and codes within the limits.
/// Errors: InputMalformed, InputTooLong, InputOutOfRange with the field's name.
Result<void> checkProduct(const Product& product);

}
