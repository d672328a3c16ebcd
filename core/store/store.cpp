// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store.h"

#include "core/store/filekeeper.h"
#include "core/store/follower.h"
#include "core/store/ownership.h"
#include "core/store/readerprivate.h"
#include "core/store/readpool.h"
#include "core/store/sql/schema.h"
#include "core/store/storefile.h"
#include "core/store/writer.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <future>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int readThreads = 2;
constexpr qint64 checkedAnyway = 256 * 1024 * 1024;

/// SQLite's own errors do not say where they happened.
Error withPlace(Error error, const StoreState& state)
{
    if (error.message.contains(state.directory()))
        return error;
    if (error.code == ErrorCode::DamagedFile)
        return sql::withBackup(std::move(error), state.databasePath());
    error.message = u"The store in "_s + state.directory() + u" cannot be used. "_s + error.message;
    return error;
}

Error closing()
{
    return {ErrorCode::Cancelled, u"The store is closing."_s, {}};
}

} // namespace

/// In the order of their making: what stands below uses what stands above.
class Store::Private {
public:
    std::unique_ptr<QTemporaryDir> temporary;
    std::unique_ptr<Ownership> ownership;
    std::unique_ptr<StoreState> state;
    std::unique_ptr<ChangeFeed> feed;
    std::unique_ptr<FileKeeper> keeper;
    std::unique_ptr<ReadPool> pool;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<Follower> follower; // instead of the writer

    Result<void> claimDirectory(const StoreOptions& options);
    Result<void> startOwner();
    Result<void> startFollower(Store& store);
};

Result<void> Store::Private::claimDirectory(const StoreOptions& options)
{
    QString directory = QDir(options.directory).absolutePath();
    switch (options.mode) {
    case StoreMode::Ephemeral:
        temporary = std::make_unique<QTemporaryDir>();
        if (!temporary->isValid())
            return fail(
                ErrorCode::StorageFailed,
                u"No temporary directory could be made: "_s + temporary->errorString() + u'.');
        directory = temporary->path();
        break;
    case StoreMode::Own: {
        auto acquired = Ownership::acquire(directory, options.clock->now());
        if (!acquired)
            return failureOf(acquired);
        ownership = std::move(*acquired);
        break;
    }
    case StoreMode::Follow:
        break;
    }
    state = std::make_unique<StoreState>(options, directory);
    return {};
}

Result<void> Store::Private::startOwner()
{
    const QString path = state->databasePath();
    const qint64 busyTimeout = state->options().busyTimeout;
    // A log left behind means that the last run was killed. A file that was closed in order is read
    // through as well, unless that would take long.
    const bool killed = QFileInfo(path + u"-wal"_s).size() > 0;
    const qint64 size = QFileInfo(path).size();
    if (auto ready = prepareStoreFile(path, state->options().clock->now(), busyTimeout); !ready)
        return ready;
    keeper = std::make_unique<FileKeeper>(*state, killed || (size > 0 && size <= checkedAnyway));
    pool = std::make_unique<ReadPool>(*state, readThreads);
    writer = std::make_unique<Writer>(
        *state, *feed, Writer::Hooks{[this](qint64 bytes) { keeper->noteWritten(bytes); }});
    return writer->start();
}

Result<void> Store::Private::startFollower(Store& store)
{
    const QString path = state->databasePath();
    if (!QFileInfo::exists(path))
        return fail(
            ErrorCode::NotFound, u"There is no store in "_s + state->directory() + u'.',
            u"Start the program that is to own it first."_s);
    {
        auto connection =
            sql::Connection::open(path, sql::Access::ReadOnly, state->options().busyTimeout);
        if (!connection)
            return failureOf(connection);
        if (auto fits = sql::checkFile(**connection, path); !fits)
            return fits;
    }
    state->declareUnwritable(
        {ErrorCode::ReadOnly, u"This program follows the store, another one owns it."_s,
         u"Write through the owner."_s});
    pool = std::make_unique<ReadPool>(*state, readThreads);
    auto reader = store.openReader();
    if (!reader)
        return failureOf(reader);
    auto position = (*reader)->position();
    if (!position)
        return failureOf(position);
    state->raise(position->lastCommit);
    FollowerSetup setup;
    setup.databasePath = path;
    setup.openReader = [this] { return Reader::Private::open(*state); };
    setup.noticed = [this](Timestamp lastCommit) {
        state->raise(lastCommit);
        state->countCommit();
    };
    setup.start = position->last;
    follower = std::make_unique<Follower>(std::move(setup), *feed);
    return {};
}

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options)
{
    Q_ASSERT(options.clock);
    auto parts = std::make_unique<Private>();
    if (auto claimed = parts->claimDirectory(options); !claimed)
        return failureOf(claimed);
    std::unique_ptr<Store> store(new Store(std::move(parts)));
    store->d->feed = std::make_unique<ChangeFeed>(*store);
    auto started = options.mode == StoreMode::Follow ? store->d->startFollower(*store)
                                                     : store->d->startOwner();
    if (!started)
        return fail(withPlace(std::move(started).error(), *store->d->state));
    return store;
}

Store::Store(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Store::~Store()
{
    d->follower.reset();
    // The writer's connection closes last: only one that may write can take the log file away.
    if (d->pool)
        d->pool->stop();
    if (d->keeper)
        d->keeper->stop();
    if (d->writer)
        d->writer->stop();
    if (d->feed)
        d->feed->close(closing());
}

namespace {

/// Work as a step behind which there is no more to do.
template <class Work> std::function<Result<bool>(Transaction&)> stepOf(Work work)
{
    return [work = std::move(work)](Transaction& transaction) mutable -> Result<bool> {
        auto ran = work(transaction);
        if (!ran)
            return failureOf(ran);
        return false;
    };
}

} // namespace

void Store::enqueue(Attribution by, AnyWork work, QPointer<QObject> context, AnyDone done)
{
    auto completion = Completion<OperationId>::posted(
        context, [done = std::move(done)](Result<OperationId> ran) mutable {
            if (ran)
                done({});
            else
                done(failureOf(ran));
        });
    if (!d->writer) {
        completion.complete(fail(health().reason));
        return;
    }
    Writer::Item item{std::move(by), stepOf(std::move(work)), std::nullopt, std::move(completion)};
    if (!d->writer->enqueue(std::move(item)))
        item.completion.complete(fail(closing()));
}

Result<void> Store::enqueueAndWait(Attribution by, AnyWork work)
{
    if (!d->writer)
        return fail(health().reason);
    std::promise<Result<void>> done;
    auto outcome = done.get_future();
    Writer::Item item{
        std::move(by), stepOf(std::move(work)), std::nullopt,
        Completion<OperationId>::direct([&done](Result<OperationId> ran) {
            done.set_value(ran ? Result<void>() : Result<void>(failureOf(ran)));
        })};
    if (!d->writer->enqueue(std::move(item)))
        return fail(closing());
    return outcome.get();
}

void Store::bulk(
    Attribution by, std::function<Result<bool>(Transaction&)> slice, QObject* context,
    std::function<void(Result<OperationId>)> done)
{
    auto completion = Completion<OperationId>::posted(context, std::move(done));
    if (!d->writer) {
        completion.complete(fail(health().reason));
        return;
    }
    Writer::Item item{std::move(by), std::move(slice), OperationId(0), std::move(completion)};
    if (!d->writer->enqueue(std::move(item)))
        item.completion.complete(fail(closing()));
}

void Store::enqueueRead(AnyRead work, QPointer<QObject> context, AnyDone done)
{
    ReadPool::Item item{
        std::move(work), Completion<std::monostate>::posted(
                             context, [done = std::move(done)](Result<std::monostate> ran) mutable {
                                 if (ran)
                                     done({});
                                 else
                                     done(failureOf(ran));
                             })};
    if (!d->pool->enqueue(std::move(item)))
        item.completion.complete(fail(closing()));
}

Result<std::unique_ptr<Reader>> Store::openReader()
{
    return Reader::Private::open(*d->state);
}

ChangeFeed& Store::feed()
{
    return *d->feed;
}

Timestamp Store::now() const
{
    return d->state->now();
}

StoreMode Store::mode() const
{
    return d->state->options().mode;
}

Durability Store::durability() const
{
    return d->state->options().durability;
}

StoreHealth Store::health() const
{
    return d->state->health();
}

StoreCounters Store::counters() const
{
    return {d->state->transactions, d->state->commits, d->state->changes};
}

QString Store::directory() const
{
    return d->state->directory();
}

void Store::describeOwner(const QString& url, const QString& httpsUrl)
{
    if (d->ownership)
        d->ownership->describe(url, httpsUrl);
}

Error Store::placed(Error error) const
{
    return withPlace(std::move(error), *d->state);
}

Result<void> Store::maintain()
{
    if (!d->writer)
        return fail(health().reason);
    return d->writer->maintain();
}

} // namespace stateroom
