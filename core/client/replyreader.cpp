// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/replyreader.h"

#include <algorithm>
#include <limits>

namespace stateroom {

namespace {

constexpr qsizetype maxHead = 64 * 1024;

} // namespace

QByteArray ReplyHead::field(QByteArrayView name) const
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [name](const auto& field) { return field.first == name; });
    return found == fields.end() ? QByteArray() : found->second;
}

void ReplyReader::begin()
{
    m_head = {};
    m_body.clear();
    m_state = State::Head;
    m_framing = Framing::None;
    m_interim = 0;
    m_mayContinue = false;
    m_hasBegun = false;
    run();
}

void ReplyReader::feed(QByteArrayView bytes)
{
    m_input.append(bytes);
    run();
}

void ReplyReader::ended()
{
    if (m_state == State::Body && m_framing == Framing::UntilEnd)
        m_state = State::Complete;
    else if (m_state == State::Head || m_state == State::Body)
        m_state = State::CutOff;
}

bool ReplyReader::isReusable() const
{
    return m_state == State::Complete && m_framing != Framing::UntilEnd && m_input.isEmpty() &&
           m_head.field("connection").toLower() != "close";
}

void ReplyReader::run()
{
    m_hasBegun = m_hasBegun || !m_input.isEmpty();
    while (m_state == State::Head && readHead()) {
    }
    if (m_state == State::Body)
        readBody();
}

/// Whether a head was taken from the input.
bool ReplyReader::readHead()
{
    const qsizetype end = m_input.indexOf("\r\n\r\n", m_searched);
    m_searched = 0;
    if (end < 0) {
        m_searched = std::max(m_input.size() - 3, qsizetype(0));
        if (m_input.size() > maxHead)
            m_state = State::Malformed;
        return false;
    }
    m_head = {};
    if (!parseHead(QByteArrayView(m_input).first(end + 2))) {
        m_state = State::Malformed;
        return false;
    }
    m_input.remove(0, end + 4);
    if (m_head.status < 200) {
        m_mayContinue = m_mayContinue || m_head.status == 100;
        m_interim += end + 4;
        if (m_interim > maxHead)
            m_state = State::Malformed;
        return true;
    }
    chooseFraming();
    return true;
}

/// `head` with the line end of its last line.
bool ReplyReader::parseHead(QByteArrayView head)
{
    const qsizetype lineEnd = head.indexOf("\r\n");
    const QByteArrayView line = head.first(lineEnd);
    if (!line.startsWith("HTTP/1.") || line.size() < 12 || line[8] != ' ')
        return false;
    bool isNumber = false;
    m_head.text = head.toByteArray();
    m_head.status = line.sliced(9, 3).toInt(&isNumber);
    if (!isNumber || m_head.status < 100)
        return false;
    for (qsizetype at = lineEnd + 2; at < head.size();) {
        const qsizetype end = head.indexOf("\r\n", at);
        const QByteArrayView field = head.sliced(at, end - at);
        const qsizetype colon = field.indexOf(':');
        if (colon <= 0)
            return false;
        m_head.fields.emplaceBack(
            field.first(colon).toByteArray().toLower(),
            field.sliced(colon + 1).trimmed().toByteArray());
        at = end + 2;
    }
    return true;
}

void ReplyReader::chooseFraming()
{
    m_state = State::Body;
    if (m_head.status == 204 || m_head.status == 304) {
        m_framing = Framing::None;
        m_state = State::Complete;
        return;
    }
    if (const QByteArray coding = m_head.field("transfer-encoding"); !coding.isNull()) {
        m_framing = Framing::Chunks;
        m_chunks.reset(std::numeric_limits<qsizetype>::max() / 2);
        if (coding.toLower() != "chunked")
            m_state = State::Malformed;
        return;
    }
    const QByteArray length = m_head.field("content-length");
    if (length.isNull()) {
        m_framing = Framing::UntilEnd;
        return;
    }
    bool isNumber = false;
    m_left = length.toLongLong(&isNumber);
    m_framing = Framing::Length;
    if (!isNumber || m_left < 0)
        m_state = State::Malformed;
}

void ReplyReader::readBody()
{
    switch (m_framing) {
    case Framing::None:
        break;
    case Framing::UntilEnd:
        m_body += std::exchange(m_input, {});
        break;
    case Framing::Length: {
        const qsizetype size = qsizetype(std::min<qint64>(m_left, m_input.size()));
        m_body += QByteArrayView(m_input).first(size);
        m_input.remove(0, size);
        m_left -= size;
        if (m_left == 0)
            m_state = State::Complete;
        break;
    }
    case Framing::Chunks: {
        qsizetype taken = 0;
        const auto outcome = m_chunks.read(m_input, m_body, taken);
        m_input.remove(0, taken);
        if (outcome == ChunkReader::Outcome::Complete)
            m_state = State::Complete;
        else if (outcome == ChunkReader::Outcome::Refused)
            m_state = State::Malformed;
        break;
    }
    }
}

} // namespace stateroom
