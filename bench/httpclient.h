// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace bench {

/// Now, on a clock that only goes forward, in nanoseconds.
qint64 steadyNanoseconds();

/// A TCP connection to 127.0.0.1, not blocking. Bytes that the kernel does not take at once wait.
class HttpClient {
public:
    HttpClient() = default;
    ~HttpClient();
    Q_DISABLE_COPY_MOVE(HttpClient)

    /// Connects (and waits for it). False when refused.
    bool connectTo(quint16 port);
    int descriptor() const { return m_descriptor; }

    /// False when the connection is broken.
    bool send(QByteArrayView bytes);
    /// Sends what waits. False when the connection is broken.
    bool flush();
    bool hasUnsent() const { return !m_unsent.isEmpty(); }
    /// Reads what has arrived. False when the peer has closed, or the connection is broken.
    bool receive();

    /// What has arrived and is not taken yet.
    QByteArrayView received() const { return QByteArrayView(m_received).sliced(m_taken); }
    void take(qsizetype size);

    struct Response {
        int status = 0; ///< 0: not all of it is here; -1: not HTTP as we know it
        QByteArrayView body;
        qsizetype size = 0; ///< of head and body
    };
    /// The first response among what was received. It must have a Content-Length.
    Response response() const;

private:
    int m_descriptor = -1;
    QByteArray m_unsent;
    QByteArray m_received;
    qsizetype m_taken = 0;
};

} // namespace bench
