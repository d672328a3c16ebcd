// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/httpclient.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

qint64 steadyNanoseconds()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

HttpClient::~HttpClient()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool HttpClient::connectTo(quint16 port)
{
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return false;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return false;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK) == 0;
}

bool HttpClient::send(QByteArrayView bytes)
{
    if (m_unsent.isEmpty()) {
        const ssize_t sent = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent == bytes.size())
            return true;
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        bytes = bytes.sliced(qMax<ssize_t>(sent, 0));
    }
    m_unsent.append(bytes);
    return true;
}

bool HttpClient::flush()
{
    const QByteArray bytes = std::exchange(m_unsent, {});
    return bytes.isEmpty() || send(bytes);
}

bool HttpClient::receive()
{
    constexpr qsizetype chunk = 16 * 1024;
    if (m_taken == m_received.size()) {
        m_received.resize(0);
        m_taken = 0;
    } else if (m_taken > 4 * chunk) {
        m_received.remove(0, std::exchange(m_taken, 0));
    }
    const qsizetype before = m_received.size();
    m_received.resize(before + chunk);
    const ssize_t got = ::recv(m_descriptor, m_received.data() + before, size_t(chunk), 0);
    m_received.resize(before + qMax<ssize_t>(got, 0));
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

void HttpClient::take(qsizetype size)
{
    m_taken += size;
}

HttpClient::Response HttpClient::response() const
{
    const QByteArrayView text = received();
    const qsizetype headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return {};
    const QByteArrayView head = text.first(headEnd);
    if (!head.startsWith("HTTP/1.1 ") || head.size() < 12)
        return {-1, {}, 0};
    const int status = head.sliced(9, 3).toInt();
    static constexpr QByteArrayView name = "\r\ncontent-length:";
    for (qsizetype at = 0; at + name.size() < head.size(); ++at) {
        if (head[at] != '\r' || qstrnicmp(head.data() + at, name.data(), size_t(name.size())) != 0)
            continue;
        const qsizetype from = at + name.size();
        qsizetype to = head.indexOf('\r', from);
        to = to < 0 ? head.size() : to;
        const qsizetype length = head.sliced(from, to - from).trimmed().toLongLong();
        const qsizetype bodyBegin = headEnd + 4;
        if (text.size() < bodyBegin + length)
            return {};
        return {status > 0 ? status : -1, text.sliced(bodyBegin, length), bodyBegin + length};
    }
    return {-1, {}, 0};
}

} // namespace bench
