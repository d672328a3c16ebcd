// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsondiff.h"

#include <optional>
#include <utility>
#include <vector>

namespace stateroom::ui {

/// How two values differ, ready to be shown: as a structure, and line by line.
struct ValueDifference {
    JsonDiff diff;
    QByteArray text;                         ///< both values in one, line by line
    std::vector<std::pair<int, bool>> marks; ///< line, and whether it was added
    bool same = false;                       ///< not even written otherwise
};

/// Compares; nothing is a value that does not exist. Any thread; time and room are bounded by the
/// values' sizes.
ValueDifference
compareValues(const std::optional<JsonText>& before, const std::optional<JsonText>& after);

} // namespace stateroom::ui
