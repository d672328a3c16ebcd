// SPDX-License-Identifier: GPL-3.0-or-later
// What the control API's calls mean for webhooks: which of them make events, and that none of them
// touches deliveries.
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArray orders = "/namespaces/business%2Forders";

class HookedService : public ControlService {
public:
    HookedService()
        : ControlService(options())
    {
        webhook = idOf("POST /v1/webhooks", R"({"url":"http://127.0.0.1:9/hooks","events":["*"]})");
    }
    /// The id in the answer of a call of the business API.
    QByteArray idOf(const QByteArray& request, const QByteArray& body = {})
    {
        const QByteArray answer = call(request, body, {{"Authorization", "Bearer biz"}}).body;
        const qsizetype begin = answer.indexOf(R"("id":")") + 6;
        return answer.mid(begin, answer.indexOf('"', begin) - begin);
    }
    /// The ids of all of the webhook's deliveries, the newest first, with what they are of.
    QByteArrayList deliveries()
    {
        const auto page = store().transactAndWait({}, [&](Transaction& t) {
            return webhooks::readDeliveries(t.read(), webhook, Reader::maxPage);
        });
        QByteArrayList lines;
        for (const webhooks::Delivery& one : page.value().deliveries)
            lines << one.type + ' ' + one.id;
        return lines;
    }
    QByteArray webhook;

private:
    static ServiceOptions options()
    {
        ServiceOptions options = plainOptions();
        options.givenKeys = QStringLiteral("business=biz");
        return options;
    }
};

} // namespace

class ControlWebhooksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void put_record_makesItsEvents();
    void put_repeated_makesThemOnce();
    void put_webhook_isJudgedAndHasNoSecret();
    void import_webhook_isDisabledWhereItIsNone();
    void restoreUndoImport_ofRecords_makeNoEvents();
    void exports_andLists_leaveDeliveriesOut();
    void calls_inTurn_answerWhatTheyDid();
    void calls_mistaken_areRefused_data();
    void calls_mistaken_areRefused();
};

void ControlWebhooksTest::put_record_makesItsEvents()
{
    HookedService service;
    const QByteArray put = "PUT " + orders + "/entries/ord_mine";
    QCOMPARE(service.control(put, R"({"value":{"status":"pending"}})").status, 200);
    QCOMPARE(service.control(put, R"({"value":{"status":"shipped"}})").status, 200);
    QCOMPARE(service.control(put, R"({"value":{"status":"shipped","a":1}})").status, 200);
    QCOMPARE(service.control(put, R"({"value":{"status":"eaten"}})").status, 400);
    const QByteArrayList lines = service.deliveries();
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].startsWith("order.shipped") && lines[1].startsWith("order.created"));
}

void ControlWebhooksTest::put_repeated_makesThemOnce()
{
    HookedService service;
    const QByteArray put = "PUT " + orders + "/entries/ord_mine";
    for (int i = 0; i < 2; ++i)
        QCOMPARE(service.control(put, R"({"value":{}})", {{"Idempotency-Key", "k"}}).status, 200);
    QCOMPARE(service.deliveries().size(), 1);
}

void ControlWebhooksTest::put_webhook_isJudgedAndHasNoSecret()
{
    HookedService service;
    const auto put = [&service](const QByteArray& id, const QByteArray& value) {
        return service
            .control(
                "PUT /namespaces/business%2Fwebhooks/entries/" + id, "{\"value\":" + value + '}')
            .status;
    };
    const QByteArray fine = R"({"url":"http://a/","events":["*"],"secret":"mine"})";
    QCOMPARE(put("wh_a", R"({"url":"http://me@a/","events":["*"]})"), 400);
    QCOMPARE(put("wh_a", "7"), 400);
    QCOMPARE(put("wh_a", fine), 200);
    const QByteArray entry =
        service.control("GET /namespaces/business%2Fwebhooks/entries/wh_a").body;
    QVERIFY2(entry.contains(R"("status":"disabled","disabled_reason":"no_secret")"), entry);
    QVERIFY(!entry.contains("mine"));
    // One that has a secret is as it was put.
    QCOMPARE(put(service.webhook, fine), 200);
    QVERIFY(!service.control("GET /namespaces/business%2Fwebhooks/entries/" + service.webhook)
                 .body.contains("disabled"));
    for (int i = 2; i < webhooks::EndpointLimits::most; ++i)
        QCOMPARE(put("wh_" + QByteArray::number(i), fine), 200);
    QCOMPARE(put("wh_more", fine), 400);
    QCOMPARE(put("wh_a", fine), 200);
}

void ControlWebhooksTest::import_webhook_isDisabledWhereItIsNone()
{
    HookedService service;
    QByteArray exported = service.control("GET /export?namespace=business%2Fwebhooks").body;
    QVERIFY(exported.contains("http://127.0.0.1:9/hooks"));
    exported.replace("http://127.0.0.1:9/hooks", "ftp://127.0.0.1:9/hooks");
    const HttpAnswer imported = service.control("POST /import", exported);
    QVERIFY2(imported.status == 200, imported.body);
    QTRY_VERIFY(service.control("GET /webhooks").body.contains(R"("disabledReason":"invalid")"));
}

void ControlWebhooksTest::restoreUndoImport_ofRecords_makeNoEvents()
{
    HookedService service;
    const QByteArray order = service.idOf("POST /v1/orders", R"({"status":"pending"})");
    service.idOf("PATCH /v1/orders/" + order, R"({"status":"shipped"})");
    const QByteArrayList all = service.deliveries();
    QCOMPARE(all.size(), 2);
    const QByteArray exported = service.control("GET /export?namespace=business%2Forders").body;

    // To when it was not shipped, and back; away, and back.
    const QByteArray restore = R"({"namespace":"business/orders","key":")" + order;
    QCOMPARE(service.control("POST /restore", restore + R"(","version":1})").status, 200);
    QCOMPARE(service.control("POST /restore", restore + R"(","version":2})").status, 200);
    QCOMPARE(service.control("POST " + orders + "/entries:delete", R"({"prefix":""})").status, 200);
    const QByteArray operation = QByteArray::number(service.position().value());
    QCOMPARE(service.control("POST /undo", R"({"operation":)" + operation + '}').status, 200);
    QCOMPARE(
        service.control("POST /restore", R"({"namespace":"business/orders","revision":1})").status,
        200);
    QCOMPARE(
        service
            .control("POST /undelete", R"({"namespace":"business/orders","key":")" + order + "\"}")
            .status,
        200);
    QCOMPARE(service.control("POST " + orders + "/entries:delete", R"({"prefix":""})").status, 200);
    const HttpAnswer imported = service.control("POST /import", exported);
    QVERIFY2(imported.status == 200, imported.body);
    QCOMPARE(
        service.call("GET /v1/orders/" + order, {}, {{"Authorization", "Bearer biz"}}).status, 200);
    QCOMPARE(service.deliveries(), all);
}

void ControlWebhooksTest::exports_andLists_leaveDeliveriesOut()
{
    HookedService service;
    service.idOf("POST /v1/orders", "{}");
    QCOMPARE(service.deliveries().size(), 1);
    for (const char* request :
         {"GET /export", "GET /namespaces", "GET /changes", "GET /statistics"}) {
        const HttpAnswer answer = service.control(request);
        QCOMPARE(answer.status, 200);
        QVERIFY2(!answer.body.contains("whsec_") && !answer.body.contains("dlv_"), request);
        QVERIFY2(!answer.body.contains("system/"), answer.body);
    }
    for (const QByteArray space : {"outbox", "deliveries", "bodies"}) {
        const QByteArray name = "system%2F" + space + "%2F" + service.webhook;
        QVERIFY(service.control("GET /namespaces/" + name + "/entries").status >= 400);
    }
    QVERIFY(service.control("GET /namespaces/system%2Fwebhooksecrets/entries").status >= 400);
}

void ControlWebhooksTest::calls_inTurn_answerWhatTheyDid()
{
    HookedService service;
    const QByteArray one = "/webhooks/" + service.webhook;
    const auto object = [&service](const char* enabled, const char* waiting) {
        return R"({"id":")" + service.webhook +
               R"(","url":"http://127.0.0.1:9/hooks","events":["*"],"enabled":)" + enabled +
               R"(,"disabledReason":null,"waiting":)" + waiting + '}';
    };
    COMPARE_ANSWER(
        service.control("GET /webhooks"), 200, R"({"webhooks":[)" + object("true", "0") + "]}");
    const Fields once = {{"Idempotency-Key", "k"}};
    const HttpAnswer sent = service.control("POST " + one + "/test", {}, once);
    QCOMPARE(sent.status, 202);
    COMPARE_ANSWER(service.control("POST " + one + "/test", {}, once), 202, sent.body);
    QCOMPARE(service.deliveries().size(), 1);
    const QByteArray delivery = service.deliveries().front().split(' ').last();
    QVERIFY(sent.body.startsWith(R"({"delivery":{"id":")" + delivery));
    const HttpAnswer page = service.control("GET " + one + "/deliveries?limit=1");
    QVERIFY(page.body.startsWith(R"({"deliveries":[{"id":")" + delivery));
    QVERIFY(page.body.endsWith(R"(,"nextCursor":null})"));
    const HttpAnswer whole = service.control("GET " + one + "/deliveries/" + delivery);
    QVERIFY(whole.body.contains(R"("body":"{\"id\":\"evt_)"));
    const HttpAnswer again = service.control("POST " + one + "/deliveries/" + delivery + "/resend");
    QCOMPARE(again.status, 202);
    QVERIFY(again.body.contains(delivery));
    COMPARE_ANSWER(
        service.control("PATCH " + one, R"({"enabled":false})"), 200,
        R"({"webhook":)" + object("false", "1") + '}');
    COMPARE_ANSWER(
        service.control("POST " + one + "/test"), 409,
        R"({"error":{"code":"CONFLICT","message":)"
        R"("The webhook is disabled: set its status to enabled first."}})");
}

void ControlWebhooksTest::calls_mistaken_areRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char* request, const char* body, int status) {
        QTest::addRow("%s %s", request, body) << QByteArray(request) << QByteArray(body) << status;
    };
    row("PATCH /webhooks/wh_x", R"({"enabled":true})", 404);
    row("PATCH /webhooks/WH", "{}", 400);
    row("PATCH /webhooks/WH", R"({"enabled":1})", 400);
    row("PATCH /webhooks/WH", R"({"enabled":true,"url":"http://a/"})", 400);
    row("POST /webhooks/wh_x/test", "", 404);
    row("POST /webhooks/WH/test", "{bad", 400);
    row("POST /webhooks/WH/deliveries/dlv_x/resend", "{bad", 400);
    row("GET /webhooks/WH/deliveries?cursor=x", "", 400);
    row("GET /webhooks/wh_x/deliveries", "", 404);
    row("GET /webhooks/WH/deliveries?limit=0", "", 400);
    row("GET /webhooks/WH/deliveries/dlv_x", "", 404);
    row("POST /webhooks/WH/deliveries/dlv_x/resend", "", 404);
}

void ControlWebhooksTest::calls_mistaken_areRefused()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    HookedService service;
    const HttpAnswer answer = service.control(request.replace("WH", service.webhook), body);
    QVERIFY2(answer.status == status, answer.body);
    QCOMPARE(service.deliveries(), QByteArrayList());
}

QTEST_GUILESS_MAIN(ControlWebhooksTest)
#include "tst_controlwebhooks.moc"
