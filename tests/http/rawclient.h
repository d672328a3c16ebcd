// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslSocket>

#include <memory>
#include <optional>

namespace stateroom {

/// A client that sends the bytes it is told to, and reads answers without knowing better. Every
/// wait has the same, generous limit; what is reached then is a failure.
class RawClient {
public:
    static constexpr int limit = 20'000; // ms

    explicit RawClient(quint16 port, const QHostAddress& address = QHostAddress::LocalHost);
    /// Over TLS; connected only if the handshake came to its end.
    RawClient(quint16 port, const QSslConfiguration& tls);

    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray& bytes);

    struct Answer {
        int status = 0;  ///< 0: none came
        QByteArray head; ///< with its empty line
        QByteArray body;
        QByteArray field(const QByteArray& name) const; ///< of the first of that name
        int count(const QByteArray& name) const;
    };
    /// The next answer: by Content-Length, by chunks, or until the close.
    Answer read(bool hasBody = true);
    /// Sends a request and reads the answer.
    Answer ask(const QByteArray& bytes, bool hasBody = true);
    /// Reads until `text` has come; what came before it stays unread for nobody: all up to its end
    /// is taken.
    bool readUntil(const QByteArray& text);
    /// True when the server closes, with nothing more to read before.
    bool isClosedByServer();
    /// True if the connection is there and nothing is unread.
    bool isQuiet();
    /// Everything until the close.
    QByteArray readAll();

    void setReadBufferSize(qint64 size) { m_socket->setReadBufferSize(size); }
    void close() { m_socket->disconnectFromHost(); }
    /// Ends the sending half only, as `nc -N` does; go on reading.
    void finishSending();
    /// Leaves without a farewell (RST).
    void reset();
    QTcpSocket& socket() { return *m_socket; }
    /// Only of a client over TLS.
    QSslSocket& tls() { return static_cast<QSslSocket&>(*m_socket); }

private:
    bool fetch();
    std::optional<QByteArray> take(const QByteArray& upTo);
    QByteArray takeBytes(qsizetype size);
    QByteArray readChunks();

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_unread;
};

} // namespace stateroom
