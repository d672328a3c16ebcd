// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feedhub.h"

#include <map>
#include <mutex>

namespace stateroom::test {

inline const Namespace spaceA("workflow", "a");
inline const Namespace spaceB("workflow", "b");

inline ChangePtr
makeChange(qint64 seq, const EntryName& name, qint64 version = 1, qsizetype size = 1)
{
    Change change;
    change.seq = Seq(seq);
    change.name = name;
    change.version = Version(version);
    change.value = JsonText::fromValidated(QByteArray(size, '1'));
    if (version > 1)
        change.oldValue = JsonText::fromValidated("0");
    return std::make_shared<const Change>(std::move(change));
}

/// The log: what is committed, whether published or not.
class FakeLog {
public:
    ChangePtr append(const EntryName& name, qsizetype size = 1, bool watched = true)
    {
        const std::lock_guard lock(m_mutex);
        m_changes.push_back(
            makeChange(qint64(m_changes.size()) + 1, name, ++m_versions[name.key.bytes()], size));
        if (watched)
            return m_changes.back();
        auto blind = std::make_shared<Change>(*m_changes.back());
        blind->oldValue.reset();
        return blind;
    }
    struct Slice {
        std::vector<ChangePtr> changes;
        Seq upTo;
        bool more = false;
    };
    Slice read(Seq after, const ChangeFilter& filter, int limit) const
    {
        const std::lock_guard lock(m_mutex);
        Slice slice{{}, after, false};
        for (auto at = size_t(after.value()); at < m_changes.size(); ++at) {
            if (int(slice.changes.size()) == limit) {
                slice.more = true;
                break;
            }
            if (filter.matches(m_changes[at]->name))
                slice.changes.push_back(m_changes[at]);
            slice.upTo = m_changes[at]->seq;
        }
        return slice;
    }
    Seq last() const
    {
        const std::lock_guard lock(m_mutex);
        return Seq(qint64(m_changes.size()));
    }

private:
    mutable std::mutex m_mutex;
    std::vector<ChangePtr> m_changes;
    std::map<QByteArray, qint64> m_versions;
};

struct Watcher final : FeedHub::Subscriber {
    using Subscriber::Subscriber;
    std::vector<qint64> seen;
    std::vector<ChangePtr> changes;
    std::vector<qint64> resets;
    int ends = 0;
    bool lacksOldValue = false;

    void take(const std::vector<ChangePtr>& more)
    {
        for (const ChangePtr& change : more) {
            seen.push_back(change->seq.value());
            lacksOldValue |= change->version > Version(1) && !change->oldValue;
        }
        changes.insert(changes.end(), more.begin(), more.end());
    }
};

/// A receiving thread, run by hand.
struct Desk {
    explicit Desk(FeedHub& of)
        : hub(of)
    {
    }
    FeedHub& hub;
    int wakes = 0;
    std::shared_ptr<FeedHub::Receiver> receiver =
        std::make_shared<FeedHub::Receiver>([this] { ++wakes; });

    std::shared_ptr<Watcher> watch(ChangeFilter filter, std::optional<Seq> since = std::nullopt)
    {
        auto watcher = std::make_shared<Watcher>(std::move(filter), receiver);
        hub.add(*watcher, since);
        return watcher;
    }
    void deliver()
    {
        hub.deliver(*receiver, [](FeedHub::Delivery& delivery) { handle(delivery); });
    }
    static void handle(FeedHub::Delivery& delivery)
    {
        auto& watcher = static_cast<Watcher&>(*delivery.subscriber);
        if (delivery.reset)
            watcher.resets.push_back(delivery.reset->value());
        watcher.take(delivery.changes);
        watcher.ends += delivery.ended ? 1 : 0;
    }
    /// One slice; whether there was something to replay.
    bool replaySlice(Watcher& watcher, const FakeLog& log)
    {
        const auto replay = hub.nextReplay(watcher);
        if (!replay)
            return false;
        const auto slice = log.read(replay->after, watcher.filter(), hub.limits().slice);
        if (hub.isCurrent(watcher, replay->ticket)) {
            watcher.take(slice.changes);
            hub.replayed(watcher, replay->ticket, slice.upTo, slice.more);
        }
        return true;
    }
    void replayAll(Watcher& watcher, const FakeLog& log)
    {
        while (replaySlice(watcher, log)) {
        }
    }
};

inline std::vector<qint64> range(qint64 from, qint64 to)
{
    std::vector<qint64> numbers;
    for (; from <= to; ++from)
        numbers.push_back(from);
    return numbers;
}

using Seqs = std::vector<qint64>;

} // namespace stateroom::test
