// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Words.h"

#include "core/base/Verify.h"

#include <QCoreApplication>
#include <QLocale>

namespace tangyuan::words {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString tierPrice(const QString& tierName)
{
    if (tierName == u"silver")
        return Text::tr("Silver price");
    if (tierName == u"gold")
        return Text::tr("Gold price");
    if (tierName == u"diamond")
        return Text::tr("Diamond price");
    return Text::tr("Member price");
}

constexpr QStringView mainlandPrefix = u"+86";
constexpr qsizetype mainlandChars = 14; // "+86" and eleven digits

bool isMainlandMobile(const QString& e164)
{
    return e164.startsWith(mainlandPrefix) && e164.size() == mainlandChars;
}

}

QString tier(Tier tier)
{
    switch (tier) {
    case Tier::Regular: return Text::tr("Regular");
    case Tier::Silver: return Text::tr("Silver");
    case Tier::Gold: return Text::tr("Gold");
    case Tier::Diamond: return Text::tr("Diamond");
    }
    VERIFY(false);
}

QString sex(Sex sex)
{
    switch (sex) {
    case Sex::Unknown: return Text::tr("Not told");
    case Sex::Female: return Text::tr("Female");
    case Sex::Male: return Text::tr("Male");
    }
    VERIFY(false);
}

QString tender(TenderMethod method)
{
    switch (method) {
    case TenderMethod::Cash: return Text::tr("Cash");
    case TenderMethod::Card: return Text::tr("Card");
    case TenderMethod::WeChatPay: return Text::tr("WeChat Pay");
    case TenderMethod::Alipay: return Text::tr("Alipay");
    case TenderMethod::Other: return Text::tr("Other");
    case TenderMethod::StoredValue: return Text::tr("Stored value");
    }
    VERIFY(false);
}

QString adjustment(const Adjustment& adjustment)
{
    switch (adjustment.rule) {
    case Adjustment::Rule::TierPrice: return tierPrice(adjustment.label);
    case Adjustment::Rule::GroupPrice: return Text::tr("Contract price");
    case Adjustment::Rule::PointsAsCash: return Text::tr("Points");
    case Adjustment::Rule::Promotion:
    case Adjustment::Rule::Coupon: return adjustment.label;
    case Adjustment::Rule::PointsPrice: return Text::tr("%1 (%2 points)").arg(adjustment.label, points(adjustment.points));
    case Adjustment::Rule::ByHand: return Text::tr("By hand: %1").arg(adjustment.label);
    case Adjustment::Rule::Rounding: return Text::tr("Rounding");
    }
    VERIFY(false);
}

QString unitPrice(const Product& product)
{
    const QString price = toDisplayString(product.price);
    return product.unit == Quantity::Unit::Gram ? Text::tr("%1/kg").arg(price) : price;
}

QString points(Points points)
{
    return QLocale(QLocale::C).toString(points.count);
}

QString listed(const QStringList& parts)
{
    return parts.join(Text::tr(", "));
}

QString pack(const Pack& pack)
{
    QStringList parts;
    if (pack.points.count > 0)
        parts.append(Text::tr("%1 points").arg(points(pack.points)));
    if (!pack.bonus.isZero())
        parts.append(Text::tr("%1 stored value").arg(toDisplayString(pack.bonus)));
    for (const GiftSpec& gift : pack.gifts)
        parts.append(QStringLiteral("%1 × %2").arg(gift.count).arg(gift.name));
    return listed(parts);
}

QString given(const Given& given)
{
    QString what = given.what;
    if (what == u"welcome")
        what = Text::tr("Welcome gift");
    else if (what == u"birthday")
        what = Text::tr("Birthday gift");
    else if (const auto reached = tierFromName(given.what.section(u':', 1)); reached && given.what.startsWith(u"tier:"))
        what = Text::tr("Now %1").arg(tier(*reached));
    return given.pack.isEmpty() ? what : Text::tr("%1: %2").arg(what, pack(given.pack));
}

QString shortened(const QString& text, qsizetype chars)
{
    return text.size() > chars ? text.left(chars - 1).trimmed() + u'…' : text;
}

QString phone(const QString& e164)
{
    if (!isMainlandMobile(e164))
        return e164;
    const QString digits = e164.sliced(mainlandPrefix.size());
    return digits.sliced(0, 3) + u' ' + digits.sliced(3, 4) + u' ' + digits.sliced(7);
}

QString maskedPhone(const QString& e164)
{
    if (e164.size() < 8)
        return {};
    const QString head = isMainlandMobile(e164) ? e164.sliced(mainlandPrefix.size(), 3) : e164.first(e164.size() - 8);
    return head + QStringLiteral(" **** ") + e164.last(4);
}

QString memberName(const Member& member)
{
    if (member.isErased)
        return Text::tr("Erased member");
    return member.profile.name.isEmpty() ? Text::tr("Member %1").arg(member.number) : member.profile.name;
}

QString moment(UtcTime time, UtcTime now, const BusinessCalendar& calendar)
{
    const QDateTime local = calendar.localTime(time);
    const QDate today = calendar.localTime(now).date();
    const QString clock = local.toString(QStringLiteral("HH:mm"));
    if (local.date() == today)
        return Text::tr("Today %1").arg(clock);
    if (local.date() == today.addDays(-1))
        return Text::tr("Yesterday %1").arg(clock);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

int daysToBirthday(const QDate& birthday, const QDate& today)
{
    auto inYear = [&](int year) {
        const QDate date(year, birthday.month(), birthday.day());
        return date.isValid() ? date : QDate(year, birthday.month(), 28);
    };
    const QDate thisYear = inYear(today.year());
    return static_cast<int>(today.daysTo(thisYear >= today ? thisYear : inYear(today.year() + 1)));
}

QString birthday(const QDate& birthday, const QDate& today)
{
    if (!birthday.isValid())
        return {};
    const int days = daysToBirthday(birthday, today);
    const QString date = birthday.toString(QStringLiteral("MM-dd"));
    if (days == 0)
        return Text::tr("%1, today").arg(date);
    if (days == 1)
        return Text::tr("%1, tomorrow").arg(date);
    return days <= 7 ? Text::tr("%1, in %2 days").arg(date).arg(days) : date;
}

}
