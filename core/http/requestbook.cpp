// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestbook.h"

#include "core/base/mailbox.h"
#include "core/http/keytexts.h"
#include "core/http/masking.h"
#include "core/http/requestlog.h"
#include "core/json/jsonview.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stateroom {

namespace {

constexpr qsizetype longestError = 4 * 1024; // an answer that is longer is not a refusal of ours
constexpr qsizetype usualSize = 1024;
constexpr qsizetype longestMethod = 7; // OPTIONS; what is longer is nonsense

/// The same bytes, not copied: holds as long as the view does.
QByteArray shared(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

/// The pieces of text of a place, one behind the other.
enum Piece { RequestId, MethodName, Target, Api, KeyId, RequestHead, AnswerHead, ErrorBody };
constexpr size_t pieceCount = size_t(ErrorBody) + 1;

Headers headersOf(const QByteArray& lines)
{
    Headers headers;
    for (qsizetype at = 0; at < lines.size();) {
        const qsizetype end = lines.indexOf("\r\n", at);
        const qsizetype colon = lines.indexOf(": ", at);
        headers.add(
            QByteArrayView(lines).sliced(at, colon - at),
            QByteArrayView(lines).sliced(colon + 2, end - colon - 2));
        at = end + 2;
    }
    return headers;
}

/// Finds `code` and `message`, as the APIs write them: at the top, in `error`, or in the first of
/// `errors`.
void readError(const QByteArray& body, RequestReport& report)
{
    const auto text = JsonText::parse(QByteArrayView(body));
    if (!text)
        return;
    const JsonView top(*text);
    std::optional<JsonView> error = top;
    if (const auto inner = top.member("error"); inner && inner->type() == JsonType::Object)
        error = inner;
    else if (const auto list = top.member("errors"); list && !top.member("code"))
        list->forEachElement([&error](const JsonView& first) {
            error = first;
            return false;
        });
    const auto textOf = [&error](QByteArrayView name) {
        const auto member = error->member(name);
        return (member ? member->toString() : std::nullopt).value_or(QString()).toUtf8();
    };
    report.errorCode = textOf(error->member("error_code") ? "error_code" : "code");
    report.errorMessage = maskKeyTexts(textOf("message"));
}

} // namespace

struct RequestBook::Place {
    Timestamp at;
    Milliseconds took{0};
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    int status = 0;
    bool isOpen = false;
    RequestNote::Credential credential = RequestNote::Credential::NotRead;
    std::optional<Refusal::Kind> refusal;
    std::array<qsizetype, pieceCount> ends{};
    QByteArray text; // never shared, so that its room stays
    std::shared_ptr<const RecordedBodies> bodies;

    void take(const FinishedRequest& request);
    std::shared_ptr<RequestReport> report(qint64 number) const;
};

void RequestBook::Place::take(const FinishedRequest& request)
{
    at = request.at;
    took = request.took;
    bytesIn = request.bytesIn;
    bytesOut = request.bytesOut;
    status = request.status;
    credential = request.note.credential;
    refusal = request.refusal;
    text.reserve(usualSize);
    text.resize(0);
    const auto append = [this](Piece piece, QByteArrayView bytes) {
        text.append(bytes);
        ends[piece] = text.size();
    };
    append(RequestId, request.requestId);
    append(MethodName, request.method);
    append(Target, request.target);
    append(Api, request.note.api.isEmpty() ? request.api : request.note.api);
    append(KeyId, request.note.keyId);
    appendMaskedHead(text, request.requestHead);
    ends[RequestHead] = text.size();
    append(
        AnswerHead,
        request.answerHead.first(std::min(request.answerHead.size(), RequestReport::maxHead)));
    append(
        ErrorBody, request.errorBody.size() > longestError ? QByteArrayView() : request.errorBody);
}

std::shared_ptr<RequestReport> RequestBook::Place::report(qint64 number) const
{
    const auto piece = [this](Piece which) {
        const qsizetype from = which == RequestId ? 0 : ends[size_t(which) - 1];
        return text.sliced(from, ends[which] - from);
    };
    auto report = std::make_shared<RequestReport>();
    report->number = number;
    report->at = at;
    report->requestId = piece(RequestId);
    report->method = printable(piece(MethodName));
    report->target = printable(piece(Target));
    report->status = status;
    report->took = took;
    report->bytesIn = bytesIn;
    report->bytesOut = bytesOut;
    report->isOpen = isOpen;
    report->api = piece(Api);
    report->note = {credential, piece(KeyId)};
    report->requestHead = headersOf(piece(RequestHead));
    report->answerHead = piece(AnswerHead);
    report->refusal = refusal;
    report->bodies = bodies;
    if (status >= 400)
        readError(piece(ErrorBody), *report);
    return report;
}

RequestBook::RequestBook()
    : m_places(std::make_unique<Place[]>(size_t(capacity)))
{
}
RequestBook::~RequestBook() = default;

RequestBook::Place& RequestBook::place(qint64 number) const
{
    return m_places[size_t(number % capacity)];
}

bool RequestBook::holds(qint64 number) const
{
    return number > std::max(m_cleared, m_last - capacity) && number <= m_last;
}

void RequestBook::add(const FinishedRequest& request)
{
    keep(request, false);
}

qint64 RequestBook::open(const FinishedRequest& request)
{
    return keep(request, true);
}

qint64 RequestBook::keep(const FinishedRequest& request, bool isOpen)
{
    FinishedRequest masked = request;
    masked.target = maskSecrets(request.target);
    QByteArray method;
    if (request.method.size() > longestMethod) {
        method = maskMethod(request.method);
        masked.method = method;
    }
    // Where the client's own id is a secret, the answer repeats it.
    const QByteArray id = maskKeyTexts(shared(request.requestId));
    QByteArray answerHead;
    if (id.size() != request.requestId.size()) {
        answerHead = maskKeyTexts(shared(request.answerHead));
        masked.requestId = id;
        masked.answerHead = answerHead;
    }
    std::vector<Call> listeners;
    qint64 number = 0;
    {
        const Lock lock(m_mutex);
        number = ++m_last;
        Place& next = place(number);
        next.take(masked);
        next.isOpen = isOpen;
        masked.bodies.swap(next.bodies); // the former ones go after the lock
        listeners.swap(m_listeners);
    }
    for (const Call& tell : listeners)
        tell();
    return number;
}

void RequestBook::close(qint64 number, const StreamEnd& end)
{
    std::vector<Call> listeners;
    {
        const Lock lock(m_mutex);
        if (!holds(number))
            return;
        Place& one = place(number);
        one.isOpen = false;
        one.took = end.took;
        one.bytesOut = end.bytesOut;
        one.bodies = end.bodies;
        ++m_closed;
        listeners.swap(m_listeners);
    }
    for (const Call& tell : listeners)
        tell();
}

std::vector<RequestReportPtr> RequestBook::behind(qint64 number) const
{
    std::vector<RequestReportPtr> found;
    const Lock lock(m_mutex);
    const qint64 from = std::max({number, m_cleared, m_last - capacity});
    for (qint64 at = from + 1; at <= m_last; ++at)
        found.push_back(place(at).report(at));
    return found;
}

RequestReportPtr RequestBook::at(qint64 number) const
{
    const Lock lock(m_mutex);
    return holds(number) ? place(number).report(number) : nullptr;
}

qint64 RequestBook::changes() const
{
    const Lock lock(m_mutex);
    return m_last + m_closed;
}

qint64 RequestBook::last() const
{
    const Lock lock(m_mutex);
    return m_last;
}

RequestReportPtr RequestBook::find(QByteArrayView requestId) const
{
    const QByteArray id = maskKeyTexts(shared(requestId)); // as add() keeps it
    const Lock lock(m_mutex);
    for (qint64 at = m_last; at > std::max(m_cleared, m_last - capacity); --at) {
        const Place& one = place(at);
        if (QByteArrayView(one.text).first(one.ends[RequestId]) == id)
            return one.report(at);
    }
    return nullptr;
}

void RequestBook::clear()
{
    const Lock lock(m_mutex);
    for (qint64 at = m_cleared + 1; at <= m_last && at <= m_cleared + capacity; ++at) {
        place(at).text.fill('\0');
        place(at).bodies = nullptr;
    }
    m_cleared = m_last;
}

void RequestBook::tellBehind(qint64 changes, QObject* context, std::function<void()> tell)
{
    Call post = [mailbox = Mailbox::ofThisThread(), context = QPointer<QObject>(context),
                 tell = std::move(tell)] { mailbox->post(context, tell); };
    {
        const Lock lock(m_mutex);
        if (m_last + m_closed <= changes) {
            m_listeners.push_back(std::move(post));
            return;
        }
    }
    post();
}

} // namespace stateroom
