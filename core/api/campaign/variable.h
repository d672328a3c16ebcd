// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/problem.h"
#include "core/json/jsonview.h"

namespace stateroom::campaign {

/// Who shares a value. All values belong to one participant.
enum class Scope {
    User,     ///< every campaign
    Campaign, ///< the apps of one campaign
    App,      ///< one app of one campaign
};
constexpr Scope allScopes[] = {Scope::User, Scope::Campaign, Scope::App};

enum class VariableType { Number, String, Boolean };
constexpr VariableType allVariableTypes[] = {
    VariableType::Number, VariableType::String, VariableType::Boolean};

/// `user` and so on, as the API spells them.
QByteArray scopeName(Scope scope);
std::optional<Scope> scopeFromName(QByteArrayView name);
QByteArray typeName(VariableType type);
std::optional<VariableType> typeFromName(QByteArrayView name);

/// The value in the one form that it is stored in: numbers canonical, strings and booleans as they
/// were written. Nothing when it is not of this type, or a number beyond the range.
std::optional<JsonText> canonicalValue(VariableType type, const JsonView& value);
/// Why canonicalValue() has nothing: "must be a number, not a string."
QByteArray mismatch(VariableType type, const JsonView& value);

/// A declared variable.
struct Variable {
    Scope scope = Scope::User;
    QByteArray name; ///< an identifier, at most 64 characters
    VariableType type = VariableType::Number;
    std::optional<JsonText> standard;    ///< `default`, canonical
    std::optional<JsonText> description; ///< a JSON string

    /// `state.user.points`, by which programs address it.
    QByteArray path() const;
    /// `{"scope","name","type","default"?,"description"?}`.
    QByteArray toJson() const;
    /// The members of that object alone, without braces.
    QByteArray members() const;

    /// Whether both say the same, however it was spelled.
    friend bool operator==(const Variable& a, const Variable& b);
};

} // namespace stateroom::campaign
