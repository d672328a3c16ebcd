// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"
#include "core/service/campaigndesk.h"

#include <QString>

namespace stateroom::ui {

/// `User`, as a heading and in a choice.
QString scopeTitle(campaign::Scope scope);
/// Who shares a value of that scope, as a sentence.
QString scopeSentence(campaign::Scope scope);
QString typeTitle(campaign::VariableType type);
/// What a value of another type is: `not a number`.
QString misfitText(campaign::VariableType type);
/// What a default of that type is, as a rule.
QString typeRule(campaign::VariableType type);

/// Why something was refused or failed: a sentence in the user's language, the particulars behind
/// it.
QString problemText(const std::variant<Error, campaign::Problem>& problem);

/// An object's member; none, too, where it is null.
std::optional<JsonText> presentMember(const JsonView& object, QByteArrayView member);

/// A JSON string's own text; the JSON where no text can hold it.
QString textOf(const JsonText& string);

} // namespace stateroom::ui
