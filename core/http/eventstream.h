// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/reply.h"

#include <optional>

namespace stateroom {

/// A text/event-stream (WHATWG HTML, section 9.2) on a Reply.
///
/// Sends `retry: 1000` and a comment at once, and a comment after every 15 s (so that a dead
/// connection is noticed and proxies keep it open). A reader that has fallen behind by more than
/// 4 MiB beyond the event being sent is cut off; it resumes by its last id.
/// A handle like Reply. Belongs to the thread of its Reply.
class EventStream {
public:
    struct Event {
        QByteArray data;              ///< one line, or more: each gets its own `data:`
        std::optional<QByteArray> id; ///< must not hold CR, LF or NUL
        QByteArray name;              ///< empty: an unnamed event, which onmessage sees
    };

    static constexpr qint64 maxBytesBehind = 4 * 1024 * 1024;

    /// Answers with the stream's head: 200, `Cache-Control: no-store`, and the given extra fields.
    static EventStream start(const Reply& reply, Headers extra = {});

    EventStream() = default;
    bool isOpen() const { return m_body.isOpen(); }
    /// False when the stream is closed, also because this event found the reader too far behind.
    bool send(const Event& event) const;
    void onClosed(std::function<void()> callback) const { m_body.onClosed(std::move(callback)); }
    /// For a sender of much at once, such as a snapshot: as BodyStream has them.
    qint64 bytesWaiting() const { return m_body.bytesWaiting(); }
    void onDrained(std::function<void()> callback) const { m_body.onDrained(std::move(callback)); }
    QObject* context() const { return m_body.context(); }
    void end() const { m_body.end(); }

private:
    BodyStream m_body;
};

} // namespace stateroom
