// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Connection that answers.
#include "core/http/connection.h"
#include "core/http/masking.h"
#include "core/http/replystate.h"
#include "core/http/worker.h"

#include <QLoggingCategory>

namespace stateroom {

Q_LOGGING_CATEGORY(lcHttp, "stateroom.http")

namespace {

constexpr qsizetype copiedBody = 16 * 1024; // up to here one write is cheaper than one copy less
constexpr qint64 lingerBytes = 64 * 1024 * 1024;

} // namespace

// Replaces an answer whose fields would break the head. False for an answer without body.
bool Connection::prepareHead(Response& response)
{
    const bool isStatus = response.status >= 200 && response.status <= 599;
    if (!isStatus || !HeadWriter::isWritable(response.headers)) {
        qCWarning(lcHttp) << "A handler's answer cannot be written; it becomes a 500.";
        const Refusal refusal{
            Refusal::Kind::Internal, "The answer could not be written.", &m_request};
        response = m_admission.render(refusal);
        m_refusal = refusal.kind;
    }
    m_status = response.status;
    return response.status != 204 && response.status != 304;
}

void Connection::writeHead(
    QByteArray& out, const Response& head, HeadWriter::Frame frame, qint64 length)
{
    m_keepAlive = m_keepAlive && !m_worker.isStopping();
    HeadWriter::Traits traits;
    traits.frame = frame;
    traits.length = length;
    traits.close = !m_keepAlive || frame == HeadWriter::Frame::UntilClose;
    traits.requestId = m_request.requestId;
    traits.origin = m_admission.origin;
    m_worker.headWriter().write(out, head.status, head.headers, traits);
}

void Connection::answer(Response response)
{
    const bool hasBody = prepareHead(response);
    const bool sendsBody = hasBody && m_admission.method != Method::Head;
    const qsizetype size = response.body.size();
    const bool isOneWrite = !sendsBody || size <= copiedBody;
    QByteArray& out = m_worker.scratch();
    writeHead(out, response, hasBody ? HeadWriter::Frame::Length : HeadWriter::Frame::None, size);
    const qsizetype headSize = out.size();
    if (sendsBody && isOneWrite)
        out.append(response.body);
    m_answerHead = QByteArrayView(out).first(headSize);
    if (response.status >= 400)
        m_errorBody = response.body;
    if (m_bodies && sendsBody)
        m_bodies->answer = maskBody(response.body);
    transmit(out);
    if (!isOneWrite && m_phase != Phase::Dead) {
        const bool isFirst = m_socket.bytesToWrite() == 0;
        if (isFirst)
            m_lastTaken = m_worker.clock().steady();
        m_socket.sendShared(response.body);
        countUnread();
    }
    m_bodyOut = sendsBody ? size : 0;
    finishExchange();
}

std::shared_ptr<BodyStream::State> Connection::startStream(Response head, StreamKind kind)
{
    const bool hasBody = prepareHead(head);
    const bool isSound = head.body.isEmpty();
    Q_ASSERT_X(isSound, "Reply::startStream", "the head of a stream has no body");
    m_streamKind = kind;
    // Events, too: clients that read a body of unknown length in blocks (Python's requests) hand on
    // a chunk when it is there, but bytes only when a block is full.
    m_isChunked = m_reader.minorVersion() > 0;
    m_keepAlive = m_keepAlive && m_isChunked && kind == StreamKind::Body;
    QByteArray out;
    const auto frame = m_isChunked ? HeadWriter::Frame::Chunked : HeadWriter::Frame::UntilClose;
    writeHead(out, head, hasBody ? frame : HeadWriter::Frame::None, 0);
    m_bodyOut = 0;
    m_streamHead = out;
    m_answerHead = m_streamHead;
    transmit(out);
    if (!hasBody || m_admission.method == Method::Head || m_phase == Phase::Dead) {
        finishExchange();
        return nullptr;
    }
    m_phase = Phase::Streaming;
    if (kind == StreamKind::Events)
        reportOpen();
    m_heartbeatAt = m_worker.clock().steady();
    auto state = std::make_shared<BodyStream::State>(this, m_home);
    m_stream = state;
    holdOrReleaseInput();
    if (kind == StreamKind::Events && m_worker.isStopping())
        QMetaObject::invokeMethod(
            this, [this] { stopGracefully(); }, Qt::QueuedConnection);
    return state;
}

bool Connection::writePiece(QByteArrayView piece)
{
    if (m_phase != Phase::Streaming)
        return false;
    m_bodyOut += piece.size();
    if (m_bodies)
        recordPiece(piece);
    if (piece.isEmpty()) { // an empty chunk would end the body
    } else if (m_isChunked) {
        QByteArray chunk = QByteArray::number(piece.size(), 16);
        chunk.reserve(chunk.size() + piece.size() + 4);
        chunk.append("\r\n").append(piece).append("\r\n");
        transmit(chunk);
    } else {
        transmit(piece);
    }
    const bool isDrained = m_phase == Phase::Streaming && m_socket.bytesToWrite() == 0;
    if (const auto stream = m_stream.lock();
        isDrained && stream && stream->onDrained && !std::exchange(m_isDrainPosted, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isDrainPosted = false;
                onBytesWritten();
            },
            Qt::QueuedConnection);
    }
    return m_phase == Phase::Streaming;
}

void Connection::endStream()
{
    closeStreamState(false);
    if (m_isChunked)
        transmit("0\r\n\r\n");
    finishExchange();
}

void Connection::abortStream()
{
    closeStreamState(false);
    cut();
}

void Connection::replyDropped()
{
    if (m_phase != Phase::Dispatched || !m_reply.expired())
        return;
    qCWarning(lcHttp) << "A request was dropped without an answer:" << m_request.requestId;
    answerRefusal({Refusal::Kind::Internal, "The request was not answered."});
}

void Connection::streamDropped()
{
    if (m_phase == Phase::Streaming && m_stream.expired())
        cut();
}

void Connection::closeStreamState(bool tell)
{
    const auto state = m_stream.lock();
    m_stream.reset();
    if (!state)
        return;
    state->connection = nullptr;
    // The callbacks may hold the last handles: they go when the state has been left alone.
    const auto onDrained = std::exchange(state->onDrained, nullptr);
    const auto onClosed = std::exchange(state->onClosed, nullptr);
    if (tell && onClosed)
        onClosed();
}

void Connection::transmit(QByteArrayView bytes)
{
    if (m_phase == Phase::Dead)
        return;
    if (m_socket.bytesToWrite() == 0)
        m_lastTaken = m_worker.clock().steady();
    m_socket.sendSoon(bytes);
    countUnread();
}

void Connection::countUnread()
{
    const qint64 copies = m_socket.isTls() ? 2 : 1; // OpenSSL's buffer keeps its size
    const qint64 now = m_phase == Phase::Dead ? 0 : copies * m_socket.bytesToWrite();
    m_worker.countUnread(now - std::exchange(m_unread, now));
}

void Connection::finishExchange()
{
    if (m_context)
        std::exchange(m_context, nullptr)->deleteLater();
    m_worker.share().bufferedBodies -= std::exchange(m_accountedBody, 0);
    if (m_phase == Phase::Dead)
        return;
    report();
    m_reader.next();
    // The head has said whether more is answered. A stop that has come since finds this idle.
    if (!m_keepAlive || m_worker.hasBegunToStop()) {
        linger();
        return;
    }
    m_phase = Phase::Idle;
    m_since = m_worker.clock().steady();
    if (m_isPumping || m_isHandling)
        return;
    holdOrReleaseInput();
    if (hasMoreInput())
        pumpLater();
}

// All is said. Closing now, with input unread, would make the client see a reset instead of the
// answer; so it is told the end, and given a while to close.
void Connection::linger()
{
    m_phase = Phase::Lingering;
    m_reader.discardInput();
    m_dropped = 0;
    if (m_socket.bytesToWrite() == 0)
        finishWriting();
    holdOrReleaseInput();
    if (m_phase == Phase::Lingering)
        dropInput();
}

void Connection::finishWriting()
{
    m_isWriteShut = true;
    m_since = m_lastTaken = m_worker.clock().steady();
    m_socket.shutDownWriting(m_isSending || m_socket.inputSize() > 0);
    if (m_worker.isStopping())
        QMetaObject::invokeMethod(
            this, [this] { stopGracefully(); }, Qt::QueuedConnection);
}

void Connection::dropInput()
{
    const qint64 size = m_socket.inputSize();
    if (size <= 0)
        return;
    m_socket.skip(size);
    m_dropped += size;
    m_lastTaken = m_worker.clock().steady();
    if (m_dropped > lingerBytes)
        cut();
}

QObject* Connection::exchangeContext()
{
    if (!m_context)
        m_context = new QObject(&m_worker);
    return m_context;
}

} // namespace stateroom
