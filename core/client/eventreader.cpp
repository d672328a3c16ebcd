// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/eventreader.h"

#include <utility>

namespace stateroom {

std::vector<ServerEvent> EventReader::feed(QByteArrayView bytes)
{
    std::vector<ServerEvent> events;
    qsizetype from = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (std::exchange(m_afterReturn, c == '\r') && c == '\n') {
            from = at + 1;
            continue;
        }
        if (c != '\n' && c != '\r')
            continue;
        m_line += bytes.sliced(from, at - from);
        takeLine(m_line, events);
        m_line.clear();
        from = at + 1;
    }
    m_line += bytes.sliced(from);
    return events;
}

void EventReader::beginConnection()
{
    m_line.clear();
    m_name.clear();
    m_data.clear();
    m_id = m_lastId;
    m_hasData = false;
    m_afterReturn = false;
}

void EventReader::takeLine(QByteArrayView line, std::vector<ServerEvent>& events)
{
    if (!line.isEmpty()) {
        const qsizetype colon = line.indexOf(':');
        if (colon == 0)
            return; // a comment
        QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
        if (value.startsWith(' '))
            value = value.sliced(1);
        takeField(colon < 0 ? line : line.first(colon), value);
        return;
    }
    m_lastId = m_id;
    if (m_hasData)
        events.push_back({m_name, m_data});
    m_name.clear();
    m_data.clear();
    m_hasData = false;
}

void EventReader::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_data += '\n';
        m_data += value;
    } else if (name == "event") {
        m_name = value.toByteArray();
    } else if (name == "id" && !value.contains('\0')) {
        m_id = value.toByteArray();
    } else if (name == "retry") {
        bool isNumber = false;
        const int milliseconds = value.toInt(&isNumber);
        if (isNumber && milliseconds >= 0)
            m_retry = std::chrono::milliseconds(milliseconds);
    }
}

} // namespace stateroom
