// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/base/mutex.h"

#include <QHash>

#include <atomic>
#include <vector>

namespace stateroom {

/// The keys that are in force. Thread-safe: asked for each request by every HTTP worker, changed
/// rarely. What has been removed is unknown to whoever asks after that.
class KeyRing {
public:
    /// `clock` says when the grace of a rotated key's old text is over; without one there is none.
    explicit KeyRing(const Clock* clock = nullptr)
        : m_clock(clock)
    {
    }
    /// The key with this text; null when there is none. How long that takes tells nothing about a
    /// text: it is hashed first, looked up by one half of the hash, and the rest is compared in
    /// constant time. Only the whole text of the key that was found last is known sooner.
    ApiKeyPtr find(QByteArrayView text) const;
    /// All, oldest first.
    std::vector<ApiKeyPtr> all() const;
    bool hasKeyOf(ApiKind api) const;

    /// Adds a key, or replaces the one of that id.
    void put(ApiKeyPtr key);
    /// Replaces the key of that id if it is in force still: one that another thread has removed
    /// meanwhile does not come back.
    void update(ApiKeyPtr key);
    void remove(const QByteArray& id);

    /// Notes that a key was used; the latest moment is kept in memory.
    void noteUse(const ApiKey& key, Timestamp at);
    std::optional<Timestamp> lastUse(const QByteArray& id) const;

private:
    struct Slot {
        ApiKeyPtr key;
        std::shared_ptr<std::atomic<qint64>> lastUse;
        bool isOld = false; ///< stands here by its text before a rotation

        const QByteArray& hash() const { return isOld ? key->oldHash : key->hash; }
    };
    using Table = QHash<QByteArray, Slot>; // by the first half of the hash

    /// The key that was found last and is in force still: most clients come again and again.
    struct Recent {
        QByteArray text;
        ApiKeyPtr key;
    };
    ApiKeyPtr recent(QByteArrayView text) const;
    std::shared_ptr<const Table> table() const;
    void replace(Table table) REQUIRES(m_changing);
    enum class Absent { Add, Leave };
    void insert(ApiKeyPtr key, Absent absent);

    const Clock* const m_clock;
    Mutex m_changing;      // held while a table is made from the one before
    mutable Mutex m_mutex; // for the pointers alone: a table never changes
    mutable Recent m_recent GUARDED_BY(m_mutex);
    std::shared_ptr<const Table> m_table GUARDED_BY(m_mutex) = std::make_shared<const Table>();
};

} // namespace stateroom
