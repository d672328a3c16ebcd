// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/httpcaller.h"

#include "core/base/version.h"

#include <QEventLoop>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// From this size on a body waits for `100 Continue`, so that a refusal comes before it.
constexpr qsizetype bodyWorthAsking = 256 * 1024;
constexpr std::chrono::milliseconds continuePatience{1000};
constexpr qint64 maxUnsent = 1024 * 1024;
constexpr qint64 maxUnread = 1024 * 1024;

bool isBetween(const ReplyReader& reader)
{
    return reader.state() != ReplyReader::State::Head;
}

} // namespace

HttpCaller::HttpCaller(ServerAddress address, Interruption& interruption, HttpCallerOptions options)
    : m_address(std::move(address))
    , m_interruption(interruption)
    , m_options(std::move(options))
{
}

HttpCaller::~HttpCaller() = default;

Outcome<HttpAnswer> HttpCaller::call(const HttpCall& call)
{
    auto head = open(call);
    if (!head)
        return tl::unexpected(head.error());
    HttpAnswer answer{std::move(*head), {}};
    for (;;) {
        auto piece = read();
        if (!piece)
            return tl::unexpected(piece.error());
        if (piece->isEmpty())
            return answer;
        answer.body += *piece;
        if (isTooLarge(answer.body.size()))
            return tooLarge();
    }
}

Outcome<ReplyHead> HttpCaller::open(const HttpCall& call)
{
    // An old connection may be closed by now; whether a call reached the server then nobody knows.
    const bool reused = call.isRepeatable && isConnected() && m_reader.isReusable();
    if (!reused)
        close();
    auto done = send(call);
    if (!done && reused && !m_reader.hasBegun() &&
        done.error().code == ClientErrorCode::Unreachable) {
        close();
        done = send(call);
    }
    if (!done) {
        close();
        return tl::unexpected(done.error());
    }
    return m_reader.head();
}

Outcome<void> HttpCaller::send(const HttpCall& call)
{
    if (!isConnected()) {
        if (auto connected = connectSocket(); !connected)
            return connected;
    }
    m_reader.begin();
    m_socket->write(headOf(call));
    if (call.body.size() < bodyWorthAsking) {
        m_socket->write(call.body);
    } else {
        const auto mayGoOn = [this] { return m_reader.mayContinue() || isBetween(m_reader); };
        auto asked = waitUntil(mayGoOn, continuePatience, {});
        if (!asked && asked.error().code != ClientErrorCode::Unreachable)
            return asked;
        if (!isBetween(m_reader)) {
            if (auto sent = sendBody(call.body); !sent)
                return sent;
        }
    }
    return readHead();
}

/// In pieces, so that the answer is seen that comes before the body is through.
Outcome<void> HttpCaller::sendBody(const QByteArray& body)
{
    for (qsizetype at = 0; at < body.size() && !isBetween(m_reader);) {
        const qsizetype size = std::min(body.size() - at, qsizetype(maxUnsent));
        m_socket->write(body.constData() + at, size);
        at += size;
        const auto roomy = [this] {
            return m_socket->bytesToWrite() < maxUnsent || isBetween(m_reader);
        };
        if (auto waited = waitUntil(roomy, m_options.silence, u"takes nothing"_s); !waited)
            return waited;
    }
    return {};
}

Outcome<void> HttpCaller::readHead()
{
    return waitUntil(
        [this] { return isBetween(m_reader); }, m_options.silence, u"does not answer"_s);
}

Outcome<QByteArray> HttpCaller::read()
{
    QByteArray piece = m_reader.takeBody();
    if (!piece.isEmpty() || m_reader.state() == ReplyReader::State::Complete)
        return piece;
    const auto more = [this, &piece] {
        if (piece.isEmpty())
            piece = m_reader.takeBody();
        return !piece.isEmpty() || m_reader.state() == ReplyReader::State::Complete;
    };
    if (auto waited = waitUntil(more, m_options.silence, u"has fallen silent"_s); !waited) {
        close();
        return tl::unexpected(waited.error());
    }
    return piece;
}

void HttpCaller::close()
{
    m_socket.reset();
    m_reader = ReplyReader();
}

ClientFailure HttpCaller::tooLarge()
{
    close();
    return clientFailure(
        ClientErrorCode::ServerFailed,
        m_address.text() + u" answers more than "_s +
            QString::number(m_options.maxAnswer / (1024 * 1024)) + u" MiB at once."_s,
        u"Is the address that of Stateroom, and of the same version?"_s);
}

Outcome<void> HttpCaller::connectSocket()
{
    const QList<QString> hosts = m_address.hosts();
    Outcome<void> last = unreachable(u"it has no address"_s);
    for (const QString& host : hosts) {
        last = connectTo(host);
        if (last || last.error().code != ClientErrorCode::Unreachable)
            return last;
    }
    return last;
}

Outcome<void> HttpCaller::connectTo(const QString& host)
{
    close();
    if (m_address.secure) {
        auto socket = std::make_unique<QSslSocket>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificates(m_options.authorities);
        socket->setSslConfiguration(configuration);
        socket->setPeerVerifyName(m_address.host);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(maxUnread);
    if (auto* secure = qobject_cast<QSslSocket*>(m_socket.get()))
        secure->connectToHostEncrypted(host, m_address.port, m_address.host);
    else
        m_socket->connectToHost(host, m_address.port);
    auto connected = waitUntil(
        [this] { return isConnected(); }, m_options.connectTimeout, u"cannot be reached"_s);
    if (!connected)
        m_socket.reset();
    else
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return connected;
}

bool HttpCaller::isConnected() const
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
        return false;
    const auto* secure = qobject_cast<QSslSocket*>(m_socket.get());
    return !secure || secure->isEncrypted();
}

QByteArray HttpCaller::headOf(const HttpCall& call) const
{
    QByteArray head = call.method + ' ' + m_address.basePath + call.target +
                      " HTTP/1.1\r\nHost: " + m_address.authority() +
                      "\r\nUser-Agent: " + m_options.userAgent + '/' + versionText + "\r\n";
    for (const auto& [name, value] : call.fields)
        head += name + ": " + value + "\r\n";
    if (call.method != "GET") {
        if (!call.contentType.isEmpty())
            head += "Content-Type: " + call.contentType + "\r\n";
        head += "Content-Length: " + QByteArray::number(call.body.size()) + "\r\n";
    }
    if (call.body.size() >= bodyWorthAsking)
        head += "Expect: 100-continue\r\n";
    return head + "\r\n";
}

void HttpCaller::receive()
{
    if (!m_socket)
        return;
    while (m_socket->bytesAvailable() > 0)
        m_reader.feed(m_socket->readAll());
}

/// Runs an event loop until `done`, which is asked whenever something has happened. An empty `what`
/// makes it no failure when the time is over.
template <class Done>
Outcome<void> HttpCaller::waitUntil(Done done, std::chrono::milliseconds limit, const QString& what)
{
    QEventLoop loop;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(&m_interruption, &Interruption::requested, &loop, &QEventLoop::quit);
    QTcpSocket* const socket = m_socket.get();
    QObject::connect(socket, &QTcpSocket::readyRead, &loop, &QEventLoop::quit);
    QObject::connect(socket, &QTcpSocket::bytesWritten, &loop, &QEventLoop::quit);
    QObject::connect(socket, &QTcpSocket::stateChanged, &loop, &QEventLoop::quit);
    QObject::connect(socket, &QTcpSocket::errorOccurred, &loop, &QEventLoop::quit);
    if (auto* secure = qobject_cast<QSslSocket*>(socket))
        QObject::connect(secure, &QSslSocket::encrypted, &loop, &QEventLoop::quit);
    for (;;) {
        receive();
        if (done())
            return {};
        if (m_interruption.isRequested())
            return Interruption::failure();
        if (socket->state() == QAbstractSocket::UnconnectedState) {
            m_reader.ended();
            receive();
            if (m_reader.state() != ReplyReader::State::CutOff && done())
                return {};
            return lost();
        }
        if (m_reader.state() == ReplyReader::State::Malformed)
            return lost();
        // Each byte buys as much time again.
        if (limit.count() > 0)
            timer.start(limit);
        loop.exec();
        if (limit.count() > 0 && !timer.isActive() && socket->bytesAvailable() == 0 && !done()) {
            if (what.isEmpty())
                return {};
            return unreachable(
                what + u" for "_s + QString::number(double(limit.count()) / 1000) + u" s"_s);
        }
    }
}

ClientFailure HttpCaller::unreachable(const QString& why) const
{
    return clientFailure(
        ClientErrorCode::Unreachable, m_address.text() + u' ' + why + u'.',
        u"Is stateroomd running there? --url or --data names another server."_s);
}

ClientFailure HttpCaller::lost() const
{
    if (m_reader.state() == ReplyReader::State::Malformed)
        return clientFailure(
            ClientErrorCode::ServerFailed,
            m_address.text() + u" does not answer as an HTTP server."_s,
            u"Is the address right?"_s);
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        return unreachable(u"closed the connection before it had answered"_s);
    const auto* const secure = qobject_cast<const QSslSocket*>(m_socket.get());
    if (secure && !secure->sslHandshakeErrors().isEmpty())
        return clientFailure(
            ClientErrorCode::Unreachable,
            m_address.text() + u" is not trusted: "_s + m_socket->errorString() + u'.',
            u"--ca FILE trusts its authority; a server's own is tls/ca.pem in its data directory."_s);
    return unreachable(u"cannot be reached: "_s + m_socket->errorString());
}

} // namespace stateroom
