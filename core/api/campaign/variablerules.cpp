// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/variablerules.h"

#include <algorithm>

namespace stateroom::campaign {

namespace {

bool beginsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continuesName(char c)
{
    return beginsName(c) || (c >= '0' && c <= '9');
}

bool isIdentifier(QByteArrayView text)
{
    return !text.isEmpty() && beginsName(text.front()) &&
           std::all_of(text.begin(), text.end(), continuesName);
}

/// The text of a string field; nothing when it is missing or something else.
std::optional<QByteArray> textOf(const std::optional<JsonText>& field)
{
    const auto text = field ? JsonView(*field).toString() : std::nullopt;
    if (!text)
        return std::nullopt;
    return text->toUtf8();
}

std::optional<Scope> scopeOf(const VariableDraft& draft)
{
    const auto text = textOf(draft.scope);
    return text ? scopeFromName(*text) : std::nullopt;
}

std::optional<VariableType> typeOf(const VariableDraft& draft)
{
    const auto text = textOf(draft.type);
    return text ? typeFromName(*text) : std::nullopt;
}

/// A rule about a field that must be there says so first when it is not.
RuleVerdict
required(VariableRule rule, const char* field, bool present, bool holds, const char* message)
{
    return {rule, field, holds, present ? QByteArray(message) : QByteArray("is missing.")};
}

RuleVerdict judgeDefault(const VariableDraft& draft)
{
    RuleVerdict verdict{
        VariableRule::DefaultFitsType, "default", true,
        "must be a value of the variable's type, or be left out."};
    const auto type = typeOf(draft);
    if (!draft.standard || !type)
        return verdict;
    const JsonView value(*draft.standard);
    verdict.holds = canonicalValue(*type, value).has_value();
    if (!verdict.holds)
        verdict.message = mismatch(*type, value);
    return verdict;
}

} // namespace

VariableDraft VariableDraft::of(const JsonView& body)
{
    const auto member = [&body](QByteArrayView field) -> std::optional<JsonText> {
        const auto found = body.member(field);
        return found ? std::optional(found->toText()) : std::nullopt;
    };
    return {
        member("scope"), member("name"), member("type"), member("default"), member("description")};
}

bool isVariableName(QByteArrayView text)
{
    return isIdentifier(text) && text.size() <= maxVariableName;
}

std::vector<RuleVerdict> judge(const VariableDraft& draft)
{
    const auto name = textOf(draft.name);
    return {
        required(
            VariableRule::ScopeIsKnown, "scope", draft.scope.has_value(),
            scopeOf(draft).has_value(), "must be \"user\", \"campaign\" or \"app\"."),
        required(
            VariableRule::NameIsIdentifier, "name", draft.name.has_value(),
            name && isIdentifier(*name),
            "must begin with a letter or an underscore, and go on with letters, digits and "
            "underscores (A to Z, a to z, 0 to 9)."),
        {VariableRule::NameIsShort, "name", !name || name->size() <= maxVariableName,
         "must not be longer than 64 characters."},
        required(
            VariableRule::TypeIsKnown, "type", draft.type.has_value(), typeOf(draft).has_value(),
            "must be \"number\", \"string\" or \"boolean\"."),
        judgeDefault(draft),
        {VariableRule::DescriptionIsText, "description",
         !draft.description || draft.description->type() == JsonType::String,
         "must be a string, or be left out."},
    };
}

Checked<Variable> variableFrom(const VariableDraft& draft)
{
    Problem problem{ProblemKind::ValidationFailed, {}};
    for (RuleVerdict& verdict : judge(draft)) {
        if (!verdict.holds)
            problem.details.push_back({std::move(verdict.field), std::move(verdict.message)});
    }
    if (!problem.details.empty()) {
        problem.message = "The definition is not valid: " + problem.details.front().field + ' ' +
                          problem.details.front().message;
        return refuse(std::move(problem));
    }
    Variable variable;
    variable.scope = *scopeOf(draft);
    variable.name = *textOf(draft.name);
    variable.type = *typeOf(draft);
    if (draft.standard)
        variable.standard = canonicalValue(variable.type, *draft.standard);
    variable.description = draft.description;
    return variable;
}

} // namespace stateroom::campaign
