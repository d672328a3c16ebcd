// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/variable.h"

namespace stateroom::campaign {

/// A definition as somebody writes it, not judged yet: each field as JSON, or missing.
struct VariableDraft {
    std::optional<JsonText> scope, name, type, standard, description;

    /// From the members of a body; any other member is left alone.
    static VariableDraft of(const JsonView& body);
};

/// What a definition must satisfy, each rule once.
enum class VariableRule {
    ScopeIsKnown,      ///< user, campaign or app
    NameIsIdentifier,  ///< a letter or underscore, then letters, digits, underscores
    NameIsShort,       ///< at most 64 characters
    TypeIsKnown,       ///< number, string or boolean
    DefaultFitsType,   ///< left out, or a value of the type
    DescriptionIsText, ///< left out, or a string
};

/// One rule, and how a draft stands to it: what an API answers, and what a form shows beside the
/// field as it is typed.
struct RuleVerdict {
    VariableRule rule = VariableRule::ScopeIsKnown;
    QByteArray field; ///< of the body: `scope`
    bool holds = false;
    QByteArray message; ///< the rule as a sentence: "must be user, campaign or app."
};

/// Every rule, in the order of the fields.
std::vector<RuleVerdict> judge(const VariableDraft& draft);

/// The variable, where every rule holds; else ValidationFailed with all that do not.
Checked<Variable> variableFrom(const VariableDraft& draft);

/// `[A-Za-z_][A-Za-z0-9_]{0,63}`.
bool isVariableName(QByteArrayView text);
constexpr qsizetype maxVariableName = 64;

} // namespace stateroom::campaign
