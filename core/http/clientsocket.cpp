// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/clientsocket.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#endif

namespace stateroom {

namespace {

constexpr char handshakeRecord = 0x16; // with which TLS begins (RFC 8446, 5.1)

#ifdef Q_OS_WIN
using Descriptor = SOCKET;
constexpr int sendingHalf = SD_SEND;
#else
using Descriptor = int;
constexpr int sendingHalf = SHUT_WR;
#endif

#ifndef POLLRDHUP
bool wouldBlock()
{
#ifdef Q_OS_WIN
    return WSAGetLastError() == WSAEWOULDBLOCK;
#else
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
#endif
}
#endif

} // namespace

ClientSocket::ClientSocket(qintptr descriptor, const std::optional<QSslConfiguration>& tls)
{
    if (tls) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(*tls);
        m_tls = socket.get();
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
    }
    m_socket->setSocketDescriptor(descriptor);
    m_socket->setReadBufferSize(inputChunk);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

ClientSocket::~ClientSocket() = default;

ClientSocket::Opening ClientSocket::openTls()
{
    if (m_tls->mode() != QSslSocket::UnencryptedMode)
        return Opening::Secures;
    char first = 0;
    if (m_tls->peek(&first, 1) != 1)
        return Opening::Waits;
    if (first != handshakeRecord)
        return Opening::IsPlain;
    m_tls->startServerEncryption();
    return Opening::Secures;
}

void ClientSocket::holdInput()
{
    if (std::exchange(m_isHeld, true) || m_tls)
        return;
    // Qt leaves the descriptor alone for as long as its buffer is full: a byte of our own fills it.
    m_socket->ungetChar('\0');
    m_socket->setReadBufferSize(1);
}

void ClientSocket::releaseInput()
{
    if (!std::exchange(m_isHeld, false))
        return;
    if (!m_tls) {
        m_socket->getChar(nullptr);
        m_socket->setReadBufferSize(inputChunk);
    } else if (m_tls->bytesAvailable() > 0) {
        // Only Qt's buffers have held it, so it has been told of already.
        Q_EMIT m_tls->readyRead(); // queued, see tell()
    }
}

qint64 ClientSocket::read(char* data, qint64 size)
{
    const qint64 taken = m_socket->read(data, size);
    goOnReading();
    return taken;
}

void ClientSocket::skip(qint64 size)
{
    m_socket->skip(size);
    goOnReading();
}

// What found no room in QSslSocket's buffer is decrypted when more is asked for than there is, and
// not before.
void ClientSocket::goOnReading()
{
    char next = 0;
    if (m_tls && m_tls->isOpen() && m_tls->bytesAvailable() == 0)
        m_tls->peek(&next, 1);
}

ClientSocket::Peer ClientSocket::lookAtPeer() const
{
#ifdef POLLRDHUP
    // Sees past what the client has sent meanwhile.
    pollfd peer{static_cast<Descriptor>(m_socket->socketDescriptor()), POLLRDHUP, 0};
    if (::poll(&peer, 1, 0) <= 0)
        return Peer::MayGoOn;
    return (peer.revents & POLLRDHUP) != 0 && (peer.revents & (POLLERR | POLLHUP)) == 0
               ? Peer::SaysNoMore
               : Peer::Gone;
#else
    char next = 0; // never blocks: Qt has made the descriptor so
    const auto size =
        ::recv(static_cast<Descriptor>(m_socket->socketDescriptor()), &next, 1, MSG_PEEK);
    if (size == 0)
        return Peer::SaysNoMore;
    return size > 0 || wouldBlock() ? Peer::MayGoOn : Peer::Gone;
#endif
}

void ClientSocket::sendSoon(QByteArrayView bytes)
{
    if (m_tls && m_tls->isEncrypted()) {
        m_tls->write(bytes.data(), bytes.size());
        m_tls->flush();
        return;
    }
#ifndef Q_OS_WIN
    if (bytesToWrite() == 0) {
        const auto sent = ::send(
            static_cast<Descriptor>(m_socket->socketDescriptor()), bytes.data(),
            static_cast<size_t>(bytes.size()), 0);
        if (sent > 0)
            bytes = bytes.sliced(sent);
    }
    // An error of send() is met again by Qt, which knows how to tell it.
    if (!bytes.isEmpty())
        m_socket->write(bytes.data(), bytes.size());
#else
    m_socket->write(bytes.data(), bytes.size());
    m_socket->flush();
#endif
}

void ClientSocket::sendShared(const QByteArray& bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void ClientSocket::shutDownWriting(bool isSending)
{
    if (!m_tls || !m_tls->isEncrypted())
        ::shutdown(static_cast<Descriptor>(m_socket->socketDescriptor()), sendingHalf);
    else if (!isSending)
        m_tls->disconnectFromHost(); // with the notice by which a client knows the end from a cut
}

} // namespace stateroom
