// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DateOptions.h"
#include "app/admin/Messages.h"
#include "app/admin/RuleSentences.h"
#include "app/common/Files.h"
#include "core/domain/loyalty/RulesNames.h"
#include "core/domain/reports/PreviewText.h"
#include "core/usecases/rules/RulesReplay.h"

#include <QLocale>

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject versionJson(const LoyaltyRules& rules, const Till& till)
{
    QJsonObject json { { u"version"_s, rules.version }, { u"effectiveFrom"_s, rules.effectiveFrom.toString() },
        { u"inForce"_s, rules.version == till.rules().version } };
    if (!rules.notice.isEmpty())
        json["notice"_L1] = rules.notice;
    return json;
}

/// A document, or what `rules show` prints.
Result<LoyaltyRules> readRules(const QString& path, const Till& till)
{
    const QJsonObject json = TRY(readJsonFile(path));
    return rulesFromDocument(json["rules"_L1].isObject() ? json["rules"_L1].toObject() : json, till.catalog());
}

std::vector<RuleFinding> findingsOf(LoyaltyRules rules, const Till& till)
{
    rules.version = till.rulesBook().newestVersion() + 1;
    std::vector<RuleFinding> findings = checkRules(rules);
    std::ranges::move(checkRuleNames(rules, till.catalog()), std::back_inserter(findings));
    return findings;
}

bool isRefused(const std::vector<RuleFinding>& findings)
{
    return std::ranges::any_of(findings, [](const RuleFinding& finding) { return finding.weight == RuleFinding::Weight::Refused; });
}

void sayFindings(const std::vector<RuleFinding>& findings)
{
    for (const RuleFinding& finding : findings)
        say(u"%1: %2"_s.arg(finding.weight == RuleFinding::Weight::Refused ? u"refused"_s : u"doubtful"_s, ruleSentence(finding)));
}

Result<AdminOutcome> showRules(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const LoyaltyRules* rules = &till->rules();
    if (call.has("version"_L1)) {
        rules = till->rulesBook().version(call.option("version"_L1).toLongLong());
        if (!rules)
            return fail(ErrorCode::InputOutOfRange, u"there is no version %1"_s.arg(call.option("version"_L1)));
    }
    QJsonObject json = versionJson(*rules, *till);
    json["rules"_L1] = documentOfRules(*rules, till->catalog());
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> listRules(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    QJsonArray versions;
    for (const LoyaltyRules& rules : till->rulesBook().versions())
        versions.append(versionJson(rules, *till));
    return AdminOutcome { { { u"versions"_s, versions } }, AdminExit::Done };
}

Result<AdminOutcome> checkRulesFile(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const LoyaltyRules rules = TRY(readRules(call.argument(0), *till));
    const std::vector<RuleFinding> findings = findingsOf(rules, *till);
    sayFindings(findings);
    return AdminOutcome { { { u"findings"_s, findingsJson(findings) }, { u"worseForMembers"_s, isWorseForMembers(till->rules(), rules) } },
        isRefused(findings) ? AdminExit::Refused : AdminExit::Done };
}

QJsonObject sideJson(const RulesPreview::Side& side)
{
    QJsonObject rules;
    for (const auto& [rule, points] : side.byRule)
        rules[rule] = points.count;
    QJsonObject gifts;
    for (const auto& [gift, count] : side.gifts)
        gifts[gift] = count;
    return { { u"points"_s, side.points.count }, { u"valueMinor"_s, side.value.minor }, { u"bonusMinor"_s, side.bonus.minor }, { u"pointsByRule"_s, rules },
        { u"gifts"_s, gifts } };
}

QJsonObject amountsJson(const PreviewAmounts& amounts)
{
    return { { u"times"_s, amounts.times }, { u"pointsGiven"_s, amounts.given.count }, { u"pointsTaken"_s, amounts.taken.count },
        { u"bonusMinor"_s, amounts.bonus.minor }, { u"cashMinor"_s, amounts.cash.minor }, { u"gifts"_s, amounts.gifts },
        { u"worthMinor"_s, amounts.worth.minor }, { u"notOffered"_s, amounts.notOffered }, { u"overLimit"_s, amounts.overLimit } };
}

/// Each kind of deed: what was given, then and planned, and the difference of these two.
QJsonObject kindsJson(const RulesPreview& preview)
{
    QJsonObject kinds;
    for (PreviewKind kind : previewKinds)
        kinds[previewKindName(kind)]
            = QJsonObject { { u"given"_s, amountsJson(preview.given.ofKind(kind)) }, { u"then"_s, amountsJson(preview.then.ofKind(kind)) },
                  { u"planned"_s, amountsJson(preview.planned.ofKind(kind)) }, { u"difference"_s, amountsJson(preview.difference(kind)) } };
    return kinds;
}

/// As asked for, or as the shop speaks.
std::optional<CsvLanguage> languageOf(const Invocation& call)
{
    const QString language = call.option("language"_L1);
    if (language.isEmpty())
        return QLocale().language() == QLocale::Chinese ? CsvLanguage::Chinese : CsvLanguage::English;
    if (language != u"zh" && language != u"en")
        return {};
    return language == u"zh" ? CsvLanguage::Chinese : CsvLanguage::English;
}

Result<AdminOutcome> previewRules(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const std::optional<CsvLanguage> language = languageOf(call);
    if (!language)
        return misused(u"--language is zh or en."_s);
    const LoyaltyRules rules = TRY(readRules(call.argument(0), *till));
    const std::vector<RuleFinding> findings = findingsOf(rules, *till);
    if (isRefused(findings)) {
        sayFindings(findings);
        return AdminOutcome { { { u"findings"_s, findingsJson(findings) } }, AdminExit::Refused };
    }
    const DateRange range = TRY(rangeOf(call, *till));
    Progress progress(u"sales played again"_s);
    RulesReplay replay(till->database(), till->members(), till->rulesBook());
    const RulesPreview preview = TRY(replay.preview(rules, range, [&](qint64 done, qint64 total) { progress(done, total); }));
    for (const QString& line : previewLines(preview, *language))
        say(line);
    QJsonObject json { { u"from"_s, preview.range.from.toString() }, { u"to"_s, preview.range.to.toString() }, { u"sales"_s, preview.sales },
        { u"members"_s, preview.members }, { u"spendMinor"_s, preview.spend.minor }, { u"given"_s, sideJson(preview.given) },
        { u"then"_s, sideJson(preview.then) }, { u"planned"_s, sideJson(preview.planned) }, { u"kinds"_s, kindsJson(preview) },
        { u"findings"_s, findingsJson(findings) } };
    if (call.has("csv"_L1)) {
        TRY(writeOutputFile(call.option("csv"_L1), previewCsv(preview, { *language })));
        json["csv"_L1] = call.option("csv"_L1);
    }
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> publishRulesFile(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const LoyaltyRules rules = TRY(readRules(call.argument(0), *till));
    const std::vector<RuleFinding> findings = findingsOf(rules, *till);
    sayFindings(findings);
    if (isRefused(findings)) {
        say(u"Nothing was published."_s);
        return AdminOutcome { { { u"findings"_s, findingsJson(findings) } }, AdminExit::Refused };
    }
    const bool isWorse = isWorseForMembers(till->rules(), rules);
    const bool isNow = call.has("now"_L1);
    if (isWorse && isNow)
        say(u"These rules promise members less than those in force, and nobody was told ahead."_s);
    const LoyaltyRules published = TRY(till->publishRules(rules, isNow ? Till::Notice::Waived : Till::Notice::Kept));
    say(u"Version %1 acts from %2 on."_s.arg(published.version).arg(published.effectiveFrom.toString()));
    QJsonObject json = versionJson(published, *till);
    json["findings"_L1] = findingsJson(findings);
    json["worseForMembers"_L1] = isWorse;
    return AdminOutcome { json, AdminExit::Done };
}

}

std::vector<Command> rulesCommands()
{
    const QString document = u"FILE is a rules document (README.md; samples in resources/rules), or what rules show prints. Categories may stand by name."_s;
    return {
        { u"rules show"_s, {}, u"the loyalty rules in force, as a document"_s,
            u"What it shows, check, preview and publish take. Works while the till is selling."_s, u"rules show --version 2"_s,
            { { u"version"_s, u"N"_s, u"that version instead of the one in force"_s } }, showRules },
        { u"rules list"_s, {}, u"every version of the rules that was published"_s, u"Works while the till is selling."_s, u"rules list"_s, {}, listRules },
        { u"rules check"_s, { u"FILE"_s }, u"say what is wrong with a rules document"_s,
            document + u"\nExit code 1 if a finding is refused; a doubtful one is told and passes. Works while the till is selling."_s,
            u"rules check rules.json"_s, {}, checkRulesFile },
        { u"rules preview"_s, { u"FILE"_s }, u"what these days would have cost under a rules document"_s,
            document
                + u"\nPlays again what members bought and did: what they got, what the rules of then give, and what these would, kind by kind.\n"
                  "The difference is planned less then. Without days: today. Tiers are those of then, tags and birthdays those of now; limits count\n"
                  "what was had before; draws are reckoned by their odds; nobody does more or less than they did. Works while the till is selling."_s,
            u"rules preview rules.json --from 2026-10-01 --to 2026-10-31"_s,
            { { u"from"_s, u"DAY"_s, u"first business day, like 2026-11-01; default: the last one"_s },
                { u"to"_s, u"DAY"_s, u"last business day; default: today"_s }, { u"csv"_s, u"FILE"_s, u"write the kinds as CSV for a spreadsheet too"_s },
                { u"language"_s, u"LANGUAGE"_s, u"of the lines and the CSV: zh or en; default: the shop's"_s } },
            previewRules },
        { u"rules publish"_s, { u"FILE"_s }, u"publish a rules document as the next version"_s,
            document + u"\nIt acts from its effectiveFrom on, and not before the notice period is over. Findings that are refused stop it."_s,
            u"rules publish rules.json"_s, { { u"now"_s, {}, u"act from today on, without the notice period"_s } }, publishRulesFile },
    };
}

}
