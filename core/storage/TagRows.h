// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/segments/MemberSet.h"
#include "core/storage/Database.h"

#include <QStringList>

namespace tangyuan {

enum class TagOrigin { Hand, Rule };

/// A tag as a member has it.
struct MemberTag {
    QString tag;
    TagOrigin origin = TagOrigin::Hand;
    BusinessDate since;

    bool operator==(const MemberTag&) const = default;
};

/// Tags of members. What a hand has set no rule takes away.
class TagRows {
public:
    explicit TagRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::vector<MemberTag>> ofMember(MemberKey key);
    Result<MemberSet> tagged(const QString& tag);
    Result<MemberSet> taggedByRule(const QString& tag);
    /// The tags that rules have set on anybody.
    Result<QStringList> ruleTags();

    /// A tag that a rule has set becomes the hand's.
    static Result<void> setByHand(Transaction& transaction, MemberKey key, const QString& tag, BusinessDate today);
    /// Leaves a tag alone that is there already.
    static Result<void> setByRule(Transaction& transaction, MemberKey key, const QString& tag, BusinessDate today);
    static Result<void> remove(Transaction& transaction, MemberKey key, const QString& tag);
    static Result<void> removeAll(Transaction& transaction, MemberKey key);

private:
    Database& m_database;
};

}
