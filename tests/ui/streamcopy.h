// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/eventclient.h"

#include <map>
#include <random>
#include <thread>

namespace stateroom::ui {

/// A key's value and version, as text that can be compared and printed: `v3 {"a":1}`.
using Contents = std::map<QByteArray, QByteArray>;

/// A program that only listens: a copy of a workflow that is made from nothing but the events of
/// its stream. It reads in a thread of its own, hangs up now and then and resumes where it was.
class StreamCopy {
public:
    /// Reads until this key is written, which belongs to the copy too.
    StreamCopy(quint16 port, QByteArray workflow, QByteArray lastKey, quint32 seed);
    ~StreamCopy();
    Q_DISABLE_COPY_MOVE(StreamCopy)

    /// Waits for the end. Empty when it came in order, else what went wrong.
    QByteArray finish();
    /// After finish().
    const Contents& contents() const { return m_contents; }
    int events() const { return m_events; }
    int resumptions() const { return m_resumptions; }

private:
    void run();
    bool take(const test::StreamEvent& event);

    const quint16 m_port;
    const QByteArray m_workflow;
    const QByteArray m_lastKey;
    std::mt19937 m_random;
    Contents m_contents;
    QByteArray m_mistake;
    int m_events = 0;
    int m_resumptions = 0;
    bool m_done = false;
    std::thread m_thread; // last: it begins when all else is there
};

} // namespace stateroom::ui
