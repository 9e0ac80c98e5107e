// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/Scan.h"
#include "core/domain/codes/SignedCode.h"
#include "core/till/Till.h"

#include <QJsonObject>

namespace tangyuan {

/// What a quote or sell document asks for (README.md), looked up in the till.
struct SaleRequest {
    Cart cart;
    std::optional<Member> member;
    std::optional<std::vector<Tender>> tenders; ///< empty: exact cash
    QString cashier;
    Channel channel = Channel::Counter;
    /// A code that the member's phone shows proves that it is theirs.
    Checkout::Request::Proof proof = Checkout::Request::Proof::None;
};

/// Errors name the field: those of parseScan and addToCart, MemberNotFound, InputMalformed for an unknown key.
Result<SaleRequest> readSaleRequest(const QJsonObject& json, Till& till);
/// The sale that an earlier call with the same id committed.
Result<std::optional<Sale>> findEarlierSale(const QJsonObject& json, Till& till);

/// A member, and by which kind of code they came, if by one.
struct FoundMember {
    Member member;
    std::optional<MemberCodeKind> code {};
};
Result<FoundMember> findMemberByAnything(const QString& text, Till& till);
/// By number, phone or code. Errors: MemberNotFound (also if erased), SignatureInvalid, CodeExpired, InputTooLong.
Result<Member> findMember(const QString& text, Till& till);
/// Errors: InputMalformed with the first key that is not among `known`.
Result<void> refuseUnknownKeys(const QJsonObject& json, std::initializer_list<QLatin1String> known);
ScanContext scanContextOf(const Till& till);
/// The weight that a label's price stands for; one piece of what is sold by the piece. Errors: QuantityInvalid.
Result<Quantity> quantityOfPrice(const Product& product, Money price);

}
