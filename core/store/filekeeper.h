// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/store/storestate.h"

#include <thread>

namespace stateroom {

/// Looks after the file on a thread of its own: moves the write-ahead log into it from time to
/// time, so that no commit has to, and checks it once for damage if it is asked to.
class FileKeeper {
public:
    /// `check`: look for damage first; a finding makes the store read-only.
    FileKeeper(StoreState& state, bool check);
    ~FileKeeper();
    Q_DISABLE_COPY_MOVE(FileKeeper)

    /// That a commit has written roughly this much. Any thread.
    void noteWritten(qint64 bytes);
    void stop();

private:
    void run(bool check);
    void checkFile();

    StoreState& m_state;
    Mutex m_mutex;
    Condition m_wake;
    qint64 m_written GUARDED_BY(m_mutex) = 0;
    bool m_stopping GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

} // namespace stateroom
