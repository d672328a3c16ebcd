// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/admission.h"
#include "core/http/clientsocket.h"
#include "core/http/headwriter.h"
#include "core/http/reply.h"
#include "core/http/requestbook.h"
#include "core/http/requestreader.h"
#include "core/http/requestreport.h"
#include "core/http/scheme.h"

#include <QObject>

#include <optional>

namespace stateroom {

class Worker;
struct ConnectionHome;

/// One accepted socket: reads a request, has it judged and handled, writes the answer, and only
/// then looks at the next one. Lives in its worker's thread; deletes itself when the client has
/// gone.
class Connection final : public QObject {
public:
    Connection(Worker& worker, qintptr descriptor, Scheme scheme);
    ~Connection() override;
    Q_DISABLE_COPY_MOVE(Connection)

    /// Has the request handled for which the connection has queued itself with its worker.
    void handle();
    /// Answers it for want of a handler's call, which would be a defect.
    void handleFailed();
    /// Looks for what has taken too long. `now` is the steady clock's.
    void sweep(Milliseconds now);
    /// The server stops: ends what is idle and what would never end by itself.
    void stopGracefully();
    /// Ends the connection at once.
    void cut();

    /// For Reply and its streams, which call only as long as they are not cut loose.
    enum class StreamKind { Body, Events };
    void answer(Response response);
    void note(const RequestNote& note);
    std::shared_ptr<BodyStream::State> startStream(Response head, StreamKind kind);
    bool writePiece(QByteArrayView piece);
    void endStream();
    void abortStream();
    /// The last handle has gone; does nothing where that does not matter any more.
    void replyDropped();
    void streamDropped();
    qint64 bytesWaiting() const { return m_socket.bytesToWrite(); }
    /// Bytes that are kept here until the client takes them, as told to Worker::countUnread().
    qint64 unread() const { return m_unread; }
    /// When it last took some; the steady clock's.
    Milliseconds lastTaken() const { return m_lastTaken; }
    QObject* exchangeContext();

private:
    enum class Phase {
        Securing,   ///< the TLS handshake
        Idle,       ///< no byte of a next request
        Reading,    ///< a request is arriving
        Dispatched, ///< it waits for its turn to be handled, or its answer is awaited
        Streaming,  ///< its answer is being sent in pieces
        Lingering,  ///< all is said; reads and drops until the client closes
        Dead,
    };

    // TLS (connectionlife.cpp)
    void secure();
    void onSecured();

    // Reading (connection.cpp)
    void onReadyRead();
    void onBytesWritten();
    void onDisconnected();
    void pump();
    void pumpLater();
    bool readOn();
    bool takeInput();
    bool accountBody();
    void judgeHead();
    void dispatch();
    bool hasMoreInput() const;
    void holdOrReleaseInput();
    void refuse(const Refusal& refusal);
    void takeRequest();

    // Telling about it (connectionreport.cpp)
    /// Answers by a refusal that is not the API's own.
    void answerRefusal(const Refusal& refusal);
    void recordPiece(QByteArrayView piece);
    /// What there is to say of the request now.
    FinishedRequest finished(int status);
    /// An event stream is told of when it begins and when it ends, all else at its end.
    void reportOpen();
    void report();
    void reportTo(const std::function<void(const RequestReport&)>& tell, int status) const;

    // Answering (connectionanswer.cpp)
    bool prepareHead(Response& response);
    void writeHead(QByteArray& out, const Response& head, HeadWriter::Frame frame, qint64 length);
    void transmit(QByteArrayView bytes);
    void countUnread();
    void finishExchange();
    void closeStreamState(bool tell);
    void linger();
    void finishWriting();
    void dropInput();
    bool hasClientLeft(Milliseconds now);

    Worker& m_worker;
    ClientSocket m_socket;
    RequestReader m_reader;
    Admission m_admission;
    Request m_request; // of the exchange, from dispatch on
    std::shared_ptr<const ConnectionHome> m_home;
    std::weak_ptr<Reply::State> m_reply;       // owned by the handles
    std::weak_ptr<BodyStream::State> m_stream; // owned by the handles
    QObject* m_context = nullptr;              // of the exchange, made when asked for
    Phase m_phase = Phase::Idle;
    StreamKind m_streamKind = StreamKind::Body;
    bool m_isPumping = false;
    bool m_isHandling = false;
    bool m_isPumpPosted = false;
    bool m_isDrainPosted = false;
    bool m_keepAlive = true;
    bool m_isChunked = false;
    bool m_isWriteShut = false;
    bool m_isSending = false; // the client may be, beyond what was read of a refused request
    Milliseconds m_since;     // when the phase's time-out began to run
    Milliseconds m_lastTaken; // when the client last took bytes that waited
    Milliseconds m_heartbeatAt{};
    std::optional<Milliseconds> m_saidAllAt; // when the client was seen to have said its last
    Timestamp m_startedAt;
    qint64 m_accountedBody = 0;
    qint64 m_unread = 0;
    qint64 m_dropped = 0;
    qint64 m_bodyIn = 0;
    qint64 m_bodyOut = 0;
    int m_status = 0;
    // Of the exchange, for those who look at requests
    RequestNote m_note;
    std::optional<Refusal::Kind> m_refusal;
    QByteArrayView m_answerHead; // within m_worker's scratch, or m_streamHead
    QByteArray m_streamHead;
    QByteArray m_errorBody;
    std::shared_ptr<RecordedBodies> m_bodies; // null unless they are recorded
    qint64 m_openNumber = 0;                  // of an event stream that was told of; else 0
};

} // namespace stateroom
