// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/catalog/Catalog.h"
#include "core/domain/members/Member.h"
#include "core/domain/segments/Bounds.h"

#include <QJsonObject>

#include <vector>

namespace tangyuan {

/// The last so many days, today among them, or the last so many months; neither: ever.
struct SegmentWindow {
    int days = 0;
    int months = 0;

    bool operator==(const SegmentWindow&) const = default;
    /// The first day of it; 0 for ever.
    BusinessDate from(BusinessDate today) const;
};

/// What must be true of the profile. It is sealed, so it is asked last (see SegmentSearch).
struct ProfileCondition {
    static constexpr int thisMonth = 0;

    std::optional<Sex> sex {};
    std::optional<int> birthdayMonth {};      ///< 1 … 12, or `thisMonth`
    std::optional<int> birthdayWithinDays {}; ///< 0: today
    std::optional<Consent> consent {};

    bool operator==(const ProfileCondition&) const = default;
    bool isOpen() const { return *this == ProfileCondition {}; }
    bool holds(const Profile& profile, QDate today) const;
};

/// Days until the birthday comes next, 0 on the day itself. A 29 February is kept on the 28th where the year has none,
/// so that it stays in its month.
int daysUntilBirthday(QDate birthday, QDate today);

/// Visits and money in a window. A refund takes money back and is no visit.
struct PurchaseCondition {
    SegmentWindow window {};
    Bounds visits {};
    Bounds spendMinor {};
    Bounds averageMinor {}; ///< spend ÷ visits, the price band; holds for nobody without a visit in the window

    bool operator==(const PurchaseCondition&) const = default;
    bool isOpen() const { return visits.isOpen() && spendMinor.isOpen() && averageMinor.isOpen(); }
};

/// Who bought any of these in at least `times` visits. What was brought back was tried all the same.
struct BoughtCondition {
    SegmentWindow window {};
    std::vector<Id> products {};
    std::vector<Id> categories {};
    qint64 times = 1;

    bool operator==(const BoughtCondition&) const = default;
    bool isOpen() const { return products.empty() && categories.empty(); }
};

struct TagCondition {
    QStringList any {};
    QStringList none {};

    bool operator==(const TagCondition&) const = default;
};

/// Scores by the shop's own cuts (see RfmCuts).
struct RfmCondition {
    Bounds recency {};
    Bounds frequency {};
    Bounds monetary {};

    bool operator==(const RfmCondition&) const = default;
    bool isOpen() const { return recency.isOpen() && frequency.isOpen() && monetary.isOpen(); }
};

/// What must all be true of a member; what is open is not asked.
struct SegmentConditions {
    ProfileCondition profile {};
    std::vector<Tier> tiers {}; ///< any of them
    std::optional<BusinessDate> registeredFrom {};
    std::optional<BusinessDate> registeredTo {};
    Bounds registeredDaysAgo {};
    PurchaseCondition purchases {};
    BoughtCondition bought {};
    Bounds lastVisitDaysAgo {}; ///< for who never came, since they registered
    Bounds points {};           ///< what is there and has not expired
    TagCondition tags {};
    RfmCondition rfm {};

    bool operator==(const SegmentConditions&) const = default;
};

/// A selection of members as data (分群): the conditions, and any of the alternatives if there are some. Erased members
/// are in none. With a `tag`, the tag rules put it on everyone in the segment.
struct Segment {
    static constexpr qsizetype alternativesLimit = 10;
    static constexpr qsizetype productsLimit = 100; ///< and as many categories
    static constexpr qsizetype tagsLimit = 20;
    static constexpr qsizetype tagChars = 40;
    static constexpr qint64 daysLimit = 3'660;
    static constexpr qint64 monthsLimit = 120;
    static constexpr qint64 countLimit = 1'000'000;

    SegmentConditions all {};
    std::vector<SegmentConditions> anyOf {};
    QString tag {};

    bool operator==(const Segment&) const = default;

    /// Who bought any of these products or categories in the last so many months.
    static Segment buyersOf(std::vector<Id> products, std::vector<Id> categories, int months);

    /// Products and categories stand in it by id.
    QJsonObject toJson() const;
    /// Reads what toJson wrote and what a person wrote: products by PLU, categories by name, which `catalog` knows.
    /// Errors, each with the key's path ("anyOf.1.points.min"): InputMalformed (an unknown key, another kind of value, an
    /// unknown category), InputOutOfRange, InputTooLong, ProductNotFound.
    static Result<Segment> fromJson(const QJsonObject& json, const Catalog& catalog = {});
};

/// The tag trimmed. Errors: InputMalformed (empty, or with control characters), InputTooLong.
Result<QString> checkedTag(const QString& typed);

}
