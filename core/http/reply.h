// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/types.h"

#include <QPointer>

#include <functional>

namespace stateroom {

class Connection;
class BodyStream;
struct RequestNote;

/// The right to answer one request, now or later. A handle: copies answer the same request, the
/// first answer counts, and every call is a no-op once it has been answered or the client has
/// gone. Belongs to the thread in which the handler was called; copies may be destroyed anywhere.
/// If all go without an answer, the client is told 500, so nobody waits for ever.
class Reply {
public:
    Reply() = default;

    /// Answers as a whole.
    void send(Response response) const;

    /// Answers with a head now and a body in pieces (chunked in HTTP/1.1, until the close in 1.0).
    /// The response's own body must be empty. A HEAD request ends here: the stream is closed at
    /// once.
    BodyStream startStream(Response head) const;

    /// Tells those who look at requests who the caller is; to be called before the answer.
    void note(const RequestNote& note) const;

    /// True as long as somebody waits for an answer to this request.
    bool isPending() const;

    /// The QObject that dies with the request: after its answer has ended or its client has gone.
    /// A client that has closed looks like one that says no more and waits for its answer, until
    /// something is written to it; it counts as gone after HttpLimits::requestTimeout.
    /// What a handler starts for it (Store::read, a subscription) takes this as its context and so
    /// needs no further care. Null once that has happened.
    QObject* context() const;

private:
    friend class Connection;
    friend class EventStream;
    struct State;
    std::shared_ptr<State> m_state;
};

/// A body that is sent in pieces. A handle like Reply; every call is a no-op once the stream ended.
/// If all copies go without an end, the connection is cut, as by abort().
class BodyStream {
public:
    BodyStream() = default;

    bool isOpen() const;
    /// Sends a piece; false when the stream is closed. Pieces are buffered without bound: a writer
    /// that can be faster than its reader looks at bytesWaiting() and waits for onDrained.
    bool write(QByteArrayView piece) const;
    /// What has been written and has not yet been taken by the kernel.
    qint64 bytesWaiting() const;
    /// Called each time when the kernel has taken everything; replaces an earlier callback.
    void onDrained(std::function<void()> callback) const;
    /// Called once when the client has gone or the server stops, not after end() or abort().
    void onClosed(std::function<void()> callback) const;
    /// Ends the body in order.
    void end() const;
    /// Cuts the connection, so that the client cannot take a part for the whole.
    void abort() const;
    /// As Reply::context().
    QObject* context() const;

private:
    friend class Reply;
    friend class EventStream;
    friend class Connection;
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace stateroom
