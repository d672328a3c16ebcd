// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

#include <compare>
#include <optional>

namespace stateroom::test {

/// How two JSON values stand to each other, found in the plainest way: numbers are written out
/// digit by digit and compared as text, strings as lists of code points. Numbers must not have
/// exponents above some thousands.
std::strong_ordering compareJson(std::optional<JsonView> a, std::optional<JsonView> b);

/// Whether they are of one type; an absent value is null.
bool sameKind(std::optional<JsonView> a, std::optional<JsonView> b);

/// How texts stand to each other, by code point.
std::strong_ordering compareTexts(const QString& left, const QString& right);

} // namespace stateroom::test
