// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/reply.h"

#include "core/http/connection.h"
#include "core/http/replystate.h"

#include <QThread>

#include <utility>

namespace stateroom {

namespace {

// The last handle may go in any thread: with a letter that is thrown away unread, say. By the time
// a letter of ours is read the connection may have ended, which then drops it.
void tellDropped(Connection* connection, const ConnectionHome& home, void (Connection::*drop)())
{
    if (!connection)
        return;
    if (QThread::currentThread() == home.thread)
        (connection->*drop)();
    else
        home.mailbox->post(home.connection, [connection, drop] { (connection->*drop)(); });
}

} // namespace

Reply::State::~State()
{
    tellDropped(connection, *home, &Connection::replyDropped);
}

BodyStream::State::~State()
{
    tellDropped(connection, *home, &Connection::streamDropped);
}

void Reply::send(Response response) const
{
    if (isPending())
        std::exchange(m_state->connection, nullptr)->answer(std::move(response));
}

BodyStream Reply::startStream(Response head) const
{
    BodyStream stream;
    if (isPending())
        stream.m_state = std::exchange(m_state->connection, nullptr)
                             ->startStream(std::move(head), Connection::StreamKind::Body);
    return stream;
}

void Reply::note(const RequestNote& note) const
{
    if (isPending())
        m_state->connection->note(note);
}

bool Reply::isPending() const
{
    return m_state && m_state->connection;
}

QObject* Reply::context() const
{
    return isPending() ? m_state->connection->exchangeContext() : nullptr;
}

bool BodyStream::isOpen() const
{
    return m_state && m_state->connection;
}

bool BodyStream::write(QByteArrayView piece) const
{
    return isOpen() && m_state->connection->writePiece(piece);
}

qint64 BodyStream::bytesWaiting() const
{
    return isOpen() ? m_state->connection->bytesWaiting() : 0;
}

void BodyStream::onDrained(std::function<void()> callback) const
{
    if (isOpen())
        m_state->onDrained = std::move(callback);
}

void BodyStream::onClosed(std::function<void()> callback) const
{
    if (isOpen())
        m_state->onClosed = std::move(callback);
}

void BodyStream::end() const
{
    if (isOpen())
        m_state->connection->endStream();
}

void BodyStream::abort() const
{
    if (isOpen())
        m_state->connection->abortStream();
}

QObject* BodyStream::context() const
{
    return isOpen() ? m_state->connection->exchangeContext() : nullptr;
}

} // namespace stateroom
