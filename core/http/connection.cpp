// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection.h"

#include "core/http/masking.h"
#include "core/http/replystate.h"
#include "core/http/worker.h"

#include <algorithm>

namespace stateroom {

namespace {

constexpr qint64 pauseReadingAt = 1024 * 1024; // bytes that the client has not taken
constexpr int requestsPerTurn = 16;            // then others get their turn

std::optional<QSslConfiguration> tlsOf(const Worker& worker, Scheme scheme)
{
    if (scheme == Scheme::Http)
        return std::nullopt;
    return worker.share().tls.current();
}

} // namespace

Connection::Connection(Worker& worker, qintptr descriptor, Scheme scheme)
    : m_worker(worker)
    , m_socket(descriptor, tlsOf(worker, scheme))
    , m_reader(worker.share().options.limits)
    , m_since(worker.clock().steady())
    , m_lastTaken(m_since)
{
    m_request.peer = m_socket.peerAddress();
    m_home = std::make_shared<ConnectionHome>(
        ConnectionHome{thread(), Mailbox::ofThisThread(), QPointer<QObject>(this)});
    m_socket.tell(
        this, &Connection::onReadyRead, &Connection::onBytesWritten, &Connection::onDisconnected);
    if (m_socket.isTls()) {
        m_phase = Phase::Securing;
        m_socket.tellTls(this, &Connection::onSecured, &Connection::cut);
    }
}

Connection::~Connection()
{
    m_socket.tellNobody(this);
}

void Connection::onReadyRead()
{
    switch (m_phase) {
    case Phase::Securing:
        secure();
        break;
    case Phase::Idle:
    case Phase::Reading:
        pump();
        break;
    case Phase::Streaming:
        // Whoever reads events says nothing more; a full buffer would hide that it has gone.
        if (m_streamKind == StreamKind::Events)
            m_socket.skip(m_socket.inputSize());
        break;
    case Phase::Lingering:
        dropInput();
        break;
    case Phase::Dispatched:
    case Phase::Dead:
        break;
    }
}

void Connection::onBytesWritten()
{
    m_lastTaken = m_worker.clock().steady();
    countUnread();
    const bool isDrained = m_socket.bytesToWrite() == 0;
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Reading:
        if (m_socket.bytesToWrite() <= pauseReadingAt)
            pump();
        break;
    case Phase::Streaming:
        if (const auto stream = m_stream.lock(); isDrained && stream && stream->onDrained) {
            const auto callback = stream->onDrained; // it may replace itself
            callback();
        }
        break;
    case Phase::Lingering:
        if (isDrained && !m_isWriteShut)
            finishWriting();
        break;
    case Phase::Securing:
    case Phase::Dispatched:
    case Phase::Dead:
        break;
    }
    holdOrReleaseInput();
}

void Connection::onDisconnected()
{
    if (m_phase == Phase::Dead)
        return;
    const bool wasWaitedFor = m_phase == Phase::Dispatched || m_phase == Phase::Streaming;
    m_phase = Phase::Dead;
    countUnread();
    if (const auto reply = m_reply.lock())
        reply->connection = nullptr;
    closeStreamState(true);
    if (m_context)
        std::exchange(m_context, nullptr)->deleteLater();
    if (wasWaitedFor)
        report();
    m_worker.share().bufferedBodies -= std::exchange(m_accountedBody, 0);
    m_worker.connectionEnded(this);
    deleteLater();
}

void Connection::pumpLater()
{
    if (std::exchange(m_isPumpPosted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isPumpPosted = false;
            pump();
        },
        Qt::QueuedConnection);
}

void Connection::pump()
{
    if (m_isPumping)
        return;
    m_isPumping = true;
    int requests = 0;
    while (m_phase == Phase::Idle || m_phase == Phase::Reading) {
        if (m_socket.bytesToWrite() > pauseReadingAt)
            break;
        if (!m_reader.hasInput() && !takeInput())
            break;
        if (m_phase == Phase::Idle) {
            m_phase = Phase::Reading;
            m_since = m_worker.clock().steady();
            m_startedAt = m_worker.clock().now();
        }
        const bool progressed = readOn();
        if (m_phase == Phase::Idle && ++requests == requestsPerTurn) {
            pumpLater();
            break;
        }
        if (!progressed && !takeInput())
            break;
    }
    m_isPumping = false;
    holdOrReleaseInput();
}

// Reads on only when nothing is owed any more for what has been read: the client's end may be next,
// and Qt answers nothing beyond it. An event stream has no end of its own; its client's is awaited.
void Connection::holdOrReleaseInput()
{
    if (m_phase == Phase::Dead)
        return;
    const bool isStreaming = m_phase == Phase::Streaming;
    const bool isEvents = isStreaming && m_streamKind == StreamKind::Events;
    const bool owesAnswer = m_phase == Phase::Dispatched || (isStreaming && !isEvents);
    const bool owesMore = m_phase == Phase::Idle && m_reader.hasInput();
    if (owesAnswer || owesMore || (m_socket.bytesToWrite() > 0 && !isEvents))
        m_socket.holdInput();
    else
        m_socket.releaseInput();
}

bool Connection::takeInput()
{
    const qint64 size = std::min(m_socket.inputSize(), ClientSocket::inputChunk);
    if (size <= 0)
        return false;
    const qint64 taken = m_socket.read(m_reader.makeRoom(size), size);
    m_reader.commit(std::max<qint64>(taken, 0));
    return taken > 0;
}

// One step of reading; false when it needs more input.
bool Connection::readOn()
{
    for (;;) {
        const auto outcome = m_reader.advance();
        if (m_reader.isHeadComplete() && !accountBody())
            return true;
        switch (outcome) {
        case RequestReader::Outcome::Incomplete:
            return false;
        case RequestReader::Outcome::HeadComplete:
            judgeHead();
            if (m_phase != Phase::Reading)
                return true;
            break;
        case RequestReader::Outcome::Complete:
            dispatch();
            return true;
        case RequestReader::Outcome::Refused:
            m_admission =
                Admission::ofRefused(m_reader, m_worker.router(), m_worker.share().policy);
            refuse(m_reader.refusal());
            return true;
        }
    }
}

// Counts this body against what all may buffer together.
bool Connection::accountBody()
{
    const qint64 more = m_reader.bodySize() - m_accountedBody;
    if (more <= 0)
        return true;
    m_accountedBody += more;
    if ((m_worker.share().bufferedBodies += more) <=
        m_worker.share().options.limits.maxBufferedBodies)
        return true;
    refuse({Refusal::Kind::Overloaded, "Too many large requests are under way; try again soon."});
    return false;
}

void Connection::judgeHead()
{
    const ServerShare& share = m_worker.share();
    m_admission = Admission::judge(m_reader, m_worker.router(), share.policy, share.options.limits);
    m_keepAlive = m_reader.framing().keepAlive;
    if (m_admission.refusal) {
        const Refusal refusal = *m_admission.refusal;
        refuse(refusal);
    } else if (
        m_reader.framing().expectsContinue && m_reader.framing().hasBody() &&
        !m_reader.hasInput()) {
        transmit("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

void Connection::dispatch()
{
    m_phase = Phase::Dispatched;
    m_saidAllAt.reset();
    takeRequest();
    if (m_admission.answer) {
        Response response = std::move(*m_admission.answer);
        answer(std::move(response));
    } else {
        m_request.method = *m_admission.method;
        m_request.parameters = std::move(m_admission.match->parameters);
        m_worker.enqueue(this);
    }
}

void Connection::handle()
{
    Reply reply;
    reply.m_state = std::make_shared<Reply::State>(this, m_home);
    m_reply = reply.m_state;
    m_isHandling = true;
    (*m_admission.match->handler)(m_request, std::move(reply));
    m_isHandling = false;
    m_request.body = {}; // the handler has what it needs
    if (m_phase != Phase::Dispatched && m_phase != Phase::Streaming)
        m_request.headers = {}; // else they are told of when the answer has come
    if (m_phase == Phase::Idle && hasMoreInput())
        pump();
    holdOrReleaseInput();
}

void Connection::handleFailed()
{
    answerRefusal({Refusal::Kind::Internal, "The request was not handled."});
}

bool Connection::hasMoreInput() const
{
    return m_reader.hasInput() || m_socket.inputSize() > 0;
}

// Answers in the shape of the path, and closes unless the whole request has been read.
void Connection::refuse(const Refusal& refusal)
{
    const bool isWhole =
        m_reader.isHeadComplete() && m_admission.refusal && !m_reader.framing().hasBody();
    m_keepAlive = m_keepAlive && isWhole;
    m_isSending = !isWhole;
    m_phase = Phase::Dispatched;
    takeRequest();
    answerRefusal(refusal);
    m_request.body = {};
}

void Connection::takeRequest()
{
    m_bodyIn = m_reader.bodySize();
    m_reader.takeRequest(m_request);
    m_request.requestId = m_worker.requestIdFor(m_request.headers);
    m_note = {};
    m_refusal.reset();
    m_bodies = m_worker.recordsBodies() ? std::make_shared<RecordedBodies>() : nullptr;
    if (m_bodies)
        m_bodies->request = maskBody(m_request.body);
}

} // namespace stateroom
