// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/textmark.h"

#include <QString>

#include <optional>

namespace stateroom::ui {

/// How well it fits, best first.
enum class WordFit {
    Exact,     ///< it is the text
    Prefix,    ///< the text begins with it
    WordStart, ///< it stands where a word begins
    Words,     ///< each of its words begins one of the text's
    Within     ///< it stands within a word
};

struct WordMatch {
    WordFit fit = WordFit::Prefix;
    TextMarks marks;
};

/// Whether `text` has what was typed, in either case. Letters that only happen to stand in this
/// order do not fit. An empty pattern fits everything.
std::optional<WordMatch> wordMatch(const QString& pattern, const QString& text);

} // namespace stateroom::ui
