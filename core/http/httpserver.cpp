// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpserver.h"

#include "core/http/listener.h"
#include "core/http/worker.h"

#include <QThread>

#include <algorithm>
#include <csignal>
#include <future>

#ifndef Q_OS_WIN
#include <sys/resource.h>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Makes its Worker in its own thread, and destroys it there.
class WorkerThread final : public QThread {
public:
    WorkerThread(ServerShare& share, const HttpServer::RouteMaker& makeRoutes)
        : m_share(share)
        , m_makeRoutes(makeRoutes)
    {
        setObjectName(u"http"_s);
    }

    std::future<Result<Worker*>> ready() { return m_ready.get_future(); }

protected:
    void run() override
    {
        Worker worker(m_share);
        if (Result<void> prepared = worker.prepare(m_makeRoutes); !prepared) {
            m_ready.set_value(failureOf(prepared));
            return;
        }
        m_ready.set_value(&worker);
        exec();
        worker.endNow();
    }

private:
    ServerShare& m_share;
    const HttpServer::RouteMaker& m_makeRoutes;
    std::promise<Result<Worker*>> m_ready;
};

// A connection costs a descriptor; the store and the system need some too.
void makeRoomForDescriptors([[maybe_unused]] HttpLimits& limits)
{
#ifndef Q_OS_WIN
    constexpr rlim_t forOthers = 128;
    const auto wanted = static_cast<rlim_t>(limits.maxConnections) + forOthers;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    const rlim_t before = std::exchange(limit.rlim_cur, std::min(wanted, limit.rlim_max));
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = before;
    if (limit.rlim_cur < wanted) {
        const rlim_t left =
            limit.rlim_cur > 2 * forOthers ? limit.rlim_cur - forOthers : limit.rlim_cur / 2;
        limits.maxConnections = static_cast<int>(left);
    }
#endif
}

} // namespace

class HttpServer::Private {
public:
    Private(HttpServerOptions options, RouteMaker routeMaker)
        : makeRoutes(std::move(routeMaker))
        , share(options, OriginPolicy(rulesOf(options)))
    {
    }
    ~Private() { stop(Milliseconds(0)); }
    Q_DISABLE_COPY_MOVE(Private)

    Result<void> start();
    void stop(Milliseconds patience);

    static OriginRules rulesOf(const HttpServerOptions& options);

    const RouteMaker makeRoutes;
    ServerShare share;
    std::vector<std::unique_ptr<WorkerThread>> threads;
    std::vector<Worker*> workers;                     // each lives in its thread until that ends
    std::vector<std::unique_ptr<Listener>> listeners; // live in the first worker's thread
    std::atomic<quint16> port = 0;
    std::atomic<quint16> tlsPort = 0;

    Result<void> listenTls(const TlsOptions& tls);
    void stopListening();

private:
    Result<void> listen(Scheme scheme, quint16 wanted);
};

// An address on which the owner chose to listen names this server too.
OriginRules HttpServer::Private::rulesOf(const HttpServerOptions& options)
{
    OriginRules rules = options.origins;
    for (const QHostAddress& address : options.addresses) {
        const bool isAny = address == QHostAddress::Any || address == QHostAddress::AnyIPv4 ||
                           address == QHostAddress::AnyIPv6;
        if (isAny || address.isLoopback())
            continue;
        const QByteArray text = address.toString().toLatin1();
        const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        rules.allowedHosts.append(isIpv6 ? '[' + text + ']' : text);
    }
    return rules;
}

Result<void> HttpServer::Private::start()
{
#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN); // a client that has gone is an error of write(), not a death
#endif
    makeRoomForDescriptors(share.options.limits);
    std::vector<std::future<Result<Worker*>>> ready;
    for (int i = 0; i < std::max(1, share.options.threads); ++i) {
        threads.push_back(std::make_unique<WorkerThread>(share, makeRoutes));
        ready.push_back(threads.back()->ready());
        threads.back()->start();
    }
    std::optional<Error> error;
    for (auto& one : ready) {
        Result<Worker*> worker = one.get();
        if (worker)
            workers.push_back(*worker);
        else
            error = worker.error();
    }
    if (error)
        return fail(std::move(*error));
    if (auto listening = listen(Scheme::Http, share.options.port); !listening)
        return listening;
    return share.options.tls ? listenTls(*share.options.tls) : Result<void>();
}

Result<void> HttpServer::Private::listenTls(const TlsOptions& tls)
{
    if (auto used = share.tls.use(tls.credentials); !used)
        return used;
    return listen(Scheme::Https, tls.port);
}

Result<void> HttpServer::Private::listen(Scheme scheme, quint16 wanted)
{
    Result<void> result;
    const auto listen = [&] {
        auto made = Listener::listenOnAll(share, workers, scheme, wanted);
        if (!made) {
            result = failureOf(made);
            return;
        }
        (scheme == Scheme::Https ? tlsPort : port) = made->front()->serverPort();
        std::move(made->begin(), made->end(), std::back_inserter(listeners));
    };
    // Where the listeners live.
    QMetaObject::invokeMethod(workers.front(), listen, Qt::BlockingQueuedConnection);
    return result;
}

void HttpServer::Private::stopListening()
{
    QMetaObject::invokeMethod(
        workers.front(), [this] { listeners.clear(); }, Qt::BlockingQueuedConnection);
}

void HttpServer::Private::stop(Milliseconds patience)
{
    share.isStopping = true;
    if (!workers.empty())
        stopListening();
    for (Worker* worker : workers)
        QMetaObject::invokeMethod(worker, [worker, patience] { worker->beginStop(patience); });
    workers.clear();
    for (const auto& thread : threads)
        thread->wait();
    threads.clear();
}

Result<std::unique_ptr<HttpServer>>
HttpServer::start(HttpServerOptions options, RouteMaker makeRoutes)
{
    Q_ASSERT(options.clock && makeRoutes);
    auto p = std::make_unique<Private>(std::move(options), std::move(makeRoutes));
    if (Result<void> started = p->start(); !started)
        return failureOf(started);
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(p)));
}

HttpServer::HttpServer(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}
HttpServer::~HttpServer() = default;

quint16 HttpServer::port() const
{
    return d->port;
}

quint16 HttpServer::tlsPort() const
{
    return d->tlsPort;
}

Result<void> HttpServer::listenTls(const TlsOptions& tls)
{
    return d->listenTls(tls);
}

void HttpServer::stopListening()
{
    d->stopListening();
}

Result<void> HttpServer::renew(const tls::Credentials& credentials)
{
    return d->share.tls.use(credentials);
}

void HttpServer::stop(Milliseconds patience)
{
    d->stop(patience);
}

} // namespace stateroom
