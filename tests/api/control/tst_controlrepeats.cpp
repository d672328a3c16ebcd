// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that bear an Idempotency-Key, and come twice.
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArray w = "/namespaces/workflow%2Fw";
const Fields once = {{"Idempotency-Key", "once"}};

QByteArray idOf(const HttpAnswer& answer)
{
    const QByteArray begin = "\"id\":\"";
    const qsizetype from = answer.body.indexOf(begin) + begin.size();
    return answer.body.sliced(from, answer.body.indexOf('"', from) - from);
}

/// `a` and `gone`, of which one is there.
void fill(ControlService& service)
{
    service.write("workflow/w", "a", "1");
    service.write("workflow/w", "gone", "1");
    QCOMPARE(service.control("DELETE " + w + "/entries/gone").status, 200);
}

} // namespace

class ControlRepeatsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repeat_afterOthersWrote_answersAsBeforeAndDoesNothing_data();
    void repeat_afterOthersWrote_answersAsBeforeAndDoesNothing();
    void repeat_ofAVariablesRemoval_isNo404();
    void repeat_ofADryRun_isRunAgain();
    void repeat_ofARefusal_isJudgedAnew();
    void repeat_ofManySlices_doesNothing();
    void make_repeated_makesOneKeyAndHidesItsText();
    void rotate_repeated_leavesTheNewText();
    void change_repeated_leavesWhatIsThere();
    void revoke_repeated_isNo404();
    void import_repeated_writesNothing_data();
    void import_repeated_writesNothing();
    void import_repeatedByCommit_isNo404();
    void beginUpload_repeated_isTheSameUpload();
    void dropUpload_repeated_isNo404();
};

void ControlRepeatsTest::repeat_afterOthersWrote_answersAsBeforeAndDoesNothing_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("otherBody");
    const auto row = [](const QByteArray& path, const char* body, const char* other) {
        QTest::newRow(path.constData()) << path << QByteArray(body) << QByteArray(other);
    };
    row(w + "/entries:delete", R"({"all":true})", R"({"keys":["a"]})");
    row(w + "/entries:copy", R"({"to":"workflow/x","overwrite":true})", R"({"to":"workflow/y"})");
    row("/restore", R"({"namespace":"workflow/w","revision":2})",
        R"({"namespace":"workflow/w","revision":1})");
    row("/restore", R"({"namespace":"workflow/w","key":"gone","version":1})",
        R"({"namespace":"workflow/w","key":"a","version":1})");
    row("/undelete", R"({"namespace":"workflow/w"})", R"({"namespace":"workflow/w","key":"gone"})");
    row("/undo", R"({"revision":3})", R"({"revision":2})");
    row("/campaigns/c/variables:import",
        R"({"variables":[{"scope":"app","name":"v","type":"number"}]})", R"({"variables":[]})");
    row("/campaigns/c/app:reset", R"({"sub":"s","app":"a"})", R"({"sub":"s","app":"b"})");
}

void ControlRepeatsTest::repeat_afterOthersWrote_answersAsBeforeAndDoesNothing()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, otherBody);
    ControlService service;
    fill(service);
    const HttpAnswer first = service.control("POST " + path, body, once);
    QVERIFY2(first.status == 200, first.body.constData());
    QVERIFY(first.field("Idempotency-Replayed").isEmpty());
    for (const char* key : {"a", "gone", "new"})
        service.write("workflow/w", key, "9");
    const Seq before = service.position();
    const HttpAnswer second = service.control("POST " + path, body, once);
    COMPARE_ANSWER(second, 200, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    const HttpAnswer other = service.control("POST " + path, otherBody, once);
    QVERIFY2(other.status == 400, other.body.constData());
    QVERIFY(other.body.startsWith(R"({"error":{"code":"VALIDATION_ERROR")"));
    QCOMPARE(service.position(), before);
}

void ControlRepeatsTest::repeat_ofAVariablesRemoval_isNo404()
{
    ControlService service;
    const QByteArray define = R"({"variables":[{"scope":"app","name":"v","type":"number"}]})";
    QCOMPARE(service.control("POST /campaigns/c/variables:import", define).status, 200);
    const QByteArray call = "DELETE /campaigns/c/variables/app/v";
    const HttpAnswer first = service.control(call, {}, once);
    QCOMPARE(first.status, 200);
    COMPARE_ANSWER(service.control(call, {}, once), 200, first.body);
    QCOMPARE(service.control(call).status, 404);
}

void ControlRepeatsTest::repeat_ofADryRun_isRunAgain()
{
    ControlService service;
    fill(service);
    const QByteArray call = "POST " + w + "/entries:delete";
    const QByteArray body = R"({"all":true,"dryRun":true})";
    QVERIFY(service.control(call, body, once).body.startsWith(R"({"deleted":1,)"));
    service.write("workflow/w", "b", "1");
    QVERIFY(service.control(call, body, once).body.startsWith(R"({"deleted":2,)"));
    QCOMPARE(service.control(call, R"({"all":true})", once).status, 200);
}

void ControlRepeatsTest::repeat_ofARefusal_isJudgedAnew()
{
    ControlService service;
    const QByteArray body = R"({"namespace":"workflow/w","key":"a"})";
    QCOMPARE(service.control("POST /undelete", body, once).status, 404);
    service.write("workflow/w", "a", "1");
    QCOMPARE(service.control("DELETE " + w + "/entries/a").status, 200);
    QCOMPARE(service.control("POST /undelete", body, once).status, 200);
    const HttpAnswer bad = service.control("POST /undelete", body, {{"Idempotency-Key", ""}});
    QCOMPARE(bad.status, 400);
}

void ControlRepeatsTest::repeat_ofManySlices_doesNothing()
{
    constexpr int count = 3000;
    ControlService service;
    for (int i = 0; i < count; ++i)
        service.write("workflow/w", "k" + QByteArray::number(i), "1");
    const QByteArray call = "POST " + w + "/entries:delete";
    const HttpAnswer first = service.control(call, R"({"prefix":"k"})", once);
    QVERIFY(first.body.startsWith(
        R"({"deleted":3000,"operation":)" + QByteArray::number(count + 1) + ','));
    service.write("workflow/w", "k0", "2");
    COMPARE_ANSWER(service.control(call, R"({"prefix":"k"})", once), 200, first.body);
    QCOMPARE(service.control("GET " + w + "/entries/k0").status, 200);
}

void ControlRepeatsTest::make_repeated_makesOneKeyAndHidesItsText()
{
    ControlService service;
    const QByteArray body = R"({"api":"integration"})";
    const HttpAnswer first = service.control("POST /keys", body, once);
    QCOMPARE(first.status, 201);
    const qsizetype text = first.body.indexOf(",\"text\":\"");
    QVERIFY(text > 0);
    const QByteArray keys = service.control("GET /keys").body;
    const HttpAnswer second = service.control("POST /keys", body, once);
    COMPARE_ANSWER(second, 201, first.body.first(text) + '}');
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.control("GET /keys").body, keys);
    QCOMPARE(service.control("POST /keys", R"({"api":"workflow"})", once).status, 400);
    QCOMPARE(service.control("GET /keys").body, keys);
}

void ControlRepeatsTest::rotate_repeated_leavesTheNewText()
{
    ControlService service;
    const QByteArray id = idOf(service.control("POST /keys", R"({"api":"integration"})"));
    const QByteArray call = "POST /keys/" + id + "/rotate";
    const HttpAnswer first = service.control(call, "{}", once);
    const qsizetype text = first.body.indexOf(",\"text\":\"");
    QVERIFY(text > 0);
    const QByteArray keys = service.control("GET /keys").body;
    COMPARE_ANSWER(service.control(call, "{}", once), 200, first.body.first(text) + '}');
    QCOMPARE(service.control("GET /keys").body, keys);
    QCOMPARE(service.control(call, R"({"grace":1})", once).status, 400);
}

void ControlRepeatsTest::change_repeated_leavesWhatIsThere()
{
    ControlService service;
    const QByteArray call =
        "PATCH /keys/" + idOf(service.control("POST /keys", R"({"api":"workflow"})"));
    const HttpAnswer first = service.control(call, R"({"label":"a"})", once);
    QCOMPARE(first.status, 200);
    QCOMPARE(service.control(call, R"({"label":"b"})").status, 200);
    const HttpAnswer second = service.control(call, R"({"label":"a"})", once);
    COMPARE_ANSWER(second, 200, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QVERIFY(service.control("GET /keys").body.contains(R"("label":"b")"));
    QCOMPARE(service.control(call, R"({"label":"c"})", once).status, 400);
}

void ControlRepeatsTest::revoke_repeated_isNo404()
{
    ControlService service;
    const QByteArray call =
        "DELETE /keys/" + idOf(service.control("POST /keys", R"({"api":"workflow"})"));
    COMPARE_ANSWER(service.control(call, {}, once), 200, R"({"revoked":true})");
    COMPARE_ANSWER(service.control(call, {}, once), 200, R"({"revoked":true})");
    QCOMPARE(service.control(call).status, 404);
    QCOMPARE(service.control(call, {}, {{"Idempotency-Key", "another"}}).status, 404);
    QCOMPARE(service.control("GET /keys").body, R"({"keys":[]})");
}

void ControlRepeatsTest::import_repeated_writesNothing_data()
{
    QTest::addColumn<int>("entries");
    QTest::newRow("one slice") << 1;
    QTest::newRow("many slices") << 3000;
}

void ControlRepeatsTest::import_repeated_writesNothing()
{
    QFETCH(int, entries);
    ControlService service;
    QByteArray file;
    for (int i = 0; i < entries; ++i)
        file += R"({"namespace":"workflow/w","key":"k)" + QByteArray::number(i) +
                R"(","value":1})"
                "\n";
    const HttpAnswer first = service.control("POST /import", file, once);
    QVERIFY2(first.status == 200, first.body.constData());
    QVERIFY(first.body.startsWith("{\"created\":" + QByteArray::number(entries)));
    service.write("workflow/w", "k0", "2");
    const Seq before = service.position();
    const HttpAnswer second = service.control("POST /import", file, once);
    COMPARE_ANSWER(second, 200, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.control("POST /import?clear=true", file, once).status, 400);
    QCOMPARE(service.control("POST /import", file + '\n', once).status, 400);
    QCOMPARE(service.position(), before);
}

void ControlRepeatsTest::import_repeatedByCommit_isNo404()
{
    ControlService service;
    const HttpAnswer begun = service.control("POST /imports");
    const QByteArray id = begun.body.sliced(11).chopped(2);
    const QByteArray path = "POST /imports/" + id;
    const QByteArray line = R"({"namespace":"workflow/w","key":"k","value":1})";
    QCOMPARE(service.control(path + "/lines?offset=0", line).status, 200);
    QCOMPARE(service.control(path + "/commit", R"({"dryRun":true})", once).status, 200);
    const HttpAnswer first = service.control(path + "/commit", "{}", once);
    QCOMPARE(first.status, 200);
    const Seq before = service.position();
    COMPARE_ANSWER(service.control(path + "/commit", "{}", once), 200, first.body);
    QCOMPARE(service.control(path + "/commit", "{}").status, 404);
    QCOMPARE(service.position(), before);
}

void ControlRepeatsTest::beginUpload_repeated_isTheSameUpload()
{
    ControlService service;
    const HttpAnswer first = service.control("POST /imports", {}, once);
    QCOMPARE(first.status, 201);
    const HttpAnswer second = service.control("POST /imports", {}, once);
    COMPARE_ANSWER(second, 201, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QVERIFY(service.control("POST /imports").body != first.body);
    for (int i = 2; i < 16; ++i)
        QCOMPARE(service.control("POST /imports").status, 201);
    const HttpAnswer tooMany = service.control("POST /imports");
    QCOMPARE(tooMany.status, 409);
    QVERIFY(tooMany.body.startsWith(R"({"error":{"code":"CONFLICT")"));
}

void ControlRepeatsTest::dropUpload_repeated_isNo404()
{
    ControlService service;
    const QByteArray id = service.control("POST /imports").body.sliced(11).chopped(2);
    const QByteArray call = "DELETE /imports/" + id;
    COMPARE_ANSWER(service.control(call, {}, once), 200, R"({"deleted":true})");
    COMPARE_ANSWER(service.control(call, {}, once), 200, R"({"deleted":true})");
    QCOMPARE(service.control(call).status, 404);
    QCOMPARE(service.control(call, {}, {{"Idempotency-Key", "another"}}).status, 404);
}

QTEST_GUILESS_MAIN(ControlRepeatsTest)
#include "tst_controlrepeats.moc"
