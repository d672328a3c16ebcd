// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/actions/scope.h"
#include "core/store/store.h"

#include <functional>

namespace stateroom {

struct CopyRequest {
    Scope from;
    Namespace to;
    bool overwrite = false; ///< keys that exist there, else they are left alone
    bool dryRun = false;
    /// Whether an entry may hold this value; nothing: any may. Asked for namespaces of the business
    /// API, which hold records only.
    std::function<Result<void>(const EntryName&, const JsonText&)> judgeValue = {};
};

struct CopyReport {
    qint64 copied = 0;
    qint64 skipped = 0; ///< exist there, or hold that already
    OperationId operation{};
};

/// Copies keys as they are at one moment, with their expiry, to another namespace: one operation,
/// in slices, see deleteKeys(). InvalidInput when both namespaces are the same or one is a
/// system's; and, before anything is written, for an entry that the other namespace's API would
/// refuse: too long a name (checkName), or a value that `judgeValue` is against. The message names
/// it.
void copyKeys(
    Store& store, Attribution by, CopyRequest request, QObject* context,
    std::function<void(Result<CopyReport>)> done, ActionOnce<CopyReport> once = {});

} // namespace stateroom
