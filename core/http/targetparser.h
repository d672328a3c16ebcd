// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/types.h"

#include <optional>

namespace stateroom {

/// A request target, taken apart byte-exactly. Contract section 0, "Paths".
struct Target {
    bool isAsterisk = false;          ///< `*`, which belongs to OPTIONS
    QByteArrayView authority;         ///< of the absolute form, in the raw target; else empty
    std::vector<QByteArray> segments; ///< decoded one by one; valid UTF-8 without NUL, none empty
    QueryParameters query;
};

/// Splits at `/` first, then decodes. Slashes collapse at the start and right after `/v1`; any
/// other empty segment, an invalid escape, `%00` and invalid UTF-8 are mistakes.
/// Answers what is wrong, or nothing when `target` is filled. Where something is wrong, the
/// segments still tell whose path it was meant to be, but are not fit for use.
std::optional<QByteArray> parseTarget(QByteArrayView raw, Target& target);

/// Decodes percent escapes; nothing when one is malformed, or when the bytes then are not
/// UTF-8 or hold NUL.
enum class PlusSign { Itself, Space };
std::optional<QByteArray> percentDecode(QByteArrayView text, PlusSign plus);

} // namespace stateroom
