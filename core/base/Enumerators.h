// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tangyuan {

/// Whether an enum has a name for this value. The compiler tells, in what GCC and Clang call the function itself:
/// "[with auto value = tangyuan::Tier::Gold]" of one that has a name, "[with auto value = (tangyuan::Tier)9]" of one that has none.
template <auto value>
consteval bool isEnumerator()
{
    const std::string_view told = __PRETTY_FUNCTION__;
    const std::string_view last = told.substr(told.find_last_of(":) ") + 1);
    return last.front() < '0' || last.front() > '9';
}

/// All enumerators of an enum, in the order of their numbers, which go from 0 to 126. A list that is made of these forgets
/// none, also none that is added next year.
template <class Enum>
inline constexpr auto enumerators = [] {
    constexpr int numbers = 128;
    constexpr auto isNamed = []<int... number>(std::integer_sequence<int, number...>)
    {
        return std::array { isEnumerator<static_cast<Enum>(number)>()... };
    }
    (std::make_integer_sequence<int, numbers>());
    static_assert(!isNamed.back(), "there may be more of them than are looked at");
    std::array<Enum, static_cast<size_t>(std::ranges::count(isNamed, true))> all {};
    size_t found = 0;
    for (int number = 0; number < numbers; ++number)
        if (isNamed[static_cast<size_t>(number)])
            all[found++] = static_cast<Enum>(number);
    return all;
}();

/// Whether a list that somebody wrote (in another order, or with words beside) names each enumerator once, and those of
/// `except` not at all. For a static_assert beside the list, so that the compiler names each list that a new enumerator misses.
template <class List, class Projection = std::identity>
constexpr bool namesEach(const List& list, Projection projection = {},
    std::initializer_list<std::remove_cvref_t<std::invoke_result_t<Projection, decltype(*std::begin(std::declval<const List&>()))>>> except = {})
{
    using Enum = std::remove_cvref_t<std::invoke_result_t<Projection, decltype(*std::begin(list))>>;
    return std::ranges::all_of(enumerators<Enum>,
        [&](Enum value) { return std::ranges::count(list, value, projection) == (std::ranges::find(except, value) == except.end() ? 1 : 0); });
}

}
