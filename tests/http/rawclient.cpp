// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/rawclient.h"

#include <QHostAddress>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

RawClient::RawClient(quint16 port, const QHostAddress& address)
    : m_socket(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(address, port);
    m_socket->waitForConnected(limit);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

RawClient::RawClient(quint16 port, const QSslConfiguration& tls)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(tls);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
    socket->waitForEncrypted(limit);
    m_socket = std::move(socket);
}

void RawClient::send(const QByteArray& bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(limit)) {
    }
}

bool RawClient::fetch()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(limit))
        return false;
    m_unread += m_socket->readAll();
    return true;
}

std::optional<QByteArray> RawClient::take(const QByteArray& upTo)
{
    for (;;) {
        if (const qsizetype at = m_unread.indexOf(upTo); at >= 0)
            return takeBytes(at + upTo.size());
        if (!fetch())
            return std::nullopt;
    }
}

QByteArray RawClient::takeBytes(qsizetype size)
{
    while (m_unread.size() < size && fetch()) {
    }
    const QByteArray taken = m_unread.first(std::min(size, m_unread.size()));
    m_unread.remove(0, taken.size());
    return taken;
}

QByteArray RawClient::readChunks()
{
    QByteArray body;
    for (;;) {
        const auto line = take("\r\n");
        if (!line)
            return body + "<cut>";
        const qsizetype size = line->chopped(2).toLongLong(nullptr, 16);
        const QByteArray piece = takeBytes(size + 2);
        if (piece.size() < size + 2)
            return body + "<cut>";
        if (size == 0)
            return body;
        body += piece.chopped(2);
    }
}

RawClient::Answer RawClient::read(bool hasBody)
{
    const auto head = take("\r\n\r\n");
    if (!head)
        return {};
    Answer answer;
    answer.head = *head;
    answer.status = head->mid(9, 3).toInt();
    const bool isBodiless = answer.status < 200 || answer.status == 204 || answer.status == 304;
    if (!hasBody || isBodiless)
        return answer;
    if (answer.field("Transfer-Encoding") == "chunked")
        answer.body = readChunks();
    else if (answer.count("Content-Length") > 0)
        answer.body = takeBytes(answer.field("Content-Length").toLongLong());
    else
        answer.body = readAll();
    return answer;
}

RawClient::Answer RawClient::ask(const QByteArray& bytes, bool hasBody)
{
    send(bytes);
    return read(hasBody);
}

bool RawClient::readUntil(const QByteArray& text)
{
    return take(text).has_value();
}

bool RawClient::isClosedByServer()
{
    if (!m_unread.isEmpty())
        return false;
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->waitForDisconnected(limit);
    return m_socket->state() == QAbstractSocket::UnconnectedState &&
           m_socket->bytesAvailable() == 0;
}

bool RawClient::isQuiet()
{
    return isConnected() && m_unread.isEmpty() && m_socket->bytesAvailable() == 0;
}

QByteArray RawClient::readAll()
{
    while (fetch()) {
    }
    return std::exchange(m_unread, {});
}

void RawClient::finishSending()
{
#ifdef Q_OS_WIN
    ::shutdown(static_cast<SOCKET>(m_socket->socketDescriptor()), SD_SEND);
#else
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
#endif
}

void RawClient::reset()
{
    const linger none{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(
        static_cast<SOCKET>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER,
        reinterpret_cast<const char*>(&none), sizeof none);
#else
    ::setsockopt(
        static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
#endif
    m_socket->abort();
}

QByteArray RawClient::Answer::field(const QByteArray& name) const
{
    for (const QByteArray& line : head.split('\n')) {
        if (line.left(name.size() + 1).toLower() == name.toLower() + ':')
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

int RawClient::Answer::count(const QByteArray& name) const
{
    int count = 0;
    for (const QByteArray& line : head.split('\n'))
        count += line.left(name.size() + 1).toLower() == name.toLower() + ':' ? 1 : 0;
    return count;
}

} // namespace stateroom
