// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ledger.h"

namespace stateroom {

/// Moves the floor forward and drops what need not be kept below it (HistoryPolicy), a little at a
/// time, on the writer's thread and within its batches. Knows the rule; the ledger knows the rows.
///
/// As a change passes the floor, the version that it pushes out of its key's newest N goes, and
/// with a removal that nothing followed goes all of that key's past: its namespace's version base
/// rises instead, so that no version is ever used twice.
class Compactor {
public:
    Compactor(Ledger& ledger, const HistoryPolicy& policy, const Clock& clock);

    /// Works within an open batch until nothing is due or `until` (Clock::steady) has come; whether
    /// more is due. Always passes whole revisions, so that as-of never splits one.
    Result<bool> step(Timestamp now, Milliseconds until);
    /// The batch of the last step was rolled back.
    void undoStep() { m_nothingDueBefore = {}; }

    /// Whether a step may find work; cheap, and sometimes wrongly true.
    bool mayBeDue(Timestamp now) const;

private:
    bool isDue(const Ledger::LogRow& row, Timestamp now) const;
    Result<void> passRevision(Ledger::LogRow row);
    Result<void> pass(const Ledger::LogRow& row);
    Result<void> dropFrom(Seq seq);

    Ledger& m_ledger;
    const HistoryPolicy m_policy;
    const Clock& m_clock;
    /// The oldest change above the floor cannot come of age before this.
    Timestamp m_nothingDueBefore;
};

} // namespace stateroom
