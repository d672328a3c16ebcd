// SPDX-License-Identifier: GPL-3.0-or-later
// API keys over the control API.
#include "tests/api/control/controlservice.h"

#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;

namespace {

/// The member's text in an answer.
QByteArray member(const HttpAnswer& answer, const QByteArray& name)
{
    const QByteArray begin = '"' + name + "\":\"";
    const qsizetype at = answer.body.indexOf(begin);
    if (at < 0)
        return {};
    const qsizetype from = at + begin.size();
    return answer.body.mid(from, answer.body.indexOf('"', from) - from);
}

Fields bearer(const QByteArray& text)
{
    return {{"Authorization", "Bearer " + text}};
}

} // namespace

class ControlKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void make_key_tellsItsTextOnce();
    void make_malformed_is400();
    void change_rights_holdAtOnce();
    void rotate_key_hasANewTextAndTheSameId();
    void rotate_withGrace_leavesTheOldTextForThatLong();
    void revoke_key_isUnknownAtOnce();
    void given_key_cannotBeChanged();
    void first_key_rotated_isInItsFile();
    void lastUse_isKnownAfterARestart();
    void unknown_key_is404();
};

void ControlKeysTest::make_key_tellsItsTextOnce()
{
    ControlService service;
    const HttpAnswer made = service.control(
        "POST /keys", R"({"api":"integration","label":"CI","resources":["imports/55cc"]})");
    QCOMPARE(made.status, 201);
    const QByteArray text = member(made, "text");
    QVERIFY(text.startsWith("int_"));
    QCOMPARE(service.call("PUT /v1/imports/55cc/state/a", "1", bearer(text)).status, 200);
    const HttpAnswer list = service.control("GET /keys");
    QCOMPARE(
        list.body, R"({"keys":[{"id":)"
                   "\"" +
                       member(made, "id") + "\",\"prefix\":\"" + text.first(8) +
                       "\",\"api\":\"integration\",\"label\":\"CI\",\"readOnly\":false,"
                       "\"resources\":[\"imports/55cc\"],\"plan\":\"local\","
                       "\"createdAt\":\"2023-11-14T22:13:20.000Z\","
                       "\"lastUsedAt\":\"2023-11-14T22:13:20.000Z\",\"source\":\"store\"}]}");
    QVERIFY(!list.body.contains(text));
}

void ControlKeysTest::make_malformed_is400()
{
    ControlService service;
    for (const char* body :
         {"{}", R"({"api":"planet"})", R"({"api":"business","plan":"gold"})",
          R"({"api":"business","readonly":true})", R"({"api":"business","resources":"a"})"})
        QCOMPARE(service.control("POST /keys", body).status, 400);
    QCOMPARE(service.control("GET /keys").body, R"({"keys":[]})");
}

void ControlKeysTest::change_rights_holdAtOnce()
{
    ControlService service;
    const HttpAnswer made = service.control("POST /keys", R"({"api":"integration"})");
    const QByteArray text = member(made, "text");
    const HttpAnswer changed = service.control(
        "PATCH /keys/" + member(made, "id"), R"({"readOnly":true,"label":"é","plan":"starter"})");
    QCOMPARE(changed.status, 200);
    QVERIFY(changed.body.contains(R"("label":"é","readOnly":true)"));
    QVERIFY(changed.body.contains(R"("plan":"starter")"));
    QCOMPARE(service.call("PUT /v1/state/a", "1", bearer(text)).status, 403);
    QCOMPARE(service.call("GET /v1/state/a", {}, bearer(text)).status, 404);
}

void ControlKeysTest::rotate_key_hasANewTextAndTheSameId()
{
    ControlService service;
    const HttpAnswer made = service.control("POST /keys", R"({"api":"integration","label":"x"})");
    const HttpAnswer rotated = service.control("POST /keys/" + member(made, "id") + "/rotate");
    QCOMPARE(rotated.status, 200);
    QCOMPARE(member(rotated, "id"), member(made, "id"));
    QCOMPARE(member(rotated, "label"), "x");
    QCOMPARE(service.call("GET /state/a", {}, bearer(member(made, "text"))).status, 401);
    QCOMPARE(service.call("GET /state/a", {}, bearer(member(rotated, "text"))).status, 404);
}

void ControlKeysTest::rotate_withGrace_leavesTheOldTextForThatLong()
{
    ControlService service;
    const HttpAnswer made = service.control("POST /keys", R"({"api":"integration"})");
    const QByteArray path = "POST /keys/" + member(made, "id") + "/rotate";
    QCOMPARE(service.control(path, R"({"grace":604801})").status, 400);
    const HttpAnswer rotated = service.control(path, R"({"grace":60})");
    const auto status = [&service](const HttpAnswer& whose) {
        return service.call("GET /state/a", {}, bearer(member(whose, "text"))).status;
    };
    QCOMPARE(status(made), 404);
    QCOMPARE(status(rotated), 404);
    QCOMPARE(service.control("GET /keys").body.count("\"id\""), 1);
    service.clock.advance(std::chrono::seconds(61));
    QCOMPARE(status(made), 401);
    QCOMPARE(status(rotated), 404);
}

void ControlKeysTest::revoke_key_isUnknownAtOnce()
{
    ControlService service;
    const HttpAnswer made = service.control("POST /keys", R"({"api":"integration"})");
    COMPARE_ANSWER(
        service.control("DELETE /keys/" + member(made, "id")), 200, R"({"revoked":true})");
    const HttpAnswer revoked = service.call(
        "GET /state/a", {},
        {{"Authorization", "Bearer " + member(made, "text")}, {"X-Request-Id", "r"}});
    const HttpAnswer unknown = service.call(
        "GET /state/a", {}, {{"Authorization", "Bearer int_never"}, {"X-Request-Id", "r"}});
    QCOMPARE(revoked.status, 401);
    QCOMPARE(revoked.body, unknown.body);
    QCOMPARE(revoked.fields, unknown.fields);
    QCOMPARE(service.control("DELETE /keys/" + member(made, "id")).status, 404);
}

void ControlKeysTest::given_key_cannotBeChanged()
{
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys = QStringLiteral("integration=tok1");
    ControlService service(options);
    const HttpAnswer list = service.control("GET /keys");
    QVERIFY(list.body.contains(R"("source":"given")"));
    QVERIFY(!list.body.contains("tok1"));
    const QByteArray path = "/keys/" + member(list, "id");
    QCOMPARE(service.control("DELETE " + path).status, 409);
    QCOMPARE(service.control("PATCH " + path, "{}").status, 409);
    QCOMPARE(service.control("POST " + path + "/rotate").status, 409);
    QCOMPARE(service.call("GET /state/a", {}, bearer("tok1")).status, 404);
}

void ControlKeysTest::first_key_rotated_isInItsFile()
{
    QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    options.makeFirstKeys = true;
    ControlService service(options);
    const auto all = service.service().keys().all();
    const auto first = std::find_if(all.begin(), all.end(), [](const ApiKeyPtr& key) {
        return key->api == ApiKind::Integration;
    });
    QVERIFY(first != all.end());
    const HttpAnswer rotated = service.control("POST /keys/" + (*first)->id + "/rotate");
    QCOMPARE(rotated.status, 200);
    QVERIFY(rotated.body.contains(R"("source":"first")"));
    QCOMPARE(
        FirstKeyFile(service.service().keyFile()).text(ApiKind::Integration).value(),
        member(rotated, "text"));
}

void ControlKeysTest::lastUse_isKnownAfterARestart()
{
    QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    Seq before;
    {
        ControlService service(options);
        const HttpAnswer made = service.control("POST /keys", R"({"api":"integration"})");
        QVERIFY(service.control("GET /keys").body.contains(R"("lastUsedAt":null)"));
        before = service.position();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(service.call("GET /state/a", {}, bearer(member(made, "text"))).status, 404);
        QCOMPARE(service.position(), before); // no write for a request
    }
    ControlService again(options);
    QVERIFY(again.control("GET /keys").body.contains(R"("lastUsedAt":"2023-11-14T22:13:20.000Z")"));
    QCOMPARE(again.position(), before.next());
}

void ControlKeysTest::unknown_key_is404()
{
    ControlService service;
    QCOMPARE(service.control("DELETE /keys/key_none").status, 404);
    QCOMPARE(service.control("PATCH /keys/key_none", "{}").status, 404);
    QCOMPARE(service.control("POST /keys/key_none/rotate").status, 404);
}

QTEST_GUILESS_MAIN(ControlKeysTest)
#include "tst_controlkeys.moc"
