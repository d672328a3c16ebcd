// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

#include <vector>

namespace stateroom {

/// One place at which two values differ.
struct JsonDifference {
    enum class Kind { Added, Removed, Changed };

    /// RFC 6901: `/a/0`, empty for the whole. Places in the new value; of what was removed, in the
    /// old one.
    QByteArray path;
    Kind kind = Kind::Changed;
    std::optional<JsonText> before; ///< not when added
    std::optional<JsonText> after;  ///< not when removed
};

struct JsonDiff {
    std::vector<JsonDifference> differences; ///< in the order of the text
    /// False when a limit was reached: what is told is right, but an array may be compared place by
    /// place where elements were moved, or differences at the end may be missing.
    bool isComplete = true;
};

/// What a comparison may cost.
struct JsonDiffLimits {
    size_t differences = 10'000;
    int arrayEdits = 1'000;           ///< inserted and removed elements that alignment looks for
    qint64 bytes = 256 * 1024 * 1024; ///< of text looked at, counted again at each level
};

/// How `after` differs from `before`, as values rather than as texts: the order of an object's
/// members and the spelling of strings (`A`, `\u0041`) are no difference. Numbers are compared as
/// they are written (`1.0` is not `1`), since they are kept so. Arrays are aligned, so that one
/// inserted element is one difference, and an element that changed within is compared inside.
/// An object that bears a name twice is compared by all that it bears; where those differ it is
/// one change as a whole, since no path tells its members apart. Any thread.
JsonDiff diffJson(const JsonView& before, const JsonView& after, const JsonDiffLimits& limits = {});

} // namespace stateroom
