// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace tangyuan {

/// Base 32 of RFC 4648, section 6, without padding: upper-case letters and digits only, all of which are in
/// QR's alphanumeric set (5.5 bits a character).
QString toBase32(QByteArrayView bytes);

/// The bytes of what `toBase32` made, and of nothing else: lower case, padding, a length that no bytes have, and
/// spare bits that are not zero are refused, so that every code has exactly one form (RFC 4648, 3.5).
/// Errors: InputMalformed.
Result<QByteArray> fromBase32(QStringView text);

}
