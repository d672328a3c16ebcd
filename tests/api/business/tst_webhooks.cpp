// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks over REST: registered, changed, deleted; their deliveries; rights and repeats.
#include "core/webhooks/endpoint.h"
#include "tests/api/business/businessfixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

// Nobody listens there, so nothing is ever delivered.
const QByteArray hook = R"({"url":"http://127.0.0.1:9/hooks","events":["*"]})";
const Step makeHook{"POST /v1/webhooks", hook, 201, {}, "wh"};

/// The types of what is queued and done, newest first.
QByteArray typesOf(const TestService& service, const QByteArray& webhook)
{
    const HttpAnswer answer =
        service.call("GET /v1/webhooks/" + webhook + "/deliveries", {}, bearer("biz-token"));
    QByteArrayList types;
    for (int i = 0; !at(answer.body, "data." + QByteArray::number(i)).isEmpty(); ++i)
        types << textAt(answer.body, "data." + QByteArray::number(i) + ".type");
    return types.join(' ');
}

QByteArray made(const TestService& service, const QByteArray& request, const QByteArray& body)
{
    return textAt(service.call(request, body, bearer("biz-token")).body, "data.id");
}

} // namespace

class WebhooksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calls_inOrder_answerAsDocumented_data();
    void calls_inOrder_answerAsDocumented();
    void create_webhook_tellsItsSecretOnce();
    void secret_withABodyThatIsNone_stays();
    void webhook_withoutASecret_isToldToGetOne();
    void create_repeated_isOneWebhook();
    void write_record_queuesItsEvents();
    void write_repeated_queuesOnce();
    void write_refused_queuesNothing();
    void deliveries_pages_areComplete();
    void delivery_body_isWhatIsSent();
    void delete_webhook_takesItsSecret();
    void key_withLimits_mayDoThatMuch_data();
    void key_withLimits_mayDoThatMuch();
};

void WebhooksTest::calls_inOrder_answerAsDocumented_data()
{
    QTest::addColumn<QList<Step>>("steps");
    const auto row = [](const char* name, const QList<Step>& steps) {
        QTest::newRow(name) << steps;
    };
    row("changed",
        {makeHook,
         {"GET /v1/webhooks/{wh}",
          {},
          200,
          {{"data.object", "\"webhook\""},
           {"data.url", "\"http://127.0.0.1:9/hooks\""},
           {"data.status", "\"enabled\""},
           {"data.secret", {}}}},
         {"PATCH /v1/webhooks/{wh}",
          R"({"metadata":{"a":1},"secret":"mine"})",
          200,
          {{"data.metadata", R"({"a":1})"}, {"data.secret", {}}}},
         {"PUT /webhooks/{wh}",
          R"({"url":"http://127.0.0.1:9/x","events":["order.created"]})",
          200,
          {{"data.events", R"(["order.created"])"}, {"data.metadata", {}}}},
         {"GET /v1/webhooks", {}, 200, {{"data.0.id", "\"{wh}\""}, {"data.1", {}}}},
         {"DELETE /v1/webhooks/{wh}", {}, 200, {{"data", R"({"id":"{wh}","deleted":true})"}}},
         {"GET /v1/webhooks/{wh}", {}, 404, {{"error.details.webhook_id", "\"{wh}\""}}},
         {"PATCH /v1/webhooks/{wh}", "{}", 404},
         {"GET /v1/webhooks/{wh}/deliveries", {}, 404},
         {"POST /v1/webhooks/{wh}/test", {}, 404},
         {"POST /v1/webhooks/{wh}/secret", {}, 404}});
    row("tested",
        {makeHook,
         {"POST /v1/webhooks/{wh}/test",
          {},
          202,
          {{"data.object", "\"delivery\""},
           {"data.type", "\"webhook.test\""},
           {"data.status", "\"waiting\""},
           {"data.test", "true"},
           {"data.record_id", "\"{wh}\""},
           {"data.body", {}}},
          "dlv"},
         {"GET /v1/webhooks/{wh}/deliveries", {}, 200, {{"data.0.id", "\"{dlv}\""}}},
         {"GET /v1/webhooks/{wh}/deliveries/{dlv}", {}, 200, {{"data.webhook_id", "\"{wh}\""}}},
         {"POST /webhooks/{wh}/deliveries/{dlv}/resend", {}, 202, {{"data.id", "\"{dlv}\""}}},
         {"GET /v1/webhooks/{wh}/deliveries/dlv_x",
          {},
          404,
          {{"error.details.delivery_id", "\"dlv_x\""}}},
         {"POST /v1/webhooks/{wh}/deliveries/dlv_x/resend", {}, 404},
         {"GET /v1/webhooks/wh_x/deliveries/{dlv}",
          {},
          404,
          {{"error.details.webhook_id", "\"wh_x\""}}}});
    row("disabled",
        {makeHook,
         {"PATCH /v1/webhooks/{wh}",
          R"({"status":"disabled"})",
          200,
          {{"data.status", "\"disabled\""}}},
         {"POST /v1/webhooks/{wh}/test",
          {},
          400,
          {{"error.message", "\"The webhook is disabled: set its status to enabled first.\""}}},
         {"PATCH /v1/webhooks/{wh}", R"({"status":"enabled"})", 200},
         {"POST /v1/webhooks/{wh}/test", {}, 202}});
    row("another secret",
        {makeHook,
         {"POST /v1/webhooks/{wh}/secret", {}, 200, {{"data.id", "\"{wh}\""}, {"data.url", {}}}}});
    const Fields third = {{"If-Match", "\"3\""}};
    row("by version, what the record has besides",
        {makeHook,
         {"POST /v1/webhooks/{wh}/secret", {}, 412, {}, {}, "biz-token", third},
         {"POST /v1/webhooks/{wh}/test", {}, 412, {}, {}, "biz-token", third},
         {"GET /v1/webhooks/{wh}/deliveries", {}, 200, {{"data", "[]"}}},
         {"POST /v1/webhooks/{wh}/test", {}, 202, {}, {}, "biz-token", {{"If-Match", "\"1\""}}}});
    row("bodies that are no JSON",
        {makeHook,
         {"POST /v1/webhooks/{wh}/test", "{}", 202, {}, "dlv"},
         {"POST /v1/webhooks/{wh}/test", "{bad", 400, {{"error.code", "\"VALIDATION_ERROR\""}}},
         {"POST /v1/webhooks/{wh}/secret", "{bad", 400},
         {"POST /v1/webhooks/{wh}/deliveries/{dlv}/resend", "x", 400},
         {"DELETE /v1/webhooks/{wh}",
          "{bad",
          400,
          {{"error.details.suggestion", "\"Send a JSON object.\""}}},
         {"GET /v1/webhooks/{wh}/deliveries",
          {},
          200,
          {{"data.0.id", "\"{dlv}\""}, {"data.1", {}}}},
         {"DELETE /v1/webhooks/{wh}", "{}", 200}});
    row("another's cursor",
        {makeHook,
         {"POST /v1/webhooks/{wh}/test", {}, 202, {}, "dlv"},
         {"GET /v1/webhooks/{wh}/deliveries?cursor={dlv}.{wh}", {}, 200, {{"data", "[]"}}},
         {"GET /v1/webhooks/{wh}/deliveries?cursor={dlv}.wh_0",
          {},
          400,
          {{"error.details.errors.0.field", "\"cursor\""}}},
         {"GET /v1/webhooks/{wh}/deliveries?cursor={dlv}", {}, 400}});
    row("refused", {{"POST /v1/webhooks",
                     R"({"url":"http://me@a/#b","events":["order.eaten"]})",
                     400,
                     {{"error.code", "\"VALIDATION_ERROR\""},
                      {"error.details.errors.0.field", "\"events\""},
                      {"error.details.errors.1.field", "\"url\""},
                      {"error.details.errors.2.field", "\"url\""}}},
                    {"GET /v1/webhooks", {}, 200, {{"data", "[]"}}},
                    makeHook,
                    {"GET /v1/webhooks/{wh}/deliveries?limit=0",
                     {},
                     400,
                     {{"error.details.errors.0.field", "\"limit\""}}},
                    {"GET /v1/webhooks/{wh}/deliveries?limit=101", {}, 400},
                    {"GET /v1/webhooks/{wh}/deliveries?cursor=x&limit=a",
                     {},
                     400,
                     {{"error.details.errors.0.field", "\"limit\""},
                      {"error.details.errors.1.field", "\"cursor\""}}},
                    {"GET /v1/webhooks/{wh}/deliveries?cursor=", {}, 200, {{"data", "[]"}}}});
    row("by version", {makeHook,
                       {"PATCH /v1/webhooks/{wh}",
                        R"({"status":"disabled"})",
                        412,
                        {},
                        {},
                        "biz-token",
                        {{"If-Match", "\"7\""}}},
                       {"PATCH /v1/webhooks/{wh}",
                        R"({"status":"disabled"})",
                        200,
                        {},
                        {},
                        "biz-token",
                        {{"If-Match", "\"1\""}},
                        {{"ETag", "\"2\""}}}});
}

void WebhooksTest::calls_inOrder_answerAsDocumented()
{
    QFETCH(QList<Step>, steps);
    TestService service(businessOptions());
    runSteps(service, steps);
}

void WebhooksTest::create_webhook_tellsItsSecretOnce()
{
    TestService service(businessOptions());
    const HttpAnswer answer = service.call("POST /v1/webhooks", hook, bearer("biz-token"));
    QCOMPARE(answer.status, 201);
    const QByteArray id = textAt(answer.body, "data.id");
    const QByteArray secret = textAt(answer.body, "data.secret");
    QVERIFY(secret.startsWith("whsec_") && secret.size() == 70);
    for (const QByteArray path : {"/v1/webhooks", "/v1/webhooks/"}) {
        const QByteArray request = "GET " + path + (path.endsWith('/') ? id : QByteArray());
        const HttpAnswer told = service.call(request, {}, bearer("biz-token"));
        QCOMPARE(told.status, 200);
        QVERIFY(!told.body.contains("whsec_"));
    }
    const HttpAnswer renewed =
        service.call("POST /v1/webhooks/" + id + "/secret", {}, bearer("biz-token"));
    QVERIFY(textAt(renewed.body, "data.secret").startsWith("whsec_"));
    QVERIFY(textAt(renewed.body, "data.secret") != secret);
}

void WebhooksTest::secret_withABodyThatIsNone_stays()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    const auto secret = [&] {
        return service.store()
            .transactAndWait(
                {}, [&](Transaction& t) { return webhooks::readSecret(t.read(), webhook); })
            .value();
    };
    const QByteArray before = secret();
    const QByteArray request = "POST /v1/webhooks/" + webhook + "/secret";
    QCOMPARE(service.call(request, "{bad", bearer("biz-token")).status, 400);
    const Fields stale = bearer("biz-token") + Fields{{"If-Match", "\"9\""}};
    QCOMPARE(service.call(request, {}, stale).status, 412);
    QCOMPARE(secret(), before);
    QCOMPARE(service.call(request, "{}", bearer("biz-token")).status, 200);
    QVERIFY(secret() != before);
}

void WebhooksTest::webhook_withoutASecret_isToldToGetOne()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    const auto taken = service.store().transactAndWait({}, [&](Transaction& t) {
        return t.remove({webhooks::secretsSpace(), Key(webhook)});
    });
    QVERIFY(taken);
    const auto call = [&](const QByteArray& request, const QByteArray& body = {}) {
        return service.call(request, body, bearer("biz-token"));
    };
    const QByteArray one = "/v1/webhooks/" + webhook;
    const HttpAnswer tested = call("POST " + one + "/test");
    QCOMPARE(tested.status, 400);
    QVERIFY(textAt(tested.body, "error.message").contains("POST /v1/webhooks/{id}/secret"));
    const HttpAnswer enabled = call("PATCH " + one, R"({"status":"enabled"})");
    QCOMPARE(enabled.status, 400);
    QVERIFY(enabled.body.contains("POST /v1/webhooks/{id}/secret"));
    QCOMPARE(call("POST " + one + "/secret").status, 200);
    QCOMPARE(call("PATCH " + one, R"({"status":"enabled"})").status, 200);
    QCOMPARE(call("POST " + one + "/test").status, 202);
}

void WebhooksTest::create_repeated_isOneWebhook()
{
    TestService service(businessOptions());
    const Fields fields = bearer("biz-token") + Fields{{"Idempotency-Key", "k"}};
    const HttpAnswer first = service.call("POST /v1/webhooks", hook, fields);
    const HttpAnswer second = service.call("POST /v1/webhooks", hook, fields);
    QCOMPARE(first.status, 201);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    const HttpAnswer all = service.call("GET /v1/webhooks", {}, bearer("biz-token"));
    QVERIFY(at(all.body, "data.1").isEmpty());
}

void WebhooksTest::write_record_queuesItsEvents()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    const QByteArray agent = made(service, "POST /v1/agents", R"({"name":"A"})");
    const QByteArray conversation = made(
        service, "POST /v1/conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    made(service, "PATCH /conversations/" + conversation, R"({"status":"escalated"})");
    const QByteArray order = made(service, "POST /v1/orders", R"({"status":"shipped"})");
    const QByteArray back = made(service, "POST /v1/returns", R"({"order_id":")" + order + "\"}");
    made(
        service, "PUT /v1/returns/" + back,
        R"({"order_id":")" + order + R"(","status":"approved"})");
    made(service, "PATCH /v1/returns/" + back, R"({"status":"completed"})");
    made(service, "DELETE /v1/returns/" + back, {});
    QCOMPARE(
        typesOf(service, webhook),
        QByteArray("return.completed return.approved return.requested order.shipped order.created "
                   "conversation.escalated conversation.started"));
}

void WebhooksTest::write_repeated_queuesOnce()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    const Fields fields = bearer("biz-token") + Fields{{"Idempotency-Key", "k"}};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(service.call("POST /v1/orders", "{}", fields).status, 201);
    QCOMPARE(typesOf(service, webhook), QByteArray("order.created"));
}

void WebhooksTest::write_refused_queuesNothing()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    QCOMPARE(
        service.call("POST /v1/orders", R"({"status":"eaten"})", bearer("biz-token")).status, 400);
    QCOMPARE(
        service.call("POST /v1/returns", R"({"order_id":"ord_x"})", bearer("biz-token")).status,
        404);
    QCOMPARE(typesOf(service, webhook), QByteArray());
}

void WebhooksTest::deliveries_pages_areComplete()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    for (int i = 0; i < 7; ++i)
        made(service, "POST /v1/webhooks/" + webhook + "/test", {});
    QByteArrayList ids;
    QByteArray cursor;
    do {
        const HttpAnswer page = service.call(
            "GET /v1/webhooks/" + webhook + "/deliveries?limit=3&cursor=" + cursor, {},
            bearer("biz-token"));
        QCOMPARE(page.status, 200);
        for (int i = 0; i < 3; ++i) {
            const QByteArray id = textAt(page.body, "data." + QByteArray::number(i) + ".id");
            if (!id.isEmpty())
                ids << id;
        }
        QCOMPARE(at(page.body, "has_more"), ids.size() < 7 ? "true"_ba : "false"_ba);
        QCOMPARE(at(page.body, "next_cursor"), at(page.body, "meta.next_cursor"));
        cursor = textAt(page.body, "next_cursor");
    } while (!cursor.isEmpty() && ids.size() < 20);
    QCOMPARE(ids.size(), 7);
    QVERIFY(std::is_sorted(ids.begin(), ids.end(), std::greater<>()));
}

void WebhooksTest::delivery_body_isWhatIsSent()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    const HttpAnswer order =
        service.call("POST /v1/orders", R"({"note":"é \"x\"","n":1})", bearer("biz-token"));
    const QByteArray all = "GET /v1/webhooks/" + webhook + "/deliveries";
    const HttpAnswer list = service.call(all, {}, bearer("biz-token"));
    const HttpAnswer one =
        service.call(all + '/' + textAt(list.body, "data.0.id"), {}, bearer("biz-token"));
    const QByteArray body =
        JsonView(JsonText::fromValidated(at(one.body, "data.body"))).toString()->toUtf8();
    QCOMPARE(at(body, "data.object"), at(order.body, "data"));
    QCOMPARE(at(body, "id"), at(one.body, "data.event_id"));
    QCOMPARE(at(one.body, "data.rewritten"), "false"_ba);
}

void WebhooksTest::delete_webhook_takesItsSecret()
{
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    made(service, "DELETE /v1/webhooks/" + webhook, {});
    const auto secret = service.store().transactAndWait(
        {}, [&](Transaction& t) { return webhooks::readSecret(t.read(), webhook); });
    QCOMPARE(secret.value(), QByteArray());
}

void WebhooksTest::key_withLimits_mayDoThatMuch_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArrayList>("resources"); // empty: all, but read-only
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* request, const QByteArrayList& resources,
                        int status) {
        QTest::newRow(name) << QByteArray(request) << resources << status;
    };
    row("read-only reads", "GET /v1/webhooks/WH/deliveries", {}, 200);
    row("read-only registers", "POST /v1/webhooks", {}, 403);
    row("read-only tests", "POST /v1/webhooks/WH/test", {}, 403);
    row("read-only, a secret", "POST /v1/webhooks/WH/secret", {}, 403);
    row("webhooks, registers", "POST /v1/webhooks", {"webhooks"}, 201);
    row("webhooks, tests", "POST /v1/webhooks/WH/test", {"webhooks"}, 202);
    row("another's", "GET /v1/webhooks/WH/deliveries", {"orders"}, 403);
    row("another's test", "POST /v1/webhooks/WH/test", {"orders"}, 403);
    row("another's registration", "POST /v1/webhooks", {"orders"}, 403);
    row("another webhook's", "GET /v1/webhooks/WH/deliveries", {"webhooks/wh_x"}, 403);
}

void WebhooksTest::key_withLimits_mayDoThatMuch()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArrayList, resources);
    QFETCH(int, status);
    TestService service(businessOptions());
    const QByteArray webhook = made(service, "POST /v1/webhooks", hook);
    ApiKey wish;
    wish.api = ApiKind::Business;
    wish.readOnly = resources.isEmpty();
    wish.resources = resources;
    const auto key = service.service().keyStore().make(wish);
    QVERIFY(key);
    const HttpAnswer answer = service.call(request.replace("WH", webhook), hook, bearer(key->text));
    QVERIFY2(answer.status == status, answer.body);
}

QTEST_GUILESS_MAIN(WebhooksTest)
#include "tst_webhooks.moc"
