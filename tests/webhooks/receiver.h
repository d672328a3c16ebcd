// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace stateroom::test {

/// Somebody to whom webhooks are sent, on a loopback port, well or ill behaved. Serves while its
/// thread's event loop runs.
class Receiver final : public QObject {
public:
    enum class Way {
        Answers,
        Hangs,          ///< reads all and says nothing
        NeverReads,     ///< not even the request
        Trickles,       ///< the answer, a byte each 10 ms, and no end
        EndlessBody,    ///< an answer that goes on for ever
        EndlessHead,    ///< fields for ever
        EndlessInterim, ///< 1xx answers for ever
        ClosesAtOnce,
        ClosesAfterHead, ///< of the request
        ClosesAfterBody, ///< of the request
        ClosesInStatus,  ///< within the first line of the answer
        ClosesInHead,    ///< of the answer
        ClosesInBody,    ///< of the answer
        TalksNonsense,
    };
    struct Seen {
        QByteArray line;                      ///< `POST /hook HTTP/1.1`
        QHash<QByteArray, QByteArray> fields; ///< names in lower case
        QByteArray body;
    };

    explicit Receiver(const std::optional<QSslConfiguration>& tls = {});
    ~Receiver() override;

    quint16 port() const { return m_server->serverPort(); }
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(port()) + "/hook"; }

    Way way = Way::Answers;
    int status = 200;
    QByteArray fields; ///< further ones of the answer, each with its line end
    QByteArray body = "ok";
    /// Asked for the status of each answer, if there is one.
    std::function<int(const Seen&)> decide;

    const QList<Seen>& seen() const { return m_seen; }
    /// A field of each request, in the order of their coming.
    QByteArrayList all(const QByteArray& field) const;
    int connections() const { return m_connections; }
    int open() const { return m_open; }
    /// Reads from those that were never read from, and answers all, from now on too.
    void answerAll();

private:
    struct Connection {
        QTcpSocket* socket = nullptr;
        QByteArray input;
        bool isRead = false;
    };
    void accept();
    void follow(const std::shared_ptr<Connection>& connection);
    void read(const std::shared_ptr<Connection>& connection);
    void react(const std::shared_ptr<Connection>& connection);
    QByteArray answerFor(const Seen& seen) const;
    void pour(QTcpSocket* socket, const QByteArray& piece);
    void trickle(QTcpSocket* socket, const QByteArray& text, qsizetype at);

    std::unique_ptr<QTcpServer> m_server;
    QList<Seen> m_seen;
    QList<std::shared_ptr<Connection>> m_hanging;
    QList<std::shared_ptr<Connection>> m_unread;
    int m_connections = 0;
    int m_open = 0;
};

} // namespace stateroom::test
