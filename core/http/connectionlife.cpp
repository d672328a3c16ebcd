// SPDX-License-Identifier: GPL-3.0-or-later
// What the TLS handshake, time and the server's end do to a Connection.
#include "core/http/clientend.h"
#include "core/http/connection.h"
#include "core/http/replystate.h"
#include "core/http/worker.h"

namespace stateroom {

namespace {

constexpr Milliseconds heartbeatEvery{15'000};
constexpr Milliseconds lingerQuiet{2'000};
constexpr Milliseconds lingerLongest{10'000};

} // namespace

// The first byte decides: a client that speaks HTTP here is told so, in HTTP.
void Connection::secure()
{
    switch (m_socket.openTls()) {
    case ClientSocket::Opening::Waits:
    case ClientSocket::Opening::Secures:
        break;
    case ClientSocket::Opening::IsPlain:
        m_startedAt = m_worker.clock().now();
        refuse({Refusal::Kind::BadRequest, "This port speaks TLS: its URLs begin with https://."});
        break;
    }
}

void Connection::onSecured()
{
    if (m_phase != Phase::Securing)
        return;
    m_phase = Phase::Idle;
    m_since = m_worker.clock().steady();
    pump();
}

void Connection::sweep(Milliseconds now)
{
    const HttpLimits& limits = m_worker.share().options.limits;
    const Milliseconds waited = now - m_since;
    switch (m_phase) {
    case Phase::Securing:
        if (waited > limits.handshakeTimeout)
            return cut();
        break;
    case Phase::Idle:
        if (waited > limits.idleTimeout && m_socket.bytesToWrite() == 0)
            return cut();
        break;
    case Phase::Reading:
        if (waited > limits.requestTimeout) {
            m_reader.noteRequestLine();
            if (!m_reader.isHeadComplete())
                m_admission =
                    Admission::ofRefused(m_reader, m_worker.router(), m_worker.share().policy);
            refuse({Refusal::Kind::Timeout, "The request did not arrive in time."});
        }
        break;
    case Phase::Dispatched:
        if (hasClientLeft(now))
            return cut();
        break;
    case Phase::Streaming:
        if (m_streamKind != StreamKind::Events) {
            if (hasClientLeft(now))
                return cut();
        } else if (now - m_heartbeatAt >= heartbeatEvery) {
            m_heartbeatAt = now;
            writePiece(":\n\n");
        }
        break;
    case Phase::Lingering:
        if (m_isWriteShut && (now - m_lastTaken > lingerQuiet || waited > lingerLongest))
            return cut();
        break;
    case Phase::Dead:
        break;
    }
    if (m_phase != Phase::Dead && m_socket.bytesToWrite() > 0 &&
        now - m_lastTaken > limits.stallTimeout)
        cut();
}

// While an answer is awaited input is held, so nobody else notices. A client that has said its last
// may wait for the answer or be gone; it is given as long as it had for its request, unless the
// handler takes it for gone.
bool Connection::hasClientLeft(Milliseconds now)
{
    switch (m_socket.lookAtPeer()) {
    case ClientSocket::Peer::MayGoOn:
        return false;
    case ClientSocket::Peer::SaysNoMore:
        m_saidAllAt = m_saidAllAt.value_or(now);
        return endsWithInput(m_context) ||
               now - *m_saidAllAt > m_worker.share().options.limits.requestTimeout;
    case ClientSocket::Peer::Gone:
        return true;
    }
    Q_UNREACHABLE();
}

void Connection::stopGracefully()
{
    switch (m_phase) {
    case Phase::Securing:
        cut();
        break;
    case Phase::Idle:
        if (m_socket.bytesToWrite() > 0)
            linger();
        else
            cut();
        break;
    case Phase::Streaming:
        if (const auto stream = m_stream.lock(); m_streamKind == StreamKind::Events && stream) {
            if (const auto callback = std::exchange(stream->onClosed, nullptr))
                callback();
            if (m_phase == Phase::Streaming)
                endStream();
        }
        break;
    case Phase::Lingering:
        if (m_isWriteShut)
            cut();
        break;
    case Phase::Reading:
    case Phase::Dispatched:
    case Phase::Dead:
        break;
    }
}

void Connection::cut()
{
    if (m_phase == Phase::Dead)
        return;
    m_socket.abort();
    onDisconnected(); // unless abort() has told so already
}

} // namespace stateroom
