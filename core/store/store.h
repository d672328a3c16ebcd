// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "core/store/fieldindexer.h"
#include "core/store/transaction.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <type_traits>

namespace stateroom {

enum class Durability {
    Full,    ///< a write is answered when it is on the disk (fsync)
    Relaxed, ///< a write is answered when the system has it: a crash of the machine may lose the
             ///< newest
};

/// How much of the log is kept. Above the floor everything is; the floor follows whichever bound
/// is reached first. Below it the newest `versionsBelowFloor` versions of each living key stay.
struct HistoryPolicy {
    Milliseconds age = std::chrono::hours(24 * 30);
    qint64 bytes = qint64(1) << 30;
    int versionsBelowFloor = 100;
};

enum class StoreMode {
    Own,      ///< read and write; one process at a time
    Follow,   ///< read only, following what the owner writes
    Ephemeral ///< a temporary store, gone with the process
};

/// How the writer goes about it. Others than these are for tests.
struct WriterTuning {
    /// So many batches have a savepoint for each work, after one that failed behind its first
    /// write.
    int carefulBatches = 100;
    /// What it remembers of the keys that were written lately.
    qsizetype hotKeyBytes = qsizetype(4) << 20;
};

struct StoreOptions {
    QString directory; ///< made when missing; not used by an ephemeral store
    StoreMode mode = StoreMode::Own;
    Durability durability = Durability::Full;
    HistoryPolicy history;
    const Clock* clock = nullptr; ///< must outlive the store
    /// By which fields entries are kept in order; null: by none. Must outlive the store. Building
    /// what the file lacks holds up the start, some 20 us for an entry of six indexes.
    const FieldIndexer* indexer = nullptr;
    qint64 busyTimeout = 5'000; ///< milliseconds that a statement waits for another process's lock
    WriterTuning writer;
};

/// Whether the store can be written, and if not, why.
struct StoreHealth {
    bool writable = true;
    Error reason; ///< when not writable
};

/// Figures about the store's work since it was opened.
struct StoreCounters {
    qint64 transactions = 0; ///< functions run and committed
    qint64 commits = 0;      ///< SQL transactions; one fsync each when durable
    qint64 changes = 0;
};

/// The versioned store: one file, one writer, one log. Thread-safe unless said otherwise.
///
/// Answers (`done`) run in the thread of their context, which must be the calling thread and have
/// an event loop; they are dropped when the context is gone by then. The order of answers is the
/// order of commits. Before the store goes, everything queued is committed and posted.
class Store {
public:
    /// Opens or makes the store in `directory`. Errors: AlreadyOwned (by which process, since
    /// when), NewerFile, DamagedFile (names the newest backup), ReadOnly or StorageFailed for a
    /// directory that cannot be used. Whatever it refuses stays untouched.
    static Result<std::unique_ptr<Store>> open(const StoreOptions& options);

    /// Commits what is queued, ends the feed and closes the file. In the thread that opened it;
    /// Readers must be gone.
    ~Store();
    Q_DISABLE_COPY_MOVE(Store)

    /// Queues `work` for the writer; `done` is told what it returned, once that is committed, or
    /// why not.
    ///
    /// `work`: `Result<T>(Transaction&)`, run up to three times, see Transaction. `done`:
    /// `void(Result<T>)`. Errors besides work's own: StorageFull, StorageFailed, ReadOnly,
    /// Cancelled. After any error nothing of it is there, also after a kill. But where a disk fails
    /// in syncing a commit and then refuses to be written at all, a kill may leave it made; the
    /// message says so.
    template <class Work, class Done>
    void transact(Attribution by, Work work, QObject* context, Done done);

    /// The same for who may wait: tests, tools, start-up. Never from the writer's or a worker's
    /// thread.
    template <class Work> auto transactAndWait(Attribution by, Work work);

    /// Bulk work in slices: `slice` (`Result<bool>(Transaction&)`: whether more is to do) is run
    /// again and again, each time as a transaction of its own between others' writes, until it says
    /// that nothing is left, fails, or `context` is gone. It looks at Transaction::sliceIsOver(),
    /// and may keep where it stands: unlike a transaction's work, no slice is run a second time:
    /// one that cannot be committed ends the work. So it may keep something from one slice to the
    /// next. All of its changes bear one operation, which `done` (`void(Result<OperationId>)`) is
    /// told; slices that were committed before a failure stay.
    void bulk(
        Attribution by, std::function<Result<bool>(Transaction&)> slice, QObject* context,
        std::function<void(Result<OperationId>)> done);

    /// Runs `work` (`Result<T>(Reader&)`) on a pool of two threads, in one snapshot; `done`
    /// (`void(Result<T>)`) is told what it returned. For all that is more than a point read or a
    /// page, in slices: a work should not take much above 20 ms, since others wait.
    template <class Work, class Done> void read(Work work, QObject* context, Done done);

    /// A Reader for the calling thread. With an event loop there, reads of one turn of it share a
    /// snapshot for as long as nothing is committed, which makes them cheaper.
    Result<std::unique_ptr<Reader>> openReader();

    ChangeFeed& feed();

    /// The wall clock as the store sees it: never going back.
    Timestamp now() const;

    StoreMode mode() const;
    Durability durability() const;
    StoreHealth health() const;
    StoreCounters counters() const;
    /// The directory, or the temporary one's; absolute.
    QString directory() const;

    /// Tells a second process that asks who owns the directory: what serves it, e.g. its URL.
    void describeOwner(const QString& url, const QString& httpsUrl = {});

    /// The error that a read or a write ended with, with the name of the directory, or of the
    /// damaged file and its newest backup: for who cannot go on without the store.
    Error placed(Error error) const;

    /// Does at once, and waits for, what is due: expiries, compaction, old idempotency records.
    /// For tests and tools; the store does the same by itself.
    Result<void> maintain();

private:
    class Private;
    using AnyWork = std::function<Result<void>(Transaction&)>;
    using AnyRead = std::function<Result<void>(Reader&)>;
    using AnyDone = std::function<void(Result<void>)>;

    explicit Store(std::unique_ptr<Private> p);
    void enqueue(Attribution by, AnyWork work, QPointer<QObject> context, AnyDone done);
    Result<void> enqueueAndWait(Attribution by, AnyWork work);
    void enqueueRead(AnyRead work, QPointer<QObject> context, AnyDone done);

    std::unique_ptr<Private> d;
};

namespace detail {

/// The T of a callable that returns Result<T>.
template <class Work, class Argument> using OutcomeOf = std::invoke_result_t<Work&, Argument&>;

/// Carries what `work` returned past a type-erased queue: the last run's value counts.
template <class Outcome> struct Carrier {
    std::optional<Outcome> outcome;
    Outcome take(Result<void> committed)
    {
        if (!committed)
            return failureOf(committed);
        return std::move(*outcome);
    }
};

} // namespace detail

template <class Work, class Done>
void Store::transact(Attribution by, Work work, QObject* context, Done done)
{
    using Outcome = detail::OutcomeOf<Work, Transaction>;
    auto carrier = std::make_shared<detail::Carrier<Outcome>>();
    enqueue(
        std::move(by),
        [work = std::move(work), carrier](Transaction& transaction) mutable -> Result<void> {
            carrier->outcome.emplace(work(transaction));
            if (!*carrier->outcome)
                return failureOf(*carrier->outcome);
            return {};
        },
        context,
        [done = std::move(done), carrier](Result<void> committed) mutable {
            done(carrier->take(std::move(committed)));
        });
}

template <class Work> auto Store::transactAndWait(Attribution by, Work work)
{
    using Outcome = detail::OutcomeOf<Work, Transaction>;
    detail::Carrier<Outcome> carrier;
    auto committed =
        enqueueAndWait(std::move(by), [&work, &carrier](Transaction& transaction) -> Result<void> {
            carrier.outcome.emplace(work(transaction));
            if (!*carrier.outcome)
                return failureOf(*carrier.outcome);
            return {};
        });
    return carrier.take(std::move(committed));
}

template <class Work, class Done> void Store::read(Work work, QObject* context, Done done)
{
    using Outcome = detail::OutcomeOf<Work, Reader>;
    auto carrier = std::make_shared<detail::Carrier<Outcome>>();
    enqueueRead(
        [work = std::move(work), carrier](Reader& reader) mutable -> Result<void> {
            carrier->outcome.emplace(work(reader));
            if (!*carrier->outcome)
                return failureOf(*carrier->outcome);
            return {};
        },
        context,
        [done = std::move(done), carrier](Result<void> ran) mutable {
            done(carrier->take(std::move(ran)));
        });
}

} // namespace stateroom
