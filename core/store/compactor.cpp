// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/compactor.h"

namespace stateroom {

Compactor::Compactor(Ledger& ledger, const HistoryPolicy& policy, const Clock& clock)
    : m_ledger(ledger)
    , m_policy(policy)
    , m_clock(clock)
{
}

bool Compactor::mayBeDue(Timestamp now) const
{
    return m_ledger.bytesAboveFloor() > m_policy.bytes || now >= m_nothingDueBefore;
}

bool Compactor::isDue(const Ledger::LogRow& row, Timestamp now) const
{
    return m_ledger.bytesAboveFloor() > m_policy.bytes || row.committed + m_policy.age <= now;
}

Result<bool> Compactor::step(Timestamp now, Milliseconds until)
{
    for (;;) {
        auto row = m_ledger.rowBehind(m_ledger.floor());
        if (!row)
            return failureOf(row);
        if (!*row) {
            m_nothingDueBefore = now + m_policy.age;
            return false;
        }
        if (!isDue(**row, now)) {
            m_nothingDueBefore = (*row)->committed + m_policy.age;
            return false;
        }
        if (m_clock.steady() >= until)
            return true;
        if (auto passed = passRevision(std::move(**row)); !passed)
            return failureOf(passed);
    }
}

Result<void> Compactor::passRevision(Ledger::LogRow row)
{
    qint64 bytes = 0;
    for (;;) {
        bytes += row.bytes;
        auto next = m_ledger.rowBehind(row.seq);
        if (!next)
            return failureOf(next);
        const bool last = !*next || (*next)->revision != row.revision;
        // First the floor, then the rows: the floor's own batch is what guards the rows' going.
        if (last) {
            if (auto moved = m_ledger.moveFloor(row, bytes); !moved)
                return moved;
        }
        if (auto passed = pass(row); !passed)
            return passed;
        if (last)
            return {};
        row = std::move(**next);
    }
}

Result<void> Compactor::pass(const Ledger::LogRow& row)
{
    if (row.removal) {
        auto dropped = m_ledger.dropTombstone(row);
        if (!dropped)
            return failureOf(dropped);
        if (*dropped)
            return dropFrom(row.seq);
    }
    // The newest version below the floor is what as-of needs, and may be the living value itself.
    const qint64 keep = std::max(m_policy.versionsBelowFloor, 1);
    const Version pushedOut(row.node.version.value() - keep);
    auto oldest = m_ledger.statements().chain().ofVersion(row.seq, pushedOut);
    if (!oldest)
        return failureOf(oldest);
    return *oldest ? dropFrom((*oldest)->seq) : Result<void>();
}

/// Drops this change and all the older ones of its key.
Result<void> Compactor::dropFrom(Seq seq)
{
    sql::Chain& chain = m_ledger.statements().chain();
    for (;;) {
        auto node = chain.node(seq);
        if (!node)
            return failureOf(node);
        if (!*node)
            return {};
        if (auto dropped = m_ledger.dropChange(seq); !dropped)
            return dropped;
        seq = (*node)->previous;
    }
}

} // namespace stateroom
