// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/restore.h"

namespace stateroom {

struct UndeleteRequest {
    Scope scope;
    /// What to bring back: what the keys held then; nothing: the last that they held.
    std::optional<PastMoment> from = {};
    bool dryRun = false;
};

/// Brings keys back that are gone; living ones are left alone, and counted as unchanged. Of many,
/// only those that were deleted: what expired comes back where it is named. One operation, in
/// slices, see deleteKeys(). NotFound when the one key that is named is none that history knows.
void undeleteKeys(
    Store& store, Attribution by, UndeleteRequest request, QObject* context,
    std::function<void(Result<RestoreReport>)> done, ActionOnce<RestoreReport> once = {});

} // namespace stateroom
