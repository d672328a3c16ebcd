// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/webhooks/receiver.h"

#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

namespace stateroom::test {

using namespace Qt::StringLiterals;

Receiver::Receiver(const std::optional<QSslConfiguration>& tls)
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &Receiver::accept);
    m_server->listen(QHostAddress::LocalHost);
}

Receiver::~Receiver()
{
    for (auto* socket : m_server->findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

QByteArrayList Receiver::all(const QByteArray& field) const
{
    QByteArrayList values;
    for (const Seen& one : m_seen)
        values << one.fields.value(field);
    return values;
}

void Receiver::answerAll()
{
    way = Way::Answers;
    for (const auto& connection : std::exchange(m_hanging, {}))
        react(connection);
    for (const auto& connection : std::exchange(m_unread, {})) {
        connection->socket->setReadBufferSize(0);
        follow(connection);
    }
}

void Receiver::accept()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        ++m_connections;
        ++m_open;
        const auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket, connection] {
            --m_open;
            m_hanging.removeAll(connection);
            socket->deleteLater();
        });
        if (way == Way::ClosesAtOnce) {
            socket->abort();
            continue;
        }
        if (way == Way::NeverReads) {
            socket->setReadBufferSize(1);
            m_unread.append(connection);
            continue;
        }
        follow(connection);
    }
}

void Receiver::follow(const std::shared_ptr<Connection>& connection)
{
    connect(
        connection->socket, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
    read(connection);
}

void Receiver::read(const std::shared_ptr<Connection>& connection)
{
    connection->input += connection->socket->readAll();
    const qsizetype headEnd = connection->input.indexOf("\r\n\r\n");
    if (connection->isRead || headEnd < 0)
        return;
    if (way == Way::ClosesAfterHead)
        return connection->socket->abort();
    Seen seen;
    QByteArrayList lines = connection->input.first(headEnd).split('\n');
    seen.line = lines.takeFirst().trimmed();
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        seen.fields[line.first(colon).toLower()] = line.sliced(colon + 1).trimmed();
    }
    seen.body = connection->input.sliced(headEnd + 4);
    if (seen.body.size() < seen.fields.value("content-length").toLongLong())
        return;
    connection->isRead = true;
    m_seen.append(seen);
    react(connection);
}

QByteArray Receiver::answerFor(const Seen& seen) const
{
    const int code = decide ? decide(seen) : status;
    return "HTTP/1.1 " + QByteArray::number(code) + " Whatever\r\n" + fields +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// When the request has been read.
void Receiver::react(const std::shared_ptr<Connection>& connection)
{
    QTcpSocket* const socket = connection->socket;
    const QByteArray answer = answerFor(m_seen.constLast());
    const auto saysAndCloses = [socket](const QByteArray& bytes) {
        socket->write(bytes);
        socket->disconnectFromHost();
    };
    switch (way) {
    case Way::Answers:
        return saysAndCloses(answer);
    case Way::Hangs:
        m_hanging.append(connection);
        return;
    case Way::Trickles:
        return trickle(socket, answer.first(answer.size() - 1), 0);
    case Way::EndlessBody:
        socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        return pour(socket, "1000\r\n" + QByteArray(0x1000, 'x') + "\r\n");
    case Way::EndlessHead:
        socket->write("HTTP/1.1 200 OK\r\n");
        return pour(socket, "X-Field: " + QByteArray(1000, 'x') + "\r\n");
    case Way::EndlessInterim:
        return pour(socket, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    case Way::ClosesAfterBody:
        return socket->disconnectFromHost();
    case Way::ClosesInStatus:
        return saysAndCloses("HTTP/1.1 20");
    case Way::ClosesInHead:
        return saysAndCloses("HTTP/1.1 200 OK\r\nContent-Le");
    case Way::ClosesInBody:
        return saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
    case Way::TalksNonsense:
        return saysAndCloses("220 mail.example.com ESMTP\r\n\r\n");
    case Way::NeverReads:
    case Way::ClosesAtOnce:
    case Way::ClosesAfterHead:
        break;
    }
}

/// Again and again, as long as the other side takes it.
void Receiver::pour(QTcpSocket* socket, const QByteArray& piece)
{
    const auto more = [socket, piece] {
        constexpr qint64 enough = 256 * 1024;
        while (socket->state() == QAbstractSocket::ConnectedState &&
               socket->bytesToWrite() < enough)
            socket->write(piece);
    };
    connect(socket, &QTcpSocket::bytesWritten, this, more);
    more();
}

void Receiver::trickle(QTcpSocket* socket, const QByteArray& text, qsizetype at)
{
    if (at == text.size())
        return;
    socket->write(text.sliced(at, 1));
    constexpr std::chrono::milliseconds pace{10};
    QTimer::singleShot(pace, socket, [this, socket, text, at] { trickle(socket, text, at + 1); });
}

} // namespace stateroom::test
