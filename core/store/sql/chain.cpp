// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/chain.h"

#include "core/store/sql/rows.h"

namespace stateroom::sql {

Chain::Chain(Connection& connection)
    : m_node(
          connection, u"SELECT +version AS '', +previous AS '', +jump AS '', +jump_version AS ''"
                      u" FROM change WHERE seq = ?")
{
}

Result<std::optional<ChainNode>> Chain::node(Seq seq)
{
    auto rows = m_node.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<ChainNode>>(*rows, std::nullopt);
    auto found = nodeFrom(*rows, seq, 0);
    if (!found)
        return failureOf(found);
    return *found;
}

/// Goes back from the newest to the first node of which `reached` says that the target is reached
/// or passed.
template <class Reached> Result<std::optional<ChainNode>> Chain::walk(Seq newest, Reached reached)
{
    auto at = node(newest);
    while (at && *at && !reached((*at)->seq, (*at)->version)) {
        if ((*at)->previous == Seq(0))
            return std::nullopt;
        // A jump that would lead past the target is not taken; one that lands right on it is.
        const bool jumpPasses =
            (*at)->jump == Seq(0) || reached((*at)->jump.next(), (*at)->jumpVersion.next());
        at = node(jumpPasses ? (*at)->previous : (*at)->jump);
    }
    return at;
}

Result<std::optional<ChainNode>> Chain::atOrBefore(Seq newest, Seq seq)
{
    return walk(newest, [seq](Seq at, Version) { return at <= seq; });
}

Result<std::optional<ChainNode>> Chain::belowVersion(Seq newest, Version version)
{
    return walk(newest, [version](Seq, Version at) { return at < version; });
}

Result<std::optional<ChainNode>> Chain::ofVersion(Seq newest, Version version)
{
    auto found = walk(newest, [version](Seq, Version at) { return at <= version; });
    if (found && *found && (*found)->version != version)
        return std::nullopt;
    return found;
}

Result<void> Chain::link(
    ChainNode& next, const std::optional<ChainNode>& last, const std::optional<ChainNode>& before)
{
    if (!last) {
        next.previous = Seq(0);
        next.jump = Seq(0);
        next.jumpVersion = Version(next.version.value() - 1);
        return {};
    }
    next.previous = last->seq;
    next.jump = last->seq;
    next.jumpVersion = last->version;
    Version beyond = last->jumpVersion; // of what lies one more jump back
    Seq beyondSeq = last->jump;
    if (last->jump != Seq(0)) {
        auto jumped = before && before->seq == last->jump ? Result<std::optional<ChainNode>>(before)
                                                          : node(last->jump);
        if (!jumped)
            return failureOf(jumped);
        if (!*jumped)
            return {}; // compacted away: a step by one is right as well
        beyond = (*jumped)->jumpVersion;
        beyondSeq = (*jumped)->jump;
    }
    const qint64 first = last->version.value() - last->jumpVersion.value();
    const qint64 second = last->jumpVersion.value() - beyond.value();
    if (first == second) {
        next.jump = beyondSeq;
        next.jumpVersion = beyond;
    }
    return {};
}

} // namespace stateroom::sql
