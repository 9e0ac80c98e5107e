// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/SegmentReader.h"
#include "core/usecases/segments/Segments.h"

#include <QJsonArray>

#include <algorithm>

namespace tangyuan {

namespace {

Result<QStringList> checkedTags(const QStringList& typed, const char* side)
{
    if (typed.size() > Segment::tagsLimit)
        return fail(ErrorCode::InputTooLong, QLatin1String(side));
    QStringList tags;
    for (const QString& tag : typed)
        tags.append(TRY(within(QLatin1String(side), checkedTag(tag))));
    tags.removeDuplicates();
    return tags;
}

}

/// Who should have a tag by rule, and what is to change for it.
struct Segments::TagRule {
    QString tag;
    MemberSet wanted;
    std::vector<MemberKey> added {};
    std::vector<MemberKey> removed {};
};

Result<std::vector<MemberTag>> Segments::tags(MemberKey key)
{
    return m_tags.ofMember(key);
}

Result<std::vector<MemberTag>> Segments::tag(MemberKey key, const QStringList& typedAdd, const QStringList& typedRemove)
{
    const Moment moment = m_moments.take();
    QStringList add = TRY(checkedTags(typedAdd, "add"));
    QStringList remove = TRY(checkedTags(typedRemove, "remove"));
    if (std::ranges::any_of(add, [&](const QString& tag) { return remove.contains(tag); }))
        return fail(ErrorCode::InputMalformed, QStringLiteral("remove"));

    Transaction transaction = TRY(Transaction::begin(m_database));
    const Member member = TRY(living(key));
    const std::vector<MemberTag> before = TRY(tags(key));
    const auto hasByHand = [&](const QString& tag) {
        return std::ranges::any_of(before, [&](const MemberTag& has) { return has.tag == tag && has.origin == TagOrigin::Hand; });
    };
    const auto has = [&](const QString& tag) { return std::ranges::find(before, tag, &MemberTag::tag) != before.end(); };
    add.removeIf(hasByHand);
    remove.removeIf([&](const QString& tag) { return !has(tag); });
    if (add.isEmpty() && remove.isEmpty())
        return before;
    const auto news = static_cast<size_t>(std::ranges::count_if(add, [&](const QString& tag) { return !has(tag); }));
    if (before.size() + news - static_cast<size_t>(remove.size()) > tagsPerMember)
        return fail(ErrorCode::InputTooLong, QStringLiteral("add"));
    for (const QString& tag : add)
        TRY(TagRows::setByHand(transaction, key, tag, moment.date));
    for (const QString& tag : remove)
        TRY(TagRows::remove(transaction, key, tag));
    TRY(append(transaction, moment, "member.tagged",
        { { QStringLiteral("member"), member.id.toString() }, { QStringLiteral("add"), QJsonArray::fromStringList(add) },
            { QStringLiteral("remove"), QJsonArray::fromStringList(remove) } }));
    TRY(transaction.commit());
    return tags(key);
}

Result<std::vector<TagRuleRun>> Segments::runTagRules()
{
    const Moment moment = m_moments.take();
    Transaction transaction = TRY(Transaction::begin(m_database));
    const std::vector<TagRule> rules = TRY(tagRules(moment));
    std::vector<TagRuleRun> runs;
    for (const TagRule& rule : rules) {
        TRY(follow(transaction, moment, rule));
        runs.push_back({ rule.tag, rule.wanted.count(), static_cast<qint64>(rule.added.size()), static_cast<qint64>(rule.removed.size()) });
    }
    TRY(transaction.commit());
    return runs;
}

Result<std::vector<Segments::TagRule>> Segments::tagRules(const Moment& moment)
{
    std::vector<TagRule> rules;
    const auto ruleOf = [&](const QString& tag) -> TagRule& {
        const auto found = std::ranges::find(rules, tag, &TagRule::tag);
        return found != rules.end() ? *found : rules.emplace_back(TagRule { tag, {} });
    };
    for (const NamedSegment& named : TRY(saved()))
        if (!named.segment.tag.isEmpty())
            ruleOf(named.segment.tag).wanted.unite(TRY(search(moment).find(named.segment)));
    // A tag whose segment is gone is wanted for nobody.
    for (const QString& tag : TRY(m_tags.ruleTags()))
        ruleOf(tag);
    for (TagRule& rule : rules) {
        MemberSet added = rule.wanted;
        added.subtract(TRY(m_tags.tagged(rule.tag)));
        rule.added = added.members();
        MemberSet removed = TRY(m_tags.taggedByRule(rule.tag));
        removed.subtract(rule.wanted);
        rule.removed = removed.members();
    }
    return rules;
}

Result<void> Segments::follow(Transaction& transaction, const Moment& moment, const TagRule& rule)
{
    MemberRows members(m_database);
    QJsonArray added;
    QJsonArray removed;
    const auto record = [&](qsizetype most) -> Result<void> {
        if (added.size() + removed.size() <= most)
            return {};
        TRY(append(transaction, moment, "members.tagged",
            { { QStringLiteral("tag"), rule.tag }, { QStringLiteral("add"), added }, { QStringLiteral("remove"), removed } }));
        added = {};
        removed = {};
        return {};
    };
    for (const MemberKey key : rule.added) {
        TRY(TagRows::setByRule(transaction, key, rule.tag, moment.date));
        added.append(TRY(members.byKey(key))->id.toString());
        TRY(record(membersPerFact - 1));
    }
    for (const MemberKey key : rule.removed) {
        TRY(TagRows::remove(transaction, key, rule.tag));
        removed.append(TRY(members.byKey(key))->id.toString());
        TRY(record(membersPerFact - 1));
    }
    return record(0);
}

}
