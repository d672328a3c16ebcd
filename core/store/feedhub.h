// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/store/entry.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stateroom {

/// A change as the feed hands it out, shared by all who see it.
using ChangePtr = std::shared_ptr<const Change>;

/// How much may wait for one subscriber. One that has more is set aside and caught up from the log,
/// so these bound the memory that a slow one costs, and nothing else.
struct FeedLimits {
    qint64 bytes = 4 * 1024 * 1024; ///< of values; a single larger change may wait all the same
    qsizetype changes = 10'000;
    int slice = 200; ///< changes read from the log at once
};

/// The change feed's heart: who watches what, and what waits for whom. It knows no event loop and
/// no database; ChangeFeed puts it between the two.
///
/// A subscriber follows (changes are queued as they are published), or catches up (nothing is
/// queued; its thread replays the log in slices), or joins (the last slices of the replay, while
/// what is published meanwhile is queued behind them). Whatever happens, it is handed each matching
/// change behind its start once, in order.
///
/// Thread-safe, with one lock that is never held during a call to the outside. publish() does not
/// wait for subscribers. Calls about one subscriber come from its receiver's thread.
class FeedHub {
public:
    class Subscriber;

    /// One receiving thread, with whatever number of subscribers.
    class Receiver {
    public:
        /// `wake` makes the thread call deliver() soon. Run in any thread, and not again before
        /// that has happened. It must outlive all that publishes.
        explicit Receiver(std::function<void()> wake)
            : m_wake(std::move(wake))
        {
        }

    private:
        friend class FeedHub;
        const std::function<void()> m_wake;
        std::deque<Subscriber*> m_ready; // guarded by FeedHub::m_mutex
        bool m_wakeUnderWay = false;     // guarded by FeedHub::m_mutex
    };

    /// One who watches; to be derived from. Held by a shared_ptr, and removed before it goes.
    class Subscriber : public std::enable_shared_from_this<Subscriber> {
    public:
        Subscriber(ChangeFilter filter, std::shared_ptr<Receiver> receiver)
            : m_filter(std::move(filter))
            , m_receiver(std::move(receiver))
        {
        }
        virtual ~Subscriber() = default;
        Subscriber(const Subscriber&) = delete;
        Subscriber& operator=(const Subscriber&) = delete;

        const ChangeFilter& filter() const { return m_filter; }

    private:
        friend class FeedHub;
        enum class State { Following, CatchingUp, Joining, Ended };

        const ChangeFilter m_filter;
        const std::shared_ptr<Receiver> m_receiver;
        // All that follows is guarded by FeedHub::m_mutex.
        State m_state = State::Following;
        Seq m_position; // everything up to here has been handed over
        Seq m_target;   // Joining: the replay reaches the queue here
        std::vector<ChangePtr> m_queue;
        qint64 m_queuedBytes = 0;
        std::optional<Seq> m_reset; // to be told
        std::optional<Error> m_end; // to be told
        quint64 m_addedAt = 0;      // the hub's m_round when it was added
        quint64 m_epoch = 0;        // counts what makes a replay under way worthless
        bool m_ready = false;       // stands in its receiver's m_ready
    };

    /// What one subscriber is to be told, in this order.
    struct Delivery {
        std::shared_ptr<Subscriber> subscriber;
        std::optional<Seq> reset;
        std::vector<ChangePtr> changes;
        std::optional<Error> ended;
    };

    /// A stretch of the log that a subscriber is to be replayed.
    struct Replay {
        Seq after;
        quint64 ticket = 0; ///< to be given back
    };

    explicit FeedHub(FeedLimits limits = {})
        : m_limits(limits)
    {
    }
    FeedHub(const FeedHub&) = delete;
    FeedHub& operator=(const FeedHub&) = delete;

    const FeedLimits& limits() const { return m_limits; }

    /// From here on the subscriber misses nothing: behind `since`, or behind position().
    void add(Subscriber& subscriber, std::optional<Seq> since);
    /// Nothing is kept for it any more. May be called twice.
    void remove(Subscriber& subscriber);

    /// Where the log stands, before there are subscribers.
    void start(Seq position);
    /// Committed changes in the order of the log: from one thread at a time, all of one commit in
    /// one call. Those at or before position() are passed over.
    void publish(const std::vector<ChangePtr>& changes);
    /// The log is not the one that it was: every subscriber is told so, and goes on behind `from`.
    void resetAll(Seq from);
    /// Every subscriber, and each that comes later, is told that this is the end.
    void close(const Error& why);

    /// The newest change published.
    Seq position() const { return Seq(m_position.load(std::memory_order_acquire)); }

    /// Whether anybody watches this key. The publisher asks this for each change of a commit, after
    /// it has published the commit before. Whoever subscribes later than that, and would get a
    /// change without its old value, is given it from the log instead.
    bool isWatched(const EntryName& name) const;

    /// In the receiver's thread, when it was woken: hands what is due to `handle`, subscriber by
    /// subscriber. `handle` may call all that is here, for any of the receiver's subscribers.
    void deliver(Receiver& receiver, const std::function<void(Delivery&)>& handle);

    /// The next stretch to replay to the subscriber; nothing when it follows. Each is answered by
    /// one of the next three before the next one is asked for.
    std::optional<Replay> nextReplay(const Subscriber& subscriber) const;
    /// Whether what was read for that ticket is still wanted.
    bool isCurrent(const Subscriber& subscriber, quint64 ticket) const;
    /// The log was read up to `upTo`, and what matched was handed over; `more`: it goes on behind.
    void replayed(Subscriber& subscriber, quint64 ticket, Seq upTo, bool more);
    /// The log does not hold what the subscriber misses: it is told, and goes on with what is new.
    void restart(Subscriber& subscriber, quint64 ticket);
    /// The log cannot be read: the subscriber is told that this is the end.
    void fail(Subscriber& subscriber, quint64 ticket, const Error& why);

private:
    using State = Subscriber::State;
    using Watchers = std::vector<Subscriber*>;
    /// What is done once the lock is let go: waking threads, and freeing what was dropped.
    struct Afterwards;
    struct Hash {
        size_t operator()(const Namespace& space) const { return qHash(space); }
        size_t operator()(const EntryName& name) const { return qHash(name); }
    };

    void offer(Subscriber& subscriber, const ChangePtr& change, Afterwards& afterwards)
        REQUIRES(m_mutex);
    void setAside(Subscriber& subscriber, Seq before, Afterwards& afterwards) REQUIRES(m_mutex);
    void restartAt(Subscriber& subscriber, Seq from, Afterwards& afterwards) REQUIRES(m_mutex);
    void end(Subscriber& subscriber, const Error& why, Afterwards& afterwards) REQUIRES(m_mutex);
    void announce(Subscriber& subscriber, Afterwards& afterwards) REQUIRES(m_mutex);
    Delivery take(Subscriber& subscriber) REQUIRES(m_mutex);
    template <class Visit>
    void forEachWatcherOf(const EntryName& name, Visit&& visit) const REQUIRES(m_mutex);
    template <class Visit> void forEachSubscriber(Visit&& visit) const REQUIRES(m_mutex);

    const FeedLimits m_limits;

    // The innermost lock: nothing else is locked, and nothing outside called, while it is held.
    mutable Mutex m_mutex;
    Watchers m_all GUARDED_BY(m_mutex);
    std::unordered_map<Namespace, Watchers, Hash> m_bySpace GUARDED_BY(m_mutex);
    std::unordered_map<EntryName, Watchers, Hash> m_byName GUARDED_BY(m_mutex);
    std::optional<Error> m_closed GUARDED_BY(m_mutex);
    quint64 m_round GUARDED_BY(m_mutex) = 0; // counts publish()
    std::atomic<qint64> m_position = 0;      // written with m_mutex held
    std::atomic<qsizetype> m_count = 0;      // of subscribers; written with m_mutex held
};

} // namespace stateroom
