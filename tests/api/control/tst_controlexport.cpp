// SPDX-License-Identifier: GPL-3.0-or-later
// Export: the same content is the same bytes.
#include "tests/api/control/controlservice.h"
#include "tests/api/control/exportlines.h"

using namespace stateroom;
using namespace stateroom::test;

class ControlExportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void export_ofTheSameContent_isTheSameBytes();
    void export_selection_leavesTheOthersOut();
    void export_history_tellsEachChange();
    void export_manyEntries_isOneRevision();
};

void ControlExportTest::export_ofTheSameContent_isTheSameBytes()
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
        answer.body, headLine() + R"({"namespace":"integration/","key":"a/b","value":"A"})" + '\n' +
                         entryLine("b", R"({"z":1.0,"a":1e400})") + entryLine("é", "2") +
                         endLine(3));
    QCOMPARE(answer.field("Content-Type"), "application/x-ndjson");
    QCOMPARE(answer.field("X-Stateroom-Revision"), "5");
    QCOMPARE(second.control("GET /export").body, answer.body);
}

void ControlExportTest::export_selection_leavesTheOthersOut()
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

void ControlExportTest::export_history_tellsEachChange()
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

void ControlExportTest::export_manyEntries_isOneRevision()
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
    QVERIFY(body.endsWith("\n" + endLine(20'000)));
    QVERIFY(body.contains("019999") && !body.contains("zzz"));
    QVERIFY(!body.contains("\"value\":0"));
}

QTEST_GUILESS_MAIN(ControlExportTest)
#include "tst_controlexport.moc"
