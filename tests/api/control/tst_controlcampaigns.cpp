// SPDX-License-Identifier: GPL-3.0-or-later
// What the control API does to campaigns.
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray variables = "/campaigns/spring/variables";
const QByteArray points = R"({"scope":"user","name":"points","type":"number","default":0})";
const QByteArray score = R"({"scope":"app","name":"score","type":"number"})";

QByteArray listOf(const QByteArrayList& list)
{
    return R"({"variables":[)" + list.join(',') + "]}";
}

} // namespace

class ControlCampaignsTest final : public QObject {
    Q_OBJECT

    static QByteArray mint(ControlService& service, const QByteArray& sub = "ann")
    {
        const HttpAnswer answer = service.control(
            "POST /tokens/user",
            R"({"campaign":"spring","app":"quiz","ttl":600,"sub":)" + ('"' + sub + "\"}"));
        const QByteArray begin = "{\"token\":\"";
        return answer.body.mid(begin.size(), answer.body.indexOf("\",") - begin.size());
    }
    static HttpAnswer runtime(
        ControlService& service, const QByteArray& token, const QByteArray& request,
        const QByteArray& body = {})
    {
        return service.call(request, body, {{"Authorization", "Bearer " + token}});
    }
    static void setValues(ControlService& service, const QByteArray& token)
    {
        const HttpAnswer answer = runtime(
            service, token, "POST /v1/runtime/state:mutate",
            R"({"ops":[{"path":"state.user.points","op":"set","value":7},)"
            R"({"path":"state.app.score","op":"set","value":5}]})");
        QCOMPARE(answer.status, 200);
    }

private Q_SLOTS:
    void token_minted_isTakenForItsTime()
    {
        ControlService service;
        const HttpAnswer answer = service.control(
            "POST /tokens/user", R"({"campaign":"spring","app":"quiz","sub":"ann","ttl":600})");
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.endsWith(R"(,"expiresAt":"2023-11-14T22:23:20.000Z"})"));
        const QByteArray token = mint(service);
        QCOMPARE(runtime(service, token, "GET /v1/runtime/state").status, 200);
        service.clock.advance(std::chrono::seconds(600));
        QCOMPARE(runtime(service, token, "GET /v1/runtime/state").status, 401);
    }

    void token_wrongWish_is400_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << "{}"_ba;
        QTest::newRow("no sub") << R"({"campaign":"c","app":"a"})"_ba;
        QTest::newRow("empty app") << R"({"campaign":"c","app":"","sub":"s"})"_ba;
        QTest::newRow("unknown member") << R"({"campaign":"c","app":"a","sub":"s","x":1})"_ba;
        QTest::newRow("ttl as a text") << R"({"campaign":"c","app":"a","sub":"s","ttl":"1m"})"_ba;
        QTest::newRow("too long") << R"({"campaign":"c","app":"a","sub":"s","ttl":1e10})"_ba;
    }
    void token_wrongWish_is400()
    {
        QFETCH(QByteArray, body);
        ControlService service;
        const HttpAnswer answer = service.control("POST /tokens/user", body);
        QVERIFY2(answer.status == 400, answer.body);
        QVERIFY(answer.body.contains("VALIDATION_ERROR"));
    }

    void import_export_roundTripsInOrderAllOrNothing()
    {
        ControlService service;
        COMPARE_ANSWER(
            service.control("POST " + variables + ":import", listOf({points, score})), 200,
            R"({"defined":2,"unchanged":0})");
        const QByteArray exported = service.control("GET " + variables).body;
        QCOMPARE(exported, listOf({points, score}));
        COMPARE_ANSWER(
            service.control("POST /campaigns/summer/variables:import", exported), 200,
            R"({"defined":2,"unchanged":0})");
        COMPARE_ANSWER(
            service.control("POST /campaigns/summer/variables:import", exported), 200,
            R"({"defined":0,"unchanged":2})");
        // The second one conflicts: the first is not kept either.
        const Seq before = service.position();
        const HttpAnswer refused = service.control(
            "POST " + variables + ":import",
            listOf(
                {R"({"scope":"app","name":"new","type":"string"})",
                 R"({"scope":"app","name":"score","type":"string"})"}));
        QCOMPARE(refused.status, 409);
        QVERIFY2(refused.body.contains(R"("path":"state.app.score")"), refused.body);
        const HttpAnswer invalid =
            service.control("POST " + variables + ":import", listOf({points, R"({"scope":"x"})"}));
        QCOMPARE(invalid.status, 400);
        QVERIFY2(invalid.body.contains(R"("field":"scope")"), invalid.body);
        QCOMPARE(service.position(), before);
    }

    void redefine_valuesThatDoNotFit_areCountedAndNeedForce()
    {
        ControlService service;
        service.control("POST " + variables + ":import", listOf({points, score}));
        for (const char* sub : {"ann", "bob"})
            setValues(service, mint(service, sub));
        const QByteArray place = "PUT " + variables + "/app/score";
        const HttpAnswer refused = service.control(place, R"({"type":"string"})");
        QCOMPARE(refused.status, 409);
        QVERIFY2(refused.body.endsWith(R"(,"misfits":2}})"), refused.body);
        COMPARE_ANSWER(
            service.control(place, R"({"type":"string","default":"none","force":true})"), 200,
            R"({"variable":{"scope":"app","name":"score","type":"string","default":"none"},"misfits":2})");
        QCOMPARE(
            runtime(service, mint(service), "GET /v1/runtime/state").body,
            R"({"state":{"user":{"points":7},"campaign":{},"app":{"score":"none"}}})"_ba);
        COMPARE_ANSWER(
            service.control(place, R"({"type":"number"})"), 200,
            R"({"variable":{"scope":"app","name":"score","type":"number"},"misfits":0})");
        // It has kept its place, and its values.
        QCOMPARE(service.control("GET " + variables).body, listOf({points, score}));
        QCOMPARE(
            runtime(service, mint(service), "GET /v1/runtime/state").body,
            R"({"state":{"user":{"points":7},"campaign":{},"app":{"score":5}}})"_ba);
        QCOMPARE(
            service.control("PUT " + variables + "/app/other", R"({"type":"number"})").status, 404);
        QCOMPARE(service.control(place, R"({"type":"float"})").status, 400);
    }

    void undefine_variable_hidesItsValuesAndFreesItsName()
    {
        ControlService service;
        service.control("POST " + variables + ":import", listOf({points, score}));
        const QByteArray token = mint(service);
        setValues(service, token);
        QCOMPARE(
            runtime(service, token, "GET /v1/runtime/state").body,
            R"({"state":{"user":{"points":7},"campaign":{},"app":{"score":5}}})"_ba);
        COMPARE_ANSWER(
            service.control("DELETE " + variables + "/user/points"), 200, R"({"removed":true})");
        QCOMPARE(service.control("DELETE " + variables + "/user/points").status, 404);
        QCOMPARE(service.control("DELETE " + variables + "/nowhere/points").status, 404);
        QCOMPARE(
            runtime(service, token, "GET /v1/runtime/state").body,
            R"({"state":{"user":{},"campaign":{},"app":{"score":5}}})"_ba);
        QCOMPARE(
            runtime(
                service, token, "POST /v1/runtime/state:mutate",
                R"({"ops":[{"path":"state.user.points","op":"inc","value":1}]})")
                .status,
            400);
        service.control("POST " + variables + ":import", listOf({points}));
        QCOMPARE(service.control("GET " + variables).body, listOf({score, points}));
    }

    void resetApp_participant_losesThatAppsValuesAlone()
    {
        ControlService service;
        service.control("POST " + variables + ":import", listOf({points, score}));
        setValues(service, mint(service, "ann"));
        setValues(service, mint(service, "bob"));
        const QByteArray reset = "POST /campaigns/spring/app:reset";
        COMPARE_ANSWER(
            service.control(reset, R"({"sub":"ann","app":"quiz","dryRun":true})"), 200,
            R"({"deleted":1,"operation":null})");
        const HttpAnswer answer = service.control(reset, R"({"sub":"ann","app":"quiz"})");
        QVERIFY2(answer.body.startsWith(R"({"deleted":1,"operation":)"), answer.body);
        QCOMPARE(
            runtime(service, mint(service, "ann"), "GET /v1/runtime/state").body,
            R"({"state":{"user":{"points":7},"campaign":{},"app":{}}})"_ba);
        QVERIFY(runtime(service, mint(service, "bob"), "GET /v1/runtime/state")
                    .body.contains(R"("score":5)"));
        QCOMPARE(service.control(reset, R"({"sub":"ann"})").status, 400);
    }
};

QTEST_GUILESS_MAIN(ControlCampaignsTest)
#include "tst_controlcampaigns.moc"
