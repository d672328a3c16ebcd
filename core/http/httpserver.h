// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/http/limits.h"
#include "core/http/requestbook.h"
#include "core/http/router.h"
#include "core/tls/certificates.h"

#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>

namespace stateroom {

/// HTTPS beside HTTP, on a port of its own.
struct TlsOptions {
    quint16 port = 7475; ///< 0: any that is free on all the addresses
    tls::Credentials credentials;
};

struct HttpServerOptions {
    QList<QHostAddress> addresses = {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6};
    quint16 port = 7474; ///< 0: any that is free on all the addresses
    std::optional<TlsOptions> tls;
    int threads = 1;
    HttpLimits limits;
    OriginRules origins;
    const Clock* clock = nullptr; ///< must outlive the server
    /// Called in the thread that answered, after each request; must be quick. May be empty.
    std::function<void(const RequestReport&)> report;
    /// Keeps the newest requests; must outlive the server. May be null.
    RequestBook* requests = nullptr;
};

/// An HTTP/1.1 server (RFC 9112) on QAbstractHttpServer behind a gate of our own, with `threads`
/// workers that share one listening port.
///
/// Each worker has its own Router, which `makeRoutes` fills in the worker's own thread at the
/// start; what it captures (a Reader, say) is destroyed in that thread at the end. So handlers
/// never share mutable state unless they choose to.
class HttpServer {
public:
    /// What one worker thread answers with. `context` lives in the worker's thread as long as
    /// the worker does.
    using RouteMaker = std::function<Result<Router>(QObject* context)>;

    /// Listens and serves, once every worker is ready. An error (AlreadyOwned: the port is taken)
    /// leaves nothing behind. IPv6 loopback is left out silently where the machine has none.
    static Result<std::unique_ptr<HttpServer>>
    start(HttpServerOptions options, RouteMaker makeRoutes);

    /// Stops at once if stop() has not been called.
    ~HttpServer();
    Q_DISABLE_COPY_MOVE(HttpServer)

    quint16 port() const;
    /// 0: there is none.
    quint16 tlsPort() const;
    /// HTTPS from now on, where the options asked for none. Errors as start(). Any thread that is
    /// not a worker's, once.
    Result<void> listenTls(const TlsOptions& tls);
    /// Leaves the ports to others, while all that is connected is served on. As listenTls().
    void stopListening();
    /// The certificate of connections that are made from now on. InvalidInput leaves the old one in
    /// force. Any thread.
    Result<void> renew(const tls::Credentials& credentials);

    /// Graceful: stops listening, closes idle connections, ends event streams, lets requests in
    /// hand finish for up to `patience`, then cuts what is left. Blocks until done; callable from
    /// any thread that is not a worker's, once.
    void stop(Milliseconds patience = Milliseconds(3'000));

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace stateroom
