// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/PinInput.h"
#include "app/admin/ReceiptName.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "app/devices/ReceiptFile.h"
#include "core/base/Json.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/receipt/LoyaltySlips.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject quoteLineJson(const CartLine& line, const QuoteLine& priced)
{
    QJsonArray adjustments;
    for (const Adjustment& adjustment : priced.adjustments)
        adjustments.append(QJsonObject { { u"rule"_s, adjustmentRuleName(adjustment.rule) }, { u"label"_s, adjustment.label }, { u"offer"_s, adjustment.offer },
            { u"amountMinor"_s, adjustment.amount.minor } });
    QJsonObject json { { u"plu"_s, line.product.plu }, { u"name"_s, line.product.name }, { u"note"_s, line.note },
        { u"unitPriceMinor"_s, priced.unitPrice.minor }, { u"grossMinor"_s, priced.gross.minor }, { u"adjustments"_s, adjustments },
        { u"totalMinor"_s, priced.total.minor } };
    writeQuantity(json, line.quantity);
    return json;
}

Result<AdminOutcome> quoteFile(Invocation& call)
{
    const QJsonObject json = TRY(readJsonFile(call.argument(0)));
    const auto till = TRY(call.open(Database::Access::Reader));
    const SaleRequest request = TRY(readSaleRequest(json, *till));
    if (request.cart.isEmpty())
        return fail(ErrorCode::CartEmpty);
    const Quote priced = TRY(till->checkout().quoteCart(request.cart, request.member, request.channel));
    QJsonArray lines;
    for (size_t i = 0; i < priced.lines.size(); ++i)
        lines.append(quoteLineJson(request.cart.lines[i], priced.lines[i]));
    QJsonObject quoted { { u"lines"_s, lines }, { u"grossMinor"_s, priced.gross.minor }, { u"savedMinor"_s, priced.saved.minor },
        { u"totalMinor"_s, priced.total.minor }, { u"pointsSpent"_s, priced.pointsSpent.count }, { u"pointsEarned"_s, priced.pointsEarned().count },
        { u"pointsSpendable"_s, priced.pointsSpendable.count }, { u"pointsSpendableValueMinor"_s, priced.pointsSpendableValue.minor } };
    QJsonArray offers;
    for (const QuoteOffer& acting : priced.offers)
        offers.append(QJsonObject { { u"id"_s, acting.id }, { u"name"_s, acting.name }, { u"coupons"_s, acting.coupons }, { u"times"_s, acting.times },
            { u"savedMinor"_s, acting.saved.minor } });
    quoted["offers"_L1] = offers;
    quoted["proven"_L1] = priced.isProven;
    if (request.member)
        quoted["memberNumber"_L1] = request.member->number;
    return AdminOutcome { quoted, AdminExit::Done };
}

Result<Sale> commitRequest(const QJsonObject& json, const std::optional<QString>& pin, Till& till)
{
    SaleRequest request = TRY(readSaleRequest(json, till));
    if (pin) {
        if (!request.member)
            return fail(ErrorCode::MemberNotFound, u"a PIN without a member"_s);
        TRY(till.pins().check(request.member->key, *pin));
        request.proof = Checkout::Request::Proof::Given;
    }
    std::vector<Tender> tenders = request.tenders.value_or(std::vector<Tender> {});
    if (!request.tenders && !request.cart.isEmpty()) {
        const Quote priced = TRY(till.checkout().quoteCart(request.cart, request.member, request.channel));
        if (!priced.total.isZero())
            tenders = { { TenderMethod::Cash, priced.total } };
    }
    return till.checkout().commit({ request.cart, tenders, request.member, request.cashier, request.channel, request.proof });
}

Result<void> writeSaleReceipt(const Till& till, const Sale& sale, ReceiptCopy copy, const QString& path)
{
    const QString code = makeReceiptCode(sale.fact, sale.id, till.tillId(), till.vault());
    return writeReceiptFile(layoutReceipt(sale, till.settings(), code, copy, till.rulesBook().upcoming(till.today())), till.settings().printer, path);
}

Result<AdminOutcome> sellFile(Invocation& call)
{
    const QString receipt = call.option("receipt"_L1);
    if (!receipt.isEmpty() && !isReceiptName(receipt))
        return misused(receiptNameRule());
    const QJsonObject json = TRY(readJsonFile(call.argument(0)));
    std::optional<QString> pin;
    if (call.has("pin-stdin"_L1))
        pin = TRY(readPinFromStdin());
    const auto till = TRY(call.open(Database::Access::Writer));
    const auto earlier = TRY(findEarlierSale(json, *till));
    Sale sale;
    if (earlier)
        sale = *earlier;
    else
        sale = TRY(commitRequest(json, pin, *till));
    say(u"%1 is sale %2."_s.arg(earlier ? u"Sold before: this"_s : u"Sold: this"_s, sale.number));

    AdminOutcome outcome { { { u"sale"_s, sale.toJson() }, { u"number"_s, sale.number }, { u"alreadySold"_s, earlier.has_value() } }, AdminExit::Done };
    if (receipt.isEmpty())
        return outcome;
    // The sale is committed; whatever happens to its receipt changes nothing about it.
    const auto written = writeSaleReceipt(*till, sale, earlier ? ReceiptCopy::Reprint : ReceiptCopy::Original, receipt);
    if (written) {
        outcome.json["receipt"_L1] = receipt;
        return outcome;
    }
    const AdminOutcome trouble = failed(written.error(), AdminExit::Storage);
    say(u"The sale stands; only its receipt was not written. Try tangyuan-admin receipt %1 FILE."_s.arg(sale.number));
    outcome.json["error"_L1] = trouble.json["error"_L1];
    outcome.exit = trouble.exit;
    return outcome;
}

/// By what stands on the paper, or "last".
Result<SaleRows::Summary> findPaper(const QString& number, Till& till)
{
    if (number == u"last") {
        const auto newest = TRY(till.sales().recent(1));
        if (newest.empty())
            return fail(ErrorCode::SaleNotFound);
        return newest.front();
    }
    const auto key = factKeyOfNumber(number);
    if (!key)
        return fail(ErrorCode::SaleNotFound);
    SaleRows::Summary paper = TRY(till.sales().summary(*key));
    if (paper.number != number)
        return fail(ErrorCode::SaleNotFound);
    return paper;
}

Result<AdminOutcome> reprintReceipt(Invocation& call)
{
    const QString file = call.argument(1);
    if (!isReceiptName(file))
        return misused(receiptNameRule());
    const auto till = TRY(call.open(Database::Access::Reader));
    const SaleRows::Summary paper = TRY(findPaper(call.argument(0), *till));
    QJsonObject json { { u"number"_s, paper.number }, { u"receipt"_s, file } };
    if (paper.refundOf.isEmpty()) {
        const Sale sale = TRY(till->sales().byFact(paper.fact));
        TRY(writeSaleReceipt(*till, sale, ReceiptCopy::Reprint, file));
        json["sale"_L1] = sale.toJson();
    } else {
        const Refund refund = TRY(till->refunds().byFact(paper.fact));
        const QString code = makeReceiptCode(refund.fact, refund.id, till->tillId(), till->vault());
        TRY(writeReceiptFile(layoutRefund(refund, till->settings(), code, ReceiptCopy::Reprint), till->settings().printer, file));
        json["refund"_L1] = refund.toJson();
    }
    return AdminOutcome { json, AdminExit::Done };
}

}

std::vector<Command> saleCommands()
{
    const QString document = u"The document: {\"lines\": [{\"code\": \"6901234567892\", \"pieces\": 2}, {\"code\": \"12\", \"grams\": 450}],\n"
                             "\"member\": \"13800138000\", \"pointsWanted\": 500, \"tenders\": [{\"method\": \"cash\", \"amountMinor\": 5000}]};\n"
                             "all but the lines may be left out, and README.md tells the rest."_s;
    return {
        { u"quote"_s, { u"FILE.json"_s }, u"price a cart without selling it"_s, document + u" Works while the till is selling."_s, u"quote cart.json"_s, {},
            quoteFile },
        { u"sell"_s, { u"FILE.json"_s }, u"sell a cart through the counter's own checkout"_s,
            document + u"\nWithout tenders it is paid in exact cash. With an \"id\" (a UUID) of yours a second try gives the sale of the first."_s,
            u"sell cart.json --receipt receipt.png"_s,
            { { u"receipt"_s, u"FILE"_s, u"write the receipt: .escpos, .png, .pdf or .txt"_s },
                { u"pin-stdin"_s, {}, u"the member's PIN comes from stdin, for much stored value"_s } },
            sellFile },
        { u"receipt"_s, { u"NUMBER"_s, u"FILE"_s }, u"write the receipt of any sale or refund again"_s,
            u"NUMBER may be last. FILE ends in .escpos, .png, .pdf or .txt."_s, u"receipt A01-000123 receipt.pdf"_s, {}, reprintReceipt },
    };
}

}
