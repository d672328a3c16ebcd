// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/router.h"

#include <QTest>

using namespace stateroom;

class TstRouter : public QObject {
    Q_OBJECT

    QByteArray m_called;

    void add(Router& router, Method method, const QByteArray& pattern)
    {
        router.add(
            method, pattern, [this, pattern](const Request&, const Reply&) { m_called = pattern; },
            renderControlRefusal);
    }

    Router sample()
    {
        Router router;
        add(router, Method::Get, "/");
        add(router, Method::Get, "/health");
        add(router, Method::Get, "/v1/state/{a}");
        add(router, Method::Get, "/v1/state/{a}/{b}");
        add(router, Method::Post, "/v1/state/{a}/{b}");
        add(router, Method::Delete, "/v1/state/{a}/{b}");
        add(router, Method::Get, "/v1/state/{a}/{b}/stream");
        add(router, Method::Post, "/v1/state/{a}/{b}/version");
        add(router, Method::Get, "/v1/{type}/{id}/state/{key}");
        add(router, Method::Post, "/v1/runtime/state:mutate");
        return router;
    }

private Q_SLOTS:
    void find_unknownPathBelowAClaim_isTheClaimants()
    {
        Router router = sample();
        router.beginApi("business");
        router.claim("/v1/orders", renderControlRefusal);
        add(router, Method::Get, "/v1/orders/{id}");
        const auto below = router.find(Method::Get, {"v1", "orders", "a", "x"});
        QVERIFY(below && below->refuse);
        QVERIFY(!below->isPath && !below->handler);
        QCOMPARE(below->api, "business");
        QVERIFY(below->allow.isEmpty());
        const auto known = router.find(Method::Get, {"v1", "orders", "a"});
        QVERIFY(known && known->isPath && known->handler);
        QVERIFY(!router.find(Method::Get, {"v1", "nothing"}));
        QVERIFY(!router.find(Method::Get, {"orders", "a", "x"}));
        QCOMPARE(router.routes().size(), sample().routes().size() + 1); // a claim is no route
    }

    void find_path_routeAndParameters_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QByteArrayList>("segments");
        QTest::addColumn<QByteArray>("pattern"); // empty: none
        QTest::addColumn<QByteArrayList>("parameters");
        const auto row = [](const char* name, Method method, const QByteArrayList& segments,
                            const QByteArray& pattern, const QByteArrayList& parameters) {
            QTest::newRow(name) << method << segments << pattern << parameters;
        };
        row("root", Method::Get, {}, "/", {});
        row("literal", Method::Get, {"health"}, "/health", {});
        row("head is get", Method::Head, {"health"}, "/health", {});
        row("one parameter", Method::Get, {"v1", "state", "wf"}, "/v1/state/{a}", {"wf"});
        row("post", Method::Post, {"v1", "state", "wf", "k"}, "/v1/state/{a}/{b}", {"wf", "k"});
        row("key named stream", Method::Get, {"v1", "state", "wf", "stream"}, "/v1/state/{a}/{b}",
            {"wf", "stream"});
        row("stream of stream", Method::Get, {"v1", "state", "wf", "stream", "stream"},
            "/v1/state/{a}/{b}/stream", {"wf", "stream"});
        row("slash in a parameter", Method::Get, {"v1", "state", "wf", "a/b"}, "/v1/state/{a}/{b}",
            {"wf", "a/b"});
        row("way back from a literal", Method::Get, {"v1", "state", "7", "state", "k"},
            "/v1/{type}/{id}/state/{key}", {"state", "7", "k"});
        row("literal with colon", Method::Post, {"v1", "runtime", "state:mutate"},
            "/v1/runtime/state:mutate", {});
    }

    void find_path_routeAndParameters()
    {
        QFETCH(Method, method);
        QFETCH(QByteArrayList, segments);
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArrayList, parameters);
        const Router router = sample();
        const auto match = router.find(method, {segments.begin(), segments.end()});
        QVERIFY(match && match->handler);
        m_called.clear();
        (*match->handler)({}, {});
        QCOMPARE(m_called, pattern);
        QCOMPARE(QByteArrayList(match->parameters.begin(), match->parameters.end()), parameters);
    }

    void find_unknownPath_nothing_data()
    {
        QTest::addColumn<QByteArrayList>("segments");
        QTest::newRow("unknown") << QByteArrayList{"nothing"};
        QTest::newRow("only the way to a route") << QByteArrayList{"v1", "state"};
        QTest::newRow("too long") << QByteArrayList{"health", "x"};
        QTest::newRow("another case") << QByteArrayList{"Health"};
        QTest::newRow("braces are no wildcard") << QByteArrayList{"{health}"};
    }

    void find_unknownPath_nothing()
    {
        QFETCH(QByteArrayList, segments);
        QVERIFY(!sample().find(Method::Get, {segments.begin(), segments.end()}));
    }

    void find_otherMethod_allowIsTold()
    {
        const Router router = sample();
        const auto match = router.find(Method::Put, {"v1", "state", "wf", "k"});
        QVERIFY(match && !match->handler && match->refuse);
        QCOMPARE(match->allow, "GET, HEAD, POST, DELETE, OPTIONS");
        QVERIFY(!router.find(std::nullopt, {"health"})->handler);
        QVERIFY(!router.find(Method::Head, {"v1", "runtime", "state:mutate"})->handler);
    }

    void find_crossSite_ofTheRoute()
    {
        Router router;
        router.add(
            Method::Get, "/docs", [](const Request&, const Reply&) {}, renderControlRefusal,
            CrossSite::AllowNavigation);
        add(router, Method::Get, "/data");
        QCOMPARE(router.find(Method::Get, {"docs"})->crossSite, CrossSite::AllowNavigation);
        QCOMPARE(router.find(Method::Get, {"data"})->crossSite, CrossSite::Refuse);
    }
};

QTEST_APPLESS_MAIN(TstRouter)
#include "tst_router.moc"
