// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/acceptor.h"

#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace stateroom {

Acceptor::Acceptor(qintptr listening)
    : m_listening(listening)
{
    keepSpare();
}

#ifdef Q_OS_WIN

// Handles are not scarce here.
Acceptor::~Acceptor() = default;
void Acceptor::keepSpare() {}

std::optional<qintptr> Acceptor::take()
{
    const SOCKET taken = ::accept(static_cast<SOCKET>(m_listening), nullptr, nullptr);
    return taken == INVALID_SOCKET ? std::nullopt : std::optional(static_cast<qintptr>(taken));
}

Acceptor::Outcome Acceptor::accept(qintptr& descriptor)
{
    if (const auto taken = take()) {
        descriptor = *taken;
        return Outcome::Accepted;
    }
    return WSAGetLastError() == WSAEWOULDBLOCK ? Outcome::Nothing : Outcome::Failed;
}

#else

Acceptor::~Acceptor()
{
    if (m_spare >= 0)
        ::close(m_spare);
}

void Acceptor::keepSpare()
{
    if (m_spare < 0)
        m_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

std::optional<qintptr> Acceptor::take()
{
    const int listening = static_cast<int>(m_listening);
    for (;;) {
#ifdef SOCK_CLOEXEC
        const int taken = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
#else
        const int taken = ::accept(listening, nullptr, nullptr);
        if (taken >= 0)
            ::fcntl(taken, F_SETFD, FD_CLOEXEC);
#endif
        if (taken >= 0)
            return taken;
        // A client that has left while it waited leaves the next one to be accepted.
        if (errno != EINTR && errno != ECONNABORTED && errno != EPROTO)
            return std::nullopt;
    }
}

Acceptor::Outcome Acceptor::accept(qintptr& descriptor)
{
    keepSpare();
    auto outcome = Outcome::Accepted;
    auto taken = take();
    if (!taken && (errno == EMFILE || errno == ENFILE) && m_spare >= 0) {
        ::close(std::exchange(m_spare, -1));
        outcome = Outcome::Refusable;
        taken = take();
    }
    if (!taken)
        return errno == EAGAIN || errno == EWOULDBLOCK ? Outcome::Nothing : Outcome::Failed;
    descriptor = *taken;
    return outcome;
}

#endif

} // namespace stateroom
