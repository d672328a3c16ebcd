// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

namespace stateroom {

/// Gets the store's file ready to be opened: makes a new one, or judges the one that is there and
/// brings it forward. To be called by the owner of the directory, before anything opens the file.
///
/// A new file is made beside `path` and then takes its place as a whole, so that an empty file
/// never is a store that was just beginning, but one that has lost its content. Errors: DamagedFile
/// (names the newest backup) and NewerFile, both with everything left as it is; what SQLite
/// reports. `busyTimeout` in milliseconds.
Result<void> prepareStoreFile(const QString& path, Timestamp now, qint64 busyTimeout);

} // namespace stateroom
