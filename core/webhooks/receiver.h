// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/http/httpserver.h"
#include "core/webhooks/signaturecheck.h"

#include <QHash>
#include <QObject>

#include <deque>

namespace stateroom::webhooks {

/// One request that came to a Receiver, as it came. What stands in it is a stranger's.
struct Received {
    qint64 number = 0; ///< counts from 1
    Timestamp at;
    QByteArray method;
    QByteArray target;
    Headers headers;
    QByteArray body;
    int status = 0;       ///< what it was answered; 0: nothing yet, or nothing at all
    bool isOpen = false;  ///< it is still to be answered
    bool hasLeft = false; ///< its sender had gone before it was answered
    /// The server refused it before it came here: not HTTP as it should be, a page of another site,
    /// too large. Then neither headers nor body are held.
    bool isRefused = false;
    SignatureCheck signature;
};

using ReceivedPtr = std::shared_ptr<const Received>;

/// What a Receiver answers to all that comes.
enum class ReceiverAnswer {
    Ok,      ///< 200
    Gone,    ///< 410: nobody wants more of this
    Failure, ///< 500
    Slow,    ///< 200, later than a sender waits; one that says no more counts as gone
};

struct ReceiverOptions {
    const Clock* clock = nullptr; ///< must outlive the receiver
    Milliseconds slowTime{15'000};
    int capacity = 200;                   ///< requests that are held
    qint64 maxBytes = 32 * 1024 * 1024;   ///< that they may hold together; the oldest give way
    qsizetype maxBody = 16 * 1024 * 1024; ///< more is answered 413
};

/// A small HTTP server on 127.0.0.1 that takes whatever is sent to it, at any path of up to 16
/// segments, and shows it: for trying webhooks. It holds the newest requests in memory and writes
/// nothing to disk. Pages of other sites are refused, as by any server of ours.
///
/// Belongs to the thread that made it, which it never makes wait but for its start and its end.
class Receiver final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Receiver)

public:
    explicit Receiver(ReceiverOptions options, QObject* parent = nullptr);
    /// Stops at once.
    ~Receiver() override;

    /// Listens; 0: on any port that is free. AlreadyOwned when the port is taken.
    Result<void> start(quint16 port = 0);
    /// Stops listening and cuts who waits for an answer. What was received stays.
    void stop();
    bool isListening() const { return m_server != nullptr; }
    quint16 port() const { return m_server ? m_server->port() : quint16(0); }
    /// `http://127.0.0.1:40123/`; empty while it does not listen.
    QString url() const;

    ReceiverAnswer answer() const { return m_answer; }
    /// For requests that come from now on.
    void setAnswer(ReceiverAnswer answer) { m_answer = answer; }
    /// What signatures are checked with; those that are held are checked anew. Empty: with nothing.
    void setSecret(const QByteArray& secret);

    /// What is held, oldest first.
    std::vector<ReceivedPtr> held() const;
    void clear();

Q_SIGNALS:
    /// Something came, was answered or was checked: in the receiver's thread, once for all that has
    /// happened by then.
    void changed();

private:
    Result<Router> makeRoutes(QObject* worker);
    void receive(const Request& request, const Reply& reply);
    void take(const RequestReport& report);
    void keep(std::shared_ptr<Received> received) REQUIRES(m_mutex);
    void checkAnew();
    void tell();

    const ReceiverOptions m_options;
    std::atomic<ReceiverAnswer> m_answer = ReceiverAnswer::Ok;
    std::atomic<bool> m_isTold = false;
    std::atomic<bool> m_isStopping = false; ///< so that who is cut has not left
    QObject* m_worker = nullptr;            ///< lives in the server's thread, as long as that
    mutable Mutex m_mutex;
    std::deque<ReceivedPtr> m_held GUARDED_BY(m_mutex);
    QMultiHash<QByteArray, qint64> m_open GUARDED_BY(m_mutex); ///< request id to number
    QByteArray m_secret GUARDED_BY(m_mutex);
    qint64 m_bytes GUARDED_BY(m_mutex) = 0;
    qint64 m_last GUARDED_BY(m_mutex) = 0;
    std::unique_ptr<HttpServer> m_server; ///< goes first
};

} // namespace stateroom::webhooks
