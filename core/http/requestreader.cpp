// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestreader.h"

#include <algorithm>

namespace stateroom {

namespace {

// What a client merely announces is not reserved.
constexpr qint64 trustedLength = 256 * 1024;
constexpr qsizetype idleCapacity = 8 * 1024;
constexpr qsizetype longestNonsense = 32;

// Room for `more` bytes in a body that holds at most `most`: doubled as a QByteArray doubles
// itself, but never beyond what it can come to, which would cost as much again.
void makeRoomIn(QByteArray& body, qsizetype more, qsizetype most)
{
    const qsizetype wanted = body.size() + more;
    if (wanted > body.capacity())
        body.reserve(std::max(wanted, std::min(2 * wanted, most)));
}

// The usual ones without a copy of their own.
QByteArray methodName(QByteArrayView name)
{
    if (name == "GET")
        return QByteArrayLiteral("GET");
    if (name == "POST")
        return QByteArrayLiteral("POST");
    return name.toByteArray();
}

} // namespace

RequestReader::RequestReader(const HttpLimits& limits)
    : m_limits(limits)
    , m_head({limits.maxTarget, limits.maxHead, limits.maxFields})
{
    m_head.reset();
}

char* RequestReader::makeRoom(qsizetype size)
{
    if (m_used == m_input.size())
        m_input.resize(0);
    else if (m_used > 0)
        m_input.remove(0, m_used);
    m_used = 0;
    m_filled = m_input.size();
    m_input.resize(m_filled + size);
    return m_input.data() + m_filled;
}

void RequestReader::commit(qsizetype size)
{
    m_input.truncate(m_filled + size);
}

void RequestReader::discardInput()
{
    m_input = {};
    m_used = 0;
}

RequestReader::Outcome RequestReader::advance()
{
    switch (m_stage) {
    case Stage::Head:
        return readHead();
    case Stage::Body:
        return readBody();
    case Stage::Done:
        return Outcome::Complete;
    }
    Q_UNREACHABLE();
}

RequestReader::Outcome RequestReader::refuse(Refusal refusal)
{
    m_refusal = std::move(refusal);
    return Outcome::Refused;
}

void RequestReader::noteRequestLine()
{
    if (m_stage != Stage::Head || !m_head.hasRequestLine())
        return;
    m_method = m_head.method(unread()).toByteArray();
    m_request.target = m_head.target(unread()).toByteArray();
    parseTarget(m_request.target, m_target); // if malformed, then for the shape of the answer
}

RequestReader::Outcome RequestReader::readHead()
{
    const QByteArrayView input = unread();
    switch (m_head.look(input)) {
    case HeadParser::Outcome::Incomplete:
        return Outcome::Incomplete;
    case HeadParser::Outcome::Refused:
        noteRequestLine();
        if (m_method.isEmpty()) // no request line: what it begins with, for those who look at it
            m_method = input.first(std::min(input.size(), longestNonsense)).toByteArray();
        return refuse(m_head.refusal());
    case HeadParser::Outcome::Complete:
        break;
    }
    m_method = methodName(m_head.method(input));
    m_request.target = m_head.target(input).toByteArray();
    m_request.headers = m_head.takeHeaders(input);
    m_used += m_head.length();
    m_stage = Stage::Body;
    auto mistake = parseTarget(m_request.target, m_target);
    // Before that is told: the Host says whether it may be told whom it is told to.
    auto refusal = Framing::read(m_request.headers, m_head.minorVersion(), m_framing);
    if (mistake)
        return refuse({Refusal::Kind::BadRequest, std::move(*mistake)});
    if (refusal)
        return refuse(std::move(*refusal));
    if (m_framing.isChunked)
        m_chunks.reset(m_limits.maxBody);
    else if (m_framing.contentLength > 0)
        m_request.body.reserve(
            std::min({m_framing.contentLength, trustedLength, qint64(m_limits.maxBody)}));
    return Outcome::HeadComplete;
}

RequestReader::Outcome RequestReader::readBody()
{
    const QByteArrayView input = unread();
    QByteArray& body = m_request.body;
    if (m_framing.isChunked) {
        qsizetype taken = 0;
        makeRoomIn(body, std::min(input.size(), m_limits.maxBody - body.size()), m_limits.maxBody);
        const auto outcome = m_chunks.read(input, body, taken);
        m_used += taken;
        if (outcome == ChunkReader::Outcome::Refused)
            return refuse(m_chunks.refusal());
        if (outcome == ChunkReader::Outcome::Incomplete)
            return Outcome::Incomplete;
    } else {
        const qsizetype piece = std::min(input.size(), m_framing.contentLength - body.size());
        if (piece > 0) {
            makeRoomIn(body, piece, m_framing.contentLength);
            body.append(input.first(piece));
        }
        m_used += piece;
        if (body.size() < m_framing.contentLength)
            return Outcome::Incomplete;
    }
    m_stage = Stage::Done;
    return Outcome::Complete;
}

void RequestReader::takeRequest(Request& request)
{
    request.target = std::move(m_request.target);
    request.segments = std::move(m_target.segments);
    request.query = std::move(m_target.query);
    request.headers = std::move(m_request.headers);
    request.body = std::move(m_request.body);
}

void RequestReader::next()
{
    m_head.reset();
    m_framing = {};
    m_target.isAsterisk = false;
    m_target.authority = {};
    m_target.segments.clear();
    m_target.query = {};
    m_request.target = {};
    m_request.headers = {};
    m_request.body = {};
    m_method = {};
    m_stage = Stage::Head;
    if (!hasInput() && m_input.capacity() > idleCapacity)
        discardInput();
}

} // namespace stateroom
