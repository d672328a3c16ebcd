// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <QObject>

#include <functional>
#include <memory>

namespace stateroom {

class Store;

/// A change as the feed hands it out, shared by all who see it.
using ChangePtr = std::shared_ptr<const Change>;

/// What a subscriber is told. All callbacks run in the thread of the subscription's context, in the
/// order of the log: every matching change behind the start exactly once, without a gap.
struct FeedHandlers {
    std::function<void(const std::vector<ChangePtr>&)> changes;
    /// The log does not reach back to where the subscriber stood, or not forward (the file was
    /// replaced): what it knows is worthless. The feed goes on behind `from`; read the
    /// current state now (a fresh read sees at least `from`) and ignore what that already holds.
    std::function<void(Seq from)> reset;
    /// The feed ended: the store is closing, or it cannot read its log any more.
    std::function<void(const Error&)> ended;
};

/// A subscription; ends when this handle, or its context, goes. Move-only; belongs to its context's thread.
class Subscription {
public:
    Subscription() = default;
    Subscription(Subscription&&) noexcept = default;
    Subscription& operator=(Subscription&&) noexcept;
    ~Subscription();

    bool isActive() const { return m_state != nullptr; }
    void cancel();

private:
    friend class ChangeFeed;
    explicit Subscription(std::shared_ptr<class FeedSubscriber> state) : m_state(std::move(state)) {}
    std::shared_ptr<class FeedSubscriber> m_state;
};

/// Who is told of changes after they have been committed: replay from the log, then follow.
///
/// The writer never waits for a subscriber: one that has more than a bounded amount waiting is set aside
/// and caught up from the log later. Thread-safe.
class ChangeFeed {
public:
    explicit ChangeFeed(Store& store);
    ~ChangeFeed();
    Q_DISABLE_COPY_MOVE(ChangeFeed)

    /// In force when it returns: every change that is committed from now on will be seen, and with
    /// `since` every one behind that seq. To be called in `context`'s thread, which needs an event loop.
    Subscription subscribe(
        ChangeFilter filter, std::optional<Seq> since, QObject* context, FeedHandlers handlers);

    /// The newest change handed out.
    Seq position() const;

    /// For the writer: whether anybody watches this key, so that the old value is worth reading.
    bool isWatched(const EntryName& name) const;
    /// For the writer and the follower: hands out committed changes, in the order of the log.
    void publish(std::vector<ChangePtr> changes);
    /// For the store: where the log stands at the start.
    void start(Seq position);
    /// For the store: tells every subscriber that it ended.
    void close(const Error& why);

private:
    friend class Subscription;
    class Hub;
    std::shared_ptr<Hub> m_hub;
    Store& m_store;
};

} // namespace stateroom
