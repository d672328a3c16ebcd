// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/feedhub.h"

#include "core/store/feedhubprivate.h"

#include <algorithm>

namespace stateroom {

namespace {

/// Whether the publisher may have left the old value out because nobody watched the key.
bool mayLackOldValue(const Change& change)
{
    return !change.oldValue && change.version > Version(1);
}

} // namespace

qint64 costOf(const Change& change)
{
    qint64 bytes = 256 + change.name.key.bytes().size();
    if (change.value)
        bytes += change.value->bytes().size();
    if (change.oldValue)
        bytes += change.oldValue->bytes().size();
    return bytes;
}

template <class Visit> void FeedHub::forEachWatcherOf(const EntryName& name, Visit&& visit) const
{
    const auto visitAll = [&visit](const Watchers& watchers) {
        for (Subscriber* subscriber : watchers)
            visit(*subscriber);
    };
    visitAll(m_all);
    if (const auto found = m_bySpace.find(name.space); found != m_bySpace.end())
        visitAll(found->second);
    if (const auto found = m_byName.find(name); found != m_byName.end())
        visitAll(found->second);
}

template <class Visit> void FeedHub::forEachSubscriber(Visit&& visit) const
{
    for (Subscriber* subscriber : m_all)
        visit(*subscriber);
    for (const auto& [space, watchers] : m_bySpace)
        for (Subscriber* subscriber : watchers)
            visit(*subscriber);
    for (const auto& [name, watchers] : m_byName)
        for (Subscriber* subscriber : watchers)
            visit(*subscriber);
}

void FeedHub::add(Subscriber& subscriber, std::optional<Seq> since)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        const ChangeFilter& filter = subscriber.m_filter;
        if (!filter.space)
            m_all.push_back(&subscriber);
        else if (!filter.key)
            m_bySpace[*filter.space].push_back(&subscriber);
        else
            m_byName[{*filter.space, *filter.key}].push_back(&subscriber);
        ++m_count;

        const Seq now = position();
        subscriber.m_addedAt = m_round;
        subscriber.m_position = since.value_or(now);
        subscriber.m_target = now;
        if (m_closed)
            end(subscriber, *m_closed, afterwards);
        else if (subscriber.m_position == now)
            subscriber.m_state = State::Following;
        else if (now.value() - subscriber.m_position.value() <= m_limits.changes)
            subscriber.m_state = State::Joining; // also from beyond `now`: the log will judge that
        else
            subscriber.m_state = State::CatchingUp;
    }
    afterwards.run();
}

void FeedHub::remove(Subscriber& subscriber)
{
    std::vector<ChangePtr> dropped;
    const Lock lock(m_mutex);
    const auto removeFrom = [this, &subscriber](auto& watchers) {
        const auto erased = std::erase(watchers, &subscriber);
        m_count -= qsizetype(erased);
        return watchers.empty();
    };
    const ChangeFilter& filter = subscriber.m_filter;
    if (!filter.space) {
        removeFrom(m_all);
    } else if (!filter.key) {
        const auto found = m_bySpace.find(*filter.space);
        if (found != m_bySpace.end() && removeFrom(found->second))
            m_bySpace.erase(found);
    } else {
        const auto found = m_byName.find({*filter.space, *filter.key});
        if (found != m_byName.end() && removeFrom(found->second))
            m_byName.erase(found);
    }
    if (std::exchange(subscriber.m_ready, false))
        std::erase(subscriber.m_receiver->m_ready, &subscriber);
    dropped.swap(subscriber.m_queue);
    subscriber.m_state = State::Ended;
    ++subscriber.m_epoch;
}

void FeedHub::start(Seq position)
{
    const Lock lock(m_mutex);
    m_position = position.value();
}

void FeedHub::publish(const std::vector<ChangePtr>& changes)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        for (const ChangePtr& change : changes) {
            if (change->seq <= position())
                continue;
            if (m_count > 0)
                forEachWatcherOf(change->name, [&](Subscriber& subscriber) {
                    m_mutex.assertHeld();
                    offer(subscriber, change, afterwards);
                });
            m_position.store(change->seq.value(), std::memory_order_release);
        }
        ++m_round;
    }
    afterwards.run();
}

void FeedHub::offer(Subscriber& subscriber, const ChangePtr& change, Afterwards& afterwards)
{
    const bool queues =
        subscriber.m_state == State::Following || subscriber.m_state == State::Joining;
    if (!queues || change->seq <= subscriber.m_position ||
        !subscriber.m_filter.matches(change->name))
        return;

    const qint64 bytes = costOf(*change);
    const bool full =
        !subscriber.m_queue.empty() && (subscriber.m_queuedBytes + bytes > m_limits.bytes ||
                                        qsizetype(subscriber.m_queue.size()) >= m_limits.changes);
    const bool unwatchedBefore = subscriber.m_addedAt == m_round && mayLackOldValue(*change);
    if (full || unwatchedBefore) {
        setAside(subscriber, change->seq, afterwards);
        return;
    }
    subscriber.m_queue.push_back(change);
    subscriber.m_queuedBytes += bytes;
    if (subscriber.m_state == State::Following)
        announce(subscriber, afterwards);
}

void FeedHub::setAside(Subscriber& subscriber, Seq before, Afterwards& afterwards)
{
    // One who followed has missed nothing before what it has not been given. To know that spares a
    // replay of all that did not match, of which compaction may have taken some.
    if (subscriber.m_state == State::Following) {
        const Seq first = subscriber.m_queue.empty() ? before : subscriber.m_queue.front()->seq;
        subscriber.m_position = std::max(subscriber.m_position, Seq(first.value() - 1));
    }
    subscriber.m_state = State::CatchingUp;
    afterwards.dropped.push_back(std::exchange(subscriber.m_queue, {}));
    subscriber.m_queuedBytes = 0;
    announce(subscriber, afterwards);
}

void FeedHub::announce(Subscriber& subscriber, Afterwards& afterwards)
{
    if (std::exchange(subscriber.m_ready, true))
        return;
    Receiver& receiver = *subscriber.m_receiver;
    receiver.m_ready.push_back(&subscriber);
    if (!std::exchange(receiver.m_wakeUnderWay, true))
        afterwards.wake.push_back(subscriber.m_receiver);
}

void FeedHub::restartAt(Subscriber& subscriber, Seq from, Afterwards& afterwards)
{
    if (subscriber.m_state == State::Ended)
        return;
    subscriber.m_state = State::Following;
    subscriber.m_position = from;
    subscriber.m_reset = from;
    ++subscriber.m_epoch;
    afterwards.dropped.push_back(std::exchange(subscriber.m_queue, {}));
    subscriber.m_queuedBytes = 0;
    announce(subscriber, afterwards);
}

void FeedHub::end(Subscriber& subscriber, const Error& why, Afterwards& afterwards)
{
    if (subscriber.m_state == State::Ended)
        return;
    // What one who followed has not been given yet, it still gets; behind a gap it is worthless.
    if (subscriber.m_state != State::Following)
        afterwards.dropped.push_back(std::exchange(subscriber.m_queue, {}));
    subscriber.m_state = State::Ended;
    subscriber.m_end = why;
    ++subscriber.m_epoch;
    announce(subscriber, afterwards);
}

void FeedHub::resetAll(Seq from)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        m_position = from.value();
        forEachSubscriber([&](Subscriber& subscriber) {
            m_mutex.assertHeld();
            restartAt(subscriber, from, afterwards);
        });
    }
    afterwards.run();
}

void FeedHub::close(const Error& why)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        if (m_closed)
            return;
        m_closed = why;
        forEachSubscriber([&](Subscriber& subscriber) {
            m_mutex.assertHeld();
            end(subscriber, why, afterwards);
        });
    }
    afterwards.run();
}

bool FeedHub::isWatched(const EntryName& name) const
{
    if (m_count.load(std::memory_order_relaxed) == 0)
        return false;
    const Lock lock(m_mutex);
    return !m_all.empty() || m_bySpace.contains(name.space) || m_byName.contains(name);
}

} // namespace stateroom
