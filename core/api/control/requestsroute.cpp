// SPDX-License-Identifier: GPL-3.0-or-later
// The newest requests, as the window shows them.
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"

namespace stateroom::control {

namespace {

JsonObject requestObject(const RequestReportPtr& report)
{
    JsonObject object;
    object.add("number", report->number)
        .addText("at", report->at.toIso())
        .addText("requestId", report->requestId)
        .addText("method", report->method)
        .addText("path", report->target)
        .add("status", report->status);
    if (report->isOpen)
        object.addFlag("open", true);
    else
        object.add("milliseconds", report->took.count());
    object.add("bytesIn", report->bytesIn).add("bytesOut", report->bytesOut);
    if (!report->api.isEmpty())
        object.addText("api", report->api);
    if (!report->note.keyId.isEmpty())
        object.addText("keyId", report->note.keyId);
    if (!report->errorCode.isEmpty())
        object.addRaw(
            "error", JsonObject()
                         .addText("code", report->errorCode)
                         .addText("message", report->errorMessage)
                         .take());
    return object;
}

} // namespace

void addRequestsRoute(Routes& routes, const DeskPtr& desk)
{
    routes.add("listRequests", [desk](const Request& request, const Reply& reply) {
        Arguments query = Arguments::ofQuery(request);
        const qint64 since = query.number("since", 0).value_or(0);
        if (query.refusal())
            return reply.send(*query.refusal());
        const auto reports = desk->requests.behind(since);
        const qint64 next = reports.empty() ? since : reports.back()->number;
        const QByteArray list = arrayOf(
            reports, [](const RequestReportPtr& report) { return requestObject(report).take(); });
        reply.send(Response::json(
            200, JsonObject().addRaw("requests", list).add("nextSince", next).take()));
    });
}

} // namespace stateroom::control
