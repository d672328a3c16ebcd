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

ClientSocket::ClientSocket(qintptr descriptor)
{
    setSocketDescriptor(descriptor);
    setReadBufferSize(inputChunk);
    setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void ClientSocket::holdInput()
{
    if (std::exchange(m_isHeld, true))
        return;
    // Qt leaves the descriptor alone for as long as its buffer is full: a byte of our own fills it.
    ungetChar('\0');
    setReadBufferSize(1);
}

void ClientSocket::releaseInput()
{
    if (!std::exchange(m_isHeld, false))
        return;
    getChar(nullptr);
    setReadBufferSize(inputChunk);
}

ClientSocket::Peer ClientSocket::lookAtPeer() const
{
#ifdef POLLRDHUP
    // Sees past what the client has sent meanwhile.
    pollfd peer{static_cast<Descriptor>(socketDescriptor()), POLLRDHUP, 0};
    if (::poll(&peer, 1, 0) <= 0)
        return Peer::MayGoOn;
    return (peer.revents & POLLRDHUP) != 0 && (peer.revents & (POLLERR | POLLHUP)) == 0
               ? Peer::SaysNoMore
               : Peer::Gone;
#else
    char next = 0; // never blocks: Qt has made the descriptor so
    const auto size = ::recv(static_cast<Descriptor>(socketDescriptor()), &next, 1, MSG_PEEK);
    if (size == 0)
        return Peer::SaysNoMore;
    return size > 0 || wouldBlock() ? Peer::MayGoOn : Peer::Gone;
#endif
}

void ClientSocket::sendSoon(QByteArrayView bytes)
{
#ifndef Q_OS_WIN
    if (bytesToWrite() == 0) {
        const auto sent = ::send(
            static_cast<Descriptor>(socketDescriptor()), bytes.data(),
            static_cast<size_t>(bytes.size()), 0);
        if (sent > 0)
            bytes = bytes.sliced(sent);
    }
    // An error of send() is met again by Qt, which knows how to tell it.
    if (!bytes.isEmpty())
        write(bytes.data(), bytes.size());
#else
    write(bytes.data(), bytes.size());
    flush();
#endif
}

void ClientSocket::shutDownWriting()
{
    ::shutdown(static_cast<Descriptor>(socketDescriptor()), sendingHalf);
}

} // namespace stateroom
