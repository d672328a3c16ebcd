// SPDX-License-Identifier: GPL-3.0-or-later
// The log over HTTP: in pages, and as a stream.
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

EventClient watch(ControlService& service, const QByteArray& query, Fields fields = {})
{
    fields.append({"Authorization", "Bearer " + service.token()});
    return EventClient(service.port(), "/_stateroom/v1/watch" + query, fields);
}

} // namespace

class ControlLogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changes_pages_tellTheWholeLogButTheSystems();
    void changes_ofAKey_bearTheOldValue();
    void changes_malformed_are400();
    void watch_everything_tellsEachChangeOnce();
    void watch_prefix_leavesTheOthersOut();
    void watch_resumed_missesNothing();
    void watch_beyondTheEnd_isReset();
    void watch_malformed_is400();
    void requests_some_areToldWithTheirErrors();
};

void ControlLogTest::changes_pages_tellTheWholeLogButTheSystems()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    service.write("system/test", "a", "1");
    service.write("workflow/w", "b", "1");
    COMPARE_ANSWER(
        service.control("GET /changes?limit=1"), 200,
        R"({"changes":[{"seq":1,"revision":1,"namespace":"workflow/w","key":"a","version":1,)"
        R"("op":"set","value":1,"at":"2023-11-14T22:13:20.000Z"}],"nextSince":1,"more":true})");
    COMPARE_ANSWER(
        service.control("GET /changes?since=1&limit=1"), 200,
        R"({"changes":[],"nextSince":2,"more":true})");
    QVERIFY(service.control("GET /changes?since=2").body.contains(R"("key":"b")"));
    COMPARE_ANSWER(
        service.control("GET /changes?since=3"), 200,
        R"({"changes":[],"nextSince":3,"more":false})");
}

void ControlLogTest::changes_ofAKey_bearTheOldValue()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    service.write("workflow/w", "b", "1");
    service.write("workflow/w", "a", "2");
    const QByteArray body =
        service.control("GET /changes?namespace=workflow%2Fw&key=a&since=1").body;
    QCOMPARE(body.count("\"seq\""), 1);
    QVERIFY(body.contains(R"("oldValue":1,"value":2)"));
}

void ControlLogTest::changes_malformed_are400()
{
    ControlService service;
    for (const char* query : {"since=x", "since=9", "key=a", "namespace=none", "limit=0", "x=1"})
        QCOMPARE(service.control(QByteArray("GET /changes?") + query).status, 400);
}

void ControlLogTest::watch_everything_tellsEachChangeOnce()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    EventClient client = watch(service, "");
    QCOMPARE(client.answer().field("Content-Type"), "text/event-stream");
    service.write("system/test", "a", "1");
    service.write("workflow/w", "a", "2");
    QCOMPARE(
        client.nextData(),
        R"({"seq":3,"revision":3,"namespace":"workflow/w","key":"a","version":2,"op":"set",)"
        R"("oldValue":1,"value":2,"at":"2023-11-14T22:13:20.000Z"})");
    QCOMPARE(client.lastId(), "3");
}

void ControlLogTest::watch_prefix_leavesTheOthersOut()
{
    ControlService service;
    EventClient client = watch(service, "?namespace=workflow%2Fw&prefix=a%2F");
    service.write("workflow/w", "b", "1");
    service.write("workflow/x", "a/1", "1");
    service.write("workflow/w", "a/1", "1");
    QVERIFY(client.nextData().startsWith(R"({"seq":3,)"));
}

void ControlLogTest::watch_resumed_missesNothing()
{
    ControlService service;
    for (const char* value : {"1", "2", "3"})
        service.write("workflow/w", "a", value);
    EventClient since = watch(service, "?since=1");
    QVERIFY(since.nextData().startsWith(R"({"seq":2,)"));
    EventClient id = watch(service, "?since=0", {{"Last-Event-ID", "2"}});
    QVERIFY(id.nextData().startsWith(R"({"seq":3,)"));
}

void ControlLogTest::watch_beyondTheEnd_isReset()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    EventClient client = watch(service, "?since=99");
    const auto event = client.next();
    QVERIFY(event);
    QCOMPARE(event->name, "reset");
    QCOMPARE(event->data, R"({"from":1})");
    service.write("workflow/w", "a", "2");
    QVERIFY(client.nextData().startsWith(R"({"seq":2,)"));
}

void ControlLogTest::watch_malformed_is400()
{
    ControlService service;
    for (const char* query : {"since=x", "prefix=a", "key=a", "namespace=none", "x=1"})
        QCOMPARE(service.control(QByteArray("GET /watch?") + query).status, 400);
}

void ControlLogTest::requests_some_areToldWithTheirErrors()
{
    ControlService service;
    service.call("GET /state/a?api_key=secret", {}, {{"X-Request-Id", "r1"}});
    const auto& book = service.service().requests();
    QTRY_COMPARE(book.last(), 1);
    const QByteArray body = service.control("GET /requests").body;
    QVERIFY2(
        body.startsWith(
            R"({"requests":[{"number":1,"at":"2023-11-14T22:13:20.000Z","requestId":"r1",)"
            R"("method":"GET","path":"/state/a?api_key=***","status":401,)"),
        body.constData());
    QVERIFY(body.contains(R"("api":"integration")"));
    QVERIFY(body.contains("\"error\":{\"code\":\"unauthorized\",\"message\":\""));
    QVERIFY(body.endsWith(R"("nextSince":1})"));
    QTRY_COMPARE(book.last(), 2);
    QVERIFY(service.control("GET /requests?since=1").body.contains("/_stateroom/v1/requests\""));
    QCOMPARE(service.control("GET /requests?since=x").status, 400);
}

QTEST_GUILESS_MAIN(ControlLogTest)
#include "tst_controllog.moc"
