// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/http/requestreport.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <vector>

namespace stateroom {

/// A finished request as its connection knows it: views that hold for the length of a call.
struct FinishedRequest {
    Timestamp at = {};
    Milliseconds took{0};
    int status = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    QByteArrayView requestId = {};
    QByteArrayView method = {}; ///< raw
    QByteArray target = {};     ///< raw
    QByteArrayView api = {};
    const RequestNote& note;
    const Headers& requestHead; ///< raw
    QByteArrayView answerHead = {};
    std::optional<Refusal::Kind> refusal = {};
    QByteArrayView errorBody = {}; ///< of an answer from 400 on
    std::shared_ptr<const RecordedBodies> bodies = {};
};

/// How an event stream has ended.
struct StreamEnd {
    Milliseconds took{0}; ///< from the request's first byte
    qint64 bytesOut = 0;
    std::shared_ptr<const RecordedBodies> bodies = {};
};

/// The newest requests, in memory only. Thread-safe: every HTTP worker adds to it, anybody reads.
/// Adding copies into a place that is used again, so that it costs neither allocations nor, since
/// it is written in a row, many cache misses; secrets are masked on the way.
class RequestBook {
public:
    static constexpr qint64 capacity = 1000;

    RequestBook();
    ~RequestBook();
    Q_DISABLE_COPY_MOVE(RequestBook)

    /// Adds a finished request and numbers it; the oldest gives way.
    void add(const FinishedRequest& request);
    /// The same for one whose answer is an event stream that has begun; its number.
    qint64 open(const FinishedRequest& request);
    /// Says how that stream has ended, unless its request has given way by then.
    void close(qint64 number, const StreamEnd& end);

    /// Those behind that number which are still held, oldest first. The numbers have no gaps, so a
    /// reader sees from the first one whether it has missed some.
    std::vector<RequestReportPtr> behind(qint64 number) const;
    /// The one of this number; null when it is not held any more.
    RequestReportPtr at(qint64 number) const;
    /// The number of the newest; 0 before the first.
    qint64 last() const;
    /// How often something was added or has ended: grows with whatever there is to see anew.
    qint64 changes() const;
    /// The newest one with this id, which a client may have used more than once; null: none.
    RequestReportPtr find(QByteArrayView requestId) const;
    void clear();

    /// Tells once, by the event loop of `context`'s thread (the calling one), when there are more
    /// than so many changes(): at once if there are already. Dropped when the context has gone.
    void tellBehind(qint64 changes, QObject* context, std::function<void()> tell);

    /// Whether requests that come from now on are kept with their bodies. At first they are not.
    bool recordsBodies() const { return m_recordsBodies.load(std::memory_order_relaxed); }
    void setRecordsBodies(bool record) { m_recordsBodies = record; }

private:
    struct Place;
    using Call = std::function<void()>; // posts to a listener

    Place& place(qint64 number) const REQUIRES(m_mutex);
    bool holds(qint64 number) const REQUIRES(m_mutex);
    qint64 keep(const FinishedRequest& request, bool isOpen);

    mutable Mutex m_mutex;
    std::unique_ptr<Place[]> m_places GUARDED_BY(m_mutex);
    qint64 m_last GUARDED_BY(m_mutex) = 0;
    qint64 m_cleared GUARDED_BY(m_mutex) = 0;
    qint64 m_closed GUARDED_BY(m_mutex) = 0; // streams that have ended
    std::vector<Call> m_listeners GUARDED_BY(m_mutex);
    std::atomic<bool> m_recordsBodies = false;
};

} // namespace stateroom
