// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/eventstream.h"

#include "core/http/connection.h"
#include "core/http/replystate.h"

#include <algorithm>

namespace stateroom {

namespace {

bool isOneLine(QByteArrayView text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void appendLine(QByteArray& out, QByteArrayView field, QByteArrayView value)
{
    out.append(field);
    out.append(value);
    out.append('\n');
}

// A line end of any kind within data begins a new `data:`, or the reader would see another field.
void appendData(QByteArray& out, QByteArrayView data)
{
    for (;;) {
        const auto end =
            std::find_if(data.begin(), data.end(), [](char c) { return c == '\r' || c == '\n'; });
        appendLine(out, "data: ", data.first(end - data.begin()));
        if (end == data.end())
            return;
        const bool isPair = *end == '\r' && end + 1 != data.end() && *(end + 1) == '\n';
        data = data.sliced(end - data.begin() + (isPair ? 2 : 1));
    }
}

} // namespace

EventStream EventStream::start(const Reply& reply, Headers extra)
{
    EventStream stream;
    if (!reply.isPending())
        return stream;
    extra.set("Content-Type", "text/event-stream");
    extra.set("Cache-Control", "no-store");
    stream.m_body.m_state =
        std::exchange(reply.m_state->connection, nullptr)
            ->startStream({200, std::move(extra), {}}, Connection::StreamKind::Events);
    stream.m_body.write("retry: 1000\n:\n\n");
    return stream;
}

bool EventStream::send(const Event& event) const
{
    if (!isOpen())
        return false;
    if (m_body.bytesWaiting() > maxBytesBehind) {
        m_body.abort();
        return false;
    }
    QByteArray text;
    text.reserve(event.data.size() + event.name.size() + 48);
    Q_ASSERT(isOneLine(event.name) && (!event.id || isOneLine(*event.id)));
    if (event.id && isOneLine(*event.id))
        appendLine(text, "id: ", *event.id);
    if (!event.name.isEmpty() && isOneLine(event.name))
        appendLine(text, "event: ", event.name);
    appendData(text, event.data);
    text.append('\n');
    return m_body.write(text);
}

} // namespace stateroom
