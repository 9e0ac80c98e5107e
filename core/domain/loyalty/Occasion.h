// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/members/Tier.h"

#include <QDate>

#include <optional>
#include <set>
#include <vector>

namespace tangyuan {

enum class Channel { Counter, Online };
/// How near the birthday must be: that day, its week (Monday to Sunday), its month.
enum class BirthdayWindow { None, Day, Week, Month };

/// What a rule is asked about: when it is, where, and who stands there.
struct Situation {
    BusinessDate date;
    int hour = 0; ///< of the local wall clock
    Channel channel = Channel::Counter;
    Tier tier = Tier::Regular;
    QDate birthday {}; ///< null if not told
    std::set<QString> tags {};
    bool isFirstOrder = false;
    bool isMember = true; ///< false: a passer-by, who has no tier
    QString store {};     ///< the code of the store where it happens; empty if the shop has none
};

/// What must be known of a member before rules can be judged.
struct SituationQuestions {
    bool tags = false;
    bool firstOrder = false;
};

/// When and for whom a rule holds (活动时间): every condition that is set must be met; none set means always. Days of
/// month, of week, of year and of the lunar year are alternatives: one of those that are set must fit.
struct Occasion {
    std::optional<BusinessDate> from {}; ///< inclusive
    std::optional<BusinessDate> to {};   ///< inclusive
    std::vector<int> daysOfMonth {};     ///< 1 … 31: 8 is the member day on the 8th
    std::vector<int> weekdays {};        ///< 1 Monday … 7 Sunday
    std::vector<QString> daysOfYear {};  ///< "02-14"
    std::vector<QString> lunarDays {};   ///< "08-15" is Mid-Autumn, "12-30" New Year's Eve also where that month has 29 days; never in a leap month
    std::optional<int> hourFrom {};      ///< 0 … 23
    std::optional<int> hourTo {};        ///< 1 … 24, not included
    BirthdayWindow birthday = BirthdayWindow::None;
    std::optional<bool> firstOrder {};
    std::optional<Channel> channel {};
    std::vector<Tier> tiers {};
    std::vector<QString> tags {};   ///< one of them
    std::optional<bool> members {}; ///< true: members only; false: passers-by only
    std::vector<QString> stores {}; ///< store codes; one of them

    bool operator==(const Occasion&) const = default;
    bool includes(const Situation& situation) const;
    /// Whether both may hold on the same day for the same member; errs on the side of yes.
    bool mayMeet(const Occasion& other) const;
};

/// Whether `date` lies in the window of this birthday; 29 February counts as 28 February in other years. A null
/// birthday lies in none.
bool isInBirthdayWindow(QDate birthday, QDate date, BirthdayWindow window);
/// The birthday's day in this year.
QDate birthdayIn(int year, QDate birthday);

}
