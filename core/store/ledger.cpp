// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ledger.h"

#include "core/store/sql/rows.h"
#include "core/store/sql/schema.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int writerCacheKiB = 8 * 1024;
constexpr qsizetype maxSpacesInMemory = 10'000;

} // namespace

Ledger::Ledger(StoreState& state, std::unique_ptr<sql::Connection> connection)
    : m_state(state)
    , m_connection(std::move(connection))
    , m_reader(Reader::Private::onWriter(state, *m_connection))
    , m_begin(*m_connection, u"BEGIN IMMEDIATE")
    , m_commit(*m_connection, u"COMMIT")
    , m_rollback(*m_connection, u"ROLLBACK")
    , m_savepoint(*m_connection, u"SAVEPOINT unit")
    , m_release(*m_connection, u"RELEASE unit")
    , m_rollbackTo(*m_connection, u"ROLLBACK TO unit")
    , m_insertChange(
          *m_connection,
          u"INSERT INTO change(seq, revision, operation, namespace, key, version, op, previous,"
          u" jump, jump_version, expires, committed, key_id, request_id, value)"
          u" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    , m_insertEntry(
          *m_connection,
          u"INSERT INTO entry(version, seq, jump, jump_version, expires, namespace, key)"
          u" VALUES(?, ?, ?, ?, ?, ?, ?)")
    , m_updateEntry(
          *m_connection,
          u"UPDATE entry SET version = ?, seq = ?, jump = ?, jump_version = ?, expires = ?"
          u" WHERE namespace = ? AND key = ?")
    , m_deleteEntry(*m_connection, u"DELETE FROM entry WHERE namespace = ? AND key = ?")
    , m_insertTombstone(
          *m_connection, u"INSERT INTO tombstone(version, seq, jump, jump_version, namespace, key)"
                         u" VALUES(?, ?, ?, ?, ?, ?)")
    , m_deleteTombstone(*m_connection, u"DELETE FROM tombstone WHERE namespace = ? AND key = ?")
    , m_insertSpace(
          *m_connection,
          u"INSERT INTO namespace(name, keys, version_base, last_change) VALUES(?, 0, 0, 0)"
          u" RETURNING id")
    , m_readSpace(
          *m_connection,
          u"SELECT id, keys, version_base, last_change FROM namespace WHERE name = ?")
    , m_updateSpace(*m_connection, u"UPDATE namespace SET keys = ?, last_change = ? WHERE id = ?")
    , m_updateLog(
          *m_connection,
          u"UPDATE log_state SET last_seq = ?, last_revision = ?, last_commit = ?, floor = ?,"
          u" floor_revision = ?, floor_commit = ?, bytes = ?")
    // SQLite writes no page that stays the same; `bytes` is a rough figure.
    , m_seal(*m_connection, u"UPDATE log_state SET bytes = bytes + 1")
    , m_keepRecord(
          *m_connection,
          u"INSERT OR REPLACE INTO idempotency(scope, key, fingerprint, answer, kept, expires)"
          u" VALUES(?, ?, ?, ?, ?, ?)")
    , m_dropRecords(
          *m_connection,
          u"DELETE FROM idempotency WHERE (scope, key) IN"
          u" (SELECT scope, key FROM idempotency WHERE expires <= ? ORDER BY expires LIMIT ?)")
    , m_due(
          *m_connection,
          u"SELECT n.name, e.key, e.expires FROM entry e JOIN namespace n ON n.id = e.namespace"
          u" WHERE e.expires IS NOT NULL AND e.expires <= ? ORDER BY e.expires LIMIT ?")
    , m_nextExpiry(*m_connection, u"SELECT min(expires) FROM entry WHERE expires IS NOT NULL")
    , m_rowBehind(
          *m_connection,
          u"SELECT c.seq, c.revision, c.committed, c.namespace, n.name, c.key, c.version,"
          u" c.previous, c.jump, c.jump_version, c.op, length(c.value)"
          u" FROM change c CROSS JOIN namespace n ON n.id = c.namespace"
          u" WHERE c.seq > ? ORDER BY c.seq LIMIT 1")
    , m_dropChange(*m_connection, u"DELETE FROM change WHERE seq = ?")
    , m_tombstoneSeq(*m_connection, u"SELECT seq FROM tombstone WHERE namespace = ? AND key = ?")
    , m_raiseBase(
          *m_connection, u"UPDATE namespace SET version_base = max(version_base, ?) WHERE id = ?")
{
}

Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::open(StoreState& state)
{
    const StoreOptions& options = state.options();
    auto connection =
        sql::Connection::open(state.databasePath(), sql::Access::ReadWrite, options.busyTimeout);
    if (!connection)
        return failureOf(connection);
    if (auto ready =
            sql::configureWriter(**connection, options.mode, options.durability, writerCacheKiB);
        !ready)
        return failureOf(ready);
    std::unique_ptr<Ledger> ledger(new Ledger(state, std::move(*connection)));
    if (auto loaded = ledger->loadHead(); !loaded)
        return failureOf(loaded);
    ledger->findOutWhetherWritable();
    return ledger;
}

/// A file that may only be read is served all the same. SQLite has opened it, and says so only to
/// whoever writes.
void Ledger::findOutWhetherWritable()
{
    auto written = m_begin.run();
    if (written)
        written = m_seal.run(); // BEGIN IMMEDIATE alone would pass as a mere read
    (void)m_rollback.run().has_value();
    if (!written && written.error().code == ErrorCode::ReadOnly) {
        Error reason = std::move(written).error();
        reason.message = m_state.databasePath() + u" may only be read. "_s + reason.message;
        m_state.declareUnwritable(std::move(reason));
    }
}

Result<void> Ledger::loadHead()
{
    auto log = statements().logState();
    if (!log)
        return failureOf(log);
    m_head = {
        log->position.last,
        log->position.lastRevision,
        log->position.lastCommit,
        log->position.floor,
        log->floorRevision,
        log->floorCommitted,
        log->bytes,
        false};
    m_state.raise(m_head.lastCommit);
    return {};
}

Result<void> Ledger::beginBatch(bool single)
{
    m_single = single;
    m_at = m_state.now();
    m_reader->d->transactionTime = m_at;
    m_headBeforeBatch = m_head;
    return m_begin.run();
}

Result<void> Ledger::commitBatch()
{
    if (auto written = writeSummaries(); !written)
        return written;
    if (auto committed = m_commit.run(); !committed)
        return committed;
    m_state.countCommit();
    if (m_spaces.size() > maxSpacesInMemory)
        m_spaces.clear();
    return {};
}

void Ledger::rollBackBatch()
{
    // After some errors SQLite has rolled back by itself, and this one says so: nothing is lost.
    (void)m_rollback.run().has_value();
    m_savepointOpen = false;
    m_head = m_headBeforeBatch;
    m_changes.clear();
    // They may have been made, or counted, by what is undone now.
    for (auto space = m_spaces.cbegin(); space != m_spaces.cend(); ++space)
        statements().forgetNamespace(space.key());
    m_spaces.clear();
    m_dirtySpaces.clear();
}

Result<void> Ledger::seal()
{
    if (auto begun = m_begin.run(); !begun)
        return begun;
    auto sealed = m_seal.run();
    if (sealed)
        sealed = m_commit.run();
    if (!sealed)
        (void)m_rollback.run().has_value();
    return sealed;
}

void Ledger::beginUnit(const Attribution& by, std::optional<OperationId> operation)
{
    m_by = by;
    m_touched = false;
    m_bulk = operation.has_value();
    m_operation = operation.value_or(OperationId(0));
    m_headBeforeUnit = m_head;
    m_changesBeforeUnit = m_changes.size();
    m_spacesBeforeUnit.clear();
}

void Ledger::keepUnit()
{
    if (std::exchange(m_savepointOpen, false))
        (void)m_release.run().has_value(); // cannot fail for want of anything: COMMIT decides
    if (m_changes.size() > m_changesBeforeUnit)
        m_head.revision = m_head.revision.next();
}

bool Ledger::undoUnit()
{
    m_head = m_headBeforeUnit;
    m_changes.resize(m_changesBeforeUnit);
    for (auto before = m_spacesBeforeUnit.cbegin(); before != m_spacesBeforeUnit.cend(); ++before) {
        if (*before) {
            m_spaces.insert(before.key(), **before);
        } else {
            m_spaces.remove(before.key());
            statements().forgetNamespace(before.key());
        }
    }
    if (std::exchange(m_savepointOpen, false)) {
        auto undone = m_rollbackTo.run();
        return undone && m_release.run();
    }
    return !(m_single && m_touched);
}

/// Before the unit's first write: from here on there is something to undo.
Result<void> Ledger::touch()
{
    m_touched = true;
    if (m_single || m_savepointOpen)
        return {};
    auto opened = m_savepoint.run();
    m_savepointOpen = opened.has_value();
    return opened;
}

void Ledger::remember(const Namespace& name)
{
    if (m_spacesBeforeUnit.contains(name))
        return;
    const auto known = m_spaces.constFind(name);
    m_spacesBeforeUnit.insert(
        name, known == m_spaces.cend() ? std::nullopt : std::optional<Space>(*known));
}

Result<Seq> Ledger::lastChange(const Namespace& name)
{
    auto found = space(name, false);
    if (!found)
        return failureOf(found);
    return *found ? (*found)->lastChange : Seq(0);
}

Result<Ledger::Space*> Ledger::space(const Namespace& name, bool make)
{
    if (const auto known = m_spaces.find(name); known != m_spaces.end())
        return &*known;
    {
        auto rows = m_readSpace.rows(name.text());
        if (!rows)
            return failureOf(rows);
        if (rows->next()) {
            sql::RowCheck check;
            const Space found{
                rows->integer(0), check.number(rows->integer(1)),
                Version(check.number(rows->integer(2))), Seq(check.number(rows->integer(3)))};
            if (!check.holds())
                return sql::damaged(u"a namespace");
            return &*m_spaces.insert(name, found);
        }
        if (auto error = rows->error())
            return fail(*error);
    }
    if (!make)
        return nullptr;
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    remember(name);
    auto rows = m_insertSpace.rows(name.text());
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return fail(rows->error().value_or(Error{}));
    return &*m_spaces.insert(name, {rows->integer(0), 0, Version(0), Seq(0)});
}

Result<Ledger::Place> Ledger::find(const EntryName& name, bool make)
{
    auto found = space(name.space, make);
    if (!found)
        return failureOf(found);
    if (!*found)
        return Place{};
    auto row = statements().keyRow((*found)->id, name.key);
    if (!row)
        return failureOf(row);
    return Place{(*found)->id, std::move(*row)};
}

Result<Version> Ledger::append(
    const EntryName& name, Place& place, ChangeOp op, const JsonText* value,
    std::optional<Timestamp> expires, bool wantsOldValue)
{
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    remember(name.space);
    Space& space = m_spaces[name.space];

    sql::ChainNode node;
    node.seq = m_head.seq.next();
    node.version = place.row ? place.row->node.version.next() : space.base.next();
    const auto last = place.row ? std::optional(place.row->node) : std::nullopt;
    if (auto linked = statements().chain().link(node, last); !linked)
        return failureOf(linked);
    if (m_bulk && m_operation == OperationId(0))
        m_operation = OperationId(node.seq.value());

    Change change;
    change.seq = node.seq;
    change.revision = revision();
    change.operation = m_operation;
    change.name = name;
    change.version = node.version;
    change.op = op;
    if (value)
        change.value = *value;
    change.expiresAt = expires;
    change.committedAt = m_at;
    change.by = m_by;
    const bool lived = place.row && place.row->living;
    const bool lives = leavesValue(op);
    if (lived && wantsOldValue) {
        auto old = m_reader->d->statements.valueOf(place.row->node.seq);
        if (!old)
            return failureOf(old);
        change.oldValue = std::move(*old);
    }
    if (auto inserted = insertChange(change, place.space, node); !inserted)
        return failureOf(inserted);
    if (auto moved = moveEntry(name.key, place, node, lives, lives ? expires : std::nullopt);
        !moved)
        return failureOf(moved);

    space.keys += int(lives) - int(lived);
    space.lastChange = node.seq;
    m_dirtySpaces.push_back(name.space);
    m_head.seq = node.seq;
    m_head.bytes += sizeOf(name.key.bytes().size(), value ? value->bytes().size() : 0);
    m_head.dirty = true;
    m_changes.push_back(std::move(change));
    return node.version;
}

Result<void> Ledger::insertChange(const Change& change, qint64 space, const sql::ChainNode& node)
{
    const auto text = [](const QByteArray& bytes) {
        return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
    };
    std::optional<OperationId> operation;
    if (change.operation != OperationId(0))
        operation = change.operation;
    const auto value = change.value ? std::optional(change.value->bytes()) : std::nullopt;
    return m_insertChange.run(
        change.seq, change.revision, operation, space, change.name.key.bytes(), change.version,
        int(change.op), node.previous, node.jump, node.jumpVersion, change.expiresAt,
        change.committedAt, text(change.by.keyId), text(change.by.requestId), value);
}

Result<void> Ledger::moveEntry(
    const Key& key, Place& place, const sql::ChainNode& node, bool living,
    std::optional<Timestamp> expires)
{
    const bool lived = place.row && place.row->living;
    Result<void> moved;
    if (lived && !living)
        moved = m_deleteEntry.run(place.space, key.bytes());
    else if (place.row && !lived)
        moved = m_deleteTombstone.run(place.space, key.bytes());
    if (!moved)
        return moved;
    if (!living)
        moved = m_insertTombstone.run(
            node.version, node.seq, node.jump, node.jumpVersion, place.space, key.bytes());
    else
        moved = (lived ? m_updateEntry : m_insertEntry)
                    .run(
                        node.version, node.seq, node.jump, node.jumpVersion, expires, place.space,
                        key.bytes());
    place.row = sql::KeyRow{node, living, expires};
    return moved;
}

/// What is kept in memory during a batch: counts of namespaces and the log's position.
Result<void> Ledger::writeSummaries()
{
    if (!m_changes.empty())
        m_head.lastCommit = m_at;
    std::sort(m_dirtySpaces.begin(), m_dirtySpaces.end());
    m_dirtySpaces.erase(
        std::unique(m_dirtySpaces.begin(), m_dirtySpaces.end()), m_dirtySpaces.end());
    for (const Namespace& name : m_dirtySpaces) {
        // One that an undone unit had made is not there any more.
        const auto space = m_spaces.constFind(name);
        if (space == m_spaces.cend())
            continue;
        if (auto updated = m_updateSpace.run(space->keys, space->lastChange, space->id); !updated)
            return updated;
    }
    m_dirtySpaces.clear();
    if (!std::exchange(m_head.dirty, false))
        return {};
    return m_updateLog.run(
        m_head.seq, m_head.revision, m_head.lastCommit, m_head.floor, m_head.floorRevision,
        m_head.floorCommit, m_head.bytes);
}

Result<void> Ledger::keepIdempotencyRecord(
    const QByteArray& scope, const QByteArray& key, const QByteArray& fingerprint,
    const QByteArray& answer, Timestamp expires)
{
    if (auto touched = touch(); !touched)
        return touched;
    return m_keepRecord.run(scope, key, fingerprint, answer, m_at, expires);
}

Result<bool> Ledger::dropIdempotencyRecordsDueBy(Timestamp moment, int limit)
{
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    if (auto dropped = m_dropRecords.run(moment, limit); !dropped)
        return failureOf(dropped);
    auto count = m_connection->value(u"SELECT changes()"_s);
    if (!count)
        return failureOf(count);
    return count->toInt() == limit;
}

Result<std::vector<Ledger::Due>> Ledger::dueBy(Timestamp moment, int limit)
{
    auto rows = m_due.rows(moment, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<Due> due;
    while (rows->next()) {
        auto space = sql::namespaceFrom(rows->bytes(0));
        if (!space)
            return failureOf(space);
        due.push_back({{std::move(*space), Key(rows->bytes(1))}, Timestamp(rows->integer(2))});
    }
    if (auto error = rows->error())
        return fail(*error);
    return due;
}

Result<std::optional<Timestamp>> Ledger::nextExpiry()
{
    auto rows = m_nextExpiry.rows();
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return rows->moment(0);
    if (auto error = rows->error())
        return fail(*error);
    return std::nullopt;
}

Result<std::optional<Ledger::LogRow>> Ledger::rowBehind(Seq seq)
{
    auto rows = m_rowBehind.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (!rows->next()) {
        if (auto error = rows->error())
            return fail(*error);
        return std::nullopt;
    }
    auto space = sql::namespaceFrom(rows->bytes(4));
    if (!space)
        return failureOf(space);
    sql::RowCheck check;
    LogRow row;
    row.seq = Seq(check.number(rows->integer(0)));
    row.revision = Revision(check.number(rows->integer(1)));
    row.committed = Timestamp(check.number(rows->integer(2)));
    check.require(row.seq > seq);
    if (!check.holds())
        return sql::damaged(u"a change of the log");
    auto node = sql::nodeFrom(*rows, row.seq, 6);
    if (!node)
        return failureOf(node);
    row.node = *node;
    row.space = rows->integer(3);
    row.name = {std::move(*space), Key(rows->bytes(5))};
    row.removal = !leavesValue(static_cast<ChangeOp>(rows->integer(10)));
    row.bytes = sizeOf(row.name.key.bytes().size(), rows->integer(11));
    return row;
}

Result<void> Ledger::moveFloor(const LogRow& to, qint64 bytesPassed)
{
    m_head.floor = to.seq;
    m_head.floorRevision = to.revision;
    m_head.floorCommit = to.committed;
    m_head.bytes = std::max<qint64>(0, m_head.bytes - bytesPassed);
    m_head.dirty = true;
    return touch();
}

Result<void> Ledger::dropChange(Seq seq)
{
    return m_dropChange.run(seq);
}

Result<bool> Ledger::dropTombstone(const LogRow& row)
{
    {
        auto rows = m_tombstoneSeq.rows(row.space, row.name.key.bytes());
        if (!rows)
            return failureOf(rows);
        const bool found = rows->next();
        if (auto error = rows->error())
            return fail(*error);
        if (!found || Seq(rows->integer(0)) != row.seq)
            return false; // written again since: its history goes on
    }
    if (auto dropped = m_deleteTombstone.run(row.space, row.name.key.bytes()); !dropped)
        return failureOf(dropped);
    if (auto raised = m_raiseBase.run(row.node.version, row.space); !raised)
        return failureOf(raised);
    if (const auto space = m_spaces.find(row.name.space); space != m_spaces.end()) {
        remember(row.name.space);
        space->base = std::max(space->base, row.node.version);
    }
    return true;
}

} // namespace stateroom
