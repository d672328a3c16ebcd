// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Service that listens: begins servers, puts one in another's place, ends them.
#include "core/service/service.h"
#include "core/store/completion.h"

#include <QLoggingCategory>

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "stateroom.service")

constexpr Milliseconds keyUseInterval = std::chrono::minutes(1);

bool isAnyAddress(const QHostAddress& address)
{
    return address == QHostAddress::Any || address == QHostAddress::AnyIPv4 ||
           address == QHostAddress::AnyIPv6;
}

} // namespace

Result<void> Service::serve()
{
    return serve(m_options.http.port);
}

bool Service::isReachableFromOutside() const
{
    const auto& addresses = m_options.http.addresses;
    return std::any_of(addresses.begin(), addresses.end(), [](const QHostAddress& address) {
        return !address.isLoopback();
    });
}

Result<void> Service::mayServe() const
{
    if (isReachableFromOutside() && !m_options.requireKeys)
        return fail(
            ErrorCode::InvalidInput,
            u"Other machines are served only where every API needs a key."_s,
            u"Add --require-keys."_s);
    if (m_store->mode() == StoreMode::Follow)
        return fail(m_store->health().reason);
    return {};
}

/// With HTTPS unless a former server still listens there.
Result<std::unique_ptr<HttpServer>> Service::startServer(quint16 port, bool isFirst)
{
    HttpServerOptions options = m_options.http;
    options.port = port;
    options.requests = &m_requests;
    if (m_certificates && isFirst) {
        const auto credentials = m_certificates->provide(options);
        if (!credentials)
            return failureOf(credentials);
        options.tls = TlsOptions{*m_options.tlsPort, *credentials};
    }
    auto server = HttpServer::start(options, [this](QObject*) {
        Result<Router> router = makeRoutes();
        if (router) // all workers have the same, and so have all servers
            std::call_once(m_routesKnown, [&] { m_routes = router->routes(); });
        return router;
    });
    if (server)
        m_servedAt.httpPort = (*server)->port();
    return server;
}

Result<void> Service::serve(quint16 port)
{
    Q_ASSERT(!m_server);
    if (auto may = mayServe(); !may)
        return may;
    auto server = startServer(port, true);
    if (!server)
        return failureOf(server);
    takeServer(std::move(*server));
    return {};
}

void Service::serveOn(quint16 port, QObject* context, std::function<void(const Result<void>&)> done)
{
    const auto begun = std::make_shared<Result<std::unique_ptr<HttpServer>>>(nullptr);
    m_begun.push_back(begun);
    // Our own context: whoever asked may be gone when the server is there.
    auto told = Completion<bool>::posted(
        &m_keyUseTimer, [this, begun, asked = QPointer<QObject>(context),
                         done = std::move(done)](const Result<bool>&) {
            if (std::erase(m_begun, begun) == 0)
                return; // stopped in the meantime
            const Result<void> served =
                *begun ? Result<void>() : Result<void>(failureOf(std::move(*begun)));
            if (*begun && **begun)
                takeServer(std::move(**begun));
            if (asked)
                done(served);
        });
    const bool isThere = m_server && m_server->port() == port;
    if (auto may = mayServe(); !may || isThere) {
        if (!may)
            *begun = failureOf(may);
        return told.complete(true);
    }
    m_pool.start([this, port, isFirst = !m_server, begun, told]() mutable {
        *begun = startServer(port, isFirst);
        told.complete(true);
    });
}

/// Puts it in the place of the former one, which ends in the background.
void Service::takeServer(std::unique_ptr<HttpServer> server)
{
    std::shared_ptr<HttpServer> former = std::exchange(m_server, std::move(server));
    if (m_certificates)
        m_certificates->watch(*m_server);
    m_store->describeOwner(url(), httpsUrl());
    if (m_server->tlsPort() != 0) // else a former one listens there still
        m_servedAt.httpsPort = m_server->tlsPort();
    sendWebhooks();
    if (former) {
        m_pool.start(
            [this, former = std::move(former), heir = m_server.get(),
             credentials = m_certificates ? m_certificates->credentials() : tls::Credentials()] {
                if (m_options.tlsPort)
                    moveHttps(*former, *heir, credentials);
                former->stop();
            });
        return;
    }
    QObject::connect(
        &m_keyUseTimer, &QTimer::timeout, &m_keyUseTimer, [this] { m_keyStore->saveUses(); });
    m_keyUseTimer.start(keyUseInterval);
}

/// From now on, or by the rules that follow from where is listened now.
void Service::sendWebhooks()
{
    webhooks::DispatcherOptions options = m_options.webhooks;
    options.clock = m_options.store.clock;
    options.rules.allowLoopback = !isReachableFromOutside();
    options.rules.ownPorts = {m_server->port()};
    if (m_servedAt.httpsPort != 0)
        options.rules.ownPorts << m_servedAt.httpsPort;
    if (m_dispatcher)
        m_dispatcher->setRules(options.rules);
    else
        m_dispatcher = std::make_unique<webhooks::Dispatcher>(*m_store, std::move(options));
}

/// In m_pool's thread, before which no server goes.
void Service::moveHttps(HttpServer& from, HttpServer& to, const tls::Credentials& credentials)
{
    from.stopListening();
    const auto listening = to.listenTls({*m_options.tlsPort, credentials});
    if (!listening)
        qCWarning(log).noquote() << listening.error().toString();
    QMetaObject::invokeMethod(&m_keyUseTimer, [this] {
        m_store->describeOwner(url(), httpsUrl());
        if (m_server)
            sendWebhooks();
        // What was renewed in the meantime.
        const auto renewed =
            m_server ? m_server->renew(m_certificates->credentials()) : Result<void>();
        if (!renewed)
            qCWarning(log).noquote() << renewed.error().toString();
    });
}

QString Service::url() const
{
    return m_server ? urlOf(u"http"_s, m_server->port()) : QString();
}

QString Service::httpsUrl() const
{
    return m_server && m_server->tlsPort() != 0 ? urlOf(u"https"_s, m_server->tlsPort())
                                                : QString();
}

QString Service::urlOf(const QString& scheme, quint16 port) const
{
    // No certificate is for "any address".
    const bool isAny = isAnyAddress(m_options.http.addresses.first());
    const QString host = scheme == "https"_L1 && isAny ? u"localhost"_s : boundHost();
    return scheme + u"://"_s + host + u':' + QString::number(port);
}

/// As a URL has it.
QString Service::boundHost() const
{
    const QHostAddress address = m_options.http.addresses.value(0);
    return address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + address.toString() + u']'
                                                               : address.toString();
}

QString Service::authorityFile() const
{
    return m_certificates ? tls::authorityFile(m_store->directory()) : QString();
}

void Service::renewCertificate()
{
    if (m_certificates)
        m_certificates->look();
}

void Service::stop(Milliseconds patience)
{
    m_pool.waitForDone();
    for (const Begun& begun : std::exchange(m_begun, {}))
        *begun = nullptr; // while there is a store that it can leave
    if (!m_server)
        return;
    if (m_certificates)
        m_certificates->stop();
    m_server->stop(patience);
    m_server.reset();
    m_dispatcher->stop(std::min(patience, Milliseconds(1'000)));
    m_dispatcher.reset();
    m_keyUseTimer.stop();
    m_keyUseTimer.disconnect();
    m_keyStore->saveUses();
}

} // namespace stateroom
