// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/RuleSentences.h"

#include <QJsonObject>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QString wordsForProblem(RuleProblem problem)
{
    switch (problem) {
    case RuleProblem::IdMissing: return u"%1 has no id."_s;
    case RuleProblem::IdTwice: return u"Two rules have the id %1."_s;
    case RuleProblem::ItemConflict: return u"The gift %1 has two names."_s;
    case RuleProblem::OccasionNever: return u"%1 never holds: its days or hours never come, or it is for passers-by, who collect nothing."_s;
    case RuleProblem::OccasionPast: return u"%1 is over before the rules begin."_s;
    case RuleProblem::StepZero: return u"%1 has an amount, a price or a step of nothing."_s;
    case RuleProblem::FactorTooSmall: return u"%1 would take away instead of giving: its factor is below 1."_s;
    case RuleProblem::BonusWithoutLimit: return u"%1 gives something for any purchase, however small and however often; it needs a minimum or a limit."_s;
    case RuleProblem::TwoLimits: return u"%1 has a limit for a member's life and another for the day; one of them must go."_s;
    case RuleProblem::SetWithoutProducts: return u"%1 wants a whole set but names fewer than two products."_s;
    case RuleProblem::EarnsMoreThanItCosts: return u"Under %1 the points for a purchase are worth as much as the purchase, or more: points without end."_s;
    case RuleProblem::LotteryLoop: return u"A draw of %1 gives on average as many points as it costs, or more."_s;
    case RuleProblem::ValueLoop: return u"The bonus money from %1 earns back as many points as the draw costs, or more."_s;
    case RuleProblem::CombineUnknown: return u"In %1 only multipliers can be multiplied; base and bonuses are best or add."_s;
    case RuleProblem::OverlappingOffers: return u"%1 and %2 may meet on the same day."_s;
    case RuleProblem::UnreachableOffer: return u"A price of %1 is never the lowest, so it never holds."_s;
    case RuleProblem::TierOrder: return u"The tier %1 asks for less or gives less than %2."_s;
    case RuleProblem::LotteryConsolation: return u"The last prize of %1 must have no stock: it is what is drawn when another is gone."_s;
    case RuleProblem::MinimumNotStep: return u"%1 is not a whole number of steps."_s;
    case RuleProblem::RechargeWithoutPay: return u"The recharge offer %1 has no amount to pay."_s;
    case RuleProblem::RechargeAmbiguous: return u"%1 and %2 are offers for the same amount at the same time; the larger bonus is taken."_s;
    case RuleProblem::InstalmentTooSmall: return u"The bonus of %1 has fewer fen than months."_s;
    case RuleProblem::NoticeMissing: return u"Members are to be told ahead, but there is no sentence for them under %1."_s;
    case RuleProblem::ProductUnknown: return u"%1 names product %2, which the catalogue does not have."_s;
    case RuleProblem::CategoryUnknown: return u"%1 names category %2, which the catalogue does not have."_s;
    }
    VERIFY(false);
}

}

QString ruleSentence(const RuleFinding& finding)
{
    const QString words = wordsForProblem(finding.problem);
    if (!words.contains(u"%2"_s))
        return words.arg(finding.rule);
    return words.arg(finding.rule, finding.other.isEmpty() ? u"the one below it"_s : finding.other);
}

QJsonArray findingsJson(const std::vector<RuleFinding>& findings)
{
    QJsonArray array;
    for (const RuleFinding& finding : findings)
        array.append(QJsonObject { { u"problem"_s, ruleProblemName(finding.problem) }, { u"rule"_s, finding.rule }, { u"other"_s, finding.other },
            { u"weight"_s, finding.weight == RuleFinding::Weight::Refused ? u"refused"_s : u"doubtful"_s }, { u"sentence"_s, ruleSentence(finding) } });
    return array;
}

}
