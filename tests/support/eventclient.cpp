// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/eventclient.h"

#include <QDeadlineTimer>

namespace stateroom::test {

EventClient::EventClient(quint16 port, const QByteArray& target, const Fields& fields)
    : m_client(port)
{
    m_client.send(
        requestBytes("GET " + target, {}, Fields{{"Accept", "text/event-stream"}} + fields));
    m_answer = m_client.readHead();
}

std::optional<StreamEvent> EventClient::next()
{
    StreamEvent event;
    bool hasData = false;
    const QDeadlineTimer end(patienceMs); // comments keep a stream alive for ever
    while (const auto line = m_client.readLine()) {
        const qsizetype colon = line->indexOf(':');
        const QByteArray field = colon < 0 ? *line : line->first(colon);
        QByteArray value = colon < 0 ? QByteArray() : line->sliced(colon + 1);
        if (value.startsWith(' '))
            value.remove(0, 1);
        if (line->isEmpty()) {
            if (hasData) {
                if (event.id)
                    m_lastId = *event.id; // not before: half an event has not been seen
                return event;
            }
        } else if (colon == 0) {
            ++m_comments;
            if (end.hasExpired())
                return std::nullopt;
        } else if (field == "id") {
            event.id = value;
        } else if (field == "event") {
            event.name = value;
        } else if (field == "retry") {
            m_retry = value;
        } else if (field == "data") {
            event.data += (hasData ? "\n" : "") + value;
            hasData = true;
        }
    }
    return std::nullopt;
}

QByteArray EventClient::nextData()
{
    const auto event = next();
    if (!event)
        return "the stream ended";
    return event->name.isEmpty() ? event->data : event->name + ' ' + event->data;
}

QByteArrayList EventClient::nextData(int count)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all << nextData();
    return all;
}

bool EventClient::waitForEnd()
{
    return !next() && m_client.socket().state() != QAbstractSocket::ConnectedState;
}

} // namespace stateroom::test
