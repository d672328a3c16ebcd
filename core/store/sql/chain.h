// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sql/statement.h"

namespace stateroom::sql {

/// A change's place in its key's chain.
struct ChainNode {
    Seq seq;
    Version version;
    Seq previous; ///< the key's change before; 0 at its first
    /// An older change of the key that leads further back; seq 0 stands for "before the first",
    /// whose version is the one below the first.
    Seq jump;
    Version jumpVersion;
};

/// The chain of one key's changes: each points at the one before, and at one further back.
///
/// The second pointers follow E. W. Myers, "An applicative random-access stack" (1983): any earlier
/// change is reached in O(log n) steps, for two numbers a row and one look-up a write, where an
/// index over (key, seq) costs a page written at random for each change.
///
/// Compaction cuts chains from their old end. A pointer to a row that is gone means just that.
class Chain {
public:
    explicit Chain(Connection& connection);

    /// The node of a change; nothing when compaction has dropped it.
    Result<std::optional<ChainNode>> node(Seq seq);

    /// The newest change of the key at or before `seq`, where `newest` is any later one. Nothing
    /// when the key had none yet, or compaction has dropped it.
    Result<std::optional<ChainNode>> atOrBefore(Seq newest, Seq seq);
    /// The change that made this version; nothing when there is none, or none any more.
    Result<std::optional<ChainNode>> ofVersion(Seq newest, Version version);
    /// The newest change of the key whose version is below this one.
    Result<std::optional<ChainNode>> belowVersion(Seq newest, Version version);

    /// Fills the pointers of a change that follows `last` (nothing: the key's first). `before`: the
    /// one that `last` follows, where known, which spares looking it up.
    Result<void> link(
        ChainNode& next, const std::optional<ChainNode>& last,
        const std::optional<ChainNode>& before = std::nullopt);

private:
    template <class Reached> Result<std::optional<ChainNode>> walk(Seq newest, Reached reached);

    Statement m_node;
};

} // namespace stateroom::sql
