// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/MemberView.h"

#include "ui/widgets/Words.h"

namespace tangyuan {
namespace {

constexpr int purchasesShown = 4;
constexpr int nearDays = 7;

QString productNames(const Sale& sale)
{
    QStringList names;
    for (const SaleLine& line : sale.lines) {
        if (!names.contains(line.name))
            names.append(line.name);
    }
    return names.join(QStringLiteral(", "));
}

Money worth(Points points, const Redemption& redemption)
{
    return { std::max<qint64>(points.count, 0) / redemption.step.count * redemption.value.minor };
}

}

Result<MemberView> makeMemberView(Till& till, const Member& member)
{
    MemberView view;
    view.member = member;
    view.points = TRY(till.checkout().pointsBalance(member.key));
    view.pointsValue = worth(view.points, till.rules().redemption);
    const BusinessCalendar& calendar = till.settings().calendar;
    const UtcTime now = till.clock().now();
    if (const QDate birthday = member.profile.birthday; birthday.isValid()) {
        const QDate today = calendar.localTime(now).date();
        view.birthday = words::birthday(birthday, today);
        if (words::daysToBirthday(birthday, today) <= nearDays)
            view.birthdayNearness = MemberView::BirthdayNearness::Near;
    }
    for (const SaleStore::Summary& summary : TRY(till.sales().ofMember(member.key, purchasesShown))) {
        const Sale sale = TRY(till.sales().byFact(summary.fact));
        view.purchases.push_back({ words::moment(sale.at, now, calendar), productNames(sale), sale.total });
    }
    return view;
}

}
