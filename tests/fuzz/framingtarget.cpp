// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestreader.h"
#include "tests/fuzz/fuzztarget.h"

#include <cstring>
#include <random>

namespace stateroom::fuzz {

namespace {

/// So small that short inputs reach every limit.
HttpLimits smallLimits()
{
    HttpLimits limits;
    limits.maxTarget = 200;
    limits.maxHead = 600;
    limits.maxFields = 12;
    limits.maxBody = 300;
    return limits;
}

void describe(const Request& request, QByteArrayView method, QByteArray& out)
{
    out += "request " + method.toByteArray() + ' ' + request.target + '\n';
    for (const QByteArray& segment : request.segments)
        out += "segment " + segment.toPercentEncoding() + '\n';
    for (const auto& [name, value] : request.query.all())
        out += "query " + name.toPercentEncoding() + '=' + value.toPercentEncoding() + '\n';
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        const auto field = request.headers.at(i);
        out += "field " + field.name.toByteArray().toPercentEncoding() + ": " +
               field.value.toByteArray().toPercentEncoding() + '\n';
    }
    out += "body " + request.body.toPercentEncoding() + '\n';
}

/// What a connection makes of the bytes that it is given piece by piece.
class Connection {
public:
    /// False when the connection is over.
    bool give(QByteArrayView piece)
    {
        char* room = m_reader.makeRoom(piece.size());
        if (!piece.isEmpty())
            std::memcpy(room, piece.data(), size_t(piece.size()));
        m_reader.commit(piece.size());
        while (m_open) {
            switch (m_reader.advance()) {
            case RequestReader::Outcome::Incomplete:
                return true;
            case RequestReader::Outcome::HeadComplete:
                noteHead();
                break;
            case RequestReader::Outcome::Complete:
                m_reader.takeRequest(m_request);
                describe(m_request, m_method, m_story);
                m_reader.next();
                break;
            case RequestReader::Outcome::Refused:
                m_story += "refused " + QByteArray::number(statusOf(m_reader.refusal().kind));
                m_open = false;
                break;
            }
        }
        return false;
    }
    QByteArray story() const
    {
        // A body that has come in part is part of the story.
        return m_open ? m_story + "waits with " + QByteArray::number(m_reader.bodySize()) : m_story;
    }
    bool isTooLarge() const { return m_reader.bodySize() > m_limits.maxBody && m_chunked; }

private:
    void noteHead()
    {
        m_method = m_reader.method();
        m_chunked = m_reader.framing().isChunked;
        m_story += "head " + m_method + (m_chunked ? " chunked " : " plain ") +
                   QByteArray::number(m_reader.framing().contentLength) +
                   (m_reader.framing().keepAlive ? " stays" : " closes") + '\n';
    }

    const HttpLimits m_limits = smallLimits();
    RequestReader m_reader{m_limits};
    Request m_request;
    QByteArray m_method;
    QByteArray m_story;
    bool m_open = true;
    bool m_chunked = false;
};

} // namespace

Finding runFraming(QByteArrayView input)
{
    if (input.isEmpty())
        return std::nullopt;
    const auto seed = uchar(input.front());
    const QByteArrayView bytes = input.sliced(1);
    Connection whole;
    whole.give(bytes);
    if (whole.isTooLarge())
        return "a chunked body beyond the limit";
    std::minstd_rand random(seed + 1U);
    for (const qsizetype longest : {qsizetype(1), qsizetype(7), qsizetype(90)}) {
        Connection pieces;
        for (QByteArrayView rest = bytes; !rest.isEmpty();) {
            const qsizetype length =
                std::min(rest.size(), qsizetype(1 + random() % quint64(longest)));
            if (!pieces.give(rest.first(length)))
                break;
            rest = rest.sliced(length);
        }
        if (pieces.story() != whole.story())
            return "in pieces of up to " + QByteArray::number(longest) + ":\n" + pieces.story() +
                   "\nas a whole:\n" + whole.story();
    }
    return std::nullopt;
}

} // namespace stateroom::fuzz
