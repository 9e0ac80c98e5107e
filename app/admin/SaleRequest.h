// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Till.h"
#include "core/codes/Scan.h"

#include <QJsonObject>

namespace tangyuan {

/// What a quote or sell document asks for (README.md), looked up in the till.
struct SaleRequest {
    Cart cart;
    std::optional<Member> member;
    std::optional<std::vector<Tender>> tenders; ///< empty: exact cash
    QString cashier;
};

/// Errors name the field: those of parseScan and addToCart, MemberNotFound, InputMalformed for an unknown key.
Result<SaleRequest> readSaleRequest(const QJsonObject& json, Till& till);
/// The sale that an earlier call with the same id committed.
Result<std::optional<Sale>> findEarlierSale(const QJsonObject& json, Till& till);

/// By number, phone or code. Errors: MemberNotFound (also if erased), SignatureInvalid, CodeExpired, InputTooLong.
Result<Member> findMember(const QString& text, Till& till);
/// Errors: InputMalformed with the first key that is not among `known`.
Result<void> refuseUnknownKeys(const QJsonObject& json, std::initializer_list<QLatin1String> known);
ScanContext scanContextOf(const Till& till);
/// The weight that a label's price stands for; one piece of what is sold by the piece. Errors: QuantityInvalid.
Result<Quantity> quantityOfPrice(const Product& product, Money price);

}
