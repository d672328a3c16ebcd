// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/listener.h"

#include <QThread>
#include <QTimer>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int backlog = 512;
constexpr int portTries = 32;
constexpr int acceptedPerTurn = 64; // then others get their turn
constexpr Milliseconds pauseAfterFailure{250};

QString endpoint(const QHostAddress& address, quint16 port)
{
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIpv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(port);
}

Error listenError(
    const QTcpServer& listener, const QHostAddress& address, quint16 port, Scheme scheme)
{
    const QString option = scheme == Scheme::Https ? u"--tls-port"_s : u"--port"_s;
    const QString where = endpoint(address, port);
    if (listener.serverError() == QAbstractSocket::AddressInUseError)
        return {
            ErrorCode::AlreadyOwned, u"The address %1 is taken by another program."_s.arg(where),
            u"Choose another port with %1 (0 takes any that is free)."_s.arg(option), -1, -1};
    return {
        ErrorCode::InvalidInput,
        u"Cannot listen on %1: %2."_s.arg(where, listener.errorString()),
        {},
        -1,
        -1};
}

// Whether the machine lacks this address, rather than refusing it.
bool isMissing(const QTcpServer& listener)
{
    return listener.serverError() == QAbstractSocket::SocketAddressNotAvailableError ||
           listener.serverError() == QAbstractSocket::UnsupportedSocketOperationError;
}

} // namespace

Listener::Listener(ServerShare& share, std::vector<Worker*> workers, Scheme scheme)
    : m_share(share)
    , m_workers(std::move(workers))
    , m_scheme(scheme)
    , m_headWriter(*share.options.clock)
{
    setListenBacklogSize(backlog);
}

void Listener::beginAccepting()
{
    pauseAccepting(); // QTcpServer leaves it to the Acceptor
    m_acceptor.emplace(socketDescriptor());
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
}

void Listener::acceptWaiting()
{
    for (int i = 0; i < acceptedPerTurn; ++i) {
        qintptr descriptor = -1;
        switch (m_acceptor->accept(descriptor)) {
        case Acceptor::Outcome::Accepted:
            incomingConnection(descriptor);
            break;
        case Acceptor::Outcome::Refusable:
            turnAway(descriptor);
            break;
        case Acceptor::Outcome::Nothing:
            return;
        case Acceptor::Outcome::Failed:
            m_notifier->setEnabled(false);
            QTimer::singleShot(pauseAfterFailure, this, [this] { m_notifier->setEnabled(true); });
            return;
        }
    }
}

Result<std::vector<std::unique_ptr<Listener>>> Listener::listenOnAll(
    ServerShare& share, const std::vector<Worker*>& workers, Scheme scheme, quint16 wanted)
{
    const HttpServerOptions& options = share.options;
    for (int tries = 1;; ++tries) {
        std::vector<std::unique_ptr<Listener>> listeners;
        std::optional<Error> error;
        quint16 port = wanted;
        for (const QHostAddress& address : options.addresses) {
            auto listener = std::make_unique<Listener>(share, workers, scheme);
            if (listener->listen(address, port)) {
                port = listener->serverPort();
                listeners.push_back(std::move(listener));
            } else if (address == QHostAddress::LocalHostIPv6 && isMissing(*listener)) {
                continue;
            } else {
                error = listenError(*listener, address, port, scheme);
                break;
            }
        }
        if (!error && listeners.empty())
            error =
                Error{ErrorCode::InvalidInput, u"There is no address to listen on."_s, {}, -1, -1};
        if (!error) {
            for (const auto& listener : listeners)
                listener->beginAccepting();
            return listeners;
        }
        // A port that is free on one address may be taken on the next.
        const bool mayTryAnother = wanted == 0 && error->code == ErrorCode::AlreadyOwned;
        if (!mayTryAnother || tries == portTries)
            return fail(std::move(*error));
    }
}

void Listener::incomingConnection(qintptr descriptor)
{
    if (m_share.connections >= m_share.options.limits.maxConnections) {
        turnAway(descriptor);
        return;
    }
    ++m_share.connections;
    Worker* worker = m_workers[m_next++ % m_workers.size()];
    if (worker->thread() == QThread::currentThread())
        worker->adopt(descriptor, m_scheme);
    else
        QMetaObject::invokeMethod(
            worker, [worker, descriptor, scheme = m_scheme] { worker->adopt(descriptor, scheme); });
}

void Listener::turnAway(qintptr descriptor)
{
    const Refusal refusal{
        Refusal::Kind::Overloaded, "Too many connections are open; try again soon."};
    const Response response = renderControlRefusal(refusal);
    HeadWriter::Traits traits;
    traits.length = response.body.size();
    traits.close = true;
    QByteArray out;
    if (m_scheme == Scheme::Http) { // before a handshake nobody would understand it
        m_headWriter.write(out, response.status, response.headers, traits);
        out.append(response.body);
    }
    char unread[4096]; // left unread it would make the client see a reset instead of the answer
#ifdef Q_OS_WIN
    const auto socket = static_cast<SOCKET>(descriptor);
    ::send(socket, out.constData(), static_cast<int>(out.size()), 0);
    ::shutdown(socket, SD_SEND);
    ::recv(socket, unread, sizeof unread, 0);
    ::closesocket(socket);
#else
    const int socket = static_cast<int>(descriptor);
    [[maybe_unused]] const auto sent =
        ::send(socket, out.constData(), static_cast<size_t>(out.size()), MSG_DONTWAIT);
    ::shutdown(socket, SHUT_WR);
    while (::recv(socket, unread, sizeof unread, MSG_DONTWAIT) > 0) {
    }
    ::close(socket);
#endif
    tellOfTurnedAway(refusal);
}

void Listener::tellOfTurnedAway(const Refusal& refusal)
{
    if (!m_share.options.requests)
        return;
    const QByteArray body = renderControlRefusal(refusal).body;
    m_share.options.requests->add(
        {.at = m_share.options.clock->now(),
         .status = statusOf(refusal.kind),
         .note = {},
         .requestHead = {},
         .refusal = refusal.kind,
         .errorBody = body});
}

} // namespace stateroom
