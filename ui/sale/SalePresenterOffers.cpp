// SPDX-License-Identifier: GPL-3.0-or-later
// Coupons, what is taken off by hand, prices in points, and what could still be reached.
#include "ui/sale/SalePresenter.h"

#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <algorithm>

namespace tangyuan {
namespace {

constexpr size_t hintsShown = 2;

/// "300 points + ¥1.00", "300 points".
QString priceInPoints(Points points, Money rest)
{
    const QString text = SalePresenter::tr("%1 points").arg(words::points(points));
    return rest.isZero() ? text : text + QStringLiteral(" + ") + toDisplayString(rest);
}

}

// Coupons

std::unique_ptr<CouponsPresenter> SalePresenter::coupons()
{
    const auto change = [this](const std::function<Result<void>(Cart&)>& act) -> Result<void> {
        TRY(m_open.change(act));
        m_view.lastSale.reset();
        show();
        return {};
    };
    return std::make_unique<CouponsPresenter>(
        CouponsPresenter::Parts { m_till, m_open, change, [this](const QString& text) { return readCode(text, ScanOrigin::Scanned); } });
}

void SalePresenter::chooseCoupons()
{
    stopAsking();
    m_prompts.chooseCoupons(*coupons());
    if (m_open.saveTrouble())
        say(*m_open.saveTrouble());
}

void SalePresenter::meetCoupon(const CouponReference& scanned)
{
    const auto presenter = coupons();
    presenter->layScanned(scanned);
    if (presenter->view().notice)
        say(presenter->view().notice->tone, presenter->view().notice->text);
}

void SalePresenter::takeCouponOff(const QString& kind)
{
    const auto& laid = m_open.cart().coupons;
    const auto last = std::ranges::find(laid.rbegin(), laid.rend(), kind, &CartCoupon::kind);
    if (last == laid.rend())
        return;
    const CartCoupon coupon = *last;
    changeCart([&](Cart& cart) -> Result<void> {
        tangyuan::takeCouponOff(cart, coupon);
        return {};
    });
}

void SalePresenter::noticeDropped()
{
    QStringList sentences;
    for (const DroppedCoupon& dropped : m_open.takeDropped()) {
        const QString sentence = tr("%1 left the cart.").arg(dropped.name) + u' ' + errorText(dropped.reason);
        if (!sentences.contains(sentence))
            sentences.append(sentence);
    }
    if (sentences.isEmpty())
        return;
    m_droppedText = sentences.join(u' ');
    m_view.notice = Notice { Notice::Tone::Quiet, m_droppedText };
    m_advice.start(); // forgets the sentence
}

void SalePresenter::showLaidCoupons()
{
    m_view.laidCoupons.clear();
    for (const CartCoupon& coupon : m_view.cart.coupons) {
        const auto known = std::ranges::find(m_view.laidCoupons, coupon.kind, &LaidCoupon::kind);
        if (known != m_view.laidCoupons.end()) {
            ++known->count;
            continue;
        }
        const CouponTemplate* kind = m_till.prices().coupon(coupon.kind);
        LaidCoupon laid { coupon.kind, kind ? kind->offer.name : coupon.kind, 1, {} };
        const auto acting = std::ranges::find(m_view.quote.offers, coupon.kind, &QuoteOffer::id);
        if (acting != m_view.quote.offers.end()) {
            laid.saved = acting->saved;
            laid.effect = LaidCoupon::Effect::Acts;
        }
        m_view.laidCoupons.push_back(std::move(laid));
    }
}

// Advice

void SalePresenter::showAdvice()
{
    m_droppedText.clear();
    if (m_advised == m_open.revision())
        return;
    m_advised = m_open.revision();
    m_view.hints.clear();
    m_view.pointsHint = pointsHint();
    m_view.heldCoupons = {};
    // Both are pleasant to know. Where they cannot be had, the sale goes on without.
    if (auto hints = m_till.checkout().hints(m_open.cart(), m_open.member())) {
        hints->resize(std::min(hints->size(), hintsShown));
        m_view.hints = std::move(*hints);
    }
    if (m_open.member()) {
        if (const auto choices = m_till.checkout().couponsFor(m_open.cart(), m_open.member())) {
            for (const CouponChoice& choice : *choices) {
                if (choice.coupon.batch || choice.isLaid)
                    continue;
                m_view.heldCoupons.count += choice.count;
                if (!choice.obstacle)
                    m_view.heldCoupons.best = std::max(m_view.heldCoupons.best, choice.gain);
            }
        }
    }
    Q_EMIT changed();
}

// By hand

void SalePresenter::discountByHand()
{
    stopAsking();
    const ManualDiscountRules& rules = m_till.prices().manualDiscount;
    const QString cashier = m_till.settings().cashier;
    if (rules.most.value == 0)
        return say(Notice::Tone::Quiet,
            tr("Nothing may be taken off by hand in this shop. The owner can allow it in the rules of prices (manualDiscount): how much, who may, and for "
               "which reasons."));
    if (!rules.allows(cashier))
        return say(Notice::Tone::Quiet,
            tr("%1 may take nothing off by hand. The owner says who may in the rules of prices (manualDiscount).")
                .arg(cashier.isEmpty() ? tr("Who has no name") : cashier));
    if (m_open.cart().isEmpty())
        return say({ ErrorCode::CartEmpty });
    DiscountDraft draft({ m_open.cart(), selectedLine() ? std::optional(static_cast<size_t>(m_view.selectedLine)) : std::nullopt, rules, cashier,
        [this](const Cart& cart) { return m_open.quoteOf(cart); } });
    const auto decision = m_prompts.takeDiscount(draft);
    if (!decision)
        return;
    if (*decision == DiscountDraft::Decision::Lay)
        if (const auto checked = draft.check(); !checked)
            return say(checked.error());
    changeCart([&](Cart& cart) -> Result<void> {
        draft.applyTo(cart, *decision);
        return {};
    });
}

// Points

std::optional<SalePresenter::PointsPrice> SalePresenter::pointsPrice(size_t index) const
{
    if (!m_open.member())
        return {};
    const CartLine& line = m_open.cart().lines[index];
    std::optional<Points> fewest;
    for (const Offer& offer : m_till.prices().promotions) {
        const bool isLive = std::ranges::find(m_open.quote().live, offer.id) != m_open.quote().live.end();
        if (isLive && offer.points.count > 0 && offer.isOnePiece() && offer.scope.includes(line.product, m_till.today()))
            fewest = std::min(fewest.value_or(offer.points), offer.points);
    }
    if (!fewest)
        return {};
    Cart with = m_open.cart();
    with.lines[index].byPoints = true;
    Points left = m_open.memberPoints();
    if (const auto priced = m_open.quoteOf(with)) {
        const QuoteLine& quoted = priced->lines[index];
        const auto acting = std::ranges::find(quoted.adjustments, Adjustment::Rule::PointsPrice, &Adjustment::rule);
        if (acting != quoted.adjustments.end())
            return PointsPrice { acting->points, quoted.total, PointsPrice::Reach::Enough };
        for (const QuoteLine& other : priced->lines)
            for (const Adjustment& adjustment : other.adjustments)
                left += adjustment.rule == Adjustment::Rule::PointsPrice ? -adjustment.points : Points {};
    }
    const bool isCounted = line.quantity.unit == Quantity::Unit::Piece && !line.labelPrice;
    const Points needed { fewest->count * (isCounted ? line.quantity.amount : 1) };
    if (needed <= left)
        return {}; // its limit is reached, or the line is as cheap without points
    return PointsPrice { needed, {}, PointsPrice::Reach::Short };
}

QString SalePresenter::pointsHint() const
{
    const auto& lines = m_open.cart().lines;
    for (size_t i = 0; i < lines.size(); ++i) {
        const auto price = lines[i].byPoints ? std::nullopt : pointsPrice(i);
        if (price && price->reach == PointsPrice::Reach::Enough)
            return tr("F7 on the line: %1 for %2").arg(lines[i].product.name, priceInPoints(price->points, price->rest));
    }
    return {};
}

void SalePresenter::choosePoints()
{
    stopAsking();
    if (!m_open.member())
        return say(Notice::Tone::Quiet, tr("Points belong to a member. Scan the card or type the phone first."));
    const CartLine* line = selectedLine();
    const auto price = line ? pointsPrice(static_cast<size_t>(m_view.selectedLine)) : std::nullopt;
    if (!line || (!price && !line->byPoints))
        return payWithPoints();
    if (m_open.quote().pointsSpendable.count == 0)
        return togglePointsPrice();
    SalePrompts::ChoiceQuestion question { tr("Points"), {} };
    constexpr qsizetype nameChars = 20;
    const QString name = words::shortened(line->product.name, nameChars);
    if (line->byPoints)
        question.choices.push_back({ tr("Sell %1 for money again").arg(name), {} });
    else
        question.choices.push_back({ tr("Have %1 for points").arg(name), priceInPoints(price->points, price->rest) });
    question.choices.push_back({ tr("Pay a part with points"), tr("up to %1").arg(toDisplayString(m_open.quote().pointsSpendableValue)) });
    if (const auto chosen = m_prompts.askChoice(question))
        *chosen == 0 ? togglePointsPrice() : payWithPoints();
}

void SalePresenter::togglePointsPrice()
{
    const auto index = static_cast<size_t>(m_view.selectedLine);
    const QString name = selectedLine()->product.name;
    const bool isWished = !selectedLine()->byPoints;
    const auto price = pointsPrice(index);
    if (isWished && price->reach == PointsPrice::Reach::Short)
        return say(Notice::Tone::Trouble,
            tr("The points do not suffice: %1 costs %2 points, the member has %3.")
                .arg(name, words::points(price->points), words::points(m_open.memberPoints())));
    const bool isChanged = changeCart([&](Cart& cart) -> Result<void> {
        cart.lines[index].byPoints = isWished;
        return {};
    });
    if (isChanged)
        isWished ? say(Notice::Tone::Good, tr("%1 for %2.").arg(name, priceInPoints(price->points, price->rest)))
                 : say(Notice::Tone::Quiet, tr("%1 is sold for money again.").arg(name));
}

void SalePresenter::payWithPoints()
{
    const Quote& quote = m_open.quote();
    if (quote.pointsSpendable.count == 0)
        return say(Notice::Tone::Quiet,
            tr("There are not enough points for this cart: %1 of at least %2.")
                .arg(words::points(m_open.memberPoints()), words::points(std::max(m_till.rules().redemption.step, m_till.rules().redemption.minimum))));
    const SalePrompts::PointsOffer offer { m_open.memberPoints(), quote.pointsSpendable, m_till.rules().redemption.step, quote.pointsStepValue,
        quote.pointsSpent };
    if (const auto wanted = m_prompts.askPoints(offer)) {
        changeCart([&](Cart& cart) -> Result<void> {
            cart.pointsWanted = *wanted;
            return {};
        });
    }
}

}
