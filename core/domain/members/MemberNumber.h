// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// The number that a person reads: the till's row counter on top of 1,000,000 and a Luhn check digit
/// (ISO/IEC 7812-1, annex B), so eight digits up to nine million members, and one mistyped digit never
/// brings up somebody else.
QString memberNumber(qint64 row);
/// These digits and their check digit. In a chain the digits are eight, by chance: tills cannot count together.
QString memberNumberOf(qint64 payload);

/// Whether these are a member number's digits, check digit included; not whether there is such a member.
bool isMemberNumber(QStringView text);

}
