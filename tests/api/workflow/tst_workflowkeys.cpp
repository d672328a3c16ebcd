// SPDX-License-Identifier: GPL-3.0-or-later
// The workflow API where it needs keys.
#include "tests/support/testservice.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;

namespace {

Fields bearer(const QByteArray& text)
{
    return {{"Authorization", "Bearer " + text}};
}

ServiceOptions withKeys()
{
    ServiceOptions options = TestService::plainOptions();
    options.requireKeys = true;
    options.givenKeys = QStringLiteral("workflow=wf,integration=int");
    return options;
}

} // namespace

class WorkflowKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void call_withoutAKnownKey_is401();
    void call_ofAnotherApi_is403();
    void call_withAKey_isServedAndAttributed();
    void call_beyondTheKeysLimits_is403();
    void stream_takesTheKeyInItsUrl();
    void sharedPath_withoutAKey_is401InBothShapes();
    void sharedPath_writeWithAWorkflowKey_is405();
    void sharedPath_keyInTheQuery_isOneOfStreamsAlone();
    void serve_otherMachinesWithoutKeys_isRefused();
};

void WorkflowKeysTest::call_withoutAKnownKey_is401()
{
    TestService service(withKeys());
    for (const char* request :
         {"GET /v1/state/w/k", "POST /v1/state/w/k", "DELETE /v1/state/w/k",
          "POST /v1/state/w/k/version", "GET /v1/state/w/k/stream",
          "GET /v1/state/w/k?api_key=wf"}) {
        for (const Fields& fields : {Fields{}, bearer("wrong")}) {
            const HttpAnswer answer = service.call(request, R"({"value":1})", fields);
            QCOMPARE(answer.status, 401);
            QVERIFY(answer.body.startsWith(R"({"code":"UNAUTHORIZED","message":)"));
            QCOMPARE(answer.field("WWW-Authenticate"), "Bearer");
        }
    }
    QCOMPARE(service.position(), Seq(0));
    QCOMPARE(service.call("GET /health").status, 200);
}

void WorkflowKeysTest::call_ofAnotherApi_is403()
{
    TestService service(withKeys());
    QCOMPARE(service.call("POST /v1/state/w/k", R"({"value":1})", bearer("int")).status, 403);
    QCOMPARE(service.position(), Seq(0));
}

void WorkflowKeysTest::call_withAKey_isServedAndAttributed()
{
    TestService service(withKeys());
    QCOMPARE(service.call("POST /v1/state/w/k", R"({"value":1})", bearer("wf")).status, 200);
    QCOMPARE(service.call("GET /v1/state/w/k", {}, bearer("wf")).status, 200);
    QCOMPARE(service.call("GET /v1/state/w", {}, bearer("wf")).body, R"({"keys":["k"]})");
    QVERIFY(service.changes().front().by.keyId.startsWith("key_"));
}

void WorkflowKeysTest::call_beyondTheKeysLimits_is403()
{
    TestService service(withKeys());
    ApiKey wish;
    wish.api = ApiKind::Workflow;
    wish.readOnly = true;
    const QByteArray reading = service.service().keyStore().make(wish)->text;
    wish.readOnly = false;
    wish.resources = {"w"};
    const QByteArray limited = service.service().keyStore().make(wish)->text;
    QCOMPARE(service.call("POST /v1/state/w/k", R"({"value":1})", bearer(reading)).status, 403);
    QCOMPARE(service.call("GET /v1/state/w/k", {}, bearer(reading)).status, 404);
    QCOMPARE(service.call("POST /v1/state/x/k", R"({"value":1})", bearer(limited)).status, 403);
    QCOMPARE(service.call("POST /v1/state/w%2Fx/k", R"({"value":1})", bearer(limited)).status, 403);
    QCOMPARE(service.call("POST /v1/state/w/k", R"({"value":1})", bearer(limited)).status, 200);
}

void WorkflowKeysTest::stream_takesTheKeyInItsUrl()
{
    TestService service(withKeys());
    EventClient one(service.port(), "/v1/state/w/k/stream?api_key=wf");
    QCOMPARE(one.answer().status, 200);
    EventClient all(service.port(), "/v1/state/w?api_key=wf", {{"Accept", "text/event-stream"}});
    QCOMPARE(all.answer().status, 200);
    EventClient none(service.port(), "/v1/state/w/k/stream?api_key=wrong");
    QCOMPARE(none.answer().status, 401);
}

void WorkflowKeysTest::sharedPath_withoutAKey_is401InBothShapes()
{
    TestService service(withKeys());
    const HttpAnswer answer = service.call("GET /v1/state/w");
    QCOMPARE(answer.status, 401);
    QVERIFY(answer.body.startsWith(R"({"code":"UNAUTHORIZED","message":)"));
    QVERIFY(answer.body.contains(R"("errors":[{"code":"unauthorized")"));
}

void WorkflowKeysTest::sharedPath_writeWithAWorkflowKey_is405()
{
    ServiceOptions options = withKeys();
    for (const bool requireKeys : {true, false}) {
        options.requireKeys = requireKeys;
        TestService service(options);
        for (const char* request : {"PUT /v1/state/w", "DELETE /v1/state/w"}) {
            const HttpAnswer answer = service.call(request, "1", bearer("wf"));
            QCOMPARE(answer.status, 405);
            QCOMPARE(answer.field("Allow"), "GET, HEAD, OPTIONS");
            QVERIFY(answer.body.startsWith(R"({"code":"METHOD_NOT_ALLOWED","message":)"));
            QCOMPARE(service.call(request, "1").status, 401);
        }
        QCOMPARE(service.position(), Seq(0));
    }
}

void WorkflowKeysTest::sharedPath_keyInTheQuery_isOneOfStreamsAlone()
{
    TestService service(withKeys());
    QCOMPARE(service.call("GET /v1/state/w?api_key=wf").status, 401);
    QCOMPARE(service.call("GET /v1/state/w?api_key=int").status, 401);
    QCOMPARE(service.call("PUT /v1/state/w?api_key=int", "1").status, 401);
    QCOMPARE(service.position(), Seq(0));
}

void WorkflowKeysTest::serve_otherMachinesWithoutKeys_isRefused()
{
    ServiceOptions options = TestService::plainOptions();
    options.http.addresses = {QHostAddress(QHostAddress::AnyIPv4)};
    TestService service(options);
    QVERIFY(service.mistake().contains(QStringLiteral("--require-keys")));
}

QTEST_GUILESS_MAIN(WorkflowKeysTest)
#include "tst_workflowkeys.moc"
