// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/places.h"
#include "core/base/clock.h"
#include "core/base/mutex.h"

#include <deque>
#include <memory>
#include <vector>

namespace stateroom::campaign {

enum class MutationOutcome {
    Applied,
    Duplicate, ///< its mutation_id had been used: answered as then, nothing was changed
    Refused,   ///< nothing was changed
};

/// What a `state:mutate` with a valid token has come to.
struct MutationReport {
    static constexpr qsizetype maxMutations = 4 * 1024;

    Timestamp at = {}; ///< when it was decided
    Participant who = {};
    QByteArray requestId = {};
    QByteArray mutationId = {}; ///< empty: none
    MutationOutcome outcome = MutationOutcome::Applied;
    /// The answer's array of `{path,previous,current}`; empty when it was refused, or when the
    /// array has more than maxMutations bytes.
    QByteArray mutations = {};
    QByteArray errorCode = {}; ///< of a refusal
};

using MutationReportPtr = std::shared_ptr<const MutationReport>;

/// The newest mutations, duplicates and refusals too, of all campaigns; in memory only. The change
/// log cannot tell of those, since they changed nothing. Thread-safe: every HTTP worker adds to it.
class MutationBook {
public:
    static constexpr qsizetype capacity = 500;

    MutationBook() = default;
    Q_DISABLE_COPY_MOVE(MutationBook)

    void add(MutationReport report);
    /// Newest first.
    std::vector<MutationReportPtr> newest() const;

private:
    mutable Mutex m_mutex;
    std::deque<MutationReportPtr> m_reports GUARDED_BY(m_mutex); // newest first
};

} // namespace stateroom::campaign
