// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/PriceSentences.h"
#include "app/common/Files.h"
#include "core/domain/pricing/PriceNames.h"
#include "core/domain/sale/Replay.h"

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject priceVersionJson(const PriceList& prices, const Till& till)
{
    return { { u"version"_s, prices.version }, { u"effectiveFrom"_s, prices.effectiveFrom.toString() },
        { u"inForce"_s, prices.version == till.prices().version }, { u"hash"_s, QString::fromLatin1(prices.hash.toHex()) },
        { u"promotions"_s, static_cast<qint64>(prices.promotions.size()) }, { u"coupons"_s, static_cast<qint64>(prices.coupons.size()) } };
}

/// A document, or what `prices show` prints.
Result<PriceRules> readPrices(const QString& path, const Till& till)
{
    const QJsonObject json = TRY(readJsonFile(path));
    return pricesFromDocument(json["prices"_L1].isObject() ? json["prices"_L1].toObject() : json, till.catalog());
}

bool isRefused(const std::vector<PriceFinding>& findings)
{
    return std::ranges::any_of(findings, [](const PriceFinding& finding) { return finding.weight == PriceFinding::Weight::Refused; });
}

void sayFindings(const std::vector<PriceFinding>& findings)
{
    for (const PriceFinding& finding : findings)
        say(u"%1: %2"_s.arg(finding.weight == PriceFinding::Weight::Refused ? u"refused"_s : u"doubtful"_s, priceSentence(finding)));
}

Result<AdminOutcome> showPrices(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const PriceList* prices = &till->prices();
    if (call.has("version"_L1)) {
        prices = till->priceBook().version(call.option("version"_L1).toLongLong());
        if (!prices)
            return fail(ErrorCode::InputOutOfRange, u"there is no version %1"_s.arg(call.option("version"_L1)));
    }
    QJsonObject json = priceVersionJson(*prices, *till);
    json["prices"_L1] = documentOfPrices(*prices, till->catalog());
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> listPrices(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    QJsonArray versions;
    for (const PriceList& prices : till->priceBook().versions())
        versions.append(priceVersionJson(prices, *till));
    return AdminOutcome { { { u"versions"_s, versions } }, AdminExit::Done };
}

Result<AdminOutcome> checkPricesFile(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const std::vector<PriceFinding> findings = checkPrices(TRY(readPrices(call.argument(0), *till)), till->catalog());
    sayFindings(findings);
    return AdminOutcome { { { u"findings"_s, findingsJson(findings) } }, isRefused(findings) ? AdminExit::Refused : AdminExit::Done };
}

Result<AdminOutcome> publishPricesFile(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const PriceRules prices = TRY(readPrices(call.argument(0), *till));
    const std::vector<PriceFinding> findings = checkPrices(prices, till->catalog());
    sayFindings(findings);
    if (isRefused(findings)) {
        say(u"Nothing was published."_s);
        return AdminOutcome { { { u"findings"_s, findingsJson(findings) } }, AdminExit::Refused };
    }
    const PriceRules published = TRY(till->publishPrices(prices));
    say(u"Version %1 acts from %2 on."_s.arg(published.version).arg(published.effectiveFrom.toString()));
    QJsonObject json = priceVersionJson(till->priceBook().newest(), *till);
    json["findings"_L1] = findingsJson(findings);
    return AdminOutcome { json, AdminExit::Done };
}

QJsonObject storyJson(const OfferStory& story)
{
    return { { u"offer"_s, story.id }, { u"name"_s, story.name }, { u"coupon"_s, story.isCoupon }, { u"fate"_s, offerFateName(story.fate) },
        { u"savedMinor"_s, story.saved.minor }, { u"missingMinor"_s, story.missing.minor }, { u"costsMinor"_s, story.costs.minor },
        { u"sentence"_s, storySentence(story) } };
}

Result<AdminOutcome> explainSale(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const QString number = call.argument(0);
    std::optional<Sale> sale;
    if (number == u"last") {
        const auto newest = TRY(till->sales().recent(1));
        if (!newest.empty())
            sale = TRY(till->sales().byFact(newest.front().fact));
    } else {
        sale = TRY(till->sales().byNumber(number));
    }
    if (!sale)
        return fail(ErrorCode::SaleNotFound, number);
    const Replay again = TRY(replay(*sale, till->rulesBook(), till->priceBook()));
    QJsonArray lines;
    for (const SaleLine& line : sale->lines) {
        say(u"%1  %2"_s.arg(line.name, toPlainString(line.gross)));
        QJsonArray adjustments;
        for (const Adjustment& adjustment : line.adjustments) {
            say(u"    %1 %2  %3"_s.arg(adjustmentRuleName(adjustment.rule), adjustment.label, toPlainString(adjustment.amount)));
            adjustments.append(QJsonObject { { u"rule"_s, adjustmentRuleName(adjustment.rule) }, { u"label"_s, adjustment.label },
                { u"offer"_s, adjustment.offer }, { u"amountMinor"_s, adjustment.amount.minor }, { u"points"_s, adjustment.points.count } });
        }
        lines.append(QJsonObject {
            { u"name"_s, line.name }, { u"grossMinor"_s, line.gross.minor }, { u"totalMinor"_s, line.total.minor }, { u"adjustments"_s, adjustments } });
    }
    QJsonArray stories;
    for (const OfferStory& story : again.stories) {
        say(u"%1 (%2) %3."_s.arg(story.name, story.id, storySentence(story)));
        stories.append(storyJson(story));
    }
    say(again.isSame ? u"Priced again from what the sale keeps, it comes to %1: the same to the fen."_s.arg(toPlainString(again.quote.total))
                     : u"Priced again it comes to %1, and the sale says %2."_s.arg(toPlainString(again.quote.total), toPlainString(sale->total)));
    if (!again.isHashSame)
        say(u"The rules of version %1 are not the document that the sale was made under."_s.arg(sale->basis.prices));
    const bool isSound = again.isSame && again.isHashSame;
    return AdminOutcome { { { u"number"_s, sale->number }, { u"prices"_s, sale->basis.prices }, { u"rules"_s, sale->rulesVersion },
                              { u"hash"_s, sale->basis.hash }, { u"lines"_s, lines }, { u"totalMinor"_s, sale->total.minor },
                              { u"againMinor"_s, again.quote.total.minor }, { u"same"_s, again.isSame }, { u"hashSame"_s, again.isHashSame },
                              { u"proven"_s, sale->basis.isProven }, { u"offers"_s, stories } },
        isSound ? AdminExit::Done : AdminExit::Damaged };
}

}

std::vector<Command> priceCommands()
{
    const QString document
        = u"FILE is a document of prices (README.md; samples in resources/prices), or what prices show prints. Categories may stand by name."_s;
    return {
        { u"prices show"_s, {}, u"the promotions, coupons and rounding in force, as a document"_s,
            u"What it shows, check and publish take. Works while the till is selling."_s, u"prices show --version 2"_s,
            { { u"version"_s, u"N"_s, u"that version instead of the one in force"_s } }, showPrices },
        { u"prices list"_s, {}, u"every version of the prices' rules that was published"_s, u"Works while the till is selling."_s, u"prices list"_s, {},
            listPrices },
        { u"prices check"_s, { u"FILE"_s }, u"say what is wrong with a document of prices"_s,
            document
                + u"\nTold are also offers that can never apply because another is always as cheap, and those that take goods below their cost.\n"
                  "Exit code 1 if a finding is refused; a doubtful one is told and passes. Works while the till is selling."_s,
            u"prices check prices.json"_s, {}, checkPricesFile },
        { u"prices publish"_s, { u"FILE"_s }, u"publish a document of prices as the next version"_s,
            document + u"\nIt acts from its effectiveFrom on, today at the earliest. Findings that are refused stop it."_s, u"prices publish prices.json"_s, {},
            publishPricesFile },
        { u"explain"_s, { u"NUMBER"_s }, u"why a sale cost what it cost"_s,
            u"NUMBER stands on the receipt; \"last\" is the newest sale. Prices it again from what its fact keeps, under the versions of then, and tells the "
            u"story of\n"
            "every offer. Exit code 4 if it does not come to the same fen. Works while the till is selling."_s,
            u"explain A01-000123"_s, {}, explainSale },
    };
}

}
