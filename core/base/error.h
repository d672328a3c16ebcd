// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stateroom {

/// Every way in which something of ours can fail. The set is closed: each place that maps it
/// (to an HTTP status, to a sentence for a user, to an exit code) is a switch without a default, so
/// that a new code does not compile until every one of them has decided what it means there.
enum class ErrorCode {
    InvalidInput,  ///< The caller gave something malformed: JSON, a key, an option.
    TooLarge,      ///< Well-formed, but over a limit.
    NotFound,      ///< No such entry, namespace, version or record.
    Conflict,      ///< A compare-and-set whose expectation does not hold.
    Compacted,     ///< The log no longer reaches back that far (below the floor).
    ReadOnly,      ///< The store may not be written: a follower, a damaged or a read-only file.
    StorageFull,   ///< No room on the disk; reads go on, writes again when there is room.
    StorageFailed, ///< The disk or the database reported an error.
    DamagedFile,   ///< The store's file is not what it should be; nothing was changed.
    NewerFile,     ///< The store's file was written by a newer version; nothing was changed.
    AlreadyOwned,  ///< Another process owns the data directory, or the port is taken.
    Cancelled,     ///< Given up because the one who asked, or the program, is leaving.
    Internal,      ///< A defect of ours.
};

/// A failure as a value: what happened, to what, and what to do about it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    /// One sentence for a developer who reads it; no secrets, no value of a user's entry.
    QString message;
    /// What to do next, one sentence; may be empty.
    QString hint;
    /// InvalidInput of a text: the byte at which it stops being right; else -1.
    qint64 offset = -1;
    /// Conflict: the version that the entry has (0 when there is none); else -1.
    qint64 currentVersion = -1;
    /// InvalidInput of a text of many lines: which one, from 1; else -1.
    qint64 line = -1;

    /// The message, and the hint behind it where there is one.
    QString toString() const;
};

/// The code's name as it stands in this header, for logs and tests.
QLatin1StringView errorCodeName(ErrorCode code);

} // namespace stateroom
