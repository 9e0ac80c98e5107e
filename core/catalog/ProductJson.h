// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/Product.h"

#include <QJsonObject>

namespace tangyuan {

QJsonObject productToJson(const Product& product);
/// Errors: InputMalformed, InputTooLong, InputOutOfRange with the field's name.
Result<Product> productFromJson(const QJsonObject& json);

/// Errors: InputMalformed (empty, blanks at an end, a control character, a comma or semicolon), InputTooLong, DuplicateCode.
Result<void> checkProductTags(const QStringList& tags);
/// What every product must keep, wherever it comes from: name, PLU, prices and codes within the limits.
/// Errors: InputMalformed, InputTooLong, InputOutOfRange with the field's name.
Result<void> checkProduct(const Product& product);

}
