// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/actions/bringback.h"
#include "core/actions/scope.h"

#include <variant>

namespace stateroom {

/// A moment in the past: right after a revision, or what stood at a time.
using PastMoment = std::variant<Revision, Timestamp>;

struct RestoreRequest {
    Scope scope;
    /// A version is for one named key.
    std::variant<Version, Revision, Timestamp> to;
    bool keepNewer = false; ///< leaves keys alone that did not exist then
    bool dryRun = false;
};

struct RestoreReport : RestoreCounts {
    OperationId operation{}; ///< 0: nothing was changed, or a dry run
};

/// Makes the keys of a scope what they were: one operation, in slices, see deleteKeys(). What
/// bringBack() says of expiry holds; keys that did not exist then are deleted. Errors besides:
/// NotFound for a version that is not held or was a removal; Compacted below the floor.
void restoreKeys(
    Store& store, Attribution by, RestoreRequest request, QObject* context,
    std::function<void(Result<RestoreReport>)> done, ActionOnce<RestoreReport> once = {});

/// For actions: the last revision that had been committed at that moment.
void findRevision(
    Store& store, PastMoment moment, QObject* context, std::function<void(Result<Revision>)> done);

} // namespace stateroom
