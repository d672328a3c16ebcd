// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookwire/frame.h"

#include "core/hookwire/wirelimits.h"

#include <QtEndian>

namespace stateroom::hookwire {

namespace {

constexpr qsizetype lengthSize = sizeof(quint32);
constexpr qsizetype headSize = lengthSize + 1;
/// Script and options come in one frame.
constexpr qsizetype maxFrame = maxPayload + maxScriptBytes + 64 * 1024;
constexpr QByteArrayView kinds = "RVNGSDLOE";

QByteArray length(qsizetype size)
{
    QByteArray bytes(lengthSize, Qt::Uninitialized);
    qToLittleEndian(quint32(size), bytes.data());
    return bytes;
}

} // namespace

QByteArray encode(FrameKind kind, QByteArrayView payload)
{
    QByteArray frame = length(payload.size());
    frame.reserve(headSize + payload.size());
    return frame.append(char(kind)).append(payload);
}

QByteArray joinParts(const QByteArrayList& parts)
{
    QByteArray payload;
    for (const QByteArray& part : parts)
        payload += length(part.size()) + part;
    return payload;
}

std::optional<QByteArrayList> splitParts(QByteArrayView payload, qsizetype count)
{
    QByteArrayList parts;
    while (!payload.isEmpty() && parts.size() < count) {
        if (payload.size() < lengthSize)
            return std::nullopt;
        const auto size = qsizetype(qFromLittleEndian<quint32>(payload.data()));
        payload = payload.sliced(lengthSize);
        if (size > payload.size())
            return std::nullopt;
        parts << payload.first(size).toByteArray();
        payload = payload.sliced(size);
    }
    if (!payload.isEmpty() || parts.size() != count)
        return std::nullopt;
    return parts;
}

void FrameReader::append(QByteArrayView bytes)
{
    if (m_at > 0) {
        m_bytes.remove(0, m_at);
        m_at = 0;
    }
    m_bytes.append(bytes);
}

std::optional<Frame> FrameReader::next()
{
    const qsizetype there = m_bytes.size() - m_at;
    if (m_isBroken || there < headSize)
        return std::nullopt;
    const char* head = m_bytes.constData() + m_at;
    const auto size = qsizetype(qFromLittleEndian<quint32>(head));
    const char kind = head[lengthSize];
    m_isBroken = size > maxFrame || !kinds.contains(kind);
    if (m_isBroken || there < headSize + size)
        return std::nullopt;
    Frame frame{FrameKind(kind), m_bytes.sliced(m_at + headSize, size)};
    m_at += headSize + size;
    return frame;
}

} // namespace stateroom::hookwire
