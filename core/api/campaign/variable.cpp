// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/variable.h"

#include "core/api/campaign/quantity.h"

namespace stateroom::campaign {

namespace {

QByteArray nameOf(JsonType type)
{
    switch (type) {
    case JsonType::Null:
        return "null";
    case JsonType::Boolean:
        return "a boolean";
    case JsonType::Number:
        return "a number";
    case JsonType::String:
        return "a string";
    case JsonType::Array:
        return "an array";
    case JsonType::Object:
        return "an object";
    }
    Q_UNREACHABLE();
}

JsonType jsonTypeOf(VariableType type)
{
    switch (type) {
    case VariableType::Number:
        return JsonType::Number;
    case VariableType::String:
        return JsonType::String;
    case VariableType::Boolean:
        return JsonType::Boolean;
    }
    Q_UNREACHABLE();
}

/// Strings are compared decoded; all else is canonical already.
bool sameText(const std::optional<JsonText>& a, const std::optional<JsonText>& b)
{
    if (a == b)
        return true;
    if (!a || !b || a->type() != JsonType::String || b->type() != JsonType::String)
        return false;
    return JsonView(*a).toString() == JsonView(*b).toString();
}

} // namespace

QByteArray scopeName(Scope scope)
{
    switch (scope) {
    case Scope::User:
        return "user";
    case Scope::Campaign:
        return "campaign";
    case Scope::App:
        return "app";
    }
    Q_UNREACHABLE();
}

std::optional<Scope> scopeFromName(QByteArrayView name)
{
    for (const Scope scope : allScopes) {
        if (scopeName(scope) == name)
            return scope;
    }
    return std::nullopt;
}

QByteArray typeName(VariableType type)
{
    switch (type) {
    case VariableType::Number:
        return "number";
    case VariableType::String:
        return "string";
    case VariableType::Boolean:
        return "boolean";
    }
    Q_UNREACHABLE();
}

std::optional<VariableType> typeFromName(QByteArrayView name)
{
    for (const VariableType type : allVariableTypes) {
        if (typeName(type) == name)
            return type;
    }
    return std::nullopt;
}

std::optional<JsonText> canonicalValue(VariableType type, const JsonView& value)
{
    if (value.type() != jsonTypeOf(type))
        return std::nullopt;
    if (type != VariableType::Number)
        return value.toText();
    const auto number = Quantity::from(value);
    if (!number)
        return std::nullopt;
    return number->toJson();
}

QByteArray mismatch(VariableType type, const JsonView& value)
{
    if (value.type() == jsonTypeOf(type))
        return "is beyond the range of numbers, which is -2^63 to 2^63 - 1.";
    return "must be " + nameOf(jsonTypeOf(type)) + ", not " + nameOf(value.type()) + '.';
}

QByteArray Variable::path() const
{
    return "state." + scopeName(scope) + '.' + name;
}

QByteArray Variable::members() const
{
    QByteArray text = R"("scope":")" + scopeName(scope) + R"(","name":")" + name + R"(","type":")" +
                      typeName(type) + '"';
    if (standard)
        text += R"(,"default":)" + standard->bytes();
    if (description)
        text += R"(,"description":)" + description->bytes();
    return text;
}

QByteArray Variable::toJson() const
{
    return '{' + members() + '}';
}

bool operator==(const Variable& a, const Variable& b)
{
    return a.scope == b.scope && a.name == b.name && a.type == b.type &&
           sameText(a.standard, b.standard) && sameText(a.description, b.description);
}

} // namespace stateroom::campaign
