// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feedhub.h"

#include <QObject>

#include <functional>
#include <memory>

namespace stateroom {

class Store;

/// What a subscriber is told. All callbacks run in the thread of the subscription's context, in the
/// order of the log: every matching change behind the start exactly once, without a gap. A callback
/// may do anything, also cancel this or another subscription, or destroy the context.
struct FeedHandlers {
    /// Never empty. Each change has its old value, unless compaction has dropped that.
    std::function<void(const std::vector<ChangePtr>&)> changes;
    /// The log does not reach back to where the subscriber stood, or not forward (the file was
    /// replaced): what it knows is worthless. The feed goes on behind `from`; read the
    /// current state now (a fresh read sees at least `from`) and ignore what that already holds.
    std::function<void(Seq from)> reset;
    /// The feed ended: the store is closing, or it cannot read its log any more. The last callback.
    std::function<void(const Error&)> ended;
    /// Optional; asked before each slice of a replay is read: whether the subscriber can take it.
    /// When not, the replay waits for Subscription::resume(). A mere question: it may come while
    /// subscribe() still runs, and must not end the subscription.
    std::function<bool()> ready = {};
};

/// A subscription; ends when this handle, or its context, goes. Move-only; belongs to its context's
/// thread. After its end no callback is run.
class [[nodiscard]] Subscription {
public:
    Subscription() = default;
    Subscription(Subscription&&) noexcept = default;
    Subscription& operator=(Subscription&&) noexcept;
    ~Subscription();

    /// Whether more may come: false when it was cancelled, its context has gone, or the feed ended.
    bool isActive() const;
    void cancel();
    /// Goes on with a replay that FeedHandlers::ready has held up.
    void resume();

private:
    friend class ChangeFeed;
    explicit Subscription(std::shared_ptr<class FeedSubscriber> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<class FeedSubscriber> m_state;
};

/// Reads the log for a replay, as Reader::changes does: `done` is told from `context`'s event loop,
/// never at once, and not any more when the context has gone. Called in the context's thread.
using LogSource = std::function<void(
    Seq after, const ChangeFilter& filter, int limit, QObject* context,
    std::function<void(Result<LogPage>)> done)>;

/// Who is told of changes after they have been committed: replay from the log, then follow.
///
/// The writer never waits for a subscriber: one that has more than a bounded amount waiting is set
/// aside and caught up from the log later. Subscribers of one thread share its wake-ups.
/// Thread-safe.
class ChangeFeed {
public:
    /// Replays by Store::read.
    explicit ChangeFeed(Store& store);
    explicit ChangeFeed(LogSource source, FeedLimits limits = {});
    /// Closes it, if that has not been done.
    ~ChangeFeed();
    Q_DISABLE_COPY_MOVE(ChangeFeed)

    /// In force when it returns: every change that is committed from now on will be seen, and with
    /// `since` every one behind that seq. To be called in `context`'s thread, which needs an event
    /// loop; no callback is run before this has returned.
    Subscription subscribe(
        ChangeFilter filter, std::optional<Seq> since, QObject* context, FeedHandlers handlers);

    /// The newest change handed out.
    Seq position() const;

    /// For the writer: whether anybody watches this key, so that the old value is worth reading.
    /// Cheap. To be asked for each change of a commit, after what was committed before has been
    /// published.
    bool isWatched(const EntryName& name) const;
    /// For the writer and the follower: hands out committed changes, in the order of the log, all
    /// of one commit in one call.
    void publish(const std::vector<ChangePtr>& changes);
    /// For the store: where the log stands at the start.
    void start(Seq position);
    /// For the follower: the log is another one than before; all are reset and go on behind `from`.
    void resetAll(Seq from);
    /// For the store: tells every subscriber, and who may still come, that it ended. After it the
    /// log is not read any more. To be called without a lock that LogSource might want.
    void close(const Error& why);

private:
    friend class FeedSubscriber;
    class Desk;
    std::shared_ptr<Desk> m_desk;
};

} // namespace stateroom
