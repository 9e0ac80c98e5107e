// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Verify.h"

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace tangyuan {

/// What a function that can fail returns: the value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// Builds the failing side of a Result: `return fail(ErrorCode::DiskFull, path);`
[[nodiscard]] inline Failure fail(ErrorCode code, QString context = {})
{
    return Failure(Error { code, std::move(context) });
}

/// What stands in a Result that is known to hold; nothing for Result<void>.
template <class R>
typename std::remove_cvref_t<R>::value_type taken(R&& result)
{
    if constexpr (!std::is_void_v<typename std::remove_cvref_t<R>::value_type>)
        return *std::forward<R>(result);
}

}

#define TANGYUAN_JOIN_(a, b) a##b
#define TANGYUAN_JOIN(a, b) TANGYUAN_JOIN_(a, b)

/// Takes the value out of a Result, or returns its error from the enclosing function (after Ladybird's TRY; a GNU
/// statement expression, which GCC and Clang share). Each use names its variable anew, so that they nest.
#define TRY(expression) TANGYUAN_TRY(expression, TANGYUAN_JOIN(tryResult, __COUNTER__))
#define TANGYUAN_TRY(expression, result)                                                                                                                       \
    __extension__({                                                                                                                                            \
        auto&& result = (expression);                                                                                                                          \
        if (!result.has_value()) [[unlikely]]                                                                                                                  \
            return ::tangyuan::Failure(std::move(result.error()));                                                                                             \
        ::tangyuan::taken(std::move(result));                                                                                                                  \
    })

/// Takes the value where failing would be our own mistake.
#define MUST(expression) TANGYUAN_MUST(expression, TANGYUAN_JOIN(mustResult, __COUNTER__))
#define TANGYUAN_MUST(expression, result)                                                                                                                      \
    __extension__({                                                                                                                                            \
        auto&& result = (expression);                                                                                                                          \
        VERIFY(result.has_value());                                                                                                                            \
        ::tangyuan::taken(std::move(result));                                                                                                                  \
    })
