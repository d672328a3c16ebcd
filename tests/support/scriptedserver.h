// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace stateroom::test {

/// A server for testing clients: answers what the script says, in turn, and remembers what it was
/// asked. Serves while the thread's event loop runs.
class ScriptedServer final : public QObject {
public:
    struct Seen {
        QByteArray line; ///< `GET /x HTTP/1.1`
        QByteArray head; ///< all of it, lower-case field names not forced
        QByteArray body;
        int connection = 0; ///< which, from 1
    };
    struct Answer {
        QByteArray bytes;             ///< as they go over the wire
        bool closes = false;          ///< the connection behind them
        bool refusesEarly = false;    ///< instead of `100 Continue`
        std::function<void()> then{}; ///< called when they have been written
    };

    ScriptedServer();
    ~ScriptedServer() override;

    quint16 port() const { return m_server.serverPort(); }
    QString url() const;

    void add(Answer answer) { m_script.append(std::move(answer)); }
    /// JSON with its length.
    void add(int status, const QByteArray& body, const QByteArray& fields = {});
    /// In the control API's shape.
    void addError(int status, const QByteArray& code, const QByteArray& message);

    const QList<Seen>& seen() const { return m_seen; }
    /// `METHOD TARGET BODY` of each request, without the API's base path.
    QByteArrayList calls() const;
    int connections() const { return m_connections; }

private:
    struct Connection;
    void accept();
    void read(const std::shared_ptr<Connection>& connection);
    bool takeRequest(Connection& connection);

    QTcpServer m_server;
    QList<Answer> m_script;
    QList<Seen> m_seen;
    int m_connections = 0;
};

/// The bytes of an answer.
QByteArray answerBytes(int status, const QByteArray& body, const QByteArray& fields = {});

} // namespace stateroom::test
