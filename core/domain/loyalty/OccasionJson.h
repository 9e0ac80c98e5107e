// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/JsonFields.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/Occasion.h"

// How an Occasion and what stands around it is described, for every document of rules that has one.
namespace tangyuan {

// What an element of a list is: its key is empty, since it stands alone.
inline constexpr auto asText = [](auto& field, QString& value) { field.text("", value, limits::nameChars); };
inline constexpr auto asCode = [](auto& field, QString& value) { field.text("", value, limits::codeChars); };
inline constexpr auto asId = [](auto& field, Id& value) { field.id("", value); };
inline constexpr auto asDayOfMonth = [](auto& field, int& value) { field.number("", value, 1, 31); };
inline constexpr auto asWeekday = [](auto& field, int& value) { field.number("", value, 1, 7); };
inline constexpr auto asTier = [](auto& field, Tier& value) {
    field.word("", value, { { Tier::Regular, "regular" }, { Tier::Silver, "silver" }, { Tier::Gold, "gold" }, { Tier::Diamond, "diamond" } });
};
inline constexpr auto asObject = [](auto& field, auto& value) { describe(field, value); };
// What an optional holds.
inline constexpr auto someDate = [](auto& field, const char* key, BusinessDate& value) { field.date(key, value); };
inline constexpr auto somePoints = [](auto& field, const char* key, Points& value) { field.points(key, value); };
inline constexpr auto someMoney = [](auto& field, const char* key, Money& value) { field.money(key, value); };
inline constexpr auto someCount = [](auto& field, const char* key, qint32& value) { field.number(key, value, 0, 1'000'000); };
inline constexpr auto someHour = [](auto& field, const char* key, int& value) { field.number(key, value, 0, 24); };
inline constexpr auto someFlag = [](auto& field, const char* key, bool& value) { field.flag(key, value); };
inline constexpr auto someChannel = [](auto& field, const char* key, Channel& value) {
    field.word(key, value, { { Channel::Counter, "counter" }, { Channel::Online, "online" } });
};

template <class Field>
void describe(Field& field, Occasion& when)
{
    field.maybe("from", when.from, someDate);
    field.maybe("to", when.to, someDate);
    field.list("daysOfMonth", when.daysOfMonth, 31, asDayOfMonth);
    field.list("weekdays", when.weekdays, 7, asWeekday);
    field.list("daysOfYear", when.daysOfYear, 366, asText);
    field.list("lunarDays", when.lunarDays, 366, asText);
    field.maybe("hourFrom", when.hourFrom, someHour);
    field.maybe("hourTo", when.hourTo, someHour);
    field.word("birthday", when.birthday,
        { { BirthdayWindow::None, "any" }, { BirthdayWindow::Day, "day" }, { BirthdayWindow::Week, "week" }, { BirthdayWindow::Month, "month" } });
    field.maybe("firstOrder", when.firstOrder, someFlag);
    field.maybe("channel", when.channel, someChannel);
    field.list("tiers", when.tiers, 4, asTier);
    field.list("tags", when.tags, 50, asText);
    field.maybe("members", when.members, someFlag);
    field.list("stores", when.stores, 400, asCode);
}

}
