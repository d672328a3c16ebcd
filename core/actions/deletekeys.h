// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/actions/scope.h"
#include "core/store/store.h"

#include <functional>

namespace stateroom {

struct DeleteReport {
    static constexpr size_t maxSample = 20;

    qint64 deleted = 0;
    std::vector<Key> sample; ///< the first of them
    OperationId operation{}; ///< 0: nothing was deleted, or a dry run
};

/// Deletes the keys of a scope, as one operation in slices between others' writes; a dry run is the
/// preview. What is written meanwhile behind the place reached goes, too.
///
/// As all actions: `done` runs in the calling thread, which is `context`'s; when the context goes,
/// the work stops and `done` is dropped. After an error, what was committed stands under an
/// operation that the error's hint names. InvalidInput for a system namespace.
void deleteKeys(
    Store& store, Attribution by, Scope scope, bool dryRun, QObject* context,
    std::function<void(Result<DeleteReport>)> done, ActionOnce<DeleteReport> once = {});

} // namespace stateroom
