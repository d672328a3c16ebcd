// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>
#include <optional>

namespace stateroom {

/// An accepted socket whose input can be held back. QTcpSocket takes the end of the client's input
/// for the end of the connection and forgets what it has still to write; a client that says no more
/// (`nc -N`, shutdown(SHUT_WR)) yet waits for its answers. So input is held, its end included,
/// as long as anything is owed.
///
/// Over TLS a client that ends its half has ended the connection: Qt knows no other.
class ClientSocket final {
public:
    /// What Qt reads ahead at most.
    static constexpr qint64 inputChunk = 64 * 1024;

    /// `tls`: nothing for a connection without.
    ClientSocket(qintptr descriptor, const std::optional<QSslConfiguration>& tls);
    ~ClientSocket();
    Q_DISABLE_COPY_MOVE(ClientSocket)

    /// Has these called: when there is something to read; when the kernel has taken something; when
    /// the connection has ended. Over TLS the first two come in a later turn of the event loop:
    /// Qt tells of them from within what the receiver would call.
    template <class Receiver>
    void tell(
        Receiver* receiver, void (Receiver::*readable)(), void (Receiver::*taken)(),
        void (Receiver::*ended)());
    /// Has these called in a later turn, for a connection with TLS: when it is secured; when it has
    /// failed, and should be cut.
    template <class Receiver>
    void tellTls(Receiver* receiver, void (Receiver::*secured)(), void (Receiver::*failed)());
    /// Nobody is told anything any more.
    void tellNobody(QObject* receiver) { m_socket->disconnect(receiver); }

    bool isTls() const { return m_tls != nullptr; }
    enum class Opening {
        Waits,   ///< nothing has come
        Secures, ///< the handshake goes on
        IsPlain, ///< the client does not speak TLS; it is answered without
    };
    /// Looks at what a client with TLS has to say first.
    Opening openTls();

    /// From here on nothing is read and no end is noticed, until the input is released. Calls do
    /// not nest.
    void holdInput();
    void releaseInput();
    /// Bytes that can be read now; none while the input is held.
    qint64 inputSize() const { return m_isHeld ? 0 : m_socket->bytesAvailable(); }
    qint64 read(char* data, qint64 size);
    void skip(qint64 size);

    enum class Peer {
        MayGoOn,    ///< nothing is known against it
        SaysNoMore, ///< it has closed, or its sending half only: no one can tell before a write
        Gone,
    };
    /// Looks past Qt at the descriptor.
    Peer lookAtPeer() const;
    QHostAddress peerAddress() const { return m_socket->peerAddress(); }

    /// Sends what the kernel takes at once, leaves the rest to Qt.
    void sendSoon(QByteArrayView bytes);
    /// As sendSoon(), for what is too large to be copied.
    void sendShared(const QByteArray& bytes);
    /// What the kernel has not taken.
    qint64 bytesToWrite() const
    {
        return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
    }
    /// Tells the client that nothing more will come; what has been written still does. With TLS
    /// that ends the connection, so a client that `isSending` is told by the answer alone.
    void shutDownWriting(bool isSending);
    void abort() { m_socket->abort(); }

private:
    void goOnReading();

    std::unique_ptr<QTcpSocket> m_socket;
    QSslSocket* m_tls = nullptr; // m_socket, if that is one
    bool m_isHeld = false;
};

template <class Receiver>
void ClientSocket::tell(
    Receiver* receiver, void (Receiver::*readable)(), void (Receiver::*taken)(),
    void (Receiver::*ended)())
{
    const auto how = m_tls ? Qt::QueuedConnection : Qt::AutoConnection;
    QObject::connect(m_socket.get(), &QIODevice::readyRead, receiver, readable, how);
    if (m_tls)
        QObject::connect(m_tls, &QSslSocket::encryptedBytesWritten, receiver, taken, how);
    else
        QObject::connect(m_socket.get(), &QIODevice::bytesWritten, receiver, taken, how);
    QObject::connect(m_socket.get(), &QAbstractSocket::disconnected, receiver, ended);
}

template <class Receiver>
void ClientSocket::tellTls(
    Receiver* receiver, void (Receiver::*secured)(), void (Receiver::*failed)())
{
    constexpr auto later = Qt::QueuedConnection;
    QObject::connect(m_tls, &QSslSocket::encrypted, receiver, secured, later);
    QObject::connect(m_tls, &QAbstractSocket::errorOccurred, receiver, failed, later);
}

} // namespace stateroom
