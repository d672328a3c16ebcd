// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/eventstream.h"
#include "core/http/httpserver.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace stateroom {

/// A server on a free port with three threads, a clock that stands, and a few routes:
/// - GET, POST, DELETE /echo: 200 with what the server understood, then the body
/// - GET /v1/state/{a}/{b}: 200 `a|b`, the decoded parameters; refusals have the body `REFUSED
///   <status>`
/// - GET /hold/{name}: keeps the Reply until the test answers it
/// - GET /drop: forgets the Reply
/// - GET /big, /huge: a body of bigSize, hugeSize bytes
/// - GET /split: an answer whose field would break the head
/// - GET /events: an EventStream, kept for the test
/// - GET /stream: a BodyStream, kept for the test
/// - GET /page: which navigations of other sites may open
/// - POST /none: 204
class TestServer {
public:
    static constexpr qsizetype bigSize = 8 * 1024 * 1024;
    /// Beside which the kernel's buffers are small.
    static constexpr qsizetype hugeSize = 8 * bigSize;

    explicit TestServer(HttpServerOptions options = {}, int threads = 3);
    /// Stops the server first: handles may be dropped in their own thread only, or after the
    /// server.
    ~TestServer() { server.reset(); }

    quint16 port() const { return server->port(); }
    /// Waits until so many handlers have been called (of /hold, /events and /stream, by name).
    bool waitForHeld(const QByteArray& name);
    /// Runs `act` in the thread of the handler that holds `name`, and waits for it.
    struct Held {
        Reply reply;
        BodyStream stream;
        EventStream events;
        QObject* thread = nullptr; ///< lives in the handler's thread
        QPointer<QObject> context;
        int closed = 0;  ///< calls of onClosed
        int drained = 0; ///< calls of onDrained
    };
    void with(const QByteArray& name, const std::function<void(Held&)>& act);
    /// Answers the held reply.
    void release(const QByteArray& name);
    /// Waits until something about the held one is true.
    bool waitUntil(const QByteArray& name, const std::function<bool(Held&)>& isTrue);
    std::vector<RequestReport> reports();
    bool waitForReports(size_t count);
    int routersMade() const { return m_routersMade; }

    ManualClock clock;
    std::unique_ptr<HttpServer> server;

private:
    Result<Router> makeRoutes(QObject* context);
    void hold(const QByteArray& name, Held held);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<QByteArray, std::shared_ptr<Held>> m_held; // guarded by m_mutex
    std::vector<RequestReport> m_reports;               // guarded by m_mutex
    std::atomic<int> m_routersMade = 0;
};

/// Tries `isTrue` again and again, for as long as RawClient waits.
bool eventually(const std::function<bool()>& isTrue);

} // namespace stateroom
