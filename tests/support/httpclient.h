// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <utility>

namespace stateroom::test {

/// Longer than anything takes, also under a sanitizer on a busy machine: whoever waits that long
/// waits in vain.
constexpr int patienceMs = 30'000;

using Fields = QList<std::pair<QByteArray, QByteArray>>;

struct HttpAnswer {
    int status = 0; ///< 0: the connection ended before an answer, or what came is not one
    Fields fields;
    QByteArray body;

    /// The field's value; fields of one name joined by a comma; null when there is none.
    QByteArray field(const QByteArray& name) const;
    bool isChunked() const { return field("Transfer-Encoding") == "chunked"; }
};

/// One HTTP connection to 127.0.0.1 that knows no rules but the wire's: it sends what it is told,
/// also nonsense, and blocks until the answer is there.
class HttpClient {
public:
    explicit HttpClient(quint16 port);

    void send(const QByteArray& bytes);
    /// `request` is method and target: `GET /v1/state/wf-1`. Host, and for a body its length, are
    /// added unless `fields` has them.
    HttpAnswer
    call(const QByteArray& request, const QByteArray& body = {}, const Fields& fields = {});
    HttpAnswer readAnswer(bool isHead = false);
    /// Only the head; what follows is left to readLine() and such.
    HttpAnswer readHead();
    /// The body that follows a head with `Transfer-Encoding: chunked`.
    bool readChunks(QByteArray& body);
    /// A line without its end; nothing when the connection ends first.
    std::optional<QByteArray> readLine();
    /// Whether the server ends the connection, nothing more being said.
    bool waitForEnd();

    /// From now on little waits here or in the kernel for being read, until readFreely().
    void readSlowly();
    void readFreely() { m_socket.setReadBufferSize(0); }

    QTcpSocket& socket() { return m_socket; }

private:
    bool waitForMore();
    bool fill(qsizetype size);
    QByteArray take(qsizetype size);

    QTcpSocket m_socket;
    QByteArray m_input;
};

/// The bytes of a request as HttpClient::call sends it.
QByteArray
requestBytes(const QByteArray& request, const QByteArray& body = {}, const Fields& fields = {});

/// A call on a connection of its own.
HttpAnswer call(
    quint16 port, const QByteArray& request, const QByteArray& body = {},
    const Fields& fields = {});

} // namespace stateroom::test
