// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/SaleRequest.h"
#include "app/devices/ImageScanner.h"
#include "core/base/Json.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What was scanned, as a document.
struct ScanDescriber {
    Till& till;

    QJsonObject product(QString kind, const Id& id) const
    {
        QJsonObject json { { u"kind"_s, kind }, { u"product"_s, id.toString() } };
        if (const Product* found = till.catalog().byId(id)) {
            json["plu"_L1] = found->plu;
            json["name"_L1] = found->name;
            json["priceMinor"_L1] = found->price.minor;
            json["onSale"_L1] = found->state == SaleState::OnSale;
        }
        return json;
    }
    QJsonObject operator()(const scan::ProductCode& code) const
    {
        QJsonObject json = product(u"product"_s, code.product);
        writeQuantity(json, code.quantity);
        return json;
    }
    QJsonObject operator()(const scan::WeighedProduct& weighed) const { return product(u"weighedProduct"_s, weighed.product); }
    QJsonObject operator()(const scan::WeightLabel& label) const
    {
        QJsonObject json = product(u"weightLabel"_s, label.product);
        writeQuantity(json, label.weight);
        return json;
    }
    QJsonObject operator()(const scan::PriceLabel& label) const
    {
        QJsonObject json = product(u"priceLabel"_s, label.product);
        json["labelPriceMinor"_L1] = label.price.minor;
        return json;
    }
    QJsonObject operator()(const scan::MemberCode& code) const
    {
        return { { u"kind"_s, u"memberCode"_s }, { u"member"_s, code.member.toString() }, { u"dynamic"_s, code.kind == MemberCodeKind::Dynamic } };
    }
    QJsonObject operator()(const scan::MemberNumber& number) const { return { { u"kind"_s, u"memberNumber"_s }, { u"number"_s, number.number } }; }
    QJsonObject operator()(const scan::Phone& phone) const { return { { u"kind"_s, u"phone"_s }, { u"phone"_s, phone.e164 } }; }
    QJsonObject operator()(const scan::PhoneTail& tail) const { return { { u"kind"_s, u"phoneTail"_s }, { u"digits"_s, tail.digits } }; }
    QJsonObject operator()(const scan::ReceiptCode& code) const
    {
        return { { u"kind"_s, u"receipt"_s }, { u"till"_s, code.till.toString() }, { u"epoch"_s, code.fact.epoch }, { u"seq"_s, code.fact.seq } };
    }
    QJsonObject operator()(const scan::CouponCode& code) const
    {
        QJsonObject json { { u"kind"_s, u"coupon"_s }, { u"batch"_s, code.batch.toString() }, { u"serial"_s, code.serial } };
        if (const auto coupon = till.coupons().laid({ code.batch, code.serial }))
            json["coupon"_L1] = coupon->kind;
        return json;
    }
    /// Whoever holds a payment code can take money with it, so it goes nowhere.
    QJsonObject operator()(const scan::PaymentCode&) const { return { { u"kind"_s, u"paymentCode"_s } }; }
    QJsonObject operator()(const scan::Words& words) const { return { { u"kind"_s, u"words"_s }, { u"text"_s, words.text } }; }
};

Result<AdminOutcome> scanSomething(Invocation& call)
{
    const bool hasText = call.has("text"_L1);
    if (hasText == !call.argument(0).isEmpty())
        return misused(u"scan takes either IMAGE or --text TEXT."_s);
    const auto till = TRY(call.open(Database::Access::Reader));
    QString text = call.option("text"_L1);
    if (!hasText)
        text = TRY(readCodeFile(call.argument(0)));
    const Scan scanned = TRY(parseScan(text, hasText ? ScanOrigin::Typed : ScanOrigin::Scanned, scanContextOf(*till)));
    return AdminOutcome { std::visit(ScanDescriber { *till }, scanned), AdminExit::Done };
}

}

std::vector<Command> scanCommands()
{
    return { { u"scan"_s, { u"[IMAGE]"_s }, u"read a code from a picture, or typed text, and say what it is"_s,
        u"The picture is as a scanner would see it; --text as if typed at the counter. Works while the till is selling."_s, u"scan photo.jpg"_s,
        { { u"text"_s, u"TEXT"_s, u"classify this instead of a picture"_s } }, scanSomething } };
}

}
