// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/interruption.h"
#include "core/client/replyreader.h"
#include "core/client/serveraddress.h"

#include <QSslCertificate>

#include <chrono>
#include <memory>

class QTcpSocket;

namespace stateroom {

struct HttpCall {
    QByteArray method = "GET";
    QByteArray target; ///< encoded, behind the address's base path
    QByteArray body{};
    QByteArray contentType{};                          ///< of the body
    QList<std::pair<QByteArray, QByteArray>> fields{}; ///< further ones
    /// May be sent again when a connection that had been used before turns out to be closed.
    bool isRepeatable = true;
};

struct HttpAnswer {
    ReplyHead head;
    QByteArray body;
};

struct HttpCallerOptions {
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds silence{60'000}; ///< nothing arriving for that long; 0: for ever
    /// Bytes of an answer, or of an event, that are kept as a whole. A server's largest value
    /// (--max-body) has 1 GiB at most.
    qsizetype maxAnswer = qsizetype(1200) * 1024 * 1024;
    QList<QSslCertificate> authorities{};  ///< trusted besides the system's, for https
    QByteArray userAgent = "stateroomctl"; ///< a version is added
};

/// HTTP/1.1 calls to one server, one at a time, over one connection that is kept. Each call waits
/// in an event loop of its own until it is done, has failed or the interruption comes.
///
/// No proxy, no redirects; a request that may have reached the server is never sent a second time,
/// unless it is repeatable and the connection was an old one.
class HttpCaller {
public:
    /// `interruption` must outlive the object.
    HttpCaller(ServerAddress address, Interruption& interruption, HttpCallerOptions options = {});
    ~HttpCaller();
    Q_DISABLE_COPY_MOVE(HttpCaller)

    const ServerAddress& address() const { return m_address; }
    void setSilence(std::chrono::milliseconds silence) { m_options.silence = silence; }

    /// The whole answer, whatever its status.
    Outcome<HttpAnswer> call(const HttpCall& call);
    /// The head of the answer; its body comes by read().
    Outcome<ReplyHead> open(const HttpCall& call);
    /// The next bytes of the body; empty at its end. Unreachable when the connection ends first.
    Outcome<QByteArray> read();
    /// Ends the connection.
    void close();
    /// Ends it, since what is to be kept as a whole has grown beyond the options' maxAnswer.
    ClientFailure tooLarge();
    bool isTooLarge(qsizetype bytes) const { return bytes > m_options.maxAnswer; }

    /// The head of this call as it is sent, with its empty line.
    QByteArray headOf(const HttpCall& call) const;

private:
    Outcome<void> connectSocket();
    Outcome<void> connectTo(const QString& host);
    Outcome<void> send(const HttpCall& call);
    Outcome<void> sendBody(const QByteArray& body);
    Outcome<void> readHead();
    template <class Done>
    Outcome<void> waitUntil(Done done, std::chrono::milliseconds limit, const QString& what);
    void receive();
    bool isConnected() const;
    ClientFailure lost() const;
    ClientFailure unreachable(const QString& why) const;

    const ServerAddress m_address;
    Interruption& m_interruption;
    HttpCallerOptions m_options;
    std::unique_ptr<QTcpSocket> m_socket;
    ReplyReader m_reader;
};

} // namespace stateroom
