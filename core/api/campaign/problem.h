// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/jsontext.h"

#include <optional>
#include <variant>
#include <vector>

namespace stateroom::campaign {

/// Why a call of the campaign API is refused; the set is closed. What the store or the server
/// refuses is not among them.
enum class ProblemKind {
    MalformedJson,         ///< 400: the body is not JSON
    ValidationFailed,      ///< 422: a field is missing, or not what it must be
    SystemStateViolation,  ///< 400: a path that names no declared variable
    Unauthorized,          ///< 401: no credential, or none that is in force
    Forbidden,             ///< 403: a credential of another kind, or one that may only read
    OutOfScope,            ///< 403: a campaign or app that the credential does not reach
    DefinitionConflict,    ///< 409: the name is taken by another definition
    VariableLimitExceeded, ///< 409, or 403 if so configured: the scope is full
    UnknownVariable,       ///< 404: what is to be changed or removed is not declared
};

/// One thing that is wrong with one field: `ops[0].value`, `scope`.
struct FieldProblem {
    QByteArray field;
    QByteArray message;
};

/// A refusal: what is wrong, and where. All texts are UTF-8 sentences for a developer.
struct Problem {
    ProblemKind kind = ProblemKind::ValidationFailed;
    QByteArray message;
    /// The offending variable path as a JSON string, where the refusal is about one.
    std::optional<JsonText> path = {};
    std::vector<FieldProblem> details = {};
    qint64 offset = -1; ///< MalformedJson: the byte at which it stops being JSON
};

/// A value, or the refusal that there is none.
template <class T> using Checked = tl::expected<T, Problem>;

/// The same for what works on the store, which may fail, too.
template <class T> using Outcome = tl::expected<T, std::variant<Error, Problem>>;

inline tl::unexpected<Problem> refuse(Problem problem)
{
    return tl::unexpected<Problem>(std::move(problem));
}

/// ValidationFailed of one field.
inline tl::unexpected<Problem> refuseField(QByteArray field, QByteArray message)
{
    QByteArray whole = field + ": " + message;
    return refuse(
        {ProblemKind::ValidationFailed,
         std::move(whole),
         {},
         {{std::move(field), std::move(message)}}});
}

/// Reads a body: a JSON object, else MalformedJson or ValidationFailed.
Checked<JsonText> parseObject(const QByteArray& body, const JsonLimits& limits);

} // namespace stateroom::campaign
