// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/programrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray report = R"({"created":2,"replaced":0,"unchanged":0,"operation":5})";
const QByteArray whole = "{\"stateroom\":\"export\",\"format\":1}\n"
                         "{\"namespace\":\"a/b\",\"key\":\"k\",\"value\":1.10}\n"
                         "{\"end\":true,\"entries\":1,\"changes\":0}\n";

QByteArray streamOf(const QByteArray& lines)
{
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
           QByteArray::number(lines.size(), 16) + "\r\n" + lines + "\r\n0\r\n\r\n";
}

} // namespace

/// Export and import.
class TstTransfer : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

    QString path(const QString& name) const { return m_directory.filePath(name); }
    QByteArray content(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Lines of so many bytes.
    static QByteArray lines(qsizetype size)
    {
        const QByteArray line =
            "{\"namespace\":\"a/b\",\"key\":\"k\",\"value\":\"" + QByteArray(80, 'x') + "\"}\n";
        return line.repeated(size / line.size() + 1).first(size);
    }

private Q_SLOTS:
    void export_all_isPrintedAsItCame()
    {
        ScriptedServer server;
        server.add(200, R"({"namespaces":[{"namespace":"integration/"}]})");
        server.add({.bytes = streamOf(whole)});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"export|workflow/*|integration|--history"_s), 0);
        QCOMPARE(program.out, whole);
        QCOMPARE(
            server.calls().last(),
            "GET /export?namespace=workflow%2F%2A&namespace=integration%2F&history=true");
    }

    void export_file_isWrittenWhole()
    {
        ScriptedServer server;
        server.add({.bytes = streamOf(whole)});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"export|-o|"_s + path(u"whole"_s)), 0);
        QCOMPARE(content(u"whole"_s), whole);
        QCOMPARE(program.out, "");
        QVERIFY2(program.err.startsWith("exported 1 key, "), program.err.constData());
    }

    void export_cut_isNoticedAndLeavesNoFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("last line missing")
            << streamOf(whole.first(whole.lastIndexOf("{\"end"))) << 6;
        QTest::newRow("amid the last line") << streamOf(whole.chopped(5)) << 6;
        QTest::newRow("connection lost") << streamOf(whole).chopped(5) << 3;
        QTest::newRow("nothing") << streamOf("\n") << 6;
    }

    void export_cut_isNoticedAndLeavesNoFile()
    {
        QFETCH(QByteArray, bytes);
        ScriptedServer server;
        server.add({.bytes = bytes, .closes = true});
        ProgramRun program(server.url());
        QTEST(program.run(u"export|-o|"_s + path(u"cut"_s)), "code");
        QCOMPARE(QDir(m_directory.path()).entryList({u"cut*"_s}, QDir::Files), QStringList());
    }

    void export_unwritableFile_isSeven()
    {
        const ScriptedServer server;
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"export|-o|/nonexistent/x"_s), 7);
        QVERIFY(program.err.contains("/nonexistent/x"));
        QVERIFY(server.seen().isEmpty());
    }

    void import_small_goesInOne()
    {
        ScriptedServer server;
        server.add(200, report);
        ProgramRun program(server.url());
        program.input = whole;
        QCOMPARE(program.run(u"import|--on-conflict|keep|--clear|--dry-run"_s), 0);
        QCOMPARE(
            server.calls().first(), "POST /import?dryRun=true&onConflict=keep&clear=true " + whole);
        QCOMPARE(program.out, "would have created 2 keys\n");
    }

    void import_large_goesInParts()
    {
        const QByteArray all = lines(9 * 1024 * 1024);
        QFile file(path(u"large"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(all) == all.size());
        file.close();
        ScriptedServer server;
        server.add(201, R"({"import":"i/1"})");
        for (int part = 0; part < 3; ++part)
            server.add(200, R"({"received":1})");
        server.add(200, report);
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"import|--on-conflict|fail|"_s + file.fileName()), 0);
        QByteArray sent;
        for (const auto& request : server.seen()) {
            const QByteArray at = "/imports/i%2F1/lines?offset=" + QByteArray::number(sent.size());
            if (request.line.contains("/lines?")) {
                QVERIFY2(request.line.contains(at + ' '), request.line.constData());
                sent += request.body;
            }
        }
        QVERIFY(sent == all);
        QCOMPARE(server.calls().last(), R"(POST /imports/i%2F1/commit {"onConflict":"fail"})");
        QCOMPARE(program.out, "created 2 keys\n");
    }

    void import_lowerLimit_isMetBySmallerParts()
    {
        const QByteArray all = lines(3 * 1024 * 1024);
        ScriptedServer server;
        server.add(
            {.bytes = answerBytes(413, R"({"error":{"message":"Too large."}})"),
             .closes = true,
             .refusesEarly = true});
        server.add(201, R"({"import":"i"})");
        server.add(
            {.bytes = answerBytes(413, R"({"error":{"message":"Too large."}})"),
             .closes = true,
             .refusesEarly = true});
        for (int part = 0; part < 2; ++part)
            server.add(200, R"({"received":1})");
        server.add(200, report);
        ProgramRun program(server.url());
        program.input = all;
        QCOMPARE(program.run(u"import"_s), 0);
        QCOMPARE(server.seen()[3].body + server.seen()[4].body, all);
        QCOMPARE(server.seen()[3].body.size(), 2 * 1024 * 1024);
    }

    void import_partLost_isSentAgainInItsPlace()
    {
        ScriptedServer server;
        server.add(201, R"({"import":"i"})");
        server.add({.bytes = {}, .closes = true}); // taken, but the answer is lost
        server.add(200, R"({"received":1})");
        server.add(200, R"({"received":1})");
        server.add(200, report);
        ProgramRun program(server.url());
        program.input = lines(5 * 1024 * 1024);
        QCOMPARE(program.run(u"import"_s), 0);
        QCOMPARE(server.seen()[1].line, server.seen()[2].line);
        QVERIFY(server.seen()[1].body == server.seen()[2].body);
    }

    void import_refused_isAbandoned()
    {
        ScriptedServer server;
        server.add(201, R"({"import":"i"})");
        server.add(200, R"({"received":1})");
        server.add(200, R"({"received":1})");
        server.add(
            400, R"({"error":{"code":"VALIDATION_ERROR","message":"Not an entry.","line":3}})");
        server.add(200, R"({"deleted":true})");
        ProgramRun program(server.url());
        program.input = lines(5 * 1024 * 1024);
        QCOMPARE(program.run(u"import"_s), 2);
        QVERIFY2(program.err.contains("Line 3: Not an entry."), program.err.constData());
        QCOMPARE(server.calls().last(), "DELETE /imports/i");
        QCOMPARE(program.out, "");
    }

    void import_interrupted_isAbandoned()
    {
        ScriptedServer server;
        server.add(201, R"({"import":"i"})");
        ProgramRun program(server.url());
        server.add({.bytes = answerBytes(200, "{}"), .then = [&program] {
                        program.interruption.request();
                    }});
        server.add(200, R"({"deleted":true})");
        program.input = lines(9 * 1024 * 1024);
        QCOMPARE(program.run(u"import"_s), 130);
        QCOMPARE(server.calls().last(), "DELETE /imports/i");
        QCOMPARE(program.err, "");
    }

    void import_empty_isWrongUsage()
    {
        const ScriptedServer server;
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"import|-"_s), 2);
        QVERIFY(program.err.contains("Standard input is empty."));
    }

    void progress_terminal_isShownAndWiped()
    {
        ScriptedServer server;
        ProgramRun program(server.url());
        program.errIsTerminal = true;
        server.add(201, R"({"import":"i"})");
        const auto later = [&program] { program.clock.advance(Milliseconds(500)); };
        server.add({.bytes = answerBytes(200, "{}"), .then = later});
        server.add({.bytes = answerBytes(200, "{}"), .then = later});
        server.add(200, report);
        program.input = lines(5 * 1024 * 1024);
        QCOMPARE(program.run(u"import|--quiet"_s), 0);
        QCOMPARE(program.err, "");

        server.add(201, R"({"import":"i"})");
        server.add({.bytes = answerBytes(200, "{}"), .then = later});
        server.add({.bytes = answerBytes(200, "{}"), .then = later});
        server.add(200, report);
        program.input = lines(5 * 1024 * 1024);
        QCOMPARE(program.run(u"import"_s), 0);
        QVERIFY2(program.err.startsWith("\rImporting  4.2 MB\033[K"), program.err.constData());
        QVERIFY2(
            program.err.endsWith("\r\033[KTo take it back: stateroomctl undo 5\n"),
            program.err.constData());
    }
};

QTEST_GUILESS_MAIN(TstTransfer)
#include "tst_transfer.moc"
