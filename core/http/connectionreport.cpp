// SPDX-License-Identifier: GPL-3.0-or-later
// What a Connection tells about its exchanges.
#include "core/http/connection.h"
#include "core/http/keytexts.h"
#include "core/http/masking.h"
#include "core/http/requestlog.h"
#include "core/http/worker.h"

namespace stateroom {

void Connection::note(const RequestNote& note)
{
    const QByteArray api = note.api.isEmpty() ? m_note.api : note.api;
    if (note.credential != RequestNote::Credential::NotRead)
        m_note = note;
    m_note.api = api;
}

void Connection::answerRefusal(const Refusal& refusal)
{
    m_refusal = refusal.kind;
    answer(m_admission.render({refusal.kind, refusal.message, &m_request}));
}

// Of a stream: kept as it comes, masked when it has ended.
void Connection::recordPiece(QByteArrayView piece)
{
    RecordedBody& body = m_bodies->answer;
    const qsizetype room = std::min(RecordedBody::maxBytes - body.bytes.size(), piece.size());
    body.bytes.append(piece.first(room));
    body.isCut = body.isCut || piece.size() > room;
}

FinishedRequest Connection::finished(int status)
{
    return {
        .at = m_startedAt,
        .took = m_worker.clock().steady() - m_since,
        .status = status,
        .bytesIn = m_bodyIn,
        .bytesOut = m_bodyOut,
        .requestId = m_request.requestId,
        .method = m_reader.method(),
        .target = m_request.target,
        .api = m_admission.match ? QByteArrayView(m_admission.match->api) : QByteArrayView(),
        .note = m_note,
        .requestHead = m_request.headers,
        .answerHead = m_answerHead,
        .refusal = m_refusal,
        .errorBody = m_errorBody};
}

void Connection::reportOpen()
{
    if (RequestBook* book = m_worker.share().options.requests)
        m_openNumber = book->open(finished(m_status));
}

void Connection::report()
{
    const int status = std::exchange(m_status, 0);
    const HttpServerOptions& options = m_worker.share().options;
    if (m_bodies && !m_streamHead.isEmpty()) {
        const RecordedBody kept = std::move(m_bodies->answer);
        m_bodies->answer = maskBody(kept.bytes, kept.isCut);
    }
    if (options.report)
        reportTo(options.report, status);
    if (const qint64 number = std::exchange(m_openNumber, 0)) {
        options.requests->close(
            number,
            {m_worker.clock().steady() - m_since, m_bodyOut, std::exchange(m_bodies, nullptr)});
    } else if (options.requests) {
        FinishedRequest request = finished(status);
        request.bodies = std::exchange(m_bodies, nullptr);
        options.requests->add(request);
    }
    if (!m_isHandling) // else the handler may still look at them
        m_request.headers = {};
    m_answerHead = {};
    m_streamHead = {};
    m_errorBody = {};
}

void Connection::reportTo(const std::function<void(const RequestReport&)>& tell, int status) const
{
    RequestReport line;
    line.at = m_startedAt;
    line.requestId = maskKeyTexts(m_request.requestId);
    line.method = printable(maskMethod(m_reader.method()));
    line.target = printable(maskSecrets(m_request.target));
    line.status = status;
    line.took = m_worker.clock().steady() - m_since;
    line.bytesIn = m_bodyIn;
    line.bytesOut = m_bodyOut;
    line.peer = m_request.peer;
    tell(line);
}

} // namespace stateroom
