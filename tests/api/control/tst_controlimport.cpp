// SPDX-License-Identifier: GPL-3.0-or-later
// Import: what becomes of each line.
#include "tests/api/control/controlservice.h"
#include "tests/api/control/exportlines.h"

using namespace stateroom;
using namespace stateroom::test;

class ControlImportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void import_ofAnExport_isTheSameAgain();
    void import_history_goesThroughEachChange();
    void import_historyWithPassedExpiries_makesNoOthers();
    void import_onConflict_does_data();
    void import_onConflict_does();
    void import_malformed_changesNothing_data();
    void import_malformed_changesNothing();
    void import_records_areAsTheyWere();
    void import_keyNamedTwice_isOneKey_data();
    void import_keyNamedTwice_isOneKey();
    void import_keysThatNoApiTakes_are400();
    void import_expired_isLeftOut();
};

void ControlImportTest::import_ofAnExport_isTheSameAgain()
{
    ControlService first;
    first.write("workflow/w", "b", R"({"z":1.0,"a":1e400})");
    first.write("integration/", "a/b", R"("A")");
    const QByteArray file = first.control("GET /export").body;
    ControlService second;
    COMPARE_ANSWER(
        second.control("POST /import?dryRun=true", file), 200,
        R"({"created":2,"replaced":0,"unchanged":0,"skipped":0,"expired":0,"deleted":0,"operation":null})");
    QCOMPARE(second.position(), Seq(0));
    COMPARE_ANSWER(
        second.control("POST /import", file), 200,
        R"({"created":2,"replaced":0,"unchanged":0,"skipped":0,"expired":0,"deleted":0,"operation":1})");
    QCOMPARE(second.control("GET /export").body, file);
    const Seq before = second.position();
    COMPARE_ANSWER(
        second.control("POST /import", file), 200,
        R"({"created":0,"replaced":0,"unchanged":2,"skipped":0,"expired":0,"deleted":0,"operation":null})");
    QCOMPARE(second.position(), before);
}

void ControlImportTest::import_history_goesThroughEachChange()
{
    ControlService first;
    first.write("workflow/w", "k", "1");
    QCOMPARE(first.control("DELETE /namespaces/workflow%2Fw/entries/k").status, 200);
    first.write("workflow/w", "k", "2");
    const QByteArray file = first.control("GET /export?history=true").body;
    ControlService second;
    COMPARE_ANSWER(
        second.control("POST /import", file), 200,
        R"({"created":1,"replaced":0,"unchanged":0,"skipped":0,"expired":0,"deleted":0,"operation":1})");
    QCOMPARE(
        second.log(Seq(1)), QByteArrayList(
                                {"workflow/w k v1 set 1", "workflow/w k v2 delete",
                                 "workflow/w k v3 set 2", "system/imports running v2 delete"}));
}

void ControlImportTest::import_historyWithPassedExpiries_makesNoOthers()
{
    const auto change = [](int version, const char* op, const QByteArray& more) {
        return R"({"namespace":"workflow/w","key":"k","version":)" + QByteArray::number(version) +
               ",\"op\":\"" + op + '"' + more + "}\n";
    };
    const QByteArray passed = R"(,"expiresAt":"2020-01-01T00:00:00.000Z")";
    const QByteArray file = change(1, "set", R"(,"value":1)" + passed) +
                            change(2, "set", R"(,"value":2)" + passed) + change(3, "delete", {}) +
                            change(4, "set", R"(,"value":4)" + passed) + change(5, "expire", {}) +
                            change(6, "set", R"(,"value":6)");
    ControlService service;
    const Seq before = service.position();
    QCOMPARE(service.control("POST /import", file).status, 200);
    QByteArrayList ops;
    for (const Change& one : service.changes(before)) {
        if (!one.name.space.isSystem())
            ops << QByteArray::number(one.version.value()) + ' ' + QByteArray::number(int(one.op));
    }
    const auto is = [](int version, ChangeOp op) {
        return QByteArray::number(version) + ' ' + QByteArray::number(int(op));
    };
    QCOMPARE(
        ops, (QByteArrayList{
                 is(1, ChangeOp::Set), is(2, ChangeOp::Set), is(3, ChangeOp::Delete),
                 is(4, ChangeOp::Set), is(5, ChangeOp::Expire), is(6, ChangeOp::Set)}));
}

void ControlImportTest::import_onConflict_does_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("as if not told")
        << QByteArray() << 200 << QByteArray("2") << QByteArray(R"({"created":1,"replaced":1,)");
    QTest::newRow("keep") << QByteArray("?onConflict=keep") << 200 << QByteArray("1")
                          << QByteArray(R"("skipped":1,)");
    QTest::newRow("fail") << QByteArray("?onConflict=fail") << 409 << QByteArray("1")
                          << QByteArray(R"("conflicts":[{"namespace":"workflow/w","key":"k"}])");
    QTest::newRow("nonsense") << QByteArray("?onConflict=x") << 400 << QByteArray("1")
                              << QByteArray("onConflict");
    QTest::newRow("mistyped") << QByteArray("?dryrun=true") << 400 << QByteArray("1")
                              << QByteArray("dryrun");
}

void ControlImportTest::import_onConflict_does()
{
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, says);
    ControlService service;
    service.write("workflow/w", "k", "1");
    const HttpAnswer answer =
        service.control("POST /import" + query, entryLine("k", "2") + entryLine("new", "2"));
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.body.contains(says), answer.body.constData());
    QVERIFY(service.control("GET /export").body.contains(entryLine("k", value)));
    QCOMPARE(service.control("GET /export").body.contains("\"new\""), status == 200);
}

void ControlImportTest::import_malformed_changesNothing_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QByteArray& file, const char* says) {
        QTest::newRow(name) << file << QByteArray(says);
    };
    const QByteArray good = entryLine("a", "1");
    row("not JSON", headLine() + good + "{\"namespace\"\n", "\"line\":3");
    row("no object", good + "1\n", "\"line\":2");
    row("unknown member", good + R"({"namespace":"workflow/w","key":"k","valu":1})", "valu");
    row("no value", good + R"({"namespace":"workflow/w","key":"k"})", "value");
    row("no key", good + R"({"namespace":"workflow/w","value":1})", "key");
    row("empty key", good + entryLine("", "1"), "\"line\":2");
    row("system", good + R"({"namespace":"system/keys","key":"k","value":1})", "\"line\":2");
    row("no kind", good + R"({"namespace":"keys","key":"k","value":1})", "\"line\":2");
    row("expiry", good + R"({"namespace":"workflow/w","key":"k","value":1,"expiresAt":"soon"})",
        "expiresAt");
    row("op", good + R"({"namespace":"workflow/w","key":"k","op":"move","value":1})", "op");
    row("cut", headLine() + good, "last line is missing");
    row("counts", headLine() + good + endLine(2), "tells of 2 entries");
    row("behind the end", headLine() + good + endLine(1) + good, "\"line\":4");
    row("head amid", good + headLine(), "\"line\":2");
    const QByteArray record = R"({"namespace":"business/agents","key":"agent_a","value":)";
    row("no record", good + record + "5}", "\"line\":2");
    row("record without id", good + record + R"({"name":"A"}})", "\"line\":2");
    const QByteArray times =
        R"("created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"}})";
    const QByteArray system = R"({"id":"agent_a","object":"agent",)";
    row("record against its rules", good + record + system + R"("name":5,)" + times,
        "name must be");
    row("record of an export with a day for a time",
        headLine() + record + system + R"("created_at":"2024-01-01","updated_at":"2024-01-01"}})" +
            '\n' + endLine(1),
        "\"line\":2");
    row("record of another id",
        good + record + R"({"id":"agent_b","object":"agent","name":"A",)" + times, "\"line\":2");
    row("other format", R"({"stateroom":"export","format":2})", "\"line\":1");
}

void ControlImportTest::import_malformed_changesNothing()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    ControlService service;
    for (const char* query : {"", "?dryRun=true"}) {
        const HttpAnswer answer = service.control(QByteArray("POST /import") + query, file);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.body.contains(says), answer.body.constData());
    }
    QCOMPARE(service.position(), Seq(0));
}

void ControlImportTest::import_records_areAsTheyWere()
{
    // Also such as today's rules would not let a client make: of a store that held them.
    const QByteArray value =
        R"({"id":"msg_a","object":"message","timestamp":"2024-01-15garbage",)"
        R"("created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})";
    const QByteArray file =
        R"({"namespace":"business/messages","key":"msg_a","value":)" + value + "}\n";
    ControlService service;
    const HttpAnswer byHand = service.control("POST /import", file);
    QCOMPARE(byHand.status, 400);
    QVERIFY2(byHand.body.contains("conversation_id is required."), byHand.body);
    QVERIFY2(byHand.body.contains("\"line\":1"), byHand.body);
    const HttpAnswer imported = service.control("POST /import", headLine() + file + endLine(1));
    QVERIFY2(imported.status == 200, imported.body);
    const HttpAnswer read = service.control("GET /namespaces/business%2Fmessages/entries/msg_a");
    QVERIFY2(read.body.contains(R"("value":)" + value), read.body);
}

void ControlImportTest::import_keyNamedTwice_isOneKey_data()
{
    QTest::addColumn<QByteArray>("before"); // what `a` holds
    QTest::addColumn<QByteArray>("file");   // values of `a`, with `b` in between
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("counts");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* file, const char* policy,
                        const char* counts, const char* after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(file) << QByteArray(policy)
                            << QByteArray(counts) << QByteArray(after);
    };
    row("new", "", "12", "replace", R"("created":2,"replaced":0,"unchanged":0,"skipped":0)", "2");
    row("new, fail", "", "12", "fail", R"("created":2,"replaced":0,"unchanged":0,"skipped":0)",
        "2");
    row("replaced", "9", "12", "replace", R"("created":1,"replaced":1,"unchanged":0,"skipped":0)",
        "2");
    row("kept", "9", "12", "keep", R"("created":1,"replaced":0,"unchanged":0,"skipped":1)", "9");
    row("same twice", "9", "99", "fail", R"("created":1,"replaced":0,"unchanged":1,"skipped":0)",
        "9");
    row("same first", "9", "92", "replace", R"("created":1,"replaced":1,"unchanged":0,"skipped":0)",
        "2");
    row("same first, kept", "9", "92", "keep",
        R"("created":1,"replaced":0,"unchanged":0,"skipped":1)", "9");
    row("same last", "9", "29", "replace", R"("created":1,"replaced":1,"unchanged":0,"skipped":0)",
        "9");
}

void ControlImportTest::import_keyNamedTwice_isOneKey()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, counts);
    ControlService service;
    if (!before.isEmpty())
        service.write("workflow/w", "a", before);
    const QByteArray lines =
        entryLine("a", file.first(1)) + entryLine("b", "1") + entryLine("a", file.sliced(1));
    const QByteArray call = "POST /import?onConflict=" + policy;
    const HttpAnswer preview = service.control(call + "&dryRun=true", lines);
    QCOMPARE(preview.status, 200);
    QVERIFY2(preview.body.contains(counts), preview.body.constData());
    const HttpAnswer done = service.control(call, lines);
    QVERIFY2(done.body.contains(counts), done.body.constData());
    QTEST(service.call("GET /v1/state/w/a").body.sliced(9).first(1), "after"); // {"value":N,…
}

void ControlImportTest::import_keysThatNoApiTakes_are400()
{
    ControlService service;
    const auto line = [](const QByteArray& space, const QByteArray& key) {
        return "{\"namespace\":\"" + space + "\",\"key\":\"" + key + "\",\"value\":1}\n";
    };
    const QByteArray fits = QByteArray("\xc3\xa9").repeated(256);
    QCOMPARE(service.control("POST /import", line("integration/", fits)).status, 200);
    QCOMPARE(
        service.control("POST /import", line("workflow/w", QByteArray(1024, 'k'))).status, 200);
    const Seq before = service.position();
    for (const QByteArray& tooLong :
         {line("integration/", fits + 'x'), line("workflow/w", QByteArray(1025, 'k')),
          line("workflow/" + QByteArray(1025, 'w'), "k")})
        QCOMPARE(service.control("POST /import", tooLong).status, 400);
    QCOMPARE(
        service
            .control(
                "PUT /namespaces/integration%2F/entries/" + QByteArray(257, 'k'), R"({"value":1})")
            .status,
        400);
    QCOMPARE(service.position(), before);
}

void ControlImportTest::import_expired_isLeftOut()
{
    ControlService service;
    const QByteArray file =
        R"({"namespace":"workflow/w","key":"k","value":1,"expiresAt":"2020-01-01T00:00:00Z"})"
        "\n"
        R"({"namespace":"workflow/w","key":"l","value":1,"expiresAt":"2030-01-01T00:00:00Z"})";
    COMPARE_ANSWER(
        service.control("POST /import", file), 200,
        R"({"created":1,"replaced":0,"unchanged":0,"skipped":0,"expired":1,"deleted":0,"operation":1})");
    QVERIFY(service.control("GET /namespaces/workflow%2Fw/entries/l")
                .body.contains(R"("expiresAt":"2030-01-01T00:00:00.000Z")"));
}

QTEST_GUILESS_MAIN(ControlImportTest)
#include "tst_controlimport.moc"
