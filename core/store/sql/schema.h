// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sql/connection.h"
#include "core/store/store.h"

#include <QStringList>

#include <vector>

namespace stateroom::sql {

/// One step of the file's format: from version `to - 1` to version `to` (`PRAGMA user_version`).
struct Migration {
    int to;
    QStringList statements;
};

/// All steps, from an empty file to today's format. Only ever appended to.
const std::vector<Migration>& migrations();

/// Makes a new file, or checks an old one and brings it forward, each step in one transaction and
/// after a backup (`stateroom.db.backup-vN-TIME`, by VACUUM INTO). Errors: NewerFile (left
/// untouched), DamagedFile (not a store of ours, or unreadable; left untouched), what SQLite
/// reports.
Result<void> prepareFile(
    Connection& connection, const QString& path, Timestamp now,
    const std::vector<Migration>& steps = migrations());

/// The checks of prepareFile alone, for a connection that may not write.
Result<void> checkFile(
    Connection& connection, const QString& path,
    const std::vector<Migration>& steps = migrations());

/// What checkFile does not look at: that the tables are those of the file's format, and that the
/// log ends where it says. Errors: DamagedFile, what SQLite reports.
Result<void> checkContent(Connection& connection);

/// The error as it is told to a person: for DamagedFile with the file's name, and the newest
/// backup.
Error withBackup(Error error, const QString& path);

/// The newest backup beside `path`, or an empty string.
QString newestBackup(const QString& path);

/// What each connection needs: WAL, durability, no trust in the file's schema, no mmap. `cacheKiB`
/// of page cache.
Result<void> configureReader(Connection& connection, int cacheKiB);
Result<void>
configureWriter(Connection& connection, StoreMode mode, Durability durability, int cacheKiB);

} // namespace stateroom::sql
