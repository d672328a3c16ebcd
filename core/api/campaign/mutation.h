// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/definitions.h"
#include "core/store/store.h"

namespace stateroom::campaign {

enum class MutationOp { Set, Increase, Decrease };

/// The variable that a path names, whether or not it is declared.
struct VariablePath {
    Scope scope = Scope::User;
    QByteArray name;
};
/// Reads `state.user.points`; nothing when the text is no such path, as `state.sessionId` is not.
std::optional<VariablePath> parsePath(QStringView text);

/// One entry of `ops`.
struct Mutation {
    JsonText path; ///< as it was written, a JSON string
    std::optional<VariablePath> target;
    MutationOp op = MutationOp::Set;
    JsonText value; ///< not judged against a type yet
};

/// The body of `state:mutate`.
struct MutationRequest {
    std::vector<Mutation> ops;
    /// `mutation_id`, decoded; empty: none.
    QByteArray id;
};

constexpr qsizetype maxMutations = 1000;
constexpr qsizetype maxMutationId = 255; ///< in bytes of UTF-8

/// Reads a body; ValidationFailed names every field that is missing or of the wrong kind.
Checked<MutationRequest> parseMutations(const JsonView& body);

struct MutationAnswer {
    QByteArray mutations; ///< the JSON array of `{path,previous,current}`
    /// Whether the id had been used: this is the original outcome, and nothing was changed.
    bool duplicate = false;
    bool outdated = false; ///< the variables that were known beforehand are not those of now
};

/// Does all of it, in order, each op seeing the earlier ones, or refuses and does nothing. With an
/// id, the outcome is kept for 30 days in the same commit, and answers whatever bears that id of
/// that user and campaign. A variable that several ops change gets one new version.
///
/// `known`: the campaign's variables as they were of late, or null; where they have changed since,
/// they are read anew.
Outcome<MutationAnswer> mutate(
    Transaction& transaction, const Participant& who, const MutationRequest& request,
    const VariableListPtr& known = nullptr);

} // namespace stateroom::campaign
