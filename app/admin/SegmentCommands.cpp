// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "core/base/Csv.h"
#include "core/domain/members/PhoneNumber.h"

#include <QJsonArray>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A document that ends in .json, or the name of a segment.
Result<Segment> segmentOfArgument(const QString& argument, Till& till)
{
    if (argument.endsWith(u".json"_s, Qt::CaseInsensitive))
        return Segment::fromJson(TRY(readJsonFile(argument)), till.catalog());
    return till.segments().byName(argument);
}

QJsonObject segmentMemberJson(const SegmentMember& member)
{
    const MemberStanding& standing = member.standing;
    QJsonObject json { { u"number"_s, member.number }, { u"phone"_s, maskedPhone(member.phone) }, { u"visits"_s, standing.visits },
        { u"spendMinor"_s, standing.spend.minor }, { u"points"_s, standing.points.count }, { u"recency"_s, member.score.recency },
        { u"frequency"_s, member.score.frequency }, { u"monetary"_s, member.score.monetary } };
    if (standing.lastVisit)
        json["lastVisit"_L1] = standing.lastVisit->toString();
    return json;
}

QByteArray segmentCsv(const std::vector<SegmentMember>& members)
{
    CsvWriter csv;
    csv.addRow({ u"member number"_s, u"phone"_s, u"visits"_s, u"spend"_s, u"last visit"_s, u"points"_s, u"recency"_s, u"frequency"_s, u"monetary"_s });
    for (const SegmentMember& member : members) {
        const MemberStanding& standing = member.standing;
        csv.addRow({ member.number, maskedPhone(member.phone), QString::number(standing.visits), toPlainString(standing.spend),
            standing.lastVisit ? standing.lastVisit->toString() : QString(), QString::number(standing.points.count), QString::number(member.score.recency),
            QString::number(member.score.frequency), QString::number(member.score.monetary) });
    }
    return csv.encoded(CsvEncoding::Utf8Bom);
}

Result<AdminOutcome> runSegment(Invocation& call)
{
    constexpr size_t mostShown = 1'000;
    const auto till = TRY(call.open(Database::Access::Reader));
    const Segment segment = TRY(segmentOfArgument(call.argument(0), *till));
    const bool wantsCsv = call.has("csv"_L1);
    const SegmentRun run = TRY(till->segments().run(segment, wantsCsv ? std::numeric_limits<size_t>::max() : mostShown));
    QJsonArray members;
    for (size_t i = 0; i < std::min(run.figures.size(), mostShown); ++i)
        members.append(segmentMemberJson(run.figures[i]));
    QJsonObject json { { u"count"_s, static_cast<qint64>(run.members.size()) }, { u"members"_s, members } };
    if (wantsCsv) {
        TRY(writeOutputFile(call.option("csv"_L1), segmentCsv(run.figures), Readers::OwnerOnly));
        json["csv"_L1] = call.option("csv"_L1);
    }
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> saveSegment(Invocation& call)
{
    const QJsonObject document = TRY(readJsonFile(call.argument(1)));
    const auto till = TRY(call.open(Database::Access::Writer));
    const Segment segment = TRY(Segment::fromJson(document, till->catalog()));
    TRY(till->segments().save(call.argument(0), segment));
    return AdminOutcome { { { u"name"_s, call.argument(0).trimmed() }, { u"segment"_s, segment.toJson() } }, AdminExit::Done };
}

Result<AdminOutcome> deleteSegment(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    TRY(till->segments().remove(call.argument(0)));
    return AdminOutcome { { { u"name"_s, call.argument(0) } }, AdminExit::Done };
}

Result<AdminOutcome> listSegments(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    QJsonArray segments;
    for (const ListedSegment& listed : TRY(till->segments().list()))
        segments.append(QJsonObject {
            { u"name"_s, listed.name }, { u"builtIn"_s, listed.origin == ListedSegment::Origin::BuiltIn }, { u"segment"_s, listed.segment.toJson() } });
    return AdminOutcome { { { u"segments"_s, segments } }, AdminExit::Done };
}

Result<AdminOutcome> runTagRules(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    QJsonArray tags;
    for (const TagRuleRun& run : TRY(till->segments().runTagRules()))
        tags.append(QJsonObject { { u"tag"_s, run.tag }, { u"members"_s, run.members }, { u"added"_s, run.added }, { u"removed"_s, run.removed } });
    return AdminOutcome { { { u"tags"_s, tags } }, AdminExit::Done };
}

Result<AdminOutcome> tagMember(Invocation& call)
{
    const QStringList add = call.option("add"_L1).split(u',', Qt::SkipEmptyParts);
    const QStringList remove = call.option("remove"_L1).split(u',', Qt::SkipEmptyParts);
    const bool isChange = call.has("add"_L1) || call.has("remove"_L1);
    const auto till = TRY(call.open(isChange ? Database::Access::Writer : Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    QJsonArray tags;
    for (const MemberTag& tag : isChange ? TRY(till->segments().tag(member.key, add, remove)) : TRY(till->segments().tags(member.key)))
        tags.append(QJsonObject { { u"tag"_s, tag.tag }, { u"byRule"_s, tag.origin == TagOrigin::Rule }, { u"since"_s, tag.since.toString() } });
    return AdminOutcome { { { u"number"_s, member.number }, { u"tags"_s, tags } }, AdminExit::Done };
}

Result<AdminOutcome> recommendToMember(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    const Recommendation recommendation = TRY(till->segments().recommend(member.key, till->catalog()));
    const auto productJson = [&](const Id& id) {
        const Product* product = till->catalog().byId(id);
        return QJsonObject { { u"plu"_s, product->plu }, { u"name"_s, product->name } };
    };
    QJsonArray usual;
    for (const UsualProduct& product : recommendation.usual) {
        QJsonObject json = productJson(product.product);
        json["visits"_L1] = product.visits;
        usual.append(json);
    }
    QJsonArray untried;
    for (const UntriedProduct& product : recommendation.untried) {
        QJsonObject json = productJson(product.product);
        json["reason"_L1] = product.reason == UntriedProduct::Reason::SimilarTastes ? u"similarTastes"_s : u"favouriteCategory"_s;
        json["shoppers"_L1] = product.shoppers;
        untried.append(json);
    }
    return AdminOutcome { { { u"number"_s, member.number }, { u"usual"_s, usual }, { u"untried"_s, untried } }, AdminExit::Done };
}

}

std::vector<Command> segmentCommands()
{
    const QString who = u"MEMBER is a number, a phone or the code on the card."_s;
    return {
        { u"segment run"_s, { u"NAME|FILE.json"_s }, u"who is in a segment"_s,
            u"A saved or built-in segment, or a document (README.md). Members by number, with masked phones and their figures;\n"
            "the document lists the first thousand, the CSV file all. Works while the till is selling."_s,
            u"segment run dormant --csv dormant.csv"_s, { { u"csv"_s, u"FILE"_s, u"write all of them as CSV for a spreadsheet"_s } }, runSegment },
        { u"segment save"_s, { u"NAME"_s, u"FILE.json"_s }, u"save a segment, or replace it"_s,
            u"Products by PLU and categories by name must be in the catalogue. A name of a built-in segment replaces that one."_s,
            u"segment save regulars regulars.json"_s, {}, saveSegment },
        { u"segment delete"_s, { u"NAME"_s }, u"delete a saved segment"_s, u"A built-in segment that it replaced comes back."_s, u"segment delete regulars"_s,
            {}, deleteSegment },
        { u"segment list"_s, {}, u"all segments, saved and built-in"_s, u"Works while the till is selling."_s, u"segment list"_s, {}, listSegments },
        { u"segment tag"_s, {}, u"run the tag rules"_s,
            u"Puts the “tag” of each saved segment on the members in it, and takes it from those whom only a rule gave it.\nTags set by hand stay."_s,
            u"segment tag"_s, {}, runTagRules },
        { u"member tag"_s, { u"MEMBER"_s }, u"show a member's tags, or change them by hand"_s, who + u" Several tags: split by commas."_s,
            u"member tag 13800138000 --add \"chocolate lover\" --remove student"_s,
            { { u"add"_s, u"TAG"_s, u"tags to set"_s }, { u"remove"_s, u"TAG"_s, u"tags to take away"_s } }, tagMember },
        { u"member recommend"_s, { u"MEMBER"_s }, u"what they usually buy, and what they have not tried"_s, who + u" Works while the till is selling."_s,
            u"member recommend 13800138000"_s, {}, recommendToMember },
    };
}

}
