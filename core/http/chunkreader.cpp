// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/chunkreader.h"

#include <algorithm>

namespace stateroom {

namespace {

constexpr qsizetype maxBallast = 16 * 1024;
constexpr int maxDigits = 15;

bool isControl(char c)
{
    return (static_cast<uchar>(c) < 0x20 && c != '\t') || c == 0x7f;
}

} // namespace

void ChunkReader::reset(qsizetype maxBody)
{
    m_state = State::SizeStart;
    m_maxBody = maxBody;
    m_size = m_total = m_ballast = 0;
    m_digits = 0;
}

ChunkReader::Outcome ChunkReader::read(QByteArrayView input, QByteArray& body, qsizetype& taken)
{
    taken = 0;
    while (taken < input.size() && m_state != State::Done && m_state != State::Failed) {
        if (m_state == State::Data) {
            const qsizetype piece = std::min(m_size, input.size() - taken);
            body.append(input.sliced(taken, piece));
            taken += piece;
            m_size -= piece;
            if (m_size == 0)
                m_state = State::DataReturn;
        } else {
            m_state = step(input[taken++]);
        }
    }
    if (m_state == State::Failed)
        return Outcome::Refused;
    return m_state == State::Done ? Outcome::Complete : Outcome::Incomplete;
}

ChunkReader::State ChunkReader::fail(Refusal::Kind kind, QByteArray message)
{
    m_refusal = {kind, std::move(message)};
    return State::Failed;
}

ChunkReader::State ChunkReader::step(char c)
{
    const auto expect = [this, c](char wanted, State next) {
        return c == wanted ? next
                           : fail(Refusal::Kind::BadRequest, "The chunked body is malformed.");
    };
    switch (m_state) {
    case State::SizeStart:
        m_size = 0;
        m_digits = 0;
        return addDigit(c);
    case State::Size:
    case State::SizeBlank:
    case State::Extension:
        return afterSize(c);
    case State::SizeEnd:
        return c == '\n' ? sizeEnded() : expect('\n', State::Failed);
    case State::DataReturn:
        return expect('\r', State::DataEnd);
    case State::DataEnd:
        return expect('\n', State::SizeStart);
    case State::TrailerStart:
        if (c == '\r')
            return State::LastEnd;
        [[fallthrough]];
    case State::Trailer:
        return inTrailer(c);
    case State::TrailerEnd:
        return expect('\n', State::TrailerStart);
    case State::LastEnd:
        return expect('\n', State::Done);
    case State::Data:
    case State::Done:
    case State::Failed:
        break;
    }
    Q_UNREACHABLE();
}

ChunkReader::State ChunkReader::addDigit(char c)
{
    int value = 0;
    if (c >= '0' && c <= '9')
        value = c - '0';
    else if (c >= 'a' && c <= 'f')
        value = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
        value = c - 'A' + 10;
    else
        return fail(Refusal::Kind::BadRequest, "A chunk's size is not a hexadecimal number.");
    if (++m_digits > maxDigits)
        return fail(Refusal::Kind::BadRequest, "A chunk's size has too many digits.");
    m_size = m_size * 16 + value;
    return State::Size;
}

ChunkReader::State ChunkReader::afterSize(char c)
{
    if (c == '\r')
        return m_state == State::SizeBlank
                   ? fail(Refusal::Kind::BadRequest, "A chunk's size is malformed.")
                   : State::SizeEnd;
    if (m_state == State::Size && c != ';' && c != ' ' && c != '\t')
        return addDigit(c);
    if (++m_ballast > maxBallast)
        return fail(Refusal::Kind::BadRequest, "The chunk extensions are too long.");
    if (c == ';')
        return State::Extension;
    if (isControl(c) || (m_state == State::SizeBlank && c != ' ' && c != '\t'))
        return fail(Refusal::Kind::BadRequest, "A chunk's size is malformed.");
    return m_state == State::Extension ? State::Extension : State::SizeBlank;
}

ChunkReader::State ChunkReader::sizeEnded()
{
    if (m_size == 0)
        return State::TrailerStart;
    if (m_size > m_maxBody - m_total)
        return fail(Refusal::Kind::PayloadTooLarge, "The request's body is too large.");
    m_total += m_size;
    return State::Data;
}

ChunkReader::State ChunkReader::inTrailer(char c)
{
    if (c == '\r')
        return State::TrailerEnd;
    if (isControl(c))
        return fail(Refusal::Kind::BadRequest, "A trailer holds a control character.");
    if (++m_ballast > maxBallast)
        return fail(Refusal::Kind::BadRequest, "The trailers are too long.");
    return State::Trailer;
}

} // namespace stateroom
