// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <optional>
#include <vector>

namespace stateroom {

/// One event of a text/event-stream.
struct ServerEvent {
    QByteArray name; ///< empty: an unnamed one
    QByteArray data;
};

/// Reads a text/event-stream (WHATWG HTML, section 9.2) while it arrives. Knows no socket.
class EventReader {
public:
    /// The events that these bytes complete, oldest first. lastId() is that of the last of them.
    std::vector<ServerEvent> feed(QByteArrayView bytes);
    /// Forgets an unfinished event, as a connection's end does; the last id stays.
    void beginConnection();

    const QByteArray& lastId() const { return m_lastId; }
    /// Bytes of the event that has begun.
    qsizetype unfinished() const { return m_line.size() + m_data.size(); }
    /// How long to wait before coming back; nothing unless the server said so.
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }

private:
    void takeLine(QByteArrayView line, std::vector<ServerEvent>& events);
    void takeField(QByteArrayView name, QByteArrayView value);

    QByteArray m_line;
    QByteArray m_name;
    QByteArray m_data;
    QByteArray m_id;
    QByteArray m_lastId;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_hasData = false;
    bool m_afterReturn = false;
};

} // namespace stateroom
