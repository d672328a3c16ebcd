// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/json/jsontext.h"

#include <QIODevice>

#include <functional>
#include <memory>

namespace stateroom {

/// What becomes of a key that exists and holds something else than the file says.
enum class ImportConflict { Replace, Keep, Fail };

struct ImportRequest {
    /// The file; opened for reading, seekable, and at its beginning. Used in other threads, one at
    /// a time.
    std::shared_ptr<QIODevice> source;
    ImportConflict onConflict = ImportConflict::Replace;
    bool clear = false; ///< the namespaces that the file names are emptied first
    bool dryRun = false;
    JsonLimits limits; ///< of one line
    /// What else a value must be to stand there; null: nothing. Called in other threads.
    using Judge = std::function<Result<void>(const EntryName&, const JsonText&)>;
    Judge judgeValue = {};
    /// The same in a file that begins as an export does (and thus must end so): what stood in a
    /// store must be able to go back.
    Judge judgeExported = {};
};

struct ImportReport {
    static constexpr size_t maxConflicts = 20;

    qint64 created = 0;
    qint64 replaced = 0;
    qint64 unchanged = 0;
    qint64 skipped = 0; ///< kept, as onConflict says
    qint64 expired = 0; ///< of the file: their time is over
    qint64 deleted = 0; ///< by `clear`
    /// Not 0: nothing was done, because of these (ImportConflict::Fail); the first are listed.
    qint64 conflictCount = 0;
    std::vector<EntryName> conflicts;
    OperationId operation{};
};

/// Loads an export (docs/api/control.md): all or nothing, as one operation. Every line is judged
/// before the first write. What fails later is undone; what is interrupted (`context` gone, a kill)
/// is undone by the next start, see undoInterruptedImport(). InvalidInput bears the line.
/// One at a time in a store: Conflict. `done` runs in the calling thread, which is `context`'s.
void importEntries(
    Store& store, Attribution by, ImportRequest request, QObject* context,
    std::function<void(Result<ImportReport>)> done, ActionOnce<ImportReport> once = {});

/// At the start of a store, before it is served: undoes what an import left half done. Waits, in an
/// event loop of its own. Whether there was any.
Result<bool> undoInterruptedImport(Store& store);

} // namespace stateroom
