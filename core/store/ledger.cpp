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
    , m_sql(*m_connection)
    , m_fieldIndex(*m_connection, m_sql, state.options().indexer)
    , m_hotKeys(state.options().writer.hotKeyBytes)
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
    auto written = m_sql.begin.run();
    if (written)
        written = m_sql.seal.run(); // BEGIN IMMEDIATE alone would pass as a mere read
    (void)m_sql.rollback.run().has_value();
    if (!written && written.error().code == ErrorCode::ReadOnly) {
        Error reason = std::move(written).error();
        reason.message = m_state.databasePath() + u" may only be read. "_s + reason.message;
        m_state.declareUnwritable(std::move(reason));
    }
}

Result<void> Ledger::bringFieldIndexUpToDate()
{
    if (!m_state.health().writable)
        return {};
    auto built = m_fieldIndex.bringUpToDate(statements());
    if (!built)
        (void)m_sql.rollback.run().has_value();
    return built;
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

Result<void> Ledger::beginBatch(Undo undo)
{
    m_undo = undo;
    m_at = m_state.now();
    m_reader->d->transactionTime = m_at;
    m_headBeforeBatch = m_head;
    return m_sql.begin.run();
}

Result<void> Ledger::commitBatch()
{
    if (auto written = writeSummaries(); !written)
        return written;
    if (auto committed = m_sql.commit.run(); !committed)
        return committed;
    m_state.countCommit();
    if (m_spaces.size() > maxSpacesInMemory)
        m_spaces.clear();
    return {};
}

void Ledger::rollBackBatch()
{
    // After some errors SQLite has rolled back by itself, and this one says so: nothing is lost.
    (void)m_sql.rollback.run().has_value();
    m_savepointOpen = false;
    m_head = m_headBeforeBatch;
    m_changes.clear();
    // They may have been made, or counted, by what is undone now.
    for (auto space = m_spaces.cbegin(); space != m_spaces.cend(); ++space)
        statements().forgetNamespace(space.key());
    m_spaces.clear();
    m_dirtySpaces.clear();
    m_hotKeys.forgetAll();
}

Result<void> Ledger::seal()
{
    if (auto begun = m_sql.begin.run(); !begun)
        return begun;
    auto sealed = m_sql.seal.run();
    if (sealed)
        sealed = m_sql.commit.run();
    if (!sealed)
        (void)m_sql.rollback.run().has_value();
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
        (void)m_sql.release.run().has_value(); // cannot fail for want of anything: COMMIT decides
    if (m_changes.size() > m_changesBeforeUnit)
        m_head.revision = m_head.revision.next();
}

bool Ledger::undoUnit()
{
    m_head = m_headBeforeUnit;
    if (m_touched)
        m_hotKeys.forgetAll();
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
        auto undone = m_sql.rollbackTo.run();
        return undone && m_sql.release.run();
    }
    return m_undo == Undo::Alone || !m_touched;
}

/// Before the unit's first write: from here on there is something to undo.
Result<void> Ledger::touch()
{
    m_touched = true;
    if (m_undo == Undo::WithBatch || m_savepointOpen)
        return {};
    auto opened = m_sql.savepoint.run();
    m_savepointOpen = opened.has_value();
    return opened;
}

void Ledger::remember(const Namespace& name)
{
    if (m_undo == Undo::WithBatch || m_spacesBeforeUnit.contains(name))
        return;
    const auto known = m_spaces.constFind(name);
    m_spacesBeforeUnit.insert(
        name, known == m_spaces.cend() ? std::nullopt : std::optional<Space>(*known));
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
        if (auto updated = m_sql.updateSpace.run(space->keys, space->lastChange, space->id);
            !updated)
            return updated;
    }
    m_dirtySpaces.clear();
    if (!std::exchange(m_head.dirty, false))
        return {};
    return m_sql.updateLog.run(
        m_head.seq, m_head.revision, m_head.lastCommit, m_head.floor, m_head.floorRevision,
        m_head.floorCommit, m_head.bytes);
}

} // namespace stateroom
