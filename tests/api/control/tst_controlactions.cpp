// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to many keys, over HTTP. What it does to them is tested in tests/actions.
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArray w = "/namespaces/workflow%2Fw";

} // namespace

class ControlActionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actions_inTurn_answerWhatTheyDid();
    void undo_conflict_is409WithTheKeys();
    void actions_malformed_are400WithoutEffect_data();
    void actions_malformed_are400WithoutEffect();
    void actions_missing_are404();
    void statistics_count_whatIsThere();
};

void ControlActionsTest::actions_inTurn_answerWhatTheyDid()
{
    ControlService service;
    for (const char* key : {"a", "b/1", "b/2"})
        service.write("workflow/w", key, "1");
    const QByteArray remove = "POST " + w + "/entries:delete";
    COMPARE_ANSWER(
        service.control(remove, R"({"prefix":"b/","dryRun":true})"), 200,
        R"({"deleted":2,"operation":null,"sample":["b/1","b/2"]})");
    COMPARE_ANSWER(
        service.control(remove, R"({"prefix":"b/"})", {{"X-Request-Id", "r9"}}), 200,
        R"({"deleted":2,"operation":4,"sample":["b/1","b/2"]})");
    QCOMPARE(service.changes(Seq(3)).front().by.keyId, "control");
    QCOMPARE(service.changes(Seq(3)).front().by.requestId, "r9");
    COMPARE_ANSWER(
        service.control("POST /undo", R"({"operation":4})"), 200,
        R"({"restored":2,"deleted":0,"unchanged":0,"expired":0,"skipped":0,"operation":6})");
    COMPARE_ANSWER(
        service.control(remove, R"({"keys":["a","b/1","a"]})"), 200,
        R"({"deleted":2,"operation":8,"sample":["a","b/1"]})");
    COMPARE_ANSWER(
        service.control("POST /undelete", R"({"namespace":"workflow/w","key":"a"})"), 200,
        R"({"restored":1,"unchanged":0,"expired":0,"operation":10})");
    COMPARE_ANSWER(
        service.control("POST /restore", R"({"namespace":"workflow/w","revision":1})"), 200,
        R"({"restored":0,"deleted":1,"unchanged":1,"expired":0,"operation":11})");
    COMPARE_ANSWER(
        service.control("POST " + w + "/entries:copy", R"({"to":"workflow/x"})"), 200,
        R"({"copied":1,"skipped":0,"operation":12})");
    COMPARE_ANSWER(
        service.control("POST " + w + "/entries:copy", R"({"to":"workflow/x"})"), 200,
        R"({"copied":0,"skipped":1,"operation":null})");
    COMPARE_ANSWER(
        service.control("POST /restore", R"({"namespace":"workflow/w","key":"b/1","version":1})"),
        200, R"({"restored":1,"deleted":0,"unchanged":0,"expired":0,"operation":13})");
    COMPARE_ANSWER(
        service.control("POST /undo", R"({"revision":3,"dryRun":true,"force":true})"), 200,
        R"({"restored":0,"deleted":0,"unchanged":0,"expired":0,"skipped":0,"operation":null})");
}

void ControlActionsTest::undo_conflict_is409WithTheKeys()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    QCOMPARE(service.control("POST " + w + "/entries:delete", R"({"all":true})").status, 200);
    service.write("workflow/w", "a", "2");
    const HttpAnswer answer = service.control("POST /undo", R"({"operation":2})");
    QCOMPARE(answer.status, 409);
    QVERIFY(answer.body.startsWith(R"({"error":{"code":"CONFLICT","message":)"));
    QVERIFY(answer.body.endsWith(
        R"(,"conflicts":[{"namespace":"workflow/w","key":"a","version":3}],"conflictCount":1}})"));
    QCOMPARE(service.control("POST /undo", R"({"operation":2,"force":true})").status, 200);
}

void ControlActionsTest::actions_malformed_are400WithoutEffect_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const QByteArray& path, const char* body) {
        QTest::newRow((path + ' ' + body).constData()) << path << QByteArray(body);
    };
    row(w + "/entries:delete", "{}");
    row(w + "/entries:delete", R"({"all":false})");
    row(w + "/entries:delete", R"({"all":true,"prefix":"a"})");
    row(w + "/entries:delete", R"({"keys":"a"})");
    row(w + "/entries:delete", R"({"keys":[1]})");
    row(w + "/entries:delete", R"({"all":true,"dryrun":true})");
    row(w + "/entries:copy", "{}");
    row(w + "/entries:copy", R"({"to":"workflow/w"})");
    row(w + "/entries:copy", R"({"to":"nokind"})");
    row(w + "/entries:copy", R"({"to":"business/agents"})");
    row(w + "/entries:copy", R"({"to":"business/agents","dryRun":true})");
    row("/restore", R"({"revision":1})");
    row("/restore", R"({"namespace":"workflow/w"})");
    row("/restore", R"({"namespace":"workflow/w","version":1})");
    row("/restore", R"({"namespace":"workflow/w","key":"a","version":1,"revision":1})");
    row("/restore", R"({"namespace":"workflow/w","key":"a","prefix":"a","revision":1})");
    row("/restore", R"({"namespace":"workflow/w","revision":99})");
    row("/restore", R"({"namespace":"workflow/w","at":"noon"})");
    row("/undelete", R"({"namespace":"workflow/w","revision":1,"at":"2020-01-01T00:00:00Z"})");
    row("/undo", "{}");
    row("/undo", R"({"operation":1,"revision":1})");
    row("/undo", R"({"operation":"1"})");
}

void ControlActionsTest::actions_malformed_are400WithoutEffect()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    ControlService service;
    service.write("workflow/w", "a", "1");
    const HttpAnswer answer = service.control("POST " + path, body);
    QVERIFY2(answer.status == 400, answer.body.constData());
    QVERIFY(answer.body.startsWith(R"({"error":{"code":"VALIDATION_ERROR")"));
    QCOMPARE(service.position(), Seq(1));
}

void ControlActionsTest::actions_missing_are404()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    QCOMPARE(service.control("POST /undo", R"({"operation":1})").status, 404);
    QCOMPARE(
        service.control("POST /restore", R"({"namespace":"workflow/w","key":"a","version":2})")
            .status,
        404);
    QCOMPARE(
        service.control("POST /undelete", R"({"namespace":"workflow/w","key":"none"})").status,
        404);
}

void ControlActionsTest::statistics_count_whatIsThere()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    service.write("workflow/x", "a", "1");
    service.clock.advance(std::chrono::seconds(5));
    const QByteArray body = service.control("GET /statistics").body;
    for (const char* part :
         {R"("uptime":5,)", R"("mode":"ephemeral")", R"("health":{"writable":true})",
          R"("namespaces":2,"keys":2)",
          R"("log":{"floor":0,"lastSeq":2,"lastRevision":2,"lastCommit":)", R"("changes":2})"})
        QVERIFY2(body.contains(part), body.constData());
    QVERIFY(!body.contains(R"("file":{"bytes":0)"));
    QCOMPARE(service.control("GET /statistics?x=1").status, 400);
}

QTEST_GUILESS_MAIN(ControlActionsTest)
#include "tst_controlactions.moc"
