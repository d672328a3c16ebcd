// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace stateroom {

/// How other threads hand work to one thread: many letters, one event.
///
/// `post` may be called from any thread, at any time, also after the receiving thread has ended:
/// then the letter is dropped. Letters are run in the order of posting by the receiving thread's
/// event loop. A letter bears its context and is dropped unread when that has been destroyed.
class Mailbox {
public:
    using Letter = std::function<void()>;

    /// The calling thread's mailbox, made at the first call. The thread needs an event loop for the
    /// letters to be read.
    static std::shared_ptr<Mailbox> ofThisThread();

    ~Mailbox();
    Q_DISABLE_COPY_MOVE(Mailbox)

    /// `context` must have been made by a call in the receiving thread (copies may travel).
    void post(QPointer<QObject> context, Letter letter);

private:
    class Receiver;
    struct Item {
        QPointer<QObject> context;
        Letter letter;
    };

    Mailbox();
    void readAll();
    void close();

    Mutex m_mutex;
    std::vector<Item> m_items GUARDED_BY(m_mutex);
    Receiver* m_receiver GUARDED_BY(m_mutex); // null once the thread has ended
    bool m_wakeUpUnderWay GUARDED_BY(m_mutex) = false;
    std::deque<Item> m_reading; // the receiving thread's alone: taken out, not yet run
};

} // namespace stateroom
