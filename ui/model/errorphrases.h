// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace stateroom::ui {

/// A sentence of the core in the user's language; nothing when there is no translation of it into
/// that. The core speaks English to programs and logs; people at the window are told the same by
/// this catalogue, which knows each of its sentences with %1, %2, … in the places of numbers.
std::optional<QString> translatedSentence(const QString& english);

/// What a regular expression is refused for, in the user's language; nothing as above.
std::optional<QString> translatedExpressionError(const QString& english);

} // namespace stateroom::ui
