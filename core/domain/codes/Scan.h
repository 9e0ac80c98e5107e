// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/domain/catalog/Catalog.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/facts/Fact.h"
#include "core/domain/shop/ShopSettings.h"

#include <array>
#include <variant>

namespace tangyuan {

/// What was scanned or typed, classified: one parser for all of it (see ARCHITECTURE.md, How one sale flows).
namespace scan {
/// Barcode or PLU; "3*0012" types three.
struct ProductCode {
    Id product;
    Quantity quantity = Quantity::pieces(1);
};
/// A PLU sold by weight: the screen asks for the weight.
struct WeighedProduct {
    Id product;
};
struct WeightLabel {
    Id product;
    Quantity weight;
};
/// The weight follows from the price per kilogram.
struct PriceLabel {
    Id product;
    Money price;
};
/// Signature and age checked.
struct MemberCode {
    Id member;
    MemberCodeKind kind = MemberCodeKind::Static;
};
struct MemberNumber {
    QString number;
};
struct Phone {
    QString e164;
};
/// Four digits that are no PLU.
struct PhoneTail {
    QString digits;
};
/// Signature checked when it is this till's own.
struct ReceiptCode {
    FactKey fact;
    Id till;
};
/// Signature checked; whether it may still be used is CouponRows's to say.
struct CouponCode {
    Id batch;
    qint32 serial = 0;
};
/// WeChat Pay or Alipay: recognised, so that it is never sold or logged.
struct PaymentCode {
    QString code;
};
/// Anything else: search products and members by it.
struct Words {
    QString text;
};
}
using Scan = std::variant<scan::ProductCode, scan::WeighedProduct, scan::WeightLabel, scan::PriceLabel, scan::MemberCode, scan::MemberNumber, scan::Phone,
    scan::PhoneTail, scan::ReceiptCode, scan::CouponCode, scan::PaymentCode, scan::Words>;

enum class ScanOrigin { Scanned, Typed };

struct ScanContext {
    const Catalog& catalog;
    const ShopSettings& settings;
    IssuerKeys issuers;    ///< who signs members' and coupons' codes
    QByteArray receiptKey; ///< the 32-byte Ed25519 public key of this till's receipts
    Id till;
    UtcTime now; ///< by which a dynamic member code is fresh or not
};

/// One parser for everything that comes through the counter's one box. Typed text is first brought to one form
/// (NFKC: an IME types full-width digits), and may be words; a scan is taken as it is and never is words: what no
/// rule knows is CodeUnknown. White space around either is dropped. The first rule that fits wins:
///
///  1. **Our signed codes** (TYM, TYD, TYC, TYR; in any case, for Caps Lock turns a wedge's letters round). What only begins
///     like one goes on down.
///  2. **A barcode of the catalogue**, exactly: the shop put it there, so it goes before every guess below.
///  3. **A scale label**: 13 digits (or the 12 of a UPC-A) in a layout of the settings. The first layout that fits
///     decides, even if its PLU is unknown: trying the next could sell another product.
///  4. **A PLU**, typed. (Scanned: after rule 7, so that the eight digits of a foreign EAN-8 are not somebody's PLU
///     with leading zeros.) So a PLU of four digits goes before a phone's tail, one of eleven before a phone.
///  5. **"3*0012"**, typed: as many pieces of a barcode or PLU.
///  6. **Payment codes**: 18 digits 10… to 15… (WeChat Pay), 16 to 24 digits 25… to 30… (Alipay).
///  7. **Numbers with a check digit or a plan.** Typed, a valid phone goes first: whatever we sell was found above, and
///     people type their phones (only a member number that begins with 1 to 3, as nobody's mobile of eight digits
///     does, goes before it). Then eight digits: a member number (Luhn) or an EAN-8. Where both check digits fit (one
///     in ten), typed it is the member number, which people read out; scanned it is the EAN-8, because members' cards
///     carry signed codes. Then UPC-A and EAN-13. A good check digit: ProductNotFound; a bad one: BarcodeInvalid.
///  8. A scanned **phone**; typed, four digits are a phone's **tail**.
///  9. Typed: **words**. Scanned: CodeUnknown.
///
/// Products off sale are found all the same; the cart says so.
///
/// Errors: InputTooLong, InputMalformed (empty or control characters), BarcodeInvalid (check digit),
/// ProductNotFound (a well-formed product code that we do not sell), SignatureInvalid, CodeExpired, CouponForged, CouponForeign, QuantityInvalid (also a
/// label that says nothing or weighs what is sold by the piece), CodeUnknown. No context holds what was scanned.
Result<Scan> parseScan(const QString& text, ScanOrigin origin, const ScanContext& context);

}
