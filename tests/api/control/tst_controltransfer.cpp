// SPDX-License-Identifier: GPL-3.0-or-later
// Export and import: the same bytes, all or nothing.
#include "core/actions/importrun.h"
#include "tests/api/control/controlservice.h"

#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArray head = R"({"stateroom":"export","format":1,"history":false})"
                        "\n";

QByteArray entry(const QByteArray& key, const QByteArray& value)
{
    return R"({"namespace":"workflow/w","key":)" + ('"' + key) + "\",\"value\":" + value + "}\n";
}

QByteArray end(int entries)
{
    return R"({"end":true,"entries":)" + QByteArray::number(entries) + ",\"changes\":0}\n";
}

} // namespace

class ControlTransferTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void export_ofTheSameContent_isTheSameBytes();
    void export_selection_leavesTheOthersOut();
    void export_history_tellsEachChange();
    void export_manyEntries_isOneRevision();
    void import_ofAnExport_isTheSameAgain();
    void import_history_goesThroughEachChange();
    void import_onConflict_does_data();
    void import_onConflict_does();
    void import_malformed_changesNothing_data();
    void import_malformed_changesNothing();
    void import_records_areAsTheyWere();
    void import_keyNamedTwice_isOneKey_data();
    void import_keyNamedTwice_isOneKey();
    void import_historyWithPassedExpiries_makesNoOthers();
    void import_whileAnotherIsJudged_is409();
    void import_keysThatNoApiTakes_are400();
    void import_clear_emptiesTheNamedNamespacesFirst();
    void import_isOneOperation_thatCanBeUndone();
    void import_expired_isLeftOut();
    void import_inParts_isOneFile();
    void import_interrupted_isUndoneAtTheNextStart();
    void seed_damaged_refusesToStart();
};

void ControlTransferTest::export_ofTheSameContent_isTheSameBytes()
{
    ControlService first;
    first.write("workflow/w", "b", R"({"z":1.0,"a":1e400})");
    first.write("workflow/w", "é", "2");
    first.write("integration/", "a/b", R"("A")");
    first.write("workflow/w", "gone", "1");
    QCOMPARE(first.control("DELETE /namespaces/workflow%2Fw/entries/gone").status, 200);
    ControlService second;
    second.clock.advance(std::chrono::hours(5));
    second.write("integration/", "a/b", "0");
    second.write("integration/", "a/b", R"("A")");
    second.write("workflow/w", "é", "2");
    second.write("workflow/w", "b", R"({"z":1.0,"a":1e400})");
    const HttpAnswer answer = first.control("GET /export");
    QCOMPARE(
        answer.body, head + R"({"namespace":"integration/","key":"a/b","value":"A"})" + '\n' +
                         entry("b", R"({"z":1.0,"a":1e400})") + entry("é", "2") + end(3));
    QCOMPARE(answer.field("Content-Type"), "application/x-ndjson");
    QCOMPARE(answer.field("X-Stateroom-Revision"), "5");
    QCOMPARE(second.control("GET /export").body, answer.body);
}

void ControlTransferTest::export_selection_leavesTheOthersOut()
{
    ControlService service;
    for (const char* space : {"workflow/w", "workflow/x", "integration/", "system/test"})
        service.write(space, "k", "1");
    const auto lines = [&service](const QByteArray& query) {
        return service.control("GET /export" + query).body.count("\"key\"");
    };
    QCOMPARE(lines(""), 3);
    QCOMPARE(lines("?namespace=workflow/*"), 2);
    QCOMPARE(lines("?namespace=workflow/w&namespace=integration/"), 2);
    QCOMPARE(lines("?namespace=workflow/none"), 0);
    QCOMPARE(service.control("GET /export?namespace=system/*").status, 403);
    QCOMPARE(service.control("GET /export?namespace=system/test").status, 403);
    QCOMPARE(service.control("GET /export?history=yes").status, 400);
}

void ControlTransferTest::export_history_tellsEachChange()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    service.write("workflow/w", "k", "2");
    QCOMPARE(service.control("DELETE /namespaces/workflow%2Fw/entries/k").status, 200);
    const QByteArray at = R"("at":"2023-11-14T22:13:20.000Z"})"
                          "\n";
    const QByteArray begin = R"({"namespace":"workflow/w","key":"k","version":)";
    QCOMPARE(
        service.control("GET /export?history=true").body,
        R"({"stateroom":"export","format":1,"history":true})"
        "\n" +
            begin + R"(1,"op":"set","value":1,)" + at + begin + R"(2,"op":"set","value":2,)" + at +
            begin + R"(3,"op":"delete",)" + at + "{\"end\":true,\"entries\":1,\"changes\":3}\n");
    // More versions than are read at once.
    for (int i = 0; i < 130; ++i)
        service.write("workflow/w", "k", QByteArray::number(i));
    const QByteArray body = service.control("GET /export?history=true").body;
    QVERIFY(body.endsWith("\"entries\":1,\"changes\":133}\n"));
    QVERIFY(body.indexOf("\"version\":9,") < body.indexOf("\"version\":131,"));
}

void ControlTransferTest::export_manyEntries_isOneRevision()
{
    ControlService service;
    QVERIFY(service.store()
                .transactAndWait(
                    {},
                    [](Transaction& transaction) -> Result<void> {
                        for (int i = 0; i < 20'000; ++i) {
                            auto set = transaction.set(
                                {Namespace("workflow", "w"),
                                 Key(QByteArray::number(i).rightJustified(6, '0'))},
                                JsonText::fromUtf8(QByteArray(200, 'x')));
                            if (!set)
                                return failureOf(set);
                        }
                        return {};
                    })
                .has_value());
    HttpClient client(service.port());
    client.readSlowly();
    client.send(requestBytes(
        "GET /_stateroom/v1/export", {}, {{"Authorization", "Bearer " + service.token()}}));
    QCOMPARE(client.readHead().status, 200);
    // What is written while the client is slow is not in it.
    service.write("workflow/w", "000001", "0");
    service.write("workflow/w", "zzz", "0");
    QCOMPARE(service.control("DELETE /namespaces/workflow%2Fw/entries/019999").status, 200);
    client.readFreely();
    QByteArray body;
    QVERIFY(client.readChunks(body));
    QVERIFY(body.endsWith("\n" + end(20'000)));
    QVERIFY(body.contains("019999") && !body.contains("zzz"));
    QVERIFY(!body.contains("\"value\":0"));
}

void ControlTransferTest::import_ofAnExport_isTheSameAgain()
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

void ControlTransferTest::import_history_goesThroughEachChange()
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

void ControlTransferTest::import_onConflict_does_data()
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

void ControlTransferTest::import_onConflict_does()
{
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, says);
    ControlService service;
    service.write("workflow/w", "k", "1");
    const HttpAnswer answer =
        service.control("POST /import" + query, entry("k", "2") + entry("new", "2"));
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.body.contains(says), answer.body.constData());
    QVERIFY(service.control("GET /export").body.contains(entry("k", value)));
    QCOMPARE(service.control("GET /export").body.contains("\"new\""), status == 200);
}

void ControlTransferTest::import_malformed_changesNothing_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QByteArray& file, const char* says) {
        QTest::newRow(name) << file << QByteArray(says);
    };
    const QByteArray good = entry("a", "1");
    row("not JSON", head + good + "{\"namespace\"\n", "\"line\":3");
    row("no object", good + "1\n", "\"line\":2");
    row("unknown member", good + R"({"namespace":"workflow/w","key":"k","valu":1})", "valu");
    row("no value", good + R"({"namespace":"workflow/w","key":"k"})", "value");
    row("no key", good + R"({"namespace":"workflow/w","value":1})", "key");
    row("empty key", good + entry("", "1"), "\"line\":2");
    row("system", good + R"({"namespace":"system/keys","key":"k","value":1})", "\"line\":2");
    row("no kind", good + R"({"namespace":"keys","key":"k","value":1})", "\"line\":2");
    row("expiry", good + R"({"namespace":"workflow/w","key":"k","value":1,"expiresAt":"soon"})",
        "expiresAt");
    row("op", good + R"({"namespace":"workflow/w","key":"k","op":"move","value":1})", "op");
    row("cut", head + good, "last line is missing");
    row("counts", head + good + end(2), "tells of 2 entries");
    row("behind the end", head + good + end(1) + good, "\"line\":4");
    row("head amid", good + head, "\"line\":2");
    const QByteArray record = R"({"namespace":"business/agents","key":"agent_a","value":)";
    row("no record", good + record + "5}", "\"line\":2");
    row("record without id", good + record + R"({"name":"A"}})", "\"line\":2");
    row("record of another id",
        good + record +
            R"({"id":"agent_b","object":"agent","created_at":"2024-01-01","updated_at":"2024-01-01"}})",
        "\"line\":2");
    row("other format", R"({"stateroom":"export","format":2})", "\"line\":1");
}

void ControlTransferTest::import_malformed_changesNothing()
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

void ControlTransferTest::import_records_areAsTheyWere()
{
    // Also such as today's rules would not let a client make.
    const QByteArray value =
        R"({"id":"msg_a","object":"message","timestamp":"2024-01-15garbage",)"
        R"("created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"})";
    const QByteArray file =
        R"({"namespace":"business/messages","key":"msg_a","value":)" + value + "}\n";
    ControlService service;
    const HttpAnswer imported = service.control("POST /import", file);
    QVERIFY2(imported.status == 200, imported.body);
    const HttpAnswer read = service.control("GET /namespaces/business%2Fmessages/entries/msg_a");
    QVERIFY2(read.body.contains(R"("value":)" + value), read.body);
}

void ControlTransferTest::import_keyNamedTwice_isOneKey_data()
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

void ControlTransferTest::import_keyNamedTwice_isOneKey()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, counts);
    ControlService service;
    if (!before.isEmpty())
        service.write("workflow/w", "a", before);
    const QByteArray lines =
        entry("a", file.first(1)) + entry("b", "1") + entry("a", file.sliced(1));
    const QByteArray call = "POST /import?onConflict=" + policy;
    const HttpAnswer preview = service.control(call + "&dryRun=true", lines);
    QCOMPARE(preview.status, 200);
    QVERIFY2(preview.body.contains(counts), preview.body.constData());
    const HttpAnswer done = service.control(call, lines);
    QVERIFY2(done.body.contains(counts), done.body.constData());
    QTEST(service.call("GET /v1/state/w/a").body.sliced(9).first(1), "after"); // {"value":N,…
}

void ControlTransferTest::import_historyWithPassedExpiries_makesNoOthers()
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

void ControlTransferTest::import_whileAnotherIsJudged_is409()
{
    ControlService service;
    QByteArray file; // takes a while to judge, and is refused then
    for (int i = 0; i < 60'000; ++i)
        file += entry("k" + QByteArray::number(i), "1");
    file += "no line\n";
    const QByteArray begun = service.control("POST /imports").body;
    const QByteArray path = "/imports/" + begun.sliced(11).chopped(2);
    QCOMPARE(service.control("POST " + path + "/lines?offset=0", file).status, 200);
    const QByteArray line = entry("other", "1");
    HttpAnswer second;
    // Whichever comes first has its turn; a few times at most it is the short one.
    for (int i = 0; i < 20 && second.status != 409; ++i) {
        HttpClient first(service.port());
        first.send(requestBytes(
            "POST /_stateroom/v1" + path + "/commit", "{}",
            {{"Authorization", "Bearer " + service.token()}}));
        for (int j = 0; j < 50 && second.status != 409; ++j)
            second = service.control("POST /import", line);
        QCOMPARE(service.control("POST /import?dryRun=true", line).status, 200);
        const int status = first.readAnswer().status;
        QVERIFY2(status == 400 || second.status != 409, QByteArray::number(status).constData());
    }
    QCOMPARE(second.status, 409);
    QVERIFY(second.body.startsWith(R"({"error":{"code":"CONFLICT")"));
    QCOMPARE(service.control("POST /import", line).status, 200);
}

void ControlTransferTest::import_keysThatNoApiTakes_are400()
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

void ControlTransferTest::import_clear_emptiesTheNamedNamespacesFirst()
{
    ControlService service;
    service.write("workflow/w", "old", "1");
    service.write("workflow/x", "old", "1");
    for (const char* dry : {"true", "false"})
        QVERIFY(
            service.control(QByteArray("POST /import?clear=true&dryRun=") + dry, entry("a", "1"))
                .body.startsWith(
                    R"({"created":1,"replaced":0,"unchanged":0,"skipped":0,"expired":0,"deleted":1,)"));
    QCOMPARE(
        service.control("GET /export").body,
        head + entry("a", "1") + R"({"namespace":"workflow/x","key":"old","value":1})" + '\n' +
            end(2));
}

void ControlTransferTest::import_isOneOperation_thatCanBeUndone()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    QCOMPARE(
        service.control("POST /import", entry("a", "2") + entry("b", "2"), {{"X-Request-Id", "r"}})
            .status,
        200);
    QCOMPARE(service.changes(Seq(2)).front().by.keyId, "control");
    QCOMPARE(service.control("POST /undo", R"({"operation":2})").status, 200);
    QCOMPARE(service.control("GET /export").body, head + entry("a", "1") + end(1));
}

void ControlTransferTest::import_expired_isLeftOut()
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

void ControlTransferTest::import_inParts_isOneFile()
{
    ControlService service;
    const QByteArray file = head + entry("a", "1") + entry("b", "2") + end(2);
    const HttpAnswer begun = service.control("POST /imports");
    QCOMPARE(begun.status, 201);
    const QByteArray id = begun.body.mid(11, begun.body.size() - 13);
    const QByteArray lines = "POST /imports/" + id + "/lines?offset=";
    COMPARE_ANSWER(service.control(lines + "0", file.first(70)), 200, R"({"received":70})");
    // Sent again, and with more behind it.
    COMPARE_ANSWER(service.control(lines + "0", file.first(70)), 200, R"({"received":70})");
    const HttpAnswer gap = service.control(lines + "90", file.sliced(90));
    QCOMPARE(gap.status, 409);
    QVERIFY(gap.body.endsWith(R"("received":70}})"));
    const QByteArray all = R"({"received":)" + QByteArray::number(file.size()) + '}';
    COMPARE_ANSWER(service.control(lines + "50", file.sliced(50)), 200, all);
    QCOMPARE(service.control("POST /imports/" + id + "/lines", "x").status, 400);
    const QByteArray commit = "POST /imports/" + id + "/commit";
    QVERIFY(service.control(commit, R"({"dryRun":true})").body.startsWith(R"({"created":2,)"));
    QVERIFY(service.control(commit).body.startsWith(R"({"created":2,)"));
    QCOMPARE(service.control("GET /export").body, file);
    QCOMPARE(service.control(commit).status, 404);
    QCOMPARE(service.control("DELETE /imports/" + id).status, 404);
    QCOMPARE(service.control("POST /imports/none/lines?offset=0", "x").status, 404);
}

void ControlTransferTest::import_interrupted_isUndoneAtTheNextStart()
{
    QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    {
        // As a kill leaves it: the marker, and the first slices.
        ControlService service(options);
        service.write("workflow/w", "a", "1");
        service.write("workflow/w", "b", "1");
        QObject context;
        bool done = false;
        service.store().bulk(
            {},
            [](Transaction& transaction) -> Result<bool> {
                const Namespace w("workflow", "w");
                (void)transaction.set({Namespace("system", "imports"), Key("running")}, {}).value();
                (void)transaction.set({w, Key("a")}, JsonText::fromNumber(2)).value();
                (void)transaction.set({w, Key("b")}, JsonText::fromNumber(2)).value();
                (void)transaction.set({w, Key("c")}, JsonText::fromNumber(2)).value();
                return false;
            },
            &context, [&done](Result<OperationId>) { done = true; });
        QTRY_VERIFY(done);
        // Somebody else's write, acknowledged meanwhile, stays.
        service.write("workflow/w", "b", "3");
        const HttpAnswer second = service.control("POST /import", entry("z", "1"));
        QCOMPARE(second.status, 409);
    }
    ControlService again(options);
    QCOMPARE(again.control("GET /export").body, head + entry("a", "1") + entry("b", "3") + end(2));
    QCOMPARE(again.control("POST /import", entry("z", "1")).status, 200);
}

void ControlTransferTest::seed_damaged_refusesToStart()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("seed.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(entry("a", "1"));
    file.flush();
    ServiceOptions options = TestService::plainOptions();
    options.seed = file.fileName();
    {
        ControlService service(options);
        QCOMPARE(service.mistake(), QString());
        QCOMPARE(service.control("GET /export").body, head + entry("a", "1") + end(1));
        QCOMPARE(service.changes(Seq(1)).front().by.keyId, "seed");
    }
    file.write("{\n");
    file.flush();
    ControlService service(options);
    QVERIFY(service.mistake().contains(QStringLiteral("Line 2")));
}

QTEST_GUILESS_MAIN(ControlTransferTest)
#include "tst_controltransfer.moc"
