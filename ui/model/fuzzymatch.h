// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/textmark.h"

#include <QString>

#include <optional>

namespace stateroom::ui {

struct FuzzyMatch {
    int score = 0; ///< the higher, the better
    TextMarks marks;
};

/// Whether the letters of `pattern` stand in `text` in this order, in either case: at the beginning
/// of a word is best, together is better than apart. An empty pattern matches everything.
std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text);

} // namespace stateroom::ui
