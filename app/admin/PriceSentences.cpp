// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/PriceSentences.h"

#include <QJsonObject>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QString wordsForProblem(OfferProblem problem)
{
    switch (problem) {
    case OfferProblem::IdMissing: return u"%1 has no id or no name."_s;
    case OfferProblem::IdTwice: return u"Two offers have the id %1."_s;
    case OfferProblem::OccasionNever: return u"%1 can never hold: its days, hours or blackouts leave no moment."_s;
    case OfferProblem::OccasionPast: return u"%1 is over before the rules begin."_s;
    case OfferProblem::NothingGiven: return u"%1 takes nothing off."_s;
    case OfferProblem::RungMissing: return u"%1 has no rung: it does not say from what amount it gives how much."_s;
    case OfferProblem::RungUnclear: return u"A rung of %1 has both an amount and a rate; one of them must go."_s;
    case OfferProblem::RungOrder: return u"A higher rung of %1 asks for no more, or gives no more, than the one below it."_s;
    case OfferProblem::RungTooMuch: return u"A rung of %1 takes off more than the amount that it asks for."_s;
    case OfferProblem::RepeatOfMany: return u"%1 repeats, which needs exactly one rung with an amount off and a minimum."_s;
    case OfferProblem::SetEmpty: return u"The set %1 has fewer than two pieces."_s;
    case OfferProblem::NeedsNothing: return u"%1 needs other goods, but says neither an amount nor a number of pieces."_s;
    case OfferProblem::PointsNotSingle: return u"%1 asks points for a set; only single pieces can be had for points."_s;
    case OfferProblem::PassersByOnly: return u"%1 is for passers-by only, but asks for something that only members have."_s;
    case OfferProblem::ScopeUnknown: return u"%1 names %3, which the catalogue does not have."_s;
    case OfferProblem::ScopeEmpty: return u"No product of the catalogue is in the scope of %1."_s;
    case OfferProblem::NeverApplies: return u"%1 never applies: %2 holds whenever it does and is never dearer."_s;
    case OfferProblem::BelowCost: return u"Under %1 a product goes below its cost."_s;
    case OfferProblem::ForNothing: return u"%1 gives goods away for nothing, to everybody and without a limit."_s;
    }
    VERIFY(false);
}

}

QString priceSentence(const PriceFinding& finding)
{
    QString sentence = wordsForProblem(finding.problem).replace(u"%1"_s, finding.offer).replace(u"%2"_s, finding.other).replace(u"%3"_s, finding.product);
    if (finding.problem == OfferProblem::BelowCost && !finding.product.isEmpty())
        sentence = finding.other.isEmpty() ? u"Under %1 product %2 goes below its cost."_s.arg(finding.offer, finding.product)
                                           : u"Under %1 and %2 together product %3 goes below its cost."_s.arg(finding.offer, finding.other, finding.product);
    return sentence;
}

QJsonArray findingsJson(const std::vector<PriceFinding>& findings)
{
    QJsonArray array;
    for (const PriceFinding& finding : findings)
        array.append(QJsonObject { { u"problem"_s, offerProblemName(finding.problem) }, { u"offer"_s, finding.offer }, { u"other"_s, finding.other },
            { u"product"_s, finding.product }, { u"refused"_s, finding.weight == PriceFinding::Weight::Refused }, { u"sentence"_s, priceSentence(finding) } });
    return array;
}

QString storySentence(const OfferStory& story)
{
    switch (story.fate) {
    case OfferFate::Acted: return u"acted and took %1 off"_s.arg(toPlainString(story.saved));
    case OfferFate::NotNow: return u"did not hold at that time or for that customer"_s;
    case OfferFate::NotLaid: return u"is a coupon that was not on the cart"_s;
    case OfferFate::UsedUp: return u"was used up"_s;
    case OfferFate::NothingInCart: return u"is about nothing in the cart"_s;
    case OfferFate::NotReached:
        return story.missing.isZero() ? u"was not reached"_s : u"was not reached: %1 more were needed"_s.arg(toPlainString(story.missing));
    case OfferFate::ByWish: return u"costs points, and nobody asked for it"_s;
    case OfferFate::NotBest:
        return story.costs.minor > 0 ? u"was not the best: with it alone the order comes to %1 more"_s.arg(toPlainString(story.costs))
                                     : u"was not needed: the order comes to the same without it"_s;
    }
    VERIFY(false);
}

}
