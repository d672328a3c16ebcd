// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QSemaphore>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

namespace stateroom::ui {

/// Programs that write to workflows over HTTP, each in a thread of its own: values, such with a
/// time to live, compare-and-set, deletions. They write as much as they are let, so that how much
/// is written between two steps of a test does not depend on the machine.
class HttpWriters {
public:
    HttpWriters(quint16 port, QByteArrayList workflows, int keys, quint32 seed);
    ~HttpWriters();
    Q_DISABLE_COPY_MOVE(HttpWriters)

    /// Lets that many more requests be made.
    void allow(int requests) { m_allowed.release(requests); }
    /// Ends them after the requests that they are at. Empty, or what went wrong.
    QByteArray finish();
    int requests() const { return m_requests; }

private:
    static constexpr int threads = 2;

    void run(quint32 seed);

    const quint16 m_port;
    const QByteArrayList m_workflows;
    const int m_keys;
    QSemaphore m_allowed;
    std::atomic<bool> m_ending = false;
    std::atomic<int> m_requests = 0;
    std::atomic<int> m_strange = 0; ///< the status of an answer that should not have come
    std::vector<std::thread> m_threads;
};

/// The keys that the random test writes: plain ones, and such as are hard to show or to ask for.
QByteArray randomTestKey(int number);

} // namespace stateroom::ui
