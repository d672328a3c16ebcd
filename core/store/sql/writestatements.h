// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sql/statement.h"

namespace stateroom::sql {

/// What the writer says to the tables; the answers are ReadStatements' part. Belongs to one
/// connection.
struct WriteStatements {
    explicit WriteStatements(Connection& connection);

    Statement begin, commit, rollback, savepoint, release, rollbackTo;

    /// seq, revision, operation, namespace, key, version, op, previous, jump, jump_version,
    /// expires, committed, key_id, request_id, value.
    Statement insertChange;
    /// version, seq, jump, jump_version, expires, namespace, key.
    Statement insertEntry, updateEntry;
    /// namespace, key.
    Statement deleteEntry;
    /// version, seq, jump, jump_version, namespace, key.
    Statement insertTombstone;
    /// namespace, key.
    Statement deleteTombstone;

    /// name; gives the id.
    Statement insertSpace;
    /// name; gives id, keys, version_base, last_change, whether it has tombstones.
    Statement readSpace;
    /// namespace, the same; gives the last of its keys, living and removed, empty without any.
    Statement lastKey;
    /// keys, last_change, id.
    Statement updateSpace;
    /// last_seq, last_revision, last_commit, floor, floor_revision, floor_commit, bytes.
    Statement updateLog;
    /// Changes one page. SQLite writes no page that stays the same; `bytes` is a rough figure.
    Statement seal;

    /// namespace, index, sort key, key.
    Statement insertIndexRow, deleteIndexRow;
    /// namespace, the same, how many: deletes its first rows, or nothing when it has no more.
    Statement dropSomeIndexRows;
    /// namespace.
    Statement dropIndexRows;
    /// name, fingerprint.
    Statement keepFingerprint;
    /// name.
    Statement dropFingerprint;

    /// scope, key, fingerprint, answer, kept, expires.
    Statement keepRecord;
    /// moment, limit.
    Statement dropRecords;

    /// moment, limit; gives namespace's name, key, expires.
    Statement due;
    Statement nextExpiry;

    /// seq; gives the next change with its namespace's name and the length of its value.
    Statement rowBehind;
    Statement dropChange;
    /// namespace, key.
    Statement tombstoneSeq;
    /// version, namespace.
    Statement raiseBase;
};

} // namespace stateroom::sql
