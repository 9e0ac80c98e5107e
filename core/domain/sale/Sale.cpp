// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sale/Sale.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/EarningJson.h"

namespace tangyuan {

QString adjustmentRuleName(Adjustment::Rule rule)
{
    switch (rule) {
    case Adjustment::Rule::TierPrice: return QStringLiteral("tierPrice");
    case Adjustment::Rule::GroupPrice: return QStringLiteral("groupPrice");
    case Adjustment::Rule::PointsAsCash: return QStringLiteral("pointsAsCash");
    case Adjustment::Rule::Promotion: return QStringLiteral("promotion");
    case Adjustment::Rule::Coupon: return QStringLiteral("coupon");
    case Adjustment::Rule::PointsPrice: return QStringLiteral("pointsPrice");
    case Adjustment::Rule::ByHand: return QStringLiteral("byHand");
    case Adjustment::Rule::Rounding: return QStringLiteral("rounding");
    }
    VERIFY(false);
}

namespace {

Result<Adjustment::Rule> ruleFromName(const QString& name)
{
    using Rule = Adjustment::Rule;
    for (Rule rule : { Rule::TierPrice, Rule::GroupPrice, Rule::Promotion, Rule::Coupon, Rule::PointsPrice, Rule::ByHand, Rule::PointsAsCash, Rule::Rounding })
        if (name == adjustmentRuleName(rule))
            return rule;
    return fail(ErrorCode::InputMalformed, QStringLiteral("rule"));
}

void writeLineBasis(JsonWriter& json, const SaleLine::Basis& basis)
{
    if (basis.tierPrice)
        json.field("tierPriceMinor", *basis.tierPrice);
    if (basis.isLabelPrice)
        json.field("labelPrice", true);
    if (basis.byPoints)
        json.field("byPoints", true);
    if (basis.discount) {
        json.key("discount");
        writeDiscount(json, *basis.discount);
    }
    if (!basis.tags.isEmpty()) {
        json.key("tags");
        json.beginArray();
        for (const QString& tag : basis.tags)
            json.value(tag);
        json.endArray();
    }
    if (basis.bestBefore)
        json.field("bestBefore", basis.bestBefore->yyyymmdd);
}

Result<SaleLine::Basis> lineBasisFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    SaleLine::Basis basis;
    if (reader.has(QLatin1String("tierPriceMinor")))
        basis.tierPrice = reader.money(QLatin1String("tierPriceMinor"));
    basis.isLabelPrice = json[QLatin1String("labelPrice")].toBool();
    basis.byPoints = json[QLatin1String("byPoints")].toBool();
    if (reader.has(QLatin1String("discount")))
        basis.discount = TRY(discountFromJson(json[QLatin1String("discount")].toObject()));
    if (reader.has(QLatin1String("tags")))
        for (const QJsonValue& tag : reader.array(QLatin1String("tags"), limits::tagsPerProduct))
            basis.tags.append(tag.toString());
    if (reader.has(QLatin1String("bestBefore")))
        basis.bestBefore = BusinessDate { static_cast<qint32>(reader.integer(QLatin1String("bestBefore"), 20000101, 21991231)) };
    TRY(reader.finish());
    return basis;
}

void writeLine(JsonWriter& json, const SaleLine& line)
{
    json.beginObject();
    json.field("product", line.product);
    json.field("plu", line.plu);
    json.field("name", line.name);
    json.field("category", line.category);
    json.field(line.quantity.unit == Quantity::Unit::Piece ? "pieces" : "grams", line.quantity.amount);
    json.field("unitPriceMinor", line.unitPrice);
    json.field("costMinor", line.cost);
    json.field("grossMinor", line.gross);
    json.field("totalMinor", line.total);
    if (!line.note.isEmpty())
        json.field("note", line.note);
    if (!line.adjustments.empty()) {
        json.key("adjustments");
        json.beginArray();
        for (const Adjustment& adjustment : line.adjustments) {
            json.beginObject();
            json.field("rule", adjustmentRuleName(adjustment.rule));
            json.field("amountMinor", adjustment.amount);
            if (!adjustment.label.isEmpty())
                json.field("label", adjustment.label);
            if (!adjustment.offer.isEmpty())
                json.field("offer", adjustment.offer);
            if (adjustment.points.count != 0)
                json.field("points", adjustment.points);
            json.endObject();
        }
        json.endArray();
    }
    if (line.basis != SaleLine::Basis {})
        writeLineBasis(json, line.basis);
    json.endObject();
}

Result<SaleLine> lineFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    SaleLine line;
    line.product = reader.id(QLatin1String("product"));
    line.plu = reader.text(QLatin1String("plu"), limits::codeChars);
    line.name = reader.text(QLatin1String("name"), limits::nameChars);
    line.category = reader.id(QLatin1String("category"));
    line.quantity = readQuantity(reader);
    line.unitPrice = reader.money(QLatin1String("unitPriceMinor"));
    line.cost = reader.money(QLatin1String("costMinor"));
    line.gross = reader.money(QLatin1String("grossMinor"));
    line.total = reader.money(QLatin1String("totalMinor"));
    line.note = reader.optionalText(QLatin1String("note"), limits::noteChars);
    if (reader.has(QLatin1String("adjustments"))) {
        for (const QJsonValue& value : reader.array(QLatin1String("adjustments"), 100)) {
            const QJsonObject entry = value.toObject();
            JsonReader entryReader(entry);
            line.adjustments.push_back(
                { TRY(ruleFromName(entry[QLatin1String("rule")].toString())), entryReader.optionalText(QLatin1String("label"), limits::noteChars),
                    entryReader.money(QLatin1String("amountMinor")), entryReader.optionalText(QLatin1String("offer"), limits::codeChars),
                    { entryReader.optionalInteger(QLatin1String("points"), 0, 0, Money::limit) } });
            TRY(entryReader.finish());
        }
    }
    TRY(reader.finish());
    line.basis = TRY(lineBasisFromJson(json));
    return line;
}

}

namespace {

constexpr qsizetype rewardsPerSale = 500;
constexpr qsizetype offersPerSale = 1'000;

void writeTexts(JsonWriter& json, const char* key, const std::vector<QString>& texts)
{
    json.key(key);
    json.beginArray();
    for (const QString& text : texts)
        json.value(text);
    json.endArray();
}

void writeOffers(JsonWriter& json, const std::vector<QuoteOffer>& offers)
{
    json.key("offers");
    json.beginArray();
    for (const QuoteOffer& offer : offers) {
        json.beginObject();
        json.field("id", offer.id);
        json.field("name", offer.name);
        if (offer.isCoupon)
            json.field("coupons", offer.coupons);
        json.field("times", offer.times);
        if (!offer.base.isZero())
            json.field("baseMinor", offer.base);
        json.field("savedMinor", offer.saved);
        json.endObject();
    }
    json.endArray();
}

Result<std::vector<QuoteOffer>> offersFromJson(const QJsonArray& json)
{
    std::vector<QuoteOffer> offers;
    for (const QJsonValue& value : json) {
        const QJsonObject entry = value.toObject();
        JsonReader reader(entry);
        QuoteOffer offer { reader.text(QLatin1String("id"), limits::codeChars), reader.text(QLatin1String("name"), limits::nameChars) };
        offer.isCoupon = reader.has(QLatin1String("coupons"));
        offer.coupons = static_cast<qint32>(reader.optionalInteger(QLatin1String("coupons"), 0, 0, limits::cartCoupons));
        offer.times = reader.integer(QLatin1String("times"), 0, Money::limit);
        offer.base = { reader.optionalInteger(QLatin1String("baseMinor"), 0, 0, Money::limit) };
        offer.saved = reader.money(QLatin1String("savedMinor"));
        TRY(reader.finish());
        offers.push_back(std::move(offer));
    }
    return offers;
}

void writeBasis(JsonWriter& json, const SaleBasis& basis)
{
    json.key("basis");
    json.beginObject();
    json.field("prices", basis.prices);
    if (!basis.hash.isEmpty())
        json.field("hash", basis.hash);
    if (!basis.live.empty())
        writeTexts(json, "live", basis.live);
    if (!basis.laid.empty())
        writeCoupons(json, "laid", basis.laid);
    if (basis.tier != Tier::Regular)
        json.field("tier", tierName(basis.tier));
    if (!basis.groups.empty())
        writeTexts(json, "groups", basis.groups);
    if (basis.discount) {
        json.key("discount");
        writeDiscount(json, *basis.discount);
    }
    if (!basis.pointsStep.isZero())
        json.field("pointsStepMinor", basis.pointsStep);
    if (!basis.isProven)
        json.field("isProven", false);
    json.endObject();
}

Result<SaleBasis> basisFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    SaleBasis basis;
    basis.prices = reader.integer(QLatin1String("prices"), 0, Money::limit);
    basis.hash = reader.optionalText(QLatin1String("hash"), 64);
    if (reader.has(QLatin1String("live")))
        for (const QJsonValue& id : reader.array(QLatin1String("live"), offersPerSale))
            basis.live.push_back(id.toString());
    if (reader.has(QLatin1String("laid")))
        basis.laid = TRY(couponsFromJson(reader.array(QLatin1String("laid"), limits::cartCoupons)));
    if (reader.has(QLatin1String("tier")))
        basis.tier = TRY(tierFromName(reader.text(QLatin1String("tier"), limits::codeChars)));
    if (reader.has(QLatin1String("groups")))
        for (const QJsonValue& tag : reader.array(QLatin1String("groups"), offersPerSale))
            basis.groups.push_back(tag.toString());
    if (reader.has(QLatin1String("discount")))
        basis.discount = TRY(discountFromJson(json[QLatin1String("discount")].toObject()));
    basis.pointsStep = { reader.optionalInteger(QLatin1String("pointsStepMinor"), 0, 0, Money::limit) };
    basis.isProven = json[QLatin1String("isProven")].toBool(true);
    TRY(reader.finish());
    return basis;
}

}

void writeCoupons(JsonWriter& json, const char* key, const std::vector<CartCoupon>& coupons)
{
    json.key(key);
    json.beginArray();
    for (const CartCoupon& coupon : coupons) {
        json.beginObject();
        json.field("kind", coupon.kind);
        if (coupon.batch) {
            json.field("batch", *coupon.batch);
            json.field("serial", coupon.serial);
        }
        json.endObject();
    }
    json.endArray();
}

Result<std::vector<CartCoupon>> couponsFromJson(const QJsonArray& json)
{
    std::vector<CartCoupon> coupons;
    for (const QJsonValue& value : json)
        coupons.push_back(TRY(couponFromJson(value.toObject())));
    return coupons;
}

void writeSaleLines(JsonWriter& json, const std::vector<SaleLine>& lines)
{
    json.beginArray();
    for (const SaleLine& line : lines)
        writeLine(json, line);
    json.endArray();
}

Result<std::vector<SaleLine>> saleLinesFromJson(const QJsonArray& json)
{
    std::vector<SaleLine> lines;
    for (const QJsonValue& line : json)
        lines.push_back(TRY(lineFromJson(line.toObject())));
    return lines;
}

QString receiptNumber(const QString& tillCode, FactKey key)
{
    const QString epoch = key.epoch == 0 ? QString() : QStringLiteral(".%1").arg(key.epoch);
    return QStringLiteral("%1%2-%3").arg(tillCode, epoch).arg(key.seq, 6, 10, QLatin1Char('0'));
}

std::optional<FactKey> factKeyOfNumber(const QString& number)
{
    const qsizetype hyphen = number.lastIndexOf(u'-');
    if (hyphen < 1)
        return {};
    const qsizetype dot = number.lastIndexOf(u'.', hyphen);
    bool isSeq = false;
    bool isEpoch = true;
    const qint64 seq = number.mid(hyphen + 1).toLongLong(&isSeq);
    const qint32 epoch = dot < 0 ? 0 : number.mid(dot + 1, hyphen - dot - 1).toInt(&isEpoch);
    if (!isSeq || !isEpoch || seq < 1 || seq >= (qint64 { 1 } << 40) || epoch < 0 || epoch > 1'000'000)
        return {};
    return FactKey { epoch, seq };
}

Money Sale::paid() const
{
    Money sum;
    for (const Tender& tender : tenders)
        sum += tender.amount;
    return sum;
}

Money Sale::paidBy(TenderMethod method) const
{
    Money sum;
    for (const Tender& tender : tenders)
        if (tender.method == method)
            sum += tender.amount;
    return sum;
}

std::vector<Earned> Sale::earnedByRule() const
{
    if (!earned.empty() || pointsEarned.count == 0)
        return earned;
    std::vector<Money> weights;
    for (const SaleLine& line : lines)
        weights.push_back(line.total);
    return { { QStringLiteral("base"), {}, pointsEarned, spreadPoints(pointsEarned, weights) } };
}

void Sale::write(JsonWriter& json) const
{
    json.field("epoch", fact.epoch);
    json.field("seq", fact.seq);
    json.field("id", id);
    json.field("number", number);
    json.field("businessDate", businessDate.yyyymmdd);
    json.field("atMs", at.ms);
    json.field("cashier", cashier);
    json.key("lines");
    writeSaleLines(json, lines);
    json.key("tenders");
    writeTenders(json, tenders);
    json.field("grossMinor", gross);
    json.field("totalMinor", total);
    json.field("changeMinor", change);
    if (!note.isEmpty())
        json.field("note", note);
    if (channel == Channel::Online)
        json.field("channel", QStringLiteral("online"));
    if (!offers.empty())
        writeOffers(json, offers);
    if (!couponsUsed.empty())
        writeCoupons(json, "couponsUsed", couponsUsed);
    if (basis != SaleBasis {})
        writeBasis(json, basis);
    if (!member)
        return;
    json.field("member", *member);
    json.field("memberNumber", memberNumber);
    json.field("pointsSpent", pointsSpent);
    json.field("pointsEarned", pointsEarned);
    json.field("pointsBalance", pointsBalance);
    json.field("rulesVersion", rulesVersion);
    if (!earned.empty()) {
        json.key("earned");
        writeEarned(json, earned);
    }
    if (!gifts.empty()) {
        json.key("gifts");
        writeRewards(json, gifts);
    }
    if (referredBy)
        json.field("referredBy", *referredBy);
    if (!paidBy(TenderMethod::StoredValue).isZero())
        json.field("valueBalanceMinor", valueBalance);
}

QJsonObject Sale::toJson() const
{
    JsonWriter json;
    json.beginObject();
    write(json);
    json.endObject();
    return MUST(parseJsonObject(json.take()));
}

Result<Sale> Sale::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Sale sale;
    sale.fact = { static_cast<qint32>(reader.integer(QLatin1String("epoch"), 0, 1'000'000)), reader.integer(QLatin1String("seq"), 1, qint64 { 1 } << 39) };
    sale.id = reader.id(QLatin1String("id"));
    sale.number = reader.text(QLatin1String("number"), limits::codeChars);
    sale.businessDate = { static_cast<qint32>(reader.integer(QLatin1String("businessDate"), 19700101, 22001231)) };
    sale.at = reader.time(QLatin1String("atMs"));
    sale.cashier = reader.text(QLatin1String("cashier"), limits::nameChars);
    sale.gross = reader.money(QLatin1String("grossMinor"));
    sale.total = reader.money(QLatin1String("totalMinor"));
    sale.change = reader.money(QLatin1String("changeMinor"));
    sale.note = reader.optionalText(QLatin1String("note"), limits::noteChars);
    sale.channel = reader.optionalText(QLatin1String("channel"), limits::codeChars) == u"online" ? Channel::Online : Channel::Counter;
    if (reader.has(QLatin1String("offers")))
        sale.offers = TRY(offersFromJson(reader.array(QLatin1String("offers"), offersPerSale)));
    if (reader.has(QLatin1String("couponsUsed")))
        sale.couponsUsed = TRY(couponsFromJson(reader.array(QLatin1String("couponsUsed"), limits::cartCoupons)));
    if (reader.has(QLatin1String("basis")))
        sale.basis = TRY(basisFromJson(json[QLatin1String("basis")].toObject()));
    sale.member = reader.optionalId(QLatin1String("member"));
    if (sale.member) {
        sale.memberNumber = reader.text(QLatin1String("memberNumber"), limits::codeChars);
        sale.pointsSpent = reader.points(QLatin1String("pointsSpent"));
        sale.pointsEarned = reader.points(QLatin1String("pointsEarned"));
        sale.pointsBalance = reader.points(QLatin1String("pointsBalance"));
        // What came with the whole ledger: a sale of before has none of it.
        sale.rulesVersion = reader.optionalInteger(QLatin1String("rulesVersion"), 0, 0, Money::limit);
        sale.referredBy = reader.optionalId(QLatin1String("referredBy"));
        sale.valueBalance = { reader.optionalInteger(QLatin1String("valueBalanceMinor"), 0, -Money::limit, Money::limit) };
        if (reader.has(QLatin1String("earned")))
            sale.earned = TRY(earnedFromJson(reader.array(QLatin1String("earned"), rewardsPerSale)));
        if (reader.has(QLatin1String("gifts")))
            sale.gifts = TRY(rewardsFromJson(reader.array(QLatin1String("gifts"), rewardsPerSale)));
    }
    sale.lines = TRY(saleLinesFromJson(reader.array(QLatin1String("lines"), limits::cartLines)));
    sale.tenders = TRY(tendersFromJson(reader.array(QLatin1String("tenders"), limits::tenders)));
    TRY(reader.finish());
    return sale;
}

}
