// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"

#include <QElapsedTimer>

#include <functional>
#include <memory>

namespace stateroom {

/// What one slice of an action works with: reads, and writes that a dry run leaves out.
class ActionSlice {
public:
    /// Writes.
    explicit ActionSlice(Transaction& transaction);
    /// A dry run.
    ActionSlice(Reader& reader, Timestamp now);
    Q_DISABLE_COPY_MOVE(ActionSlice)

    Reader& read() { return m_reader; }
    bool isDry() const { return m_transaction == nullptr; }
    /// Whether the rest should wait for the next slice. Asked before each step, and never before
    /// the first: reading what it needs may have taken the slice's time, and would the next time.
    bool isOver();
    /// Null in a dry run.
    Transaction* transaction() const { return m_transaction; }
    /// The moment at which expiry is judged.
    Timestamp at() const { return m_at; }

    Result<void> set(const EntryName& name, const JsonText& value, const SetOptions& options);
    /// Whether there was such a key.
    Result<bool> remove(const EntryName& name);

private:
    Reader& m_reader;
    Transaction* const m_transaction;
    const Timestamp m_at;
    QElapsedTimer m_timer; // of a dry run
    int m_steps = 0;
    bool m_begun = false;
};

/// `State` is what an action keeps from slice to slice. `step` does one
/// slice and tells whether more is to do.
template <class State> using ActionStep = std::function<Result<bool>(ActionSlice&, State&)>;
/// How it stands at the end, and under which operation (0: nothing was changed).
template <class State> using ActionDone = std::function<void(Result<State>, OperationId)>;

/// A step that does its action once. `State` has the action's `report`.
template <class State, class Report>
ActionStep<State> stepOnce(ActionStep<State> step, ActionOnce<Report> once)
{
    if (!once.keep)
        return step;
    return [step = std::move(step),
            once = std::move(once)](ActionSlice& slice, State& state) -> Result<bool> {
        if (slice.isDry())
            return step(slice, state);
        auto done = once.isDone(*slice.transaction());
        if (!done)
            return failureOf(done);
        if (*done)
            return false;
        auto more = step(slice, state);
        if (!more || *more)
            return more;
        state.report.operation = slice.transaction()->operation();
        if (auto kept = once.keep(*slice.transaction(), state.report); !kept)
            return failureOf(kept);
        return false;
    };
}

namespace detail {

template <class State> struct ActionRun {
    ActionStep<State> step;
    ActionDone<State> done;
    State state;
    OperationId operation{};       ///< with the slice in hand
    OperationId operationBefore{}; ///< of the slices that were committed

    Result<bool> runIn(Transaction& transaction)
    {
        operationBefore = operation;
        ActionSlice slice(transaction);
        auto more = step(slice, state);
        operation = transaction.operation();
        return more;
    }
};

/// Says under which number the slices stand that were committed before the failure.
Error withOperation(Error error, OperationId operation);

template <class State>
void runDry(Store& store, std::shared_ptr<ActionRun<State>> run, QObject* context)
{
    store.read(
        [run, now = store.now()](Reader& reader) {
            ActionSlice slice(reader, now);
            return run->step(slice, run->state);
        },
        context,
        [&store, run, guard = QPointer<QObject>(context)](Result<bool> more) {
            if (!more)
                run->done(failureOf(more), OperationId(0));
            else if (*more)
                runDry(store, run, guard);
            else
                run->done(std::move(run->state), OperationId(0));
        });
}

} // namespace detail

/// Runs an action as one operation, in slices between others' writes; or counts what it would do.
/// `done` runs in the calling thread, which is `context`'s. When the context goes, the action stops
/// after the slice in hand, and `done` is not called.
template <class State>
void runAction(
    Store& store, Attribution by, bool dryRun, State state, ActionStep<State> step,
    QObject* context, ActionDone<State> done)
{
    auto run = std::make_shared<detail::ActionRun<State>>(
        detail::ActionRun<State>{std::move(step), std::move(done), std::move(state)});
    if (dryRun)
        return detail::runDry(store, std::move(run), context);
    store.bulk(
        std::move(by), [run](Transaction& transaction) { return run->runIn(transaction); }, context,
        [run](Result<OperationId> operation) {
            if (!operation)
                run->done(
                    fail(detail::withOperation(std::move(operation).error(), run->operationBefore)),
                    run->operationBefore);
            else
                run->done(std::move(run->state), *operation);
        });
}

} // namespace stateroom
