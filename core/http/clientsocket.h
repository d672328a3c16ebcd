// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>

namespace stateroom {

/// An accepted socket whose input can be held back. QTcpSocket takes the end of the client's input
/// for the end of the connection and forgets what it has still to write; a client that says no more
/// (`nc -N`, shutdown(SHUT_WR)) yet waits for its answers. So input is held, its end included,
/// as long as anything is owed.
class ClientSocket final : public QTcpSocket {
public:
    /// What Qt reads ahead at most.
    static constexpr qint64 inputChunk = 64 * 1024;

    explicit ClientSocket(qintptr descriptor);

    /// From here on nothing is read and no end is noticed, until the input is released. Calls do
    /// not nest.
    void holdInput();
    void releaseInput();
    /// Bytes that can be read now; none while the input is held.
    qint64 inputSize() const { return m_isHeld ? 0 : bytesAvailable(); }

    enum class Peer {
        MayGoOn,    ///< nothing is known against it
        SaysNoMore, ///< it has closed, or its sending half only: no one can tell before a write
        Gone,
    };
    /// Looks past Qt at the descriptor.
    Peer lookAtPeer() const;

    /// Sends what the kernel takes at once, leaves the rest to Qt.
    void sendSoon(QByteArrayView bytes);
    /// Tells the client that nothing more will come; what has been written still does.
    void shutDownWriting();

private:
    bool m_isHeld = false;
};

} // namespace stateroom
