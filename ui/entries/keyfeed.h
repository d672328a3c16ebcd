// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/entries/entryrow.h"
#include "ui/model/throttle.h"

#include <map>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// Keys that were read, in order, each behind those before.
struct KeyStretch {
    std::vector<KeyHead> heads;
    std::vector<EntryRow> rows; ///< of the first ones, with the first stretch
    bool more = false;
};

/// The newest change of each key, in the order of the keys.
using KeyChanges = std::map<Key, ChangePtr>;

/// Reads all keys of a namespace, stretch by stretch, and tells what changes among those that have
/// been read; what has been told adds up to the store's state, whatever is written meanwhile.
class KeyFeed final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyFeed)

public:
    /// The store must outlive it.
    explicit KeyFeed(Store& store, QObject* parent = nullptr);

    /// Begins with this namespace; null: nothing is read.
    void begin(const Namespace& space);
    /// Whether all keys have been told.
    bool isComplete() const { return m_begun && !m_more; }
    /// At most one telling of changes per interval.
    void setInterval(Milliseconds interval);
    /// Holds changes back, and tells them together when it is let go.
    void setHeld(bool held);

Q_SIGNALS:
    void stretchRead(const stateroom::ui::KeyStretch& stretch);
    void changed(const stateroom::ui::KeyChanges& changes);
    /// What was told is worthless: begin anew.
    void lost();
    void failed(const stateroom::Error& error);

private:
    void subscribe();
    void readOn();
    void take(const Result<KeyStretch>& stretch);
    void flush();
    bool isWithinReach(const Key& key) const;

    Store& m_store;
    Namespace m_space;
    Subscription m_subscription;
    std::unique_ptr<Throttle> m_flush;
    KeyChanges m_pending;
    /// Those that lie behind what has been read, while a stretch that may not hold them yet is on
    /// its way.
    KeyChanges m_duringRead;
    std::optional<Key> m_last; ///< of what has been read
    quint64 m_generation = 0;  ///< a stretch asked for before the last begin() is not taken
    bool m_begun = false;
    bool m_reading = false;
    bool m_more = false;
    bool m_held = false;
};

} // namespace stateroom::ui
