// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/store/feed.h"
#include "core/store/reader.h"

#include <thread>

namespace stateroom {

/// What a Follower needs; all of it outlives the Follower.
struct FollowerSetup {
    QString databasePath;
    /// Opens a Reader for the calling thread, which is the follower's own, without an event loop.
    std::function<Result<std::unique_ptr<Reader>>()> openReader;
    /// Told, in the follower's thread, that others have committed, and when last: before the
    /// feed hands the changes out. May be empty.
    std::function<void(Timestamp lastCommit)> noticed;
    /// Where the log stood when the store was opened; the feed starts there.
    Seq start;
    Milliseconds interval{100}; ///< between two looks
};

/// Gives the change feed what another process writes to the store: a thread that looks every so
/// often whether the file has changed, which costs microseconds, and if so reads the log on.
///
/// Trouble does not stop it: while the file cannot be read it tries again, and then goes on where
/// it was. When the log does not reach back that far any more, or the file has been replaced by
/// another one, it resets the feed. Thread-safe; its destructor waits for the look under way.
class Follower {
public:
    Follower(FollowerSetup setup, ChangeFeed& feed);
    ~Follower();
    Q_DISABLE_COPY_MOVE(Follower)

private:
    /// What is held open between two looks.
    struct Handles;

    void run();
    bool stopping() const;
    Result<void> look(std::unique_ptr<Handles>& handles);
    Result<void> readOn(Reader& reader);
    Result<void> reset(Reader& reader);

    const FollowerSetup m_setup;
    ChangeFeed& m_feed;
    // Used by the thread alone.
    Seq m_position;
    std::optional<qint64> m_fileMark; // tells one file at the path from another
    bool m_failing = false;

    mutable Mutex m_mutex; // nothing else is locked while it is held
    Condition m_wakeUp;
    bool m_stop GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

} // namespace stateroom
