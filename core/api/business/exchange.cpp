// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/exchange.h"

#include <algorithm>

namespace stateroom::business {

namespace {

constexpr QByteArrayView servedVersions[] = {"2024-01-01", "v1"};

/// The URL of where is listened; empty while that is not known.
QByteArray ownBase(const ServedAt& servedAt)
{
    const quint16 port = servedAt.httpPort;
    return port == 0 ? QByteArray() : "http://" + servedAt.host + ':' + QByteArray::number(port);
}

/// The URL that the Host names, if it can stand in JSON, else our own.
QByteArray baseOf(const Headers& headers, const ServedAt& servedAt)
{
    const auto host = headers.first("Host");
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':' || c == '[' || c == ']' || c == '_';
    };
    if (!host || host->isEmpty() || headers.count("Host") > 1 ||
        !std::all_of(host->begin(), host->end(), isPlain))
        return ownBase(servedAt);
    const quint16 httpsPort = servedAt.httpsPort;
    const bool isHttps = httpsPort != 0 && host->endsWith(':' + QByteArray::number(httpsPort));
    return (isHttps ? "https://" : "http://") + host->toByteArray();
}

/// RFC 3339 of a moment; each thread keeps the text of the newest second.
QByteArray isoOf(Timestamp at)
{
    struct Second {
        qint64 number = -1;
        QByteArray text;
    };
    thread_local Second last;
    const qint64 second = at.value() / 1000;
    if (std::exchange(last.number, second) != second)
        last.text = Timestamp(second * 1000).toIso();
    QByteArray text = last.text; // …:30.000Z
    const qint64 ms = at.value() % 1000;
    char* const digits = text.data() + text.size() - 4;
    digits[0] = char('0' + ms / 100);
    digits[1] = char('0' + ms / 10 % 10);
    digits[2] = char('0' + ms % 10);
    return text;
}

} // namespace

QByteArray documentationUrl(FailureCode code, QByteArrayView base)
{
    return base.toByteArray() + "/docs/errors/" + nameOf(code).toByteArray();
}

Exchange::Exchange(const Request& request, const Clock& clock, const ServedAt& servedAt)
    : m_clock(&clock)
    , m_begunAt(clock.steady())
    , m_requestId(request.requestId)
    , m_base(baseOf(request.headers, servedAt))
{
}

void Exchange::forgetHost(const ServedAt& servedAt)
{
    m_base = ownBase(servedAt);
}

std::optional<Problem> Exchange::takeVersion(const Headers& headers)
{
    const auto wanted = headers.first("X-API-Version");
    if (!wanted)
        return std::nullopt;
    const bool isServed =
        headers.count("X-API-Version") == 1 &&
        std::find(std::begin(servedVersions), std::end(servedVersions), *wanted) !=
            std::end(servedVersions);
    if (!isServed) {
        Problem problem = Problem::invalid(
            "This version of the API is not served here.",
            "Send X-API-Version: 2024-01-01, or v1, or leave it out.");
        problem.details.addText("header", "X-API-Version");
        return problem;
    }
    m_version = wanted->toByteArray();
    return std::nullopt;
}

QByteArray Exchange::envelope(QByteArrayView data, QByteArrayView page) const
{
    QByteArray body;
    body.reserve(data.size() + 2 * page.size() + m_requestId.size() + 160);
    body.append(beforeData).append(data);
    if (!page.isEmpty())
        body.append(',').append(page);
    // A request id is plain: [A-Za-z0-9._-].
    body.append(R"(,"meta":{"request_id":")").append(m_requestId);
    body.append(R"(","timestamp":")").append(isoOf(m_clock->now()));
    body.append(R"(","version":"v1","execution_time_ms":)");
    body.append(QByteArray::number((m_clock->steady() - m_begunAt).count()));
    if (!page.isEmpty())
        body.append(',').append(page);
    return body.append("}}");
}

Response Exchange::finish(Response response) const
{
    if (!m_version.isEmpty())
        response.headers.set("X-API-Version", m_version);
    if (m_standing) {
        response.headers.add("X-RateLimit-Limit", QByteArray::number(m_standing->limit));
        response.headers.add("X-RateLimit-Remaining", QByteArray::number(m_standing->remaining));
        response.headers.add("X-RateLimit-Reset", QByteArray::number(m_standing->reset));
    }
    return response;
}

Response Exchange::failure(Problem problem) const
{
    JsonObject error;
    error.addText("code", nameOf(problem.code)).addText("message", problem.message);
    if (problem.retryAfter > 0)
        error.add("retry_after", problem.retryAfter);
    error.addRaw("details", problem.details.addText("suggestion", problem.suggestion).take());
    JsonObject meta;
    meta.addText("request_id", m_requestId)
        .addText("timestamp", isoOf(m_clock->now()))
        .addText("documentation_url", documentationUrl(problem.code, m_base));
    Response response = Response::json(
        problem.status, JsonObject()
                            .addFlag("success", false)
                            .addRaw("error", error.take())
                            .addRaw("meta", meta.take())
                            .take());
    if (problem.code == FailureCode::InvalidApiKey)
        response.headers.set("WWW-Authenticate", "Bearer");
    if (problem.retryAfter > 0)
        response.headers.set("Retry-After", QByteArray::number(problem.retryAfter));
    return finish(std::move(response));
}

} // namespace stateroom::business
