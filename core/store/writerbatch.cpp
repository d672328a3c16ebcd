// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Writer that commits: what waits, together or each alone.
#include "core/store/sql/connection.h"
#include "core/store/writer.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// For what is done in slices: a write that comes meanwhile waits for it, and for its commit.
constexpr Milliseconds bulkSlice{3};

/// Whether a failure may have taken the whole SQL transaction with it, rather than one unit.
bool isOfStorage(ErrorCode code)
{
    switch (code) {
    case ErrorCode::StorageFull:
    case ErrorCode::StorageFailed:
    case ErrorCode::DamagedFile:
    case ErrorCode::ReadOnly:
    case ErrorCode::AlreadyOwned:
        return true;
    case ErrorCode::InvalidInput:
    case ErrorCode::TooLarge:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Compacted:
    case ErrorCode::NewerFile:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        return false;
    }
    Q_UNREACHABLE();
}

/// A failed commit that could not be written over either.
Error doubtful(Error error)
{
    error.message += u" If the program is killed before the disk is well, the write may still be"
                     u" found to have been made."_s;
    return error;
}

} // namespace

/// Nearly every work that fails does so before it has written; savepoints, by which another's
/// writes are undone, would make all others half as fast again. Where one is met, the batch is run
/// anew with them, and so are the next ones: who does so once may do so often.
void Writer::runBatch(std::vector<Item>& items)
{
    std::vector<Result<bool>> outcomes;
    outcomes.reserve(items.size());
    Tried tried = Tried::UnitFailed;
    if (items.size() == 1) {
        outcomes.push_back(tryAlone(items.front()));
        return answer(items, outcomes);
    }
    if (m_careful == 0)
        tried = tryTogether(items, outcomes, Ledger::Undo::WithBatch);
    if (tried == Tried::UnitFailed) {
        m_careful = m_careful == 0 ? m_state.options().writer.carefulBatches : m_careful - 1;
        tried = tryTogether(items, outcomes, Ledger::Undo::Alone);
    }
    if (tried != Tried::Committed) {
        // One of them cannot be written: each alone, so that only that one fails.
        outcomes.clear();
        for (Item& item : items)
            outcomes.push_back(tryAlone(item));
    }
    answer(items, outcomes);
}

/// Unless it was committed, nothing of it was.
Writer::Tried Writer::tryTogether(
    std::vector<Item>& items, std::vector<Result<bool>>& outcomes, Ledger::Undo undo)
{
    outcomes.clear();
    if (!m_state.health().writable || !m_ledger->beginBatch(undo))
        return Tried::BatchFailed;
    const Tried tried = runUnits(items, outcomes);
    if (tried != Tried::Committed)
        m_ledger->rollBackBatch();
    return tried;
}

Writer::Tried Writer::runUnits(std::vector<Item>& items, std::vector<Result<bool>>& outcomes)
{
    std::vector<OperationId> operations;
    operations.reserve(items.size());
    for (Item& item : items) {
        auto outcome = runUnit(item);
        operations.push_back(m_ledger->operation());
        if (outcome)
            m_ledger->keepUnit();
        else if (isOfStorage(outcome.error().code)) {
            // Run anew, with nothing remembered, it might go on from damage as if it were none.
            noteFailure(outcome.error());
            return Tried::BatchFailed;
        } else if (!m_ledger->undoUnit())
            return Tried::UnitFailed;
        outcomes.push_back(std::move(outcome));
    }
    if (!commit())
        return Tried::BatchFailed;
    for (size_t i = 0; i < items.size(); ++i)
        noteOperation(items[i], outcomes[i], operations[i]);
    publish();
    return Tried::Committed;
}

Result<bool> Writer::tryAlone(Item& item)
{
    if (const auto health = m_state.health(); !health.writable)
        return fail(health.reason);
    if (auto begun = m_ledger->beginBatch(Ledger::Undo::WithBatch); !begun)
        return failureOf(begun);
    auto outcome = runUnit(item);
    if (outcome)
        m_ledger->keepUnit();
    else if (isOfStorage(outcome.error().code) || !m_ledger->undoUnit()) {
        m_ledger->rollBackBatch();
        noteFailure(outcome.error());
        return outcome;
    }
    if (auto committed = commit(); !committed) {
        m_ledger->rollBackBatch();
        // Before it is refused, so that it does not come back after a kill.
        seal();
        noteFailure(committed.error());
        return fail(m_unsealed ? doubtful(std::move(committed).error()) : committed.error());
    }
    noteOperation(item, outcome, m_ledger->operation());
    publish();
    return outcome;
}

/// Only what has been committed counts: the seq that an operation is named after would otherwise
/// go to another change.
void Writer::noteOperation(Item& item, const Result<bool>& outcome, OperationId operation)
{
    if (outcome && item.operation)
        item.operation = operation;
}

Result<bool> Writer::runUnit(Item& item)
{
    m_ledger->beginUnit(item.by, item.operation);
    m_transaction->m_sliceEnd = m_clock.steady() + bulkSlice;
    m_transaction->m_failure.reset();
    m_ledger->connection().forgetFailure();
    auto outcome = item.step(*m_transaction);
    if (m_transaction->m_failure)
        return fail(*m_transaction->m_failure);
    // A read's, which the work may have made nothing of.
    if (const auto& failure = m_ledger->connection().failure())
        return fail(*failure);
    return outcome;
}

Result<void> Writer::commit()
{
    auto committed = m_ledger->commitBatch();
    if (!committed) {
        // Where there was no room for it, not all of it is there.
        m_unsealed = m_unsealed || committed.error().code != ErrorCode::StorageFull;
        return committed;
    }
    if (!m_ledger->changes().empty()) // else it has written nothing
        m_unsealed = false;
    m_state.commits.fetch_add(1, std::memory_order_relaxed);
    return {};
}

/// Tried again until it succeeds; each commit that succeeds does as well.
void Writer::seal()
{
    if (m_unsealed && m_state.health().writable)
        m_unsealed = !m_ledger->seal();
}

} // namespace stateroom
