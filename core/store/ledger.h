// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fieldindex.h"
#include "core/store/hotkeys.h"
#include "core/store/readerprivate.h"
#include "core/store/sql/writestatements.h"

#include <QHash>

#include <vector>

namespace stateroom {

/// Where a key stands.
struct LedgerPlace {
    qint64 space = 0;               ///< its namespace's row id; 0 when that has never been written
    std::optional<sql::KeyRow> row; ///< nothing: a key without a past
    std::optional<sql::ChainNode> before; ///< the change before its newest one, where known
};

/// The writer's side of the tables: appends to the log, and keeps entries, counts and the log's
/// position in step with it. Knows nothing of queues, rules or expiry.
///
/// A batch is one SQL transaction. In it, units are kept or undone one by one. Everything runs on
/// the thread in which the ledger was opened.
class Ledger {
public:
    static Result<std::unique_ptr<Ledger>> open(StoreState& state);
    ~Ledger();
    Q_DISABLE_COPY_MOVE(Ledger)

    /// Reads on the writer's connection: they see the batch so far, but the log's position, counts
    /// of namespaces and as-of answers as they were before it.
    Reader& reader() { return *m_reader; }
    sql::ReadStatements& statements() { return m_reader->d->statements; }
    sql::Connection& connection() { return *m_connection; }

    /// Builds the field index of namespaces for which it was made by another definition, or never.
    /// Before the first batch; in commits of its own. What it cannot build stays unused.
    Result<void> bringFieldIndexUpToDate();

    // Batches.
    /// How a unit can be undone that has written.
    enum class Undo {
        WithBatch, ///< with all of the batch
        Alone,     ///< by a savepoint, which costs some microseconds for each page that it changes
    };
    Result<void> beginBatch(Undo undo);
    Result<void> commitBatch();
    /// Undoes it all; afterwards the ledger stands as it did before beginBatch.
    void rollBackBatch();
    /// After a commit that failed: writes over what it left in SQLite's log. If only its fsync
    /// failed, all of it is there, and a start after a kill would take it for committed.
    Result<void> seal();
    /// The moment of the batch's commit.
    Timestamp at() const { return m_at; }
    /// What the batch has changed so far, in order.
    std::vector<Change>& changes() { return m_changes; }

    // Units: one transaction of a caller each.
    void beginUnit(const Attribution& by, std::optional<OperationId> operation);
    void keepUnit();
    /// Undoes what the unit wrote. False when the batch is lost with it.
    [[nodiscard]] bool undoUnit();
    Revision revision() const { return m_head.revision.next(); }
    /// The operation that the unit's changes bear; 0 when it has none or has changed nothing yet.
    OperationId operation() const { return m_operation; }

    // Rows.
    using Place = LedgerPlace;
    /// Looks a key up; makes its namespace when `make` is set.
    Result<Place> find(const EntryName& name, bool make);
    /// The newest change in a namespace, this batch's included; 0 when there was none.
    Result<Seq> lastChange(const Namespace& name);
    /// Appends a change and moves the key on to it; its version. Updates `place`.
    Result<Version> append(
        const EntryName& name, Place& place, ChangeOp op, const JsonText* value,
        std::optional<Timestamp> expires, bool wantsOldValue);

    Result<void> keepIdempotencyRecord(
        const QByteArray& scope, const QByteArray& key, const QByteArray& fingerprint,
        const QByteArray& answer, Timestamp expires);
    /// Whether there may be more than these `limit`.
    Result<bool> dropIdempotencyRecordsDueBy(Timestamp moment, int limit);

    // Expiry.
    struct Due {
        EntryName name;
        Timestamp at;
    };
    Result<std::vector<Due>> dueBy(Timestamp moment, int limit);
    Result<std::optional<Timestamp>> nextExpiry();

    // Compaction. Used by Compactor alone.
    qint64 bytesAboveFloor() const { return m_head.bytes; }
    Seq floor() const { return m_head.floor; }
    Seq last() const { return m_head.seq; }
    struct LogRow {
        Seq seq;
        Revision revision;
        Timestamp committed;
        qint64 space = 0;
        EntryName name;
        sql::ChainNode node;
        bool removal = false;
        qint64 bytes = 0;
    };
    Result<std::optional<LogRow>> rowBehind(Seq seq);
    Result<void> moveFloor(const LogRow& to, qint64 bytesPassed);
    Result<void> dropChange(Seq seq);
    /// Forgets a removed key whose newest change is `row`; raises its namespace's version base.
    Result<bool> dropTombstone(const LogRow& row);

    /// A roughly right size of a change in the file.
    static qint64 sizeOf(qsizetype keyBytes, qsizetype valueBytes)
    {
        return 120 + keyBytes + valueBytes;
    }

private:
    struct Space {
        qint64 id = 0;
        qint64 keys = 0;
        Version base;
        Seq lastChange;
        bool indexed = false; ///< by fields
        bool hasTombstones = false;
        /// No key that lives or was removed is behind this one; nothing: not known yet.
        std::optional<Key> lastKey;
    };
    struct Head {
        Seq seq;
        Revision revision;
        Timestamp lastCommit;
        Seq floor;
        Revision floorRevision;
        Timestamp floorCommit;
        qint64 bytes = 0;
        bool dirty = false;
    };

    Ledger(StoreState& state, std::unique_ptr<sql::Connection> connection);
    Result<void> loadHead();
    void findOutWhetherWritable();
    Result<Space*> space(const Namespace& name, bool make);
    Result<std::optional<sql::KeyRow>> readRow(Space& space, const Key& key);
    Result<void> touch();
    Result<void> moveEntry(
        const Key& key, Place& place, const sql::ChainNode& node, bool living,
        std::optional<Timestamp> expires);
    Result<std::optional<JsonText>> oldValue(const Place& place, bool wanted);
    Result<void> insertChange(const Change& change, qint64 space, const sql::ChainNode& node);
    Result<void> writeSummaries();
    void remember(const Namespace& name);

    StoreState& m_state;
    std::unique_ptr<sql::Connection> m_connection;
    std::unique_ptr<Reader> m_reader;

    sql::WriteStatements m_sql;
    FieldIndex m_fieldIndex;

    // The batch.
    Timestamp m_at;
    Undo m_undo = Undo::WithBatch;
    std::vector<Change> m_changes;
    Head m_head;
    Head m_headBeforeBatch;
    QHash<Namespace, Space> m_spaces; ///< those that were used lately
    std::vector<Namespace> m_dirtySpaces;
    HotKeys m_hotKeys;

    // The unit.
    Attribution m_by;
    bool m_bulk = false;
    OperationId m_operation;
    bool m_touched = false;
    bool m_savepointOpen = false;
    Head m_headBeforeUnit;
    size_t m_changesBeforeUnit = 0;
    /// Namespaces that the unit has touched, as they were before; nothing: it made them.
    QHash<Namespace, std::optional<Space>> m_spacesBeforeUnit;
};

} // namespace stateroom
