// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/replyreader.h"
#include "core/webhooks/loopwatch.h"
#include "core/webhooks/sender.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>

#include <memory>

class QTcpSocket;

namespace stateroom::webhooks {

/// One attempt, which tells how it went and then destroys itself; earlier destruction ends it
/// silently.
class Sending final : public QObject {
public:
    /// `options` and `watch` must outlive it; they have a resolver.
    Sending(
        const SenderOptions& options, LoopWatch& watch, SendRequest request, Sender::Done done,
        QObject* parent);
    ~Sending() override;
    Q_DISABLE_COPY_MOVE(Sending)

    void start();

private:
    void found(const QList<QHostAddress>& addresses, const QString& why);
    void tryNextAddress();
    void makeSocket();
    void connected();
    void write();
    void writeBody();
    void letGoOfBody();
    void read();
    void ended();
    void addressFailed(const QString& why);
    void addressTimedOut();
    void timedOut();
    void dropSocket();
    void finish(const QString& error = {});

    QString timeoutText() const;
    quint16 port() const;

    const SenderOptions& m_options;
    LoopWatch& m_watch;
    SendRequest m_request; ///< its body goes once it is not needed any more
    const QUrl m_url;
    Sender::Done m_done;
    Attempt m_attempt;
    /// A wait that begins now, and is over when this thread has had all of its time.
    struct Wait {
        QTimer timer;
        QElapsedTimer clock;
        Milliseconds length{0};
        Milliseconds lostBefore{0}; ///< LoopWatch::lost() at its beginning
    };
    void begin(Wait& wait, Milliseconds length);
    bool isOver(Wait& wait);

    Wait m_wait;
    Wait m_addressWait;
    QList<QHostAddress> m_addresses; ///< allowed ones that have not been tried
    QString m_address;               ///< the one that is tried
    QString m_tooLate;               ///< what is told when the time is over; %1: which
    std::unique_ptr<QTcpSocket> m_socket;
    ReplyReader m_reader;
    qint64 m_headSize = 0; ///< of heads, as far as no body has begun
    QByteArray m_body;
    qsizetype m_written = 0; ///< of the request's body
};

} // namespace stateroom::webhooks
