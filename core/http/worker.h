// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headwriter.h"
#include "core/http/httpserver.h"
#include "core/http/originpolicy.h"
#include "core/http/qtserveradapter.h"
#include "core/http/scheme.h"
#include "core/http/tlssettings.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <unordered_set>
#include <vector>

namespace stateroom {

class Connection;

/// What the workers of one server have in common. Immutable but for the counters and the TLS
/// certificate.
struct ServerShare {
    ServerShare(HttpServerOptions serverOptions, OriginPolicy originPolicy)
        : options(std::move(serverOptions))
        , policy(std::move(originPolicy))
    {
    }

    HttpServerOptions options;
    OriginPolicy policy;
    TlsSettings tls;
    std::atomic<int> connections = 0;       // open ones, over all workers
    std::atomic<qint64> bufferedBodies = 0; // bytes, over all workers
    std::atomic<bool> isStopping = false;   // set first of all, so that each answer says `close`
};

/// One thread's share of a server: its router, its QAbstractHttpServer, and the connections that
/// were dealt to it. Made, used and destroyed in its thread.
class Worker final : public QObject, private AdmittedRequests {
public:
    explicit Worker(ServerShare& share);
    ~Worker() override;
    Q_DISABLE_COPY_MOVE(Worker)

    Result<void> prepare(const HttpServer::RouteMaker& makeRoutes);
    /// Takes an accepted socket, which has been counted in share().connections.
    void adopt(qintptr descriptor, Scheme scheme);
    /// Ends the thread's event loop when all connections have ended, or `patience` is over.
    void beginStop(Milliseconds patience);
    /// Cuts what is left, so that nothing of it outlives the worker.
    void endNow();

    /// For connections.
    ServerShare& share() { return m_share; }
    const ServerShare& share() const { return m_share; }
    const Clock& clock() const { return *m_share.options.clock; }
    const Router& router() const { return m_router; }
    HeadWriter& headWriter() { return m_headWriter; }
    /// Has `connection` handle its request before the event loop waits again.
    void enqueue(Connection* connection) { m_ready.push_back(connection); }
    /// An empty array with room for a head and a small body, for use within one call.
    QByteArray& scratch();
    bool recordsBodies() const
    {
        return m_share.options.requests && m_share.options.requests->recordsBodies();
    }
    /// No answer from now on promises another one.
    bool isStopping() const { return m_share.isStopping; }
    /// Connections that were idle then have been ended; what becomes idle ends itself.
    bool hasBegunToStop() const { return m_endsWhenEmpty; }
    void connectionEnded(Connection* connection);
    /// What the clients have not taken has changed by so many bytes.
    void countUnread(qint64 change);
    /// The client's X-Request-Id if it has the right form, else a new one.
    QByteArray requestIdFor(const Headers& headers);

private:
    void passReady();
    void handleAll() override;
    qint64 maxUnread() const;
    void cutStalled();
    void sweep();

    ServerShare& m_share;
    Router m_router;
    HeadWriter m_headWriter;
    QtServerAdapter m_adapter;
    QByteArray m_scratch;
    QTimer m_sweeper;
    std::unordered_set<Connection*> m_connections;
    std::vector<Connection*> m_ready;   // have a complete request
    std::vector<Connection*> m_passing; // are being handled; null where one has ended meanwhile
    qint64 m_unread = 0;                // bytes, by all of m_connections
    bool m_isCutPosted = false;
    bool m_endsWhenEmpty = false;
    quint64 m_idSeed;
    quint64 m_idCount = 0;
};

} // namespace stateroom
