// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/studiotext.h"

#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"

#include <QCoreApplication>

namespace stateroom::ui {

using campaign::ProblemKind;

namespace {

struct StudioText {
    Q_DECLARE_TR_FUNCTIONS(StudioText)
};

QString kindSentence(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::MalformedJson:
        return StudioText::tr("This is not JSON.");
    case ProblemKind::ValidationFailed:
    case ProblemKind::SystemStateViolation:
        return StudioText::tr("A definition is not valid.");
    case ProblemKind::Unauthorized:
    case ProblemKind::Forbidden:
    case ProblemKind::OutOfScope:
        return StudioText::tr("This is not allowed.");
    case ProblemKind::DefinitionConflict:
        return StudioText::tr("Another definition is in the way.");
    case ProblemKind::VariableLimitExceeded:
        return StudioText::tr("The scope is full.");
    case ProblemKind::UnknownVariable:
        return StudioText::tr("The variable is no longer declared.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString scopeTitle(campaign::Scope scope)
{
    switch (scope) {
    case campaign::Scope::User:
        //: A scope of variables: the participant's own
        return StudioText::tr("User");
    case campaign::Scope::Campaign:
        //: A scope of variables
        return StudioText::tr("Campaign");
    case campaign::Scope::App:
        //: A scope of variables
        return StudioText::tr("App");
    }
    Q_UNREACHABLE();
}

QString scopeSentence(campaign::Scope scope)
{
    switch (scope) {
    case campaign::Scope::User:
        return StudioText::tr("Shared by every campaign");
    case campaign::Scope::Campaign:
        return StudioText::tr("Shared by the apps of this campaign");
    case campaign::Scope::App:
        return StudioText::tr("Of one app alone");
    }
    Q_UNREACHABLE();
}

QString typeTitle(campaign::VariableType type)
{
    switch (type) {
    case campaign::VariableType::Number:
        return StudioText::tr("number");
    case campaign::VariableType::String:
        return StudioText::tr("string");
    case campaign::VariableType::Boolean:
        return StudioText::tr("boolean");
    }
    Q_UNREACHABLE();
}

QString misfitText(campaign::VariableType type)
{
    switch (type) {
    case campaign::VariableType::Number:
        //: What a stored value is not that should be a number
        return StudioText::tr("not a number");
    case campaign::VariableType::String:
        return StudioText::tr("not a string");
    case campaign::VariableType::Boolean:
        return StudioText::tr("not a boolean");
    }
    Q_UNREACHABLE();
}

QString typeRule(campaign::VariableType type)
{
    switch (type) {
    case campaign::VariableType::Number:
        return StudioText::tr(
            "A number: whole from -2^63 to 2^63 - 1, or with decimals, such as 2.5.");
    case campaign::VariableType::String:
        return StudioText::tr("Any text, an empty one too.");
    case campaign::VariableType::Boolean:
        return StudioText::tr("Either true or false.");
    }
    Q_UNREACHABLE();
}

QString problemText(const std::variant<Error, campaign::Problem>& problem)
{
    if (const auto* error = std::get_if<Error>(&problem))
        return errorText(*error);
    const auto& refusal = std::get<campaign::Problem>(problem);
    return kindSentence(refusal.kind) + u' ' + displayText(refusal.message);
}

std::optional<JsonText> presentMember(const JsonView& object, QByteArrayView member)
{
    const auto value = object.member(member);
    if (!value || value->type() == JsonType::Null)
        return std::nullopt;
    return value->toText();
}

QString textOf(const JsonText& string)
{
    const auto text = JsonView(string).toString();
    return text && text->isValidUtf16() ? *text : QString::fromUtf8(string.bytes());
}

} // namespace stateroom::ui
