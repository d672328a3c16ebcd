// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/receiver.h"

#include "core/http/clientend.h"

#include <QTimer>

#include <algorithm>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestPath = 16;
constexpr int maxConnections = 64;
constexpr qint64 maxBuffered = 64 * 1024 * 1024;
constexpr qsizetype perRequest = 512; ///< bytes beside its texts, so that empty ones count too

qint64 bytesOf(const Received& received)
{
    qint64 bytes = perRequest + received.target.size() + received.body.size();
    for (const Headers::Field& field : received.headers.all())
        bytes += field.name.size() + field.value.size();
    return bytes;
}

QByteArray nameOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Patch:
        return "PATCH";
    case Method::Delete:
        return "DELETE";
    case Method::Options:
        return "OPTIONS";
    }
    Q_UNREACHABLE();
}

int statusOf(ReceiverAnswer answer)
{
    switch (answer) {
    case ReceiverAnswer::Ok:
    case ReceiverAnswer::Slow:
        return 200;
    case ReceiverAnswer::Gone:
        return 410;
    case ReceiverAnswer::Failure:
        return 500;
    }
    Q_UNREACHABLE();
}

Response responseOf(ReceiverAnswer answer)
{
    const int status = statusOf(answer);
    return Response::json(status, status == 200 ? "{\"received\":true}" : "{\"received\":false}");
}

} // namespace

Receiver::Receiver(ReceiverOptions options, QObject* parent)
    : QObject(parent)
    , m_options(options)
{
}

Receiver::~Receiver()
{
    stop();
}

Result<void> Receiver::start(quint16 port)
{
    if (isListening())
        return {};
    HttpServerOptions options;
    options.addresses = {QHostAddress(QHostAddress::LocalHost)};
    options.port = port;
    options.clock = m_options.clock;
    options.limits.maxBody = m_options.maxBody;
    options.limits.maxBufferedBodies = maxBuffered;
    options.limits.maxConnections = maxConnections;
    // A sender that is kept waiting longer than it likes must not be cut by us.
    options.limits.requestTimeout =
        std::max(options.limits.requestTimeout, m_options.slowTime + Milliseconds(5'000));
    options.report = [this](const RequestReport& report) { take(report); };
    auto server = HttpServer::start(
        std::move(options), [this](QObject* worker) { return makeRoutes(worker); });
    if (!server)
        return failureOf(server);
    m_server = std::move(*server);
    return {};
}

void Receiver::stop()
{
    if (!m_server)
        return;
    m_isStopping = true;
    m_server->stop(Milliseconds(0));
    m_server.reset();
    m_isStopping = false;
    m_worker = nullptr;
    Lock lock(m_mutex);
    m_open.clear();
}

QString Receiver::url() const
{
    return m_server ? u"http://127.0.0.1:%1/"_s.arg(port()) : QString();
}

Result<Router> Receiver::makeRoutes(QObject* worker)
{
    m_worker = worker;
    Router router;
    const Handler handler = [this](const Request& request, const Reply& reply) {
        receive(request, reply);
    };
    QByteArray pattern = "/";
    for (int depth = 0; depth <= deepestPath; ++depth) {
        for (const Method method :
             {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete})
            router.add(method, pattern, handler, renderControlRefusal);
        pattern += (depth == 0 ? "{s" : "/{s") + QByteArray::number(depth) + '}';
    }
    return router;
}

void Receiver::setSecret(const QByteArray& secret)
{
    {
        Lock lock(m_mutex);
        m_secret = secret;
    }
    // Not in this thread: bodies may be large.
    if (m_worker != nullptr)
        QMetaObject::invokeMethod(
            m_worker, [this] { checkAnew(); }, Qt::QueuedConnection);
    else
        checkAnew();
}

std::vector<ReceivedPtr> Receiver::held() const
{
    Lock lock(m_mutex);
    return {m_held.begin(), m_held.end()};
}

void Receiver::clear()
{
    Lock lock(m_mutex);
    m_held.clear();
    m_bytes = 0;
}

// In the server's thread

void Receiver::receive(const Request& request, const Reply& reply)
{
    const ReceiverAnswer answer = m_answer;
    auto received = std::make_shared<Received>();
    received->at = m_options.clock->now();
    received->method = nameOf(request.method);
    received->target = request.target;
    received->headers = request.headers;
    received->body = request.body;
    received->isOpen = true;
    QByteArray secret;
    {
        Lock lock(m_mutex);
        secret = m_secret;
    }
    received->signature = checkSignature(received->headers, received->body, secret);
    {
        Lock lock(m_mutex);
        keep(received);
        m_open.insert(request.requestId, received->number);
    }
    tell();
    if (answer != ReceiverAnswer::Slow)
        return reply.send(responseOf(answer));
    endWithInput(reply.context()); // else it would be answered, and that be told
    QTimer::singleShot(
        m_options.slowTime, reply.context(), [reply, answer] { reply.send(responseOf(answer)); });
}

/// A request has been answered, by us or by the server itself.
void Receiver::take(const RequestReport& report)
{
    Lock lock(m_mutex);
    if (const auto open = m_open.find(report.requestId); open != m_open.end()) {
        const qint64 number = *open;
        m_open.erase(open);
        for (ReceivedPtr& held : m_held) {
            if (held->number != number)
                continue;
            auto answered = std::make_shared<Received>(*held);
            answered->status = report.status;
            answered->isOpen = false;
            answered->hasLeft = report.status == 0 && !m_isStopping;
            held = std::move(answered);
        }
    } else if (report.status >= 400) {
        auto refused = std::make_shared<Received>();
        refused->at = report.at;
        refused->method = report.method;
        refused->target = report.target;
        refused->status = report.status;
        refused->isRefused = true;
        keep(std::move(refused));
    } else {
        return;
    }
    tell();
}

void Receiver::keep(std::shared_ptr<Received> received)
{
    received->number = ++m_last;
    m_bytes += bytesOf(*received);
    m_held.push_back(std::move(received));
    while (m_held.size() > 1 &&
           (qint64(m_held.size()) > m_options.capacity || m_bytes > m_options.maxBytes)) {
        m_bytes -= bytesOf(*m_held.front());
        m_held.pop_front();
    }
}

/// With the secret of now; what comes meanwhile is checked with it as it comes.
void Receiver::checkAnew()
{
    QByteArray secret;
    {
        Lock lock(m_mutex);
        secret = m_secret;
    }
    for (const ReceivedPtr& each : held()) {
        const SignatureCheck check = checkSignature(each->headers, each->body, secret);
        if (check == each->signature)
            continue;
        Lock lock(m_mutex);
        const auto place =
            std::find_if(m_held.begin(), m_held.end(), [&each](const ReceivedPtr& one) {
                return one->number == each->number;
            });
        if (place == m_held.end())
            continue;
        auto checked = std::make_shared<Received>(**place);
        checked->signature = check;
        *place = std::move(checked);
    }
    tell();
}

void Receiver::tell()
{
    if (m_isTold.exchange(true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isTold = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace stateroom::webhooks
