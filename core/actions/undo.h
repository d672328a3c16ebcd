// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/bringback.h"

#include <variant>

namespace stateroom {

/// What to take back: a bulk operation, or all changes of one transaction.
using UndoTarget = std::variant<OperationId, Revision>;

struct UndoRequest {
    UndoTarget target;
    bool force = false; ///< also keys that somebody has written since
    /// Those are left alone, and keep nothing else from being undone.
    bool skipConflicts = false;
    bool dryRun = false;
};

/// A key that somebody has written since.
struct UndoConflict {
    EntryName name;
    Version version; ///< its newest one
};

struct UndoReport : RestoreCounts {
    static constexpr size_t maxConflicts = 20;

    qint64 skipped = 0; ///< written by somebody while the undo ran, and left alone
    /// Not 0: nothing was done, because of these; the first of them are listed.
    qint64 conflictCount = 0;
    std::vector<UndoConflict> conflicts;
    OperationId operation{}; ///< 0: nothing was changed, or a dry run
};

/// Makes each key that the target has changed what it was before: one operation, in slices, see
/// deleteKeys(), so that an undo can be undone. Keys written by somebody since are conflicts,
/// unless forced; a value that has merely expired is none. System namespaces are left alone.
/// Errors besides: NotFound when there is no such operation or revision; Compacted when the log
/// does not hold all of it.
void undoChanges(
    Store& store, Attribution by, UndoRequest request, QObject* context,
    std::function<void(Result<UndoReport>)> done, ActionOnce<UndoReport> once = {});

} // namespace stateroom
