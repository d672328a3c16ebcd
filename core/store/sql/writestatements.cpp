// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/writestatements.h"

#include "core/store/sql/connection.h"

namespace stateroom::sql {

WriteStatements::WriteStatements(Connection& connection)
    : begin(connection, u"BEGIN IMMEDIATE")
    , commit(connection, u"COMMIT")
    , rollback(connection, u"ROLLBACK")
    , savepoint(connection, u"SAVEPOINT unit")
    , release(connection, u"RELEASE unit")
    , rollbackTo(connection, u"ROLLBACK TO unit")
    , insertChange(
          connection,
          u"INSERT INTO change(seq, revision, operation, namespace, key, version, op, previous,"
          u" jump, jump_version, expires, committed, key_id, request_id, value)"
          u" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    , insertEntry(
          connection,
          u"INSERT INTO entry(version, seq, jump, jump_version, expires, namespace, key)"
          u" VALUES(?, ?, ?, ?, ?, ?, ?)")
    , updateEntry(
          connection,
          u"UPDATE entry SET version = ?, seq = ?, jump = ?, jump_version = ?, expires = ?"
          u" WHERE namespace = ? AND key = ?")
    , deleteEntry(connection, u"DELETE FROM entry WHERE namespace = ? AND key = ?")
    , insertTombstone(
          connection, u"INSERT INTO tombstone(version, seq, jump, jump_version, namespace, key)"
                      u" VALUES(?, ?, ?, ?, ?, ?)")
    , deleteTombstone(connection, u"DELETE FROM tombstone WHERE namespace = ? AND key = ?")
    , insertSpace(
          connection,
          u"INSERT INTO namespace(name, keys, version_base, last_change) VALUES(?, 0, 0, 0)"
          u" RETURNING id")
    , readSpace(
          connection, u"SELECT id, keys, version_base, last_change, EXISTS(SELECT 1 FROM"
                      u" tombstone t WHERE t.namespace = n.id) FROM namespace n WHERE name = ?")
    , lastKey(
          connection, u"SELECT max(ifnull((SELECT max(key) FROM entry WHERE namespace = ?), x''),"
                      u" ifnull((SELECT max(key) FROM tombstone WHERE namespace = ?), x''))")
    , updateSpace(connection, u"UPDATE namespace SET keys = ?, last_change = ? WHERE id = ?")
    , updateLog(
          connection,
          u"UPDATE log_state SET last_seq = ?, last_revision = ?, last_commit = ?, floor = ?,"
          u" floor_revision = ?, floor_commit = ?, bytes = ?")
    , seal(connection, u"UPDATE log_state SET bytes = bytes + 1")
    , insertIndexRow(
          connection,
          u"INSERT OR IGNORE INTO field_index(namespace, idx, sort_key, key) VALUES(?, ?, ?, ?)")
    , deleteIndexRow(
          connection, u"DELETE FROM field_index"
                      u" WHERE namespace = ? AND idx = ? AND sort_key = ? AND key = ?")
    , dropSomeIndexRows(
          connection, u"DELETE FROM field_index WHERE namespace = ? AND (idx, sort_key, key) <"
                      u" (SELECT idx, sort_key, key FROM field_index WHERE namespace = ?"
                      u" ORDER BY idx, sort_key, key LIMIT 1 OFFSET ?)")
    , dropIndexRows(connection, u"DELETE FROM field_index WHERE namespace = ?")
    , keepFingerprint(
          connection, u"INSERT OR REPLACE INTO indexed_namespace(name, fingerprint) VALUES(?, ?)")
    , dropFingerprint(connection, u"DELETE FROM indexed_namespace WHERE name = ?")
    , keepRecord(
          connection,
          u"INSERT OR REPLACE INTO idempotency(scope, key, fingerprint, answer, kept, expires)"
          u" VALUES(?, ?, ?, ?, ?, ?)")
    , dropRecords(
          connection,
          u"DELETE FROM idempotency WHERE (scope, key) IN"
          u" (SELECT scope, key FROM idempotency WHERE expires <= ? ORDER BY expires LIMIT ?)")
    , due(connection,
          u"SELECT n.name, e.key, e.expires FROM entry e JOIN namespace n ON n.id = e.namespace"
          u" WHERE e.expires IS NOT NULL AND e.expires <= ? ORDER BY e.expires LIMIT ?")
    , nextExpiry(connection, u"SELECT min(expires) FROM entry WHERE expires IS NOT NULL")
    , rowBehind(
          connection,
          u"SELECT c.seq, c.revision, c.committed, c.namespace, n.name, c.key, c.version,"
          u" c.previous, c.jump, c.jump_version, c.op, length(c.value)"
          u" FROM change c CROSS JOIN namespace n ON n.id = c.namespace"
          u" WHERE c.seq > ? ORDER BY c.seq LIMIT 1")
    , dropChange(connection, u"DELETE FROM change WHERE seq = ?")
    , tombstoneSeq(connection, u"SELECT seq FROM tombstone WHERE namespace = ? AND key = ?")
    , raiseBase(
          connection, u"UPDATE namespace SET version_base = max(version_base, ?) WHERE id = ?")
{
}

} // namespace stateroom::sql
