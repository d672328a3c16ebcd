// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver's side of FeedHub: what is handed out, and the replay of the log.
#include "core/store/feedhubprivate.h"

#include <algorithm>

namespace stateroom {

FeedHub::Delivery FeedHub::take(Subscriber& subscriber)
{
    subscriber.m_ready = false;
    Delivery delivery;
    delivery.subscriber = subscriber.shared_from_this();
    delivery.reset = std::exchange(subscriber.m_reset, std::nullopt);
    delivery.ended = std::exchange(subscriber.m_end, std::nullopt);
    if (subscriber.m_state == State::Following || subscriber.m_state == State::Ended) {
        delivery.changes = std::exchange(subscriber.m_queue, {});
        subscriber.m_queuedBytes = 0;
        subscriber.m_position = std::max(subscriber.m_position, position());
    }
    return delivery;
}

void FeedHub::deliver(Receiver& receiver, const std::function<void(Delivery&)>& handle)
{
    size_t due = 0;
    {
        const Lock lock(m_mutex);
        receiver.m_wakeUnderWay = false;
        due = receiver.m_ready.size();
    }
    // One at a time: `handle` may remove others, or come back here from an event loop of its own.
    for (; due > 0; --due) {
        Delivery delivery;
        {
            const Lock lock(m_mutex);
            if (receiver.m_ready.empty())
                return;
            Subscriber& subscriber = *receiver.m_ready.front();
            receiver.m_ready.pop_front();
            delivery = take(subscriber);
        }
        handle(delivery);
    }
    // What became due meanwhile has to wait its turn, or a busy publisher would hold the thread.
    {
        const Lock lock(m_mutex);
        if (receiver.m_ready.empty() || std::exchange(receiver.m_wakeUnderWay, true))
            return;
    }
    receiver.m_wake();
}

std::optional<FeedHub::Replay> FeedHub::nextReplay(const Subscriber& subscriber) const
{
    const Lock lock(m_mutex);
    const bool replays =
        subscriber.m_state == State::CatchingUp || subscriber.m_state == State::Joining;
    if (!replays || subscriber.m_reset) // the reset is to be told first
        return std::nullopt;
    return Replay{subscriber.m_position, subscriber.m_epoch};
}

bool FeedHub::isCurrent(const Subscriber& subscriber, quint64 ticket) const
{
    const Lock lock(m_mutex);
    return subscriber.m_epoch == ticket;
}

void FeedHub::replayed(Subscriber& subscriber, quint64 ticket, Seq upTo, bool more)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        if (subscriber.m_epoch != ticket)
            return;
        subscriber.m_position = std::max(subscriber.m_position, upTo);
        const Seq now = position();
        if (subscriber.m_state == State::CatchingUp) {
            const qint64 missing = now.value() - subscriber.m_position.value();
            if (more && missing > m_limits.changes / 2)
                return;
            subscriber.m_state = State::Joining;
            subscriber.m_target = now;
        } else if (!more && subscriber.m_position < subscriber.m_target) {
            // The log ends before what has been published: it is another one.
            restartAt(subscriber, now, afterwards);
        }
        if (subscriber.m_state == State::Joining && subscriber.m_position >= subscriber.m_target) {
            subscriber.m_state = State::Following;
            std::erase_if(subscriber.m_queue, [&](const ChangePtr& change) {
                if (change->seq > subscriber.m_position)
                    return false;
                subscriber.m_queuedBytes -= costOf(*change);
                return true;
            });
            if (!subscriber.m_queue.empty())
                announce(subscriber, afterwards);
        }
    }
    afterwards.run();
}

void FeedHub::restart(Subscriber& subscriber, quint64 ticket)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        if (subscriber.m_epoch != ticket)
            return;
        restartAt(subscriber, position(), afterwards);
    }
    afterwards.run();
}

void FeedHub::fail(Subscriber& subscriber, quint64 ticket, const Error& why)
{
    Afterwards afterwards;
    {
        const Lock lock(m_mutex);
        if (subscriber.m_epoch != ticket)
            return;
        end(subscriber, why, afterwards);
    }
    afterwards.run();
}

} // namespace stateroom
