// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/admission.h"

namespace stateroom {

namespace {

constexpr QByteArrayView allMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
constexpr QByteArrayView requestHeaders =
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-API-Version, "
    "X-Request-Id, Last-Event-ID";

bool isHostOurs(const RequestReader& reader, const OriginPolicy& policy)
{
    const QByteArrayView authority = reader.target().authority;
    if (!authority.isEmpty() && !policy.isHostAllowed(authority))
        return false;
    // No browser speaks HTTP/1.0, so a missing Host there is no rebinding.
    const bool isMissing = reader.minorVersion() == 0 && !reader.headers().contains("Host");
    return isMissing || policy.isHostAllowed(reader.framing().host);
}

bool isNavigation(const Headers& headers, const Admission& admission)
{
    const auto says = [&headers](QByteArrayView name, QByteArrayView value) {
        const auto said = headers.first(name);
        return said && equalsIgnoringCase(*said, value);
    };
    // Only where the person sees whose page it is: in a frame another site could cover it.
    return admission.match && admission.match->crossSite == CrossSite::AllowNavigation &&
           (admission.method == Method::Get || admission.method == Method::Head) &&
           says("Sec-Fetch-Mode", "navigate") && says("Sec-Fetch-Dest", "document");
}

std::optional<Refusal>
judgeCaller(const RequestReader& reader, const OriginPolicy& policy, Admission& admission)
{
    if (!isHostOurs(reader, policy))
        return Refusal{
            Refusal::Kind::Misdirected,
            "This Host is not served here. Allow it with --allow-host if it is yours."};
    const Headers& headers = reader.headers();
    const auto origin = headers.first("Origin");
    if (origin) {
        if (headers.count("Origin") > 1 || !policy.isOriginAllowed(*origin))
            return Refusal{
                Refusal::Kind::Forbidden, "Pages of this Origin may not call here. Allow it with "
                                          "--allow-origin if it is yours."};
        admission.origin = origin->toByteArray();
        return std::nullopt;
    }
    const auto site = headers.first("Sec-Fetch-Site");
    if (site && equalsIgnoringCase(*site, "cross-site") && !isNavigation(headers, admission))
        return Refusal{Refusal::Kind::Forbidden, "Pages of other sites may not call here."};
    return std::nullopt;
}

Response answerOptions(const Headers& headers, QByteArrayView allow, bool isFromPage)
{
    Response response = Response::empty(204);
    if (!isFromPage || !headers.contains("Access-Control-Request-Method"))
        return std::move(response).with("Allow", allow);
    response.with("Access-Control-Allow-Methods", allow);
    response.with("Access-Control-Allow-Headers", requestHeaders);
    response.with("Access-Control-Max-Age", "600");
    response.with("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
    const auto privateNetwork = headers.first("Access-Control-Request-Private-Network");
    if (privateNetwork && equalsIgnoringCase(*privateNetwork, "true"))
        response.with("Access-Control-Allow-Private-Network", "true");
    return response;
}

void judgeRoute(const RequestReader& reader, const HttpLimits& limits, Admission& admission)
{
    const auto refuse = [&admission](Refusal::Kind kind, QByteArray message) {
        admission.refusal = Refusal{kind, std::move(message)};
    };
    const bool isOptions = admission.method == Method::Options;
    if (reader.target().isAsterisk) {
        if (isOptions)
            admission.answer =
                answerOptions(reader.headers(), allMethods, !admission.origin.isEmpty());
        else
            refuse(Refusal::Kind::BadRequest, "The target * belongs to OPTIONS.");
    } else if (!admission.match || !admission.match->isPath) {
        refuse(
            Refusal::Kind::NotFound,
            "There is nothing at this path. GET /docs shows what there is.");
    } else if (!admission.match->handler && isOptions) {
        admission.answer =
            answerOptions(reader.headers(), admission.match->allow, !admission.origin.isEmpty());
    } else if (!admission.match->handler) {
        refuse(
            Refusal::Kind::MethodNotAllowed,
            "This path does not know this method; it knows " + admission.match->allow + '.');
    }
    if (!admission.refusal && reader.framing().contentLength > limits.maxBody)
        refuse(
            Refusal::Kind::PayloadTooLarge, "The request's body is too large: at most " +
                                                QByteArray::number(limits.maxBody) +
                                                " bytes are taken.");
}

} // namespace

Admission Admission::judge(
    const RequestReader& reader, const Router& router, const OriginPolicy& policy,
    const HttpLimits& limits)
{
    Admission admission;
    admission.method = methodFromName(reader.method());
    if (!reader.target().isAsterisk)
        admission.match = router.find(admission.method, reader.target().segments);
    admission.refusal = judgeCaller(reader, policy, admission);
    admission.isCallerOurs = !admission.refusal;
    if (admission.isCallerOurs)
        judgeRoute(reader, limits, admission);
    return admission;
}

Admission
Admission::ofRefused(const RequestReader& reader, const Router& router, const OriginPolicy& policy)
{
    Admission admission;
    admission.method = methodFromName(reader.method());
    if (!reader.target().segments.empty())
        admission.match = router.find(admission.method, reader.target().segments);
    const auto origin = reader.headers().first("Origin");
    if (origin && policy.isOriginAllowed(*origin))
        admission.origin = origin->toByteArray();
    admission.isCallerOurs = reader.isHeadComplete() && !judgeCaller(reader, policy, admission);
    return admission;
}

Response Admission::render(const Refusal& why) const
{
    Request nameless;
    Refusal told = why;
    if (why.request && !isCallerOurs) {
        nameless = *why.request;
        nameless.headers.remove("Authorization");
        nameless.headers.remove("Host");
        told.request = &nameless;
    }
    Response response = match ? (*match->refuse)(told) : renderControlRefusal(told);
    if (why.kind == Refusal::Kind::MethodNotAllowed && match)
        response.with("Allow", match->allow);
    return response;
}

} // namespace stateroom
