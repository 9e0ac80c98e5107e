// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"

#include <QJsonObject>

namespace tangyuan {

/// What a deed did and what the member has after it.
QJsonObject deedJson(const Deed& deed, const Member& member);
/// An amount of a currency under its own key: "points", "principalMinor", "bonusMinor", "gifts".
QString amountKey(Currency currency);
/// A fact by its id, or by the number on a slip ("A01-000123"). Errors: SaleNotFound.
Result<Id> findFact(const QString& text, Till& till);
/// A whole number on the command line. Errors: InputMalformed with `what`.
Result<qint64> readWholeNumber(const QString& text, const QString& what);
/// "500" or "500.00" yuan. Errors: InputMalformed.
Result<Money> readAmount(const QString& text);
/// The method of --method, cash without it. Errors: TenderInvalid.
Result<TenderMethod> readMethod(const QString& text);

}
