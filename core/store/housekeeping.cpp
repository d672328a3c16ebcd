// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Writer that does what is due by itself: expiry, compaction, old records.
#include "core/store/sql/rows.h"
#include "core/store/writer.h"

#include <future>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int expiriesPerQuery = 200;
constexpr int recordsPerBatch = 500;
constexpr Milliseconds recordsInterval{60'000};

} // namespace

Result<bool> Writer::housekeeping(Milliseconds slice)
{
    if (!m_state.health().writable)
        return false;
    bool more = false;
    if (m_nextExpiry && *m_nextExpiry <= m_state.now()) {
        auto expired = expireSlice(slice);
        if (!expired)
            return expired;
        more = *expired;
    }
    if (m_compactor->mayBeDue(m_state.now())) {
        auto compacted = compactSlice(slice);
        if (!compacted)
            return compacted;
        more = more || *compacted;
    }
    if (m_recordsLeft || m_state.now() - m_recordsCheckedAt >= recordsInterval) {
        m_recordsCheckedAt = m_state.now();
        auto left = dropOldRecords();
        if (!left)
            return left;
        m_recordsLeft = *left;
        more = more || *left;
    }
    return more;
}

/// Removes what has expired, as changes dated at their expiry; a mass of them as one operation.
Result<bool> Writer::expireSlice(Milliseconds slice)
{
    const Milliseconds end = m_clock.steady() + slice;
    if (auto begun = m_ledger->beginBatch(Ledger::Undo::WithBatch); !begun)
        return failureOf(begun);
    const auto undo = [this](const auto& failed) {
        m_ledger->rollBackBatch();
        return failureOf(failed);
    };
    auto due = m_ledger->dueBy(m_ledger->at(), expiriesPerQuery);
    if (!due)
        return undo(due);
    const auto disagrees = [] { return Result<bool>(sql::damaged(u"the index of expiries")); };
    const bool mass = due->size() == expiriesPerQuery || m_expiryOperation != OperationId(0);
    m_ledger->beginUnit({}, mass ? std::optional(m_expiryOperation) : std::nullopt);
    size_t done = 0;
    for (; done < due->size() && m_clock.steady() < end; ++done) {
        const Ledger::Due& expired = (*due)[done];
        auto place = m_ledger->find(expired.name, false);
        if (!place)
            return undo(place);
        if (!place->row || !place->row->living || place->row->expires != expired.at)
            return undo(disagrees());
        auto version = m_ledger->append(
            expired.name, *place, ChangeOp::Expire, nullptr, expired.at,
            m_feed.isWatched(expired.name));
        if (!version)
            return undo(version);
    }
    const bool more = done < due->size() || due->size() == expiriesPerQuery;
    m_ledger->keepUnit();
    auto next = m_ledger->nextExpiry();
    if (!next)
        return undo(next);
    if (due->empty() && *next && **next <= m_ledger->at())
        return undo(disagrees());
    if (auto committed = commit(); !committed)
        return undo(committed);
    m_expiryOperation = more && mass ? m_ledger->operation() : OperationId(0);
    m_nextExpiry = *next;
    publish();
    return more;
}

Result<bool> Writer::compactSlice(Milliseconds slice)
{
    if (auto begun = m_ledger->beginBatch(Ledger::Undo::WithBatch); !begun)
        return failureOf(begun);
    m_ledger->beginUnit({}, std::nullopt);
    const auto undo = [this](const auto& failed) {
        m_ledger->rollBackBatch();
        m_compactor->undoStep();
        return failureOf(failed);
    };
    auto more = m_compactor->step(m_ledger->at(), m_clock.steady() + slice);
    if (!more)
        return undo(more);
    m_ledger->keepUnit();
    if (auto committed = commit(); !committed)
        return undo(committed);
    return more;
}

Result<bool> Writer::dropOldRecords()
{
    if (auto begun = m_ledger->beginBatch(Ledger::Undo::WithBatch); !begun)
        return failureOf(begun);
    m_ledger->beginUnit({}, std::nullopt);
    auto left = m_ledger->dropIdempotencyRecordsDueBy(m_ledger->at(), recordsPerBatch);
    if (!left) {
        m_ledger->rollBackBatch();
        return left;
    }
    m_ledger->keepUnit();
    if (auto committed = commit(); !committed) {
        m_ledger->rollBackBatch();
        return failureOf(committed);
    }
    return left;
}

Result<void> Writer::maintain()
{
    std::promise<Result<void>> done;
    auto outcome = done.get_future();
    // Run from within a batch it would be a transaction in a transaction: so the batch only
    // makes sure of the order, and what is due is done when it is answered.
    Item item{
        {},
        [](Transaction&) -> Result<bool> { return false; },
        std::nullopt,
        Completion<OperationId>::direct([this, &done](Result<OperationId> ran) {
            Result<void> result;
            if (!ran)
                result = failureOf(ran);
            m_recordsCheckedAt = Timestamp(0);
            for (bool more = true; result && more;) {
                auto kept = housekeeping(Milliseconds(20));
                more = kept && *kept;
                if (!kept)
                    result = failureOf(kept);
            }
            done.set_value(std::move(result));
        })};
    if (!enqueue(std::move(item)))
        return fail(ErrorCode::Cancelled, u"The store is closing."_s);
    return outcome.get();
}

} // namespace stateroom
