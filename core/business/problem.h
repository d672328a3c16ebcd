// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <variant>
#include <vector>

namespace stateroom::business {

/// Why something is refused that the store itself would have done; the set is closed.
enum class RefusalKind {
    Invalid, ///< 400: what was sent breaks a rule; `problems` say which
    Missing, ///< 404: a record that was named does not exist: the one addressed, or one referred to
};

/// One thing that is wrong with one field of a record (`status`, `capabilities.can_refund`) or with
/// one part of a question (`limit`, `cursor`, `sort`, `filter.created_at`).
struct FieldProblem {
    QByteArray field;
    QByteArray message; ///< a sentence that goes on behind the field's name: "is required."

    friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

/// A refusal: what is wrong, and where. All texts are UTF-8 for a developer.
struct Refusal {
    RefusalKind kind = RefusalKind::Invalid;
    QByteArray message;                      ///< a whole sentence
    std::vector<FieldProblem> problems = {}; ///< Invalid: all that is wrong, not the first alone
    QByteArray object = {};                  ///< Missing: what kind of record, `agent`
    QByteArray id = {};                      ///< Missing: which one
    QByteArray field = {}; ///< Missing: the field that refers to it; empty when it was addressed
};

/// A value, or the refusal that there is none.
template <class T> using Checked = tl::expected<T, Refusal>;

/// The same for what works on the store, which may fail, too.
template <class T> using Outcome = tl::expected<T, std::variant<Error, Refusal>>;

inline tl::unexpected<Refusal> refuse(Refusal refusal)
{
    return tl::unexpected<Refusal>(std::move(refusal));
}

/// Invalid, for these problems; `problems` must not be empty.
inline tl::unexpected<Refusal> refuse(std::vector<FieldProblem> problems)
{
    Refusal refusal;
    refusal.message = problems.front().field + ' ' + problems.front().message;
    refusal.problems = std::move(problems);
    return refuse(std::move(refusal));
}

inline tl::unexpected<Refusal> refuseField(QByteArray field, QByteArray message)
{
    return refuse(std::vector<FieldProblem>{{std::move(field), std::move(message)}});
}

} // namespace stateroom::business
