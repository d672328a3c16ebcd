// SPDX-License-Identifier: GPL-3.0-or-later
// Import as one operation: all or nothing, in parts, interrupted, at the start.
#include "tests/api/control/controlservice.h"
#include "tests/api/control/exportlines.h"

#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::test;

class ControlImportRunTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void import_isOneOperation_thatCanBeUndone();
    void import_clear_emptiesTheNamedNamespacesFirst();
    void import_inParts_isOneFile();
    void import_whileAnotherIsJudged_is409();
    void import_interrupted_isUndoneAtTheNextStart();
    void seed_damaged_refusesToStart();
};

void ControlImportRunTest::import_isOneOperation_thatCanBeUndone()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    QCOMPARE(
        service
            .control(
                "POST /import", entryLine("a", "2") + entryLine("b", "2"), {{"X-Request-Id", "r"}})
            .status,
        200);
    QCOMPARE(service.changes(Seq(2)).front().by.keyId, "control");
    QCOMPARE(service.control("POST /undo", R"({"operation":2})").status, 200);
    QCOMPARE(service.control("GET /export").body, headLine() + entryLine("a", "1") + endLine(1));
}

void ControlImportRunTest::import_clear_emptiesTheNamedNamespacesFirst()
{
    ControlService service;
    service.write("workflow/w", "old", "1");
    service.write("workflow/x", "old", "1");
    for (const char* dry : {"true", "false"})
        QVERIFY(
            service
                .control(QByteArray("POST /import?clear=true&dryRun=") + dry, entryLine("a", "1"))
                .body.startsWith(
                    R"({"created":1,"replaced":0,"unchanged":0,"skipped":0,"expired":0,"deleted":1,)"));
    QCOMPARE(
        service.control("GET /export").body,
        headLine() + entryLine("a", "1") + R"({"namespace":"workflow/x","key":"old","value":1})" +
            '\n' + endLine(2));
}

void ControlImportRunTest::import_inParts_isOneFile()
{
    ControlService service;
    const QByteArray file = headLine() + entryLine("a", "1") + entryLine("b", "2") + endLine(2);
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

void ControlImportRunTest::import_whileAnotherIsJudged_is409()
{
    ControlService service;
    QByteArray file; // takes a while to judge, and is refused then
    for (int i = 0; i < 60'000; ++i)
        file += entryLine("k" + QByteArray::number(i), "1");
    file += "no line\n";
    const QByteArray begun = service.control("POST /imports").body;
    const QByteArray path = "/imports/" + begun.sliced(11).chopped(2);
    QCOMPARE(service.control("POST " + path + "/lines?offset=0", file).status, 200);
    const QByteArray line = entryLine("other", "1");
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

void ControlImportRunTest::import_interrupted_isUndoneAtTheNextStart()
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
        const HttpAnswer second = service.control("POST /import", entryLine("z", "1"));
        QCOMPARE(second.status, 409);
    }
    ControlService again(options);
    QCOMPARE(
        again.control("GET /export").body,
        headLine() + entryLine("a", "1") + entryLine("b", "3") + endLine(2));
    QCOMPARE(again.control("POST /import", entryLine("z", "1")).status, 200);
}

void ControlImportRunTest::seed_damaged_refusesToStart()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("seed.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(entryLine("a", "1"));
    file.flush();
    ServiceOptions options = TestService::plainOptions();
    options.seed = file.fileName();
    {
        ControlService service(options);
        QCOMPARE(service.mistake(), QString());
        QCOMPARE(
            service.control("GET /export").body, headLine() + entryLine("a", "1") + endLine(1));
        QCOMPARE(service.changes(Seq(1)).front().by.keyId, "seed");
    }
    file.write("{\n");
    file.flush();
    ControlService service(options);
    QVERIFY(service.mistake().contains(QStringLiteral("Line 2")));
}

QTEST_GUILESS_MAIN(ControlImportRunTest)
#include "tst_controlimportrun.moc"
