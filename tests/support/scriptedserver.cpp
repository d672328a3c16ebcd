// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include <QTcpSocket>

#include <memory>

namespace stateroom::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray field(const QByteArray& head, const QByteArray& name)
{
    const QByteArray start = "\r\n" + name.toLower() + ": ";
    const qsizetype at = head.toLower().indexOf(start);
    if (at < 0)
        return {};
    const qsizetype from = at + start.size();
    return head.mid(from, head.indexOf("\r\n", from) - from);
}

} // namespace

struct ScriptedServer::Connection {
    QTcpSocket* socket = nullptr;
    int number = 0;
    QByteArray input;
    bool continued = false;
};

ScriptedServer::ScriptedServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
    m_server.listen(QHostAddress::LocalHost);
}

ScriptedServer::~ScriptedServer() = default;

QString ScriptedServer::url() const
{
    return u"http://127.0.0.1:"_s + QString::number(port());
}

void ScriptedServer::add(int status, const QByteArray& body, const QByteArray& fields)
{
    add({.bytes = answerBytes(status, body, fields)});
}

void ScriptedServer::addError(int status, const QByteArray& code, const QByteArray& message)
{
    add(status, R"({"error":{"code":")" + code + R"(","message":")" + message + "\"}}");
}

QByteArrayList ScriptedServer::calls() const
{
    QByteArrayList calls;
    for (const Seen& request : m_seen) {
        QByteArray line = request.line;
        line.replace(" /_stateroom/v1", " ").replace(" HTTP/1.1", "");
        calls += request.body.isEmpty() ? line : line + ' ' + request.body;
    }
    return calls;
}

void ScriptedServer::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        const auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        connection->number = ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
    }
}

void ScriptedServer::read(const std::shared_ptr<Connection>& connection)
{
    connection->input += connection->socket->readAll();
    while (takeRequest(*connection)) {
    }
}

bool ScriptedServer::takeRequest(Connection& connection)
{
    const qsizetype end = connection.input.indexOf("\r\n\r\n");
    if (end < 0 || m_script.isEmpty())
        return false;
    const QByteArray head = connection.input.first(end + 2);
    const qsizetype length = field(head, "Content-Length").toLongLong();
    const bool asks = field(head, "Expect") == "100-continue";
    const bool early = asks && m_script.first().refusesEarly;
    if (asks && !early && !std::exchange(connection.continued, true))
        connection.socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!early && connection.input.size() < end + 4 + length)
        return false;
    const QByteArray line = head.first(head.indexOf("\r\n"));
    m_seen.append({line, head, connection.input.mid(end + 4, length), connection.number});
    connection.input.remove(0, end + 4 + length);
    connection.continued = false;
    const Answer answer = m_script.takeFirst();
    connection.socket->write(answer.bytes);
    if (answer.closes)
        connection.socket->disconnectFromHost();
    if (answer.then)
        answer.then();
    return true;
}

QByteArray answerBytes(int status, const QByteArray& body, const QByteArray& fields)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Status\r\nContent-Type: application/json\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\n" + fields + "\r\n" + body;
}

} // namespace stateroom::test
