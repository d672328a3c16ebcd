// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/testserver.h"

#include "tests/http/rawclient.h"

#include <QDeadlineTimer>
#include <QThread>

namespace stateroom {

namespace {

constexpr std::chrono::milliseconds longest{RawClient::limit};

Response renderShort(const Refusal& refusal)
{
    return Response::text(
        statusOf(refusal.kind), "REFUSED " + QByteArray::number(statusOf(refusal.kind)));
}

QByteArray describe(const Request& request)
{
    QByteArrayList lines;
    for (const QByteArray& segment : request.segments)
        lines += "segment " + segment;
    for (const auto& [name, value] : request.query.all())
        lines += "query " + name + '=' + value;
    lines += "body " + QByteArray::number(request.body.size());
    return lines.join('\n') + '\n' + request.body;
}

} // namespace

bool eventually(const std::function<bool()>& isTrue)
{
    QDeadlineTimer deadline(longest);
    while (!isTrue()) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(2);
    }
    return true;
}

TestServer::TestServer(HttpServerOptions options, int threads)
{
    options.clock = &clock;
    options.port = 0;
    options.threads = threads;
    options.report = [this](const RequestReport& report) {
        const std::lock_guard lock(m_mutex);
        m_reports.push_back(report);
        m_changed.notify_all();
    };
    auto started = HttpServer::start(
        std::move(options), [this](QObject* context) { return makeRoutes(context); });
    if (!started)
        qFatal("%s", qPrintable(started.error().toString()));
    server = std::move(*started);
}

Result<Router> TestServer::makeRoutes(QObject* context)
{
    ++m_routersMade;
    Router router;
    const auto add = [&router](Method method, QByteArrayView pattern, Handler handler) {
        router.add(method, pattern, std::move(handler), renderControlRefusal);
    };
    const auto echo = [](const Request& request, const Reply& reply) {
        reply.send(Response::text(200, describe(request)));
    };
    add(Method::Get, "/echo", echo);
    add(Method::Post, "/echo", echo);
    add(Method::Delete, "/echo", echo);
    router.add(
        Method::Get, "/v1/state/{a}/{b}",
        [](const Request& request, const Reply& reply) {
            reply.send(Response::text(200, request.parameters[0] + '|' + request.parameters[1]));
        },
        renderShort);
    add(Method::Get, "/hold/{name}", [this, context](const Request& request, const Reply& reply) {
        hold(request.parameters[0], {reply, {}, {}, context, reply.context()});
    });
    add(Method::Get, "/drop", [](const Request&, const Reply&) {});
    add(Method::Get, "/huge", [](const Request&, const Reply& reply) {
        reply.send(Response::text(200, QByteArray(hugeSize, 'h')));
    });
    add(Method::Get, "/big", [](const Request&, const Reply& reply) {
        reply.send(Response::text(200, QByteArray(bigSize, 'b')));
    });
    add(Method::Get, "/split", [](const Request&, const Reply& reply) {
        reply.send(Response::text(200, "never").with("X-Bad", "a\r\nSet-Cookie: evil"));
    });
    add(Method::Post, "/none",
        [](const Request&, const Reply& reply) { reply.send(Response::empty(204)); });
    add(Method::Get, "/events", [this, context](const Request&, const Reply& reply) {
        Held held{{}, {}, EventStream::start(reply), context, {}};
        held.context = held.events.context();
        hold("events", std::move(held));
    });
    add(Method::Get, "/stream", [this, context](const Request&, const Reply& reply) {
        Held held{{}, reply.startStream(Response::text(200, {})), {}, context, {}};
        held.context = held.stream.context();
        hold("stream", std::move(held));
    });
    router.add(Method::Get, "/page", echo, renderControlRefusal, CrossSite::AllowNavigation);
    return router;
}

void TestServer::hold(const QByteArray& name, Held held)
{
    const auto kept = std::make_shared<Held>(std::move(held));
    const std::weak_ptr<Held> weak = kept;
    const auto countClosed = [this, weak] {
        const std::lock_guard lock(m_mutex);
        if (const auto one = weak.lock())
            ++one->closed;
        m_changed.notify_all();
    };
    kept->events.onClosed(countClosed);
    kept->stream.onClosed(countClosed);
    kept->stream.onDrained([this, weak] {
        const std::lock_guard lock(m_mutex);
        if (const auto one = weak.lock())
            ++one->drained;
        m_changed.notify_all();
    });
    std::shared_ptr<Held> before; // perhaps of another thread; goes after the lock
    {
        const std::lock_guard lock(m_mutex);
        before = std::exchange(m_held[name], kept);
        m_changed.notify_all();
    }
}

bool TestServer::waitForHeld(const QByteArray& name)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, longest, [&] { return m_held.contains(name); });
}

void TestServer::with(const QByteArray& name, const std::function<void(Held&)>& act)
{
    std::shared_ptr<Held> held;
    {
        const std::lock_guard lock(m_mutex);
        held = m_held.at(name);
    }
    QMetaObject::invokeMethod(
        held->thread, [&held, &act] { act(*held); }, Qt::BlockingQueuedConnection);
}

void TestServer::release(const QByteArray& name)
{
    with(name, [&name](Held& held) { held.reply.send(Response::text(200, name)); });
}

bool TestServer::waitUntil(const QByteArray& name, const std::function<bool(Held&)>& isTrue)
{
    return eventually([&] {
        bool is = false;
        with(name, [&](Held& held) { is = isTrue(held); });
        return is;
    });
}

std::vector<RequestReport> TestServer::reports()
{
    const std::lock_guard lock(m_mutex);
    return m_reports;
}

bool TestServer::waitForReports(size_t count)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, longest, [&] { return m_reports.size() >= count; });
}

} // namespace stateroom
