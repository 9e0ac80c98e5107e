// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/SaleRequest.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/members/MemberNumber.h"

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

Result<void> refuseUnknownKeys(const QJsonObject& json, std::initializer_list<QLatin1String> known)
{
    for (auto entry = json.begin(); entry != json.end(); ++entry)
        if (std::find(known.begin(), known.end(), entry.key()) == known.end())
            return fail(ErrorCode::InputMalformed, u"unknown key “%1”"_s.arg(entry.key().left(limits::codeChars)));
    return {};
}

ScanContext scanContextOf(const Till& till)
{
    return { till.catalog(), till.settings(), till.issuerKeys(), till.vault().publicKey(Vault::Signer::Receipt), till.tillId(), till.clock().now() };
}

Result<Quantity> quantityOfPrice(const Product& product, Money price)
{
    if (product.unit == Quantity::Unit::Piece)
        return Quantity::pieces(1);
    if (product.price.minor <= 0)
        return fail(ErrorCode::QuantityInvalid, product.plu);
    constexpr qint64 gramsPerKilogram = 1'000;
    return Quantity::grams(multiplyDivide(price, gramsPerKilogram, product.price.minor).minor);
}

Result<FoundMember> findMemberByAnything(const QString& text, Till& till)
{
    if (text.size() > limits::scanChars)
        return fail(ErrorCode::InputTooLong, u"member"_s);
    const QString typed = text.trimmed();
    const auto coded = readMemberCode(typed.toUpper(), till.issuerKeys(), till.clock().now());
    if (!coded && coded.error().code != ErrorCode::CodeUnknown)
        return fail(coded.error().code, u"member"_s);
    std::optional<Member> found;
    if (coded)
        found = TRY(till.members().byId(coded->member));
    else if (isMemberNumber(typed))
        found = TRY(till.members().byNumber(typed));
    if (!found)
        found = TRY(till.members().byPhone(typed));
    if (!found || found->isErased)
        return fail(ErrorCode::MemberNotFound, u"member"_s);
    return FoundMember { *found, coded ? std::optional(coded->kind) : std::nullopt };
}

Result<Member> findMember(const QString& text, Till& till)
{
    return TRY(findMemberByAnything(text, till)).member;
}

namespace {

/// What a line's code says by itself.
struct CodedLine {
    Id product;
    std::optional<Quantity> quantity {};
    std::optional<Money> labelPrice {};
};

struct CodedLineReader {
    Result<CodedLine> operator()(const scan::ProductCode& code) const
    {
        CodedLine line { code.product };
        if (code.quantity != Quantity::pieces(1)) // "3*12"; one is what every code means
            line.quantity = code.quantity;
        return line;
    }
    Result<CodedLine> operator()(const scan::WeighedProduct& weighed) const { return CodedLine { weighed.product }; }
    Result<CodedLine> operator()(const scan::WeightLabel& label) const { return CodedLine { label.product, label.weight }; }
    Result<CodedLine> operator()(const scan::PriceLabel& label) const { return CodedLine { label.product, {}, label.price }; }
    template <class Other>
    Result<CodedLine> operator()(const Other&) const
    {
        return fail(ErrorCode::ProductNotFound, u"code"_s);
    }
};

Result<Quantity> quantityOf(const CodedLine& coded, const std::optional<Quantity>& said, const Product& product)
{
    if (said && (coded.quantity || coded.labelPrice))
        return fail(ErrorCode::InputMalformed, u"a quantity beside a code that has its own"_s);
    if (coded.labelPrice)
        return quantityOfPrice(product, *coded.labelPrice);
    if (coded.quantity)
        return *coded.quantity;
    if (said)
        return *said;
    if (product.unit == Quantity::Unit::Gram)
        return fail(ErrorCode::QuantityInvalid, u"grams"_s);
    return Quantity::pieces(1);
}

Result<CartLine> readRequestLine(const QJsonObject& json, const Till& till)
{
    TRY(refuseUnknownKeys(json, { "code"_L1, "pieces"_L1, "grams"_L1, "note"_L1 }));
    JsonReader reader(json);
    const QString code = reader.text("code"_L1, limits::scanChars);
    const QString note = reader.optionalText("note"_L1, limits::noteChars);
    std::optional<Quantity> said;
    if (reader.has("pieces"_L1) || reader.has("grams"_L1))
        said = readQuantity(reader);
    TRY(reader.finish());
    const Scan scanned = TRY(parseScan(code, ScanOrigin::Typed, scanContextOf(till)));
    const CodedLine coded = TRY(std::visit(CodedLineReader {}, scanned));
    const Product* const product = till.catalog().byId(coded.product);
    if (!product)
        return fail(ErrorCode::ProductNotFound, u"code"_s);
    return CartLine { *product, TRY(quantityOf(coded, said, *product)), note, coded.labelPrice };
}

Result<void> addRequestLines(Cart& cart, const QJsonArray& lines, const Till& till)
{
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto add = [&]() -> Result<void> {
            if (!lines[i].isObject())
                return fail(ErrorCode::InputMalformed, u"not an object"_s);
            TRY(addToCart(cart, TRY(readRequestLine(lines[i].toObject(), till))));
            return {};
        };
        if (const auto added = add(); !added)
            return fail(added.error().code, u"lines[%1]: %2"_s.arg(QString::number(i), added.error().context));
    }
    return {};
}

Result<std::vector<Tender>> readTenders(const QJsonArray& array)
{
    std::vector<Tender> tenders;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QJsonObject json = array[i].toObject();
        TRY(refuseUnknownKeys(json, { "method"_L1, "amountMinor"_L1 }));
        JsonReader reader(json);
        const auto method = tenderMethodFromName(reader.text("method"_L1, limits::codeChars));
        const Money amount = reader.money("amountMinor"_L1);
        TRY(reader.finish());
        if (!method)
            return fail(ErrorCode::TenderInvalid, u"tenders[%1]: method"_s.arg(i));
        tenders.push_back({ *method, amount });
    }
    return tenders;
}

/// The code of a printed coupon, or a kind that the member holds.
Result<CartCoupon> couponOf(const QString& text, Till& till)
{
    const auto scanned = readCouponCode(text.toUpper(), till.issuerKeys());
    if (scanned)
        return till.coupons().laid(*scanned);
    if (scanned.error().code != ErrorCode::CodeUnknown)
        return Failure(scanned.error());
    return CartCoupon { text.left(limits::codeChars) };
}

}

Result<SaleRequest> readSaleRequest(const QJsonObject& json, Till& till)
{
    TRY(refuseUnknownKeys(json, { "id"_L1, "member"_L1, "pointsWanted"_L1, "note"_L1, "cashier"_L1, "channel"_L1, "lines"_L1, "coupons"_L1, "tenders"_L1 }));
    JsonReader reader(json);
    SaleRequest request;
    request.cart = till.newCart();
    if (const auto id = reader.optionalId("id"_L1))
        request.cart.id = *id;
    request.cart.note = reader.optionalText("note"_L1, limits::noteChars);
    request.cart.pointsWanted = { reader.optionalInteger("pointsWanted"_L1, 0, 0, Money::limit) };
    request.cashier = reader.has("cashier"_L1) ? reader.text("cashier"_L1, limits::nameChars) : till.settings().cashier;
    const QString channel = reader.optionalText("channel"_L1, limits::codeChars);
    if (channel == u"online")
        request.channel = Channel::Online;
    else if (!channel.isEmpty() && channel != u"counter")
        reader.reject("channel"_L1);
    const QString member = reader.optionalText("member"_L1, limits::scanChars);
    const QJsonArray lines = reader.array("lines"_L1, limits::cartLines);
    QJsonArray coupons;
    if (reader.has("coupons"_L1))
        coupons = reader.array("coupons"_L1, limits::cartCoupons);
    QJsonArray tenders;
    if (reader.has("tenders"_L1))
        tenders = reader.array("tenders"_L1, limits::tenders);
    TRY(reader.finish());
    if (request.cart.id.isNull())
        return fail(ErrorCode::InputMalformed, u"id"_s);

    if (!member.isEmpty()) {
        const FoundMember found = TRY(findMemberByAnything(member, till));
        request.member = found.member;
        if (found.code == MemberCodeKind::Dynamic)
            request.proof = Checkout::Request::Proof::Given;
        request.cart.member = request.member->id;
    }
    TRY(addRequestLines(request.cart, lines, till));
    for (const QJsonValue& coupon : coupons)
        request.cart.coupons.push_back(TRY(couponOf(coupon.toString(), till)));
    TRY(till.checkout().checkCoupons(request.cart, request.member));
    if (reader.has("tenders"_L1))
        request.tenders = TRY(readTenders(tenders));
    return request;
}

Result<std::optional<Sale>> findEarlierSale(const QJsonObject& json, Till& till)
{
    JsonReader reader(json);
    const auto id = reader.optionalId("id"_L1);
    TRY(reader.finish());
    if (!id)
        return std::nullopt;
    return till.sales().byId(*id);
}

}
