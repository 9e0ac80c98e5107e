// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/Scan.h"

#include "core/base/Limits.h"
#include "core/domain/catalog/Barcode.h"
#include "core/domain/members/MemberNumber.h"
#include "core/domain/members/PhoneNumber.h"

#include <algorithm>
#include <optional>

namespace tangyuan {

namespace {

/// What one rule says: nothing (the next rule is asked), a Scan, or an error that ends the search.
using Verdict = std::optional<Result<Scan>>;

Verdict refuse(ErrorCode code, const QString& context = {})
{
    return Result<Scan>(fail(code, context));
}

bool isBetween(QStringView twoDigits, int lowest, int highest)
{
    const int value = twoDigits.toInt();
    return value >= lowest && value <= highest;
}

// Whole and readable text ---------------------------------------------------------------------

/// Unassigned, private and format characters are odd but harmless; these would hide or break something.
bool isForbidden(QChar character)
{
    return character.category() == QChar::Other_Control || character.category() == QChar::Separator_Line || character.category() == QChar::Separator_Paragraph;
}

Result<QString> readable(const QString& text, ScanOrigin origin)
{
    if (text.size() > limits::scanChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("scan"));
    if (!text.isValidUtf16())
        return fail(ErrorCode::InputMalformed, QStringLiteral("characters"));
    const QString normalised = origin == ScanOrigin::Typed ? text.normalized(QString::NormalizationForm_KC) : text;
    const QString trimmed = normalised.trimmed();
    if (trimmed.size() > limits::scanChars) // one character may become eighteen
        return fail(ErrorCode::InputTooLong, QStringLiteral("scan"));
    if (trimmed.isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("empty"));
    if (std::any_of(trimmed.begin(), trimmed.end(), isForbidden))
        return fail(ErrorCode::InputMalformed, QStringLiteral("control character"));
    return trimmed;
}

// Our own codes -------------------------------------------------------------------------------

/// A code of ours that is whole but false must not become words; one that is only similar may.
template <class Value, class ToScan>
Verdict verdictOf(const Result<Value>& read, ToScan toScan)
{
    if (read)
        return Result<Scan>(toScan(*read));
    if (read.error().code == ErrorCode::CodeUnknown)
        return {};
    return Result<Scan>(Failure(read.error()));
}

Verdict asSignedCode(const QString& text, const ScanContext& context)
{
    const QString code = text.toUpper();
    if (code.startsWith(u"TYM") || code.startsWith(u"TYD"))
        return verdictOf(readMemberCode(code, context.issuers, context.now), [](const MemberReference& reference) {
            return scan::MemberCode { reference.member, reference.kind };
        });
    if (code.startsWith(u"TYC"))
        return verdictOf(readCouponCode(code, context.issuers), [](const CouponReference& coupon) { return scan::CouponCode { coupon.batch, coupon.serial }; });
    if (code.startsWith(u"TYR"))
        return verdictOf(readReceiptCode(code, context.till, context.receiptKey), [](const ReceiptReference& receipt) {
            return scan::ReceiptCode { receipt.fact, receipt.till };
        });
    return {};
}

// Products ------------------------------------------------------------------------------------

Scan productScan(const Product& product)
{
    if (product.unit == Quantity::Unit::Gram)
        return scan::WeighedProduct { product.id };
    return scan::ProductCode { product.id };
}

Verdict asCatalogueBarcode(const QString& text, const ScanContext& context)
{
    if (text.size() > limits::codeChars)
        return {};
    const Product* product = context.catalog.byBarcode(text);
    return product ? Verdict(productScan(*product)) : Verdict();
}

Verdict asPlu(const QString& text, const ScanContext& context)
{
    if (text.size() > limits::codeChars)
        return {};
    const Product* product = context.catalog.byPlu(text);
    return product ? Verdict(productScan(*product)) : Verdict();
}

/// The fields of a scale label that fits a layout.
struct LabelFields {
    QString item;
    QString weight; ///< grams
    QString price;  ///< fen
};

/// A layout that is not 13 known characters, or names no item or nothing to read, fits no label.
std::optional<LabelFields> fieldsOf(const QString& digits, const QString& pattern)
{
    if (pattern.size() != digits.size())
        return {};
    LabelFields fields;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        switch (pattern[i].unicode()) {
        case u'I': fields.item += digits[i]; break;
        case u'W': fields.weight += digits[i]; break;
        case u'P': fields.price += digits[i]; break;
        case u'C': break;
        default:
            if (pattern[i] != digits[i])
                return {};
        }
    }
    const bool isUseful = !fields.item.isEmpty() && fields.weight.isEmpty() != fields.price.isEmpty();
    return isUseful ? std::optional(fields) : std::nullopt;
}

Result<Scan> labelScan(const LabelFields& fields, const Catalog& catalog)
{
    const Product* product = catalog.byPlu(fields.item);
    if (!product)
        return fail(ErrorCode::ProductNotFound, QStringLiteral("scale label"));
    if (product->unit != Quantity::Unit::Gram)
        return fail(ErrorCode::QuantityInvalid, QStringLiteral("scale label of a product sold by the piece"));
    if (fields.price.isEmpty()) {
        const Quantity weight = Quantity::grams(fields.weight.toLongLong());
        if (!weight.isSellable())
            return fail(ErrorCode::QuantityInvalid, QStringLiteral("weight on the scale label"));
        return scan::WeightLabel { product->id, weight };
    }
    const Money price { fields.price.toLongLong() };
    // Without a price per kilogram no weight follows from the label.
    if (price.minor <= 0 || product->price.minor <= 0)
        return fail(ErrorCode::QuantityInvalid, QStringLiteral("price on the scale label"));
    return scan::PriceLabel { product->id, price };
}

Verdict asScaleLabel(const QString& text, const ScanContext& context)
{
    const QString digits = normalisedBarcode(text);
    if (digits.size() != 13 || !isAsciiDigits(digits))
        return {};
    for (const ScaleLabelLayout& layout : context.settings.scaleLabels) {
        const auto fields = fieldsOf(digits, layout.pattern);
        if (!fields)
            continue;
        if (!hasGs1CheckDigit(digits))
            return refuse(ErrorCode::BarcodeInvalid, QStringLiteral("check digit of a scale label"));
        return labelScan(*fields, context.catalog);
    }
    return {};
}

/// "3*0012", "3×0012". A sign, a decimal point or a unit before the star is a quantity that nobody sells.
Verdict asMultiplied(const QString& text, const ScanContext& context)
{
    const qsizetype star = std::max(text.indexOf(u'*'), text.indexOf(u'×'));
    if (star < 1)
        return {};
    const QString count = text.first(star).trimmed();
    const QString code = text.sliced(star + 1).trimmed();
    constexpr QStringView numeric = u"0123456789.,+-";
    if (code.isEmpty() || !std::all_of(count.begin(), count.end(), [&](QChar c) { return numeric.contains(c); }))
        return {};

    const Product* product = nullptr;
    if (code.size() <= limits::codeChars) {
        product = context.catalog.byBarcode(code);
        product = product ? product : context.catalog.byPlu(code);
    }
    if (!product)
        return refuse(ErrorCode::ProductNotFound, QStringLiteral("behind the star"));
    const auto quantity = parsePieces(count);
    if (!quantity || !quantity->isSellable() || product->unit != Quantity::Unit::Piece)
        return refuse(ErrorCode::QuantityInvalid, QStringLiteral("before the star"));
    return Result<Scan>(scan::ProductCode { product->id, *quantity });
}

// Money and people ----------------------------------------------------------------------------

/// WeChat Pay: "composed of 18 digits … beginning with 10-14 … 15" (pay.weixin.qq.com, Important Parameters,
/// auth_code). Alipay: 16 to 24 digits that begin with 25 … 30 (opendocs.alipay.com, alipay.trade.pay, auth_code).
bool isPaymentCode(QStringView text)
{
    if (text.size() < 16 || text.size() > 24 || !isAsciiDigits(text))
        return false;
    return isBetween(text.first(2), 25, 30) || (text.size() == 18 && isBetween(text.first(2), 10, 15));
}

/// E.164 numbers have at most 15 digits, and no national plan has fewer than five; shorter ones are PLUs and tails.
Verdict asPhone(const QString& text, const ScanContext& context)
{
    const auto digits = std::count_if(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (digits < 5 || digits > 17 || text.size() > 40)
        return {};
    const auto phone = normalisePhone(text, context.settings.phoneRegion);
    return phone ? Verdict(Result<Scan>(scan::Phone { *phone })) : Verdict();
}

/// Toll numbers of eight digits begin with 1 (China's 168…), mobiles of eight with 4 to 9 (Hong Kong, Singapore).
bool isSurelyMemberNumber(QStringView text)
{
    return text.size() == 8 && text.front() <= u'3' && isMemberNumber(text);
}

Verdict asCheckedNumber(const QString& text, ScanOrigin origin)
{
    const qsizetype count = text.size();
    if (!isAsciiDigits(text))
        return {};
    // Nine digits from the nine-millionth member on; no barcode has nine.
    const bool isProductLength = count == 8 || count == 12 || count == 13;
    const bool isProduct = isProductLength && hasGs1CheckDigit(text);
    const bool isMember = (count == 8 || count == 9) && isMemberNumber(text);
    if (isMember && (origin == ScanOrigin::Typed || !isProduct))
        return Result<Scan>(scan::MemberNumber { text });
    if (!isProductLength)
        return {};
    return isProduct ? refuse(ErrorCode::ProductNotFound, QStringLiteral("barcode")) : refuse(ErrorCode::BarcodeInvalid, QStringLiteral("check digit"));
}

// The order of the rules (see the header) -----------------------------------------------------

Verdict asKnownCode(const QString& text, const ScanContext& context)
{
    if (auto verdict = asSignedCode(text, context))
        return verdict;
    if (auto verdict = asCatalogueBarcode(text, context))
        return verdict;
    return asScaleLabel(text, context);
}

Result<Scan> parseTyped(const QString& text, const ScanContext& context)
{
    if (auto verdict = asKnownCode(text, context))
        return *verdict;
    if (auto verdict = asPlu(text, context))
        return *verdict;
    if (auto verdict = asMultiplied(text, context))
        return *verdict;
    if (isPaymentCode(text))
        return scan::PaymentCode { text };
    if (isSurelyMemberNumber(text))
        return scan::MemberNumber { text };
    if (auto verdict = asPhone(text, context))
        return *verdict;
    if (auto verdict = asCheckedNumber(text, ScanOrigin::Typed))
        return *verdict;
    if (text.size() == 4 && isAsciiDigits(text))
        return scan::PhoneTail { text };
    return scan::Words { text };
}

Result<Scan> parseScanned(const QString& text, const ScanContext& context)
{
    if (auto verdict = asKnownCode(text, context))
        return *verdict;
    if (isPaymentCode(text))
        return scan::PaymentCode { text };
    if (auto verdict = asCheckedNumber(text, ScanOrigin::Scanned))
        return *verdict;
    if (auto verdict = asPlu(text, context))
        return *verdict;
    if (auto verdict = asPhone(text, context))
        return *verdict;
    return fail(ErrorCode::CodeUnknown, QStringLiteral("scan"));
}

}

Result<Scan> parseScan(const QString& text, ScanOrigin origin, const ScanContext& context)
{
    const QString known = TRY(readable(text, origin));
    return origin == ScanOrigin::Typed ? parseTyped(known, context) : parseScanned(known, context);
}

}
