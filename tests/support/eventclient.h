// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpclient.h"

#include <optional>

namespace stateroom::test {

struct StreamEvent {
    QByteArray name; ///< empty: an unnamed one
    QByteArray data;
    std::optional<QByteArray> id;
};

/// A reader of a text/event-stream. Blocks for what it waits for. An event is a chunk, so that
/// sizes and ends of chunks are lines of their own between events, which are no fields.
class EventClient {
public:
    /// Asks for the stream; answer() is its head. The watch is in force when this returns.
    EventClient(quint16 port, const QByteArray& target, const Fields& fields = {});

    const HttpAnswer& answer() const { return m_answer; }
    /// The next event; nothing when the stream ended first.
    std::optional<StreamEvent> next();
    /// The data of the next event, with its name before it unless it has none; a text that no data
    /// is when there is no event.
    QByteArray nextData();
    /// The next so many.
    QByteArrayList nextData(int count);
    /// Whether the stream ends without a further event.
    bool waitForEnd();

    /// What was read so far besides events.
    int comments() const { return m_comments; }
    QByteArray retry() const { return m_retry; }
    /// The id of the last event that bore one, as a browser keeps it.
    QByteArray lastId() const { return m_lastId; }

    HttpClient& client() { return m_client; }

private:
    HttpClient m_client;
    HttpAnswer m_answer;
    int m_comments = 0;
    QByteArray m_retry;
    QByteArray m_lastId;
};

} // namespace stateroom::test
