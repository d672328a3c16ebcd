// SPDX-License-Identifier: GPL-3.0-or-later
// Hook scripts over HTTP. What scripts can do is tested in tests/hooks.
#include "tests/api/control/controlservice.h"

#include <QElapsedTimer>

using namespace stateroom;
using namespace stateroom::test;

namespace {

/// A body with this script, whose function is `f`.
QByteArray bodyOf(const QByteArray& script, const QByteArray& more = {})
{
    return R"({"function":"f","script":)" + JsonText::fromUtf8(script).bytes() + more + '}';
}

/// An answer with an error, and nothing logged.
QByteArray failure(const QByteArray& code, const QByteArray& message, const QByteArray& more = {})
{
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + '"' + more +
           "},\"log\":[]}";
}

} // namespace

class ControlHooksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void run_script_answersResultLogAndChanges();
    void run_failure_is422WithItsPlace();
    void run_limits_areTold();
    void run_malformed_is400_data();
    void run_malformed_is400();
    void run_scriptThatIsNoText_isToldWhere_data();
    void run_scriptThatIsNoText_isToldWhere();
    void run_withIdempotencyKey_isDoneOnce();
    void run_whileAnotherRuns_othersAreServed();
};

void ControlHooksTest::run_script_answersResultLogAndChanges()
{
    ControlService service;
    service.write("integration/", "a", "1.10");
    COMPARE_ANSWER(
        service.control(
            "POST /hooks:run",
            bodyOf(
                "const f = o => { console.log('hi', o.data.length); console.error('é'); "
                "o.state.set('b', [o.state.get('a')]); o.state.remove('a'); return o.data }",
                R"(,"options":{"data":[12345678901234567890]})"),
            {{"X-Request-Id", "r7"}}),
        200,
        R"({"result":[12345678901234567890],)"
        R"("log":[{"level":"info","message":"hi 1"},{"level":"error","message":"é"}],"changes":[)"
        R"({"namespace":"integration/","key":"a","version":2,"op":"delete","oldValue":1.10},)"
        R"({"namespace":"integration/","key":"b","version":1,"op":"set","value":[1.1]}],"runs":1})");
    QCOMPARE(service.changes(Seq(1)).front().by.keyId, "control");
    QCOMPARE(service.changes(Seq(1)).front().by.requestId, "r7");
    COMPARE_ANSWER(
        service.control(
            "POST /hooks:run", bodyOf(
                                   "function f({ state }) { state.set('x', 1) }",
                                   R"(,"namespace":"integration/imports/5","dryRun":true)")),
        200,
        R"({"result":null,"log":[],"changes":[{"namespace":"integration/imports/5","key":"x",)"
        R"("op":"set","value":1}],"runs":1})");
    QCOMPARE(service.position(), Seq(3));
}

void ControlHooksTest::run_failure_is422WithItsPlace()
{
    ControlService service;
    COMPARE_ANSWER(
        service.control(
            "POST /hooks:run",
            bodyOf("function g() {\n  throw new TypeError('\"bad\"') }\n"
                   "function f(o) {\n  o.state.set('a', 1); console.log('x'); g() }")),
        422,
        R"({"error":{"code":"SCRIPT_ERROR","message":"TypeError: \"bad\"","line":2,)"
        R"x("stack":"g (line 2)\nf (line 4)"},"log":[{"level":"info","message":"x"}]})x");
    COMPARE_ANSWER(
        service.control("POST /hooks:run", bodyOf("function f() {\n  let k = 5 5\n}")), 422,
        failure(
            "SCRIPT_ERROR",
            "SyntaxError: Expected token `;'. Scripts are ECMAScript 2016, with ?. and ?\?.",
            ",\"line\":2,\"column\":13"));
    QCOMPARE(service.position(), Seq(0));
}

void ControlHooksTest::run_limits_areTold()
{
    ServiceOptions options = TestService::plainOptions();
    options.hooks.time = Milliseconds(600);
    options.hooks.memory = 32 << 20;
    ControlService service(options);
    COMPARE_ANSWER(
        service.control("POST /hooks:run", bodyOf("function f() { for (;;); }")), 422,
        failure("TIMEOUT", "The script took longer than 0.6 seconds and was ended."));
    options.hooks.time = std::chrono::seconds(20);
    ControlService patient(options);
    COMPARE_ANSWER(
        patient.control(
            "POST /hooks:run",
            bodyOf("function f() { const a = []; for (;;) a.push(new Uint8Array(1e6)) }")),
        422,
        failure("MEMORY_LIMIT", "The script needed more than 32 MiB of memory and was ended."));
}

void ControlHooksTest::run_malformed_is400_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no function") << QByteArray(R"({"script":"1"})");
    QTest::newRow("no script") << QByteArray(R"({"function":"f"})");
    QTest::newRow("script is no text") << QByteArray(R"({"script":1,"function":"f"})");
    QTest::newRow("function is no name") << QByteArray(R"({"script":"1","function":"a b"})");
    QTest::newRow("options are no object") << bodyOf("1", R"(,"options":[1])");
    QTest::newRow("options are null") << bodyOf("1", R"(,"options":null)");
    QTest::newRow("no namespace of scripts") << bodyOf("1", R"(,"namespace":"workflow/w")");
    QTest::newRow("a resource that is none") << bodyOf("1", R"(,"namespace":"integration/x/1")");
    QTest::newRow("an unknown member") << bodyOf("1", R"(,"timeout":9)");
    QTest::newRow("a script above 1 MiB") << bodyOf(QByteArray(1'100'000, ' '));
}

void ControlHooksTest::run_malformed_is400()
{
    QFETCH(const QByteArray, body);
    ControlService service;
    const HttpAnswer answer = service.control("POST /hooks:run", body);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.body.startsWith(R"({"error":{"code":"VALIDATION_ERROR")"));
}

void ControlHooksTest::run_scriptThatIsNoText_isToldWhere_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("a number") << QByteArray("1") << QByteArray("must be a text.");
    QTest::newRow("zero") << QByteArray(R"("ab\u0000")")
                          << QByteArray("must not hold U+0000: line 1, column 3.");
    QTest::newRow("half a character")
        << QByteArray(R"("\n\ud83d\ude00\n a\ud800b")")
        << QByteArray("must not hold half of a character (U+D800): line 3, column 3.");
}

void ControlHooksTest::run_scriptThatIsNoText_isToldWhere()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, told);
    ControlService service;
    const HttpAnswer answer =
        service.control("POST /hooks:run", R"({"function":"f","script":)" + script + '}');
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.body.contains(R"(\"script\" )" + told), answer.body);
}

void ControlHooksTest::run_withIdempotencyKey_isDoneOnce()
{
    ControlService service;
    const QByteArray body =
        bodyOf("function f({ state }) { const n = (state.get('n') || 0) + 1; state.set('n', n); "
               "return n }");
    const Fields key{{"Idempotency-Key", "once"}};
    const HttpAnswer first = service.control("POST /hooks:run", body, key);
    QCOMPARE(first.status, 200);
    const HttpAnswer again = service.control("POST /hooks:run", body, key);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.position(), Seq(1));
    QCOMPARE(service.control("POST /hooks:run", bodyOf("function f() {}"), key).status, 400);
    QVERIFY(service.control("POST /hooks:run", body).body.startsWith(R"({"result":2,)"));
    // What failed is done anew.
    const Fields other{{"Idempotency-Key", "other"}};
    for (int i = 0; i < 2; ++i)
        QCOMPARE(
            service.control("POST /hooks:run", bodyOf("function f() { throw 1 }"), other).status,
            422);
}

void ControlHooksTest::run_whileAnotherRuns_othersAreServed()
{
    ServiceOptions options = TestService::plainOptions();
    options.hooks.time = std::chrono::seconds(2);
    options.hooks.atOnce = 1;
    options.http.threads = 1;
    ControlService service(options);
    QByteArray endless;
    std::unique_ptr<QThread> caller(QThread::create([&] {
        endless = service.control("POST /hooks:run", bodyOf("function f() { for (;;); }")).body;
    }));
    caller->start();
    // The only worker answers all the while.
    int answered = 0;
    while (!caller->isFinished()) {
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(service.call("GET /health").status, 200);
        QVERIFY(clock.elapsed() < 1'500);
        ++answered;
    }
    QVERIFY(answered > 5);
    QVERIFY(endless.contains("TIMEOUT"));
}

QTEST_GUILESS_MAIN(ControlHooksTest)
#include "tst_controlhooks.moc"
