// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace stateroom {

/// A value, or the Error that kept it from being. Cannot be dropped unread.
template <class T> class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other)
        : tl::expected<T, Error>(std::move(other))
    {
    }
};

using Failure = tl::unexpected<Error>;

/// `return fail(ErrorCode::NotFound, u"…"_s);`
inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

inline Failure fail(ErrorCode code, QString message, QString hint = {})
{
    return Failure(Error{code, std::move(message), std::move(hint)});
}

/// Hands a failed result's error on as the failure of another type.
template <class T> Failure failureOf(T&& result)
{
    return Failure(std::forward<T>(result).error());
}

} // namespace stateroom
