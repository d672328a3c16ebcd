// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/owncall.h"

#include "core/client/httpcaller.h"
#include "core/service/curl.h"
#include "core/service/service.h"
#include "core/store/completion.h"

#include <QThreadPool>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds patience(10'000);

HttpCall httpCallOf(const OwnCall& call)
{
    HttpCall http;
    http.method = call.method;
    http.target = call.target;
    http.body = call.body;
    if (!call.body.isEmpty())
        http.contentType = "application/json";
    if (!call.token.isEmpty())
        http.fields.emplaceBack("Authorization", "Bearer " + call.token);
    http.isRepeatable = false;
    return http;
}

HttpCallerOptions callerOptions()
{
    HttpCallerOptions options;
    options.connectTimeout = patience;
    options.silence = patience;
    options.userAgent = "stateroom";
    return options;
}

Result<OwnAnswer> send(const ServerAddress& address, const OwnCall& call)
{
    Interruption never;
    HttpCaller caller(address, never, callerOptions());
    const HttpCall http = httpCallOf(call);
    auto answer = caller.call(http);
    if (!answer)
        return fail(ErrorCode::StorageFailed, answer.error().message);
    return OwnAnswer{
        caller.headOf(http), answer->head.status, answer->head.text, std::move(answer->body),
        answer->head.field("x-request-id")};
}

Result<ServerAddress> addressOf(const Service& service)
{
    if (!service.isServing())
        return fail(ErrorCode::Cancelled, u"The server does not listen."_s);
    auto address = ServerAddress::parse(service.url(), u"the server"_s);
    if (!address)
        return fail(ErrorCode::StorageFailed, address.error().message);
    return std::move(*address);
}

} // namespace

void callOwnServer(
    const Service& service, OwnCall call, QObject* context,
    std::function<void(Result<OwnAnswer>)> done)
{
    auto told = Completion<OwnAnswer>::posted(context, std::move(done));
    auto address = addressOf(service);
    if (!address)
        return told.complete(failureOf(address));
    QThreadPool::globalInstance()->start(
        [told, address = std::move(*address), call = std::move(call)]() mutable {
            told.complete(send(address, call));
        });
}

QByteArray requestHeadOf(const Service& service, const OwnCall& call)
{
    auto address = addressOf(service);
    if (!address)
        return {};
    Interruption never;
    return HttpCaller(std::move(*address), never, callerOptions()).headOf(httpCallOf(call));
}

QByteArray curlOf(const Service& service, const OwnCall& call)
{
    const HttpCall http = httpCallOf(call);
    RequestReport report;
    report.method = call.method;
    report.target = call.target;
    for (const auto& [name, value] : http.fields)
        report.requestHead.add(name, value);
    if (!http.contentType.isEmpty())
        report.requestHead.add("Content-Type", http.contentType);
    report.bytesIn = call.body.size();
    report.bodies = std::make_shared<RecordedBodies>(RecordedBodies{{call.body}, {}});
    return curlOf(report, service.url().toUtf8());
}

} // namespace stateroom
