// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says of itself: each route has its operation and the reverse, and pages that load
// nothing from elsewhere.
#include "core/api/documentation/errorcatalogue.h"
#include "core/api/keyrights.h"
#include "core/json/jsonview.h"
#include "tests/support/testservice.h"

#include <QRegularExpression>
#include <QTest>

using namespace stateroom;
using test::TestService;
using namespace Qt::StringLiterals;

namespace {

QByteArray textOf(const JsonView& view)
{
    return view.toString().value_or(QString()).toUtf8();
}

/// `GET /v1/state/{}`: what a parameter is called is no part of a route.
QByteArray plain(const QByteArray& method, const QByteArray& path)
{
    static const QRegularExpression parameter(QStringLiteral("\\{[^}]*\\}"));
    return method + ' ' + QString::fromUtf8(path).replace(parameter, u"{}"_s).toUtf8();
}

QByteArrayList registered(const Service& service)
{
    QByteArrayList all;
    for (const Router::Route& route : service.routes()) {
        for (const QByteArray& method : route.allow.split(',')) {
            const QByteArray name = method.trimmed();
            if (name != "HEAD" && name != "OPTIONS")
                all << plain(name, route.pattern);
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

/// The words by which `path` is routed in place of its parameter {resourceType}.
QByteArrayList written(const QByteArray& path)
{
    const QByteArray place = "{resourceType}";
    if (!path.contains(place))
        return {path};
    QByteArrayList all;
    for (const char* type : integrationResourceTypes)
        all << QByteArray(path).replace(place, type);
    return all;
}

QByteArrayList described(const JsonText& document)
{
    QByteArrayList all;
    JsonView(document).member("paths")->forEachMember([&](const JsonView& path, const auto& item) {
        item.forEachMember([&](const JsonView& method, const JsonView& operation) {
            QByteArrayList paths{textOf(path)};
            if (const auto also = operation.member("x-also-at"))
                also->forEachElement([&](const JsonView& one) {
                    paths << textOf(one);
                    return true;
                });
            for (const QByteArray& one : paths) {
                for (const QByteArray& literal : written(one))
                    all << plain(textOf(method).toUpper(), literal);
            }
            return true;
        });
        return true;
    });
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace

class TestDocumentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void openApi_againstRoutes_areTheSame()
    {
        const auto answer = m_service.call("GET /openapi.json");
        QCOMPARE(answer.status, 200);
        const auto document = JsonText::parse(answer.body);
        QVERIFY(document);
        const QByteArrayList routes = registered(m_service.service());
        QVERIFY(routes.size() > 100);
        QCOMPARE(described(*document), routes);
    }

    void pages_areCachedByTheirTag_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("document") << QByteArray("/openapi.json") << QByteArray("application/json");
        QTest::newRow("page") << QByteArray("/docs") << QByteArray("text/html; charset=utf-8");
        QTest::newRow("style") << QByteArray("/docs/docs.css")
                               << QByteArray("text/css; charset=utf-8");
        QTest::newRow("script") << QByteArray("/docs/docs.js")
                                << QByteArray("text/javascript; charset=utf-8");
        QTest::newRow("errors") << QByteArray("/docs/errors")
                                << QByteArray("text/html; charset=utf-8");
        QTest::newRow("error") << QByteArray("/docs/errors/not_found")
                               << QByteArray("text/html; charset=utf-8");
    }
    void pages_areCachedByTheirTag()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, type);
        const auto answer = m_service.call("GET " + path);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("Content-Type"), type);
        QVERIFY(answer.body.size() > 500);
        const QByteArray tag = answer.field("ETag");
        QVERIFY(tag.startsWith('"'));
        const auto again = m_service.call("GET " + path, {}, {{"If-None-Match", "\"x\", " + tag}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.isEmpty());
        const QByteArray policy = answer.field("Content-Security-Policy");
        QVERIFY(policy.contains("default-src 'none'"));
        QVERIFY(policy.contains("frame-ancestors 'none'"));
        QVERIFY(!policy.contains("unsafe"));
        QCOMPARE(m_service.call("POST " + path).status, 405);
    }

    void pages_ofForeignPages_areLinksAlone()
    {
        const test::Fields link{
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Mode", "navigate"},
            {"Sec-Fetch-Dest", "document"}};
        QCOMPARE(m_service.call("GET /docs", {}, link).status, 200);
        QCOMPARE(m_service.call("GET /docs/errors/NOT_FOUND", {}, link).status, 200);
        QCOMPARE(m_service.call("GET /openapi.json", {}, link).status, 403);
        const test::Fields frame{
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Mode", "navigate"},
            {"Sec-Fetch-Dest", "iframe"}};
        QCOMPARE(m_service.call("GET /docs", {}, frame).status, 403);
        QCOMPARE(m_service.call("GET /docs", {}, {{"Host", "evil.example"}}).status, 421);
    }

    void errorPages_tellCauseAndCure()
    {
        for (const documentation::ErrorEntry& entry : documentation::errorCatalogue()) {
            const auto answer = m_service.call("GET /docs/errors/" + entry.code);
            QCOMPARE(answer.status, 200);
            QVERIFY(!entry.cause.isEmpty() && !entry.cure.isEmpty() && !entry.uses.empty());
            QVERIFY2(answer.body.contains("<h2>Cause</h2>"), entry.code);
            QVERIFY2(!answer.body.contains("%content%"), entry.code);
            QVERIFY2(!answer.body.contains("%title%"), entry.code);
            QCOMPARE(m_service.call("GET /docs/errors/" + entry.code.toLower()).status, 200);
        }
        const auto unknown = m_service.call("GET /docs/errors/<script>");
        QCOMPARE(unknown.status, 404);
        QVERIFY(unknown.body.startsWith(R"({"error":{"code":"NOT_FOUND")"));
    }

private:
    TestService m_service;
};

QTEST_GUILESS_MAIN(TestDocumentation)
#include "tst_documentation.moc"
