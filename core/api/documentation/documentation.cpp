// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/documentation/documentation.h"

#include "core/api/documentation/openapi.h"
#include "core/api/documentation/pages.h"

#include <QCryptographicHash>

namespace stateroom::documentation {

namespace {

constexpr QByteArrayView html = "text/html; charset=utf-8";

/// Nothing from elsewhere, nothing inline, in nobody's frame, and no text that becomes markup.
constexpr QByteArrayView contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

Response withCaching(Response response, QByteArrayView tag)
{
    // Kept, but asked for each time: the next start may be another version.
    return std::move(response).with("ETag", tag).with("Cache-Control", "no-cache");
}

} // namespace

Documentation::Documentation(std::vector<const RouteTable*> tables)
    : m_tables(std::move(tables))
{
}

void Documentation::keep(const QByteArray& path, QByteArrayView type, QByteArray body) const
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    m_pages[path] = {
        type.toByteArray(), std::move(body),
        '"' + hash.first(12).toBase64(QByteArray::Base64UrlEncoding) + '"'};
}

void Documentation::make() const
{
    keep("/openapi.json", "application/json", openApiDocument(m_tables));
    keep("/docs", html, pageFile("docs.html"));
    keep("/docs/docs.css", "text/css; charset=utf-8", pageFile("docs.css"));
    keep("/docs/docs.js", "text/javascript; charset=utf-8", pageFile("docs.js"));
    keep("/docs/errors", html, errorListPage());
    for (const ErrorEntry& entry : errorCatalogue())
        keep("/docs/errors/" + entry.code, html, errorPage(entry));
}

void Documentation::answer(const QByteArray& path, const Request& request, const Reply& reply) const
{
    std::call_once(m_once, [this] { make(); });
    const auto found = m_pages.find(path);
    if (found == m_pages.end())
        return reply.send(
            renderControlRefusal({Refusal::Kind::NotFound, "No API answers this code."}));
    const Page& page = found->second;
    if (request.headers.hasToken("If-None-Match", page.tag))
        return reply.send(withCaching(Response::empty(304), page.tag));
    Response response = Response::text(200, page.body);
    response.headers.set("Content-Type", page.type);
    response.headers.set("Content-Security-Policy", contentSecurityPolicy);
    response.headers.set("X-Frame-Options", "DENY");
    response.headers.set("Referrer-Policy", "no-referrer");
    reply.send(withCaching(std::move(response), page.tag));
}

void Documentation::addRoutes(Router& router, const RouteTable& server) const
{
    DescribedRoutes routes(router, server, renderControlRefusal);
    const auto add = [&](QByteArrayView id, const QByteArray& path, CrossSite crossSite) {
        routes.add(
            id,
            [this, path](const Request& request, const Reply& reply) {
                answer(path, request, reply);
            },
            crossSite);
    };
    add("getOpenApi", "/openapi.json", CrossSite::Refuse);
    add("getDocsStyle", "/docs/docs.css", CrossSite::Refuse);
    add("getDocsScript", "/docs/docs.js", CrossSite::Refuse);
    // Pages for people: others may link to them.
    add("getDocs", "/docs", CrossSite::AllowNavigation);
    add("listErrors", "/docs/errors", CrossSite::AllowNavigation);
    routes.add(
        "getError",
        [this](const Request& request, const Reply& reply) {
            answer("/docs/errors/" + request.parameters.front().toUpper(), request, reply);
        },
        CrossSite::AllowNavigation);
}

} // namespace stateroom::documentation
