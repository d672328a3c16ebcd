// SPDX-License-Identifier: GPL-3.0-or-later
// What is copied as code, run as it stands against a real server.
#include "tests/support/testservice.h"
#include "ui/inspector/entrycode.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

struct Language {
    CodeLanguage language;
    QString program;
    QString file;
};

const Language& languageNamed(const QString& program)
{
    static const Language all[] = {
        {CodeLanguage::Curl, u"curl"_s, u"call.sh"_s},
        {CodeLanguage::JavaScript, u"node"_s, u"call.mjs"_s},
        {CodeLanguage::Python, u"python3"_s, u"call.py"_s}};
    for (const Language& each : all)
        if (each.program == program)
            return each;
    qFatal("no such language");
}

ServiceOptions options()
{
    ServiceOptions options = TestService::plainOptions();
    options.givenKeys = u"integration=int-token"_s;
    return options;
}

/// U+2028 stands in it as it is. No raw strings here: moc would lose the class behind them.
const QByteArray hostileValue =
    QByteArray("{\"quote\":\"it's \\\"so\\\" \\\\ `$HOME` $(id) "
               "%s\",\"lines\":\"a\\nb\\r\\t\\u0000\\u2028\","
               "\"raw\":\"ä😀SEPARATOR\",\"digits\":12345678901234567890,\"exp\":1e400,\"END\":"
               "\"\\nEND\\n\"}")
        .replace("SEPARATOR", "\xE2\x80\xA8");

} // namespace

class EntryCodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void code_run_arrivesAsItIs_data();
    void code_run_arrivesAsItIs();
    void hasCode_otherKinds_hasNone();

private:
    QByteArray run(const Language& language, const QString& code);

    TestService m_service{options()};
    QTemporaryDir m_home;
};

void EntryCodeTest::initTestCase()
{
    QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
}

QByteArray EntryCodeTest::run(const Language& language, const QString& code)
{
    QFile file(m_home.filePath(language.file));
    if (!file.open(QIODevice::WriteOnly))
        return "cannot write";
    file.write(code.toUtf8());
    file.close();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"STATEROOM_KEY"_s, u"int-token"_s);
    environment.insert(u"NO_PROXY"_s, u"127.0.0.1"_s);
    environment.insert(u"no_proxy"_s, u"127.0.0.1"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(
        language.language == CodeLanguage::Curl ? u"sh"_s : language.program, {file.fileName()});
    if (!process.waitForFinished(30'000)) {
        process.kill();
        process.waitForFinished();
        return "did not end";
    }
    const QByteArray output = process.readAll();
    return process.exitCode() == 0 ? output : "failed: " + output;
}

void EntryCodeTest::code_run_arrivesAsItIs_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const QByteArray large = '"' + QByteArray(200'000, 'x') + '"';
    for (const QString& program : {u"curl"_s, u"node"_s, u"python3"_s}) {
        const auto row = [&](const char* name, const char* space, const char* key,
                             const QByteArray& value) {
            QTest::addRow("%s, %s", qPrintable(program), name)
                << program << QByteArray(space) << QByteArray(key) << value;
        };
        row("plain", "workflow/wf-1", "status", "{\"step\":1}");
        row("hostile value", "workflow/wf-1", "hostile", hostileValue);
        row("hostile key", "workflow/it's \"$(id)\" `x`", "a/b?c#d%e&f=g +[1-3]{x}'\\\n\t😀:", "1");
        row("words of paths", "workflow/version", "stream", "null");
        row("large", "workflow/wf-1", "large", large);
        row("global", "integration/", "cursor's", "\"x\"");
        row("of a resource", "integration/imports/55cc", "a b", hostileValue);
    }
}

void EntryCodeTest::code_run_arrivesAsItIs()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, space);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP("not installed");
    const Language& language = languageNamed(program);
    const EntryName name{Namespace::parse(space).value(), Key(key)};
    QVERIFY(hasCode(name.space));
    const QString url = u"http://127.0.0.1:%1"_s.arg(m_service.port());
    const Seq before = m_service.position();
    const QByteArray written =
        run(language, writeCode(language.language, url, name, JsonText::parse(value).value()));
    QVERIFY2(!written.startsWith("failed") && !written.contains("error"), written);
    const auto changes = m_service.changes(before);
    QCOMPARE(changes.size(), size_t(1));
    QVERIFY(changes.front().name == name);
    QCOMPARE(changes.front().value->bytes(), value);
    // What is read is told by the call itself, or by a line behind it.
    QString code = readCode(language.language, url, name);
    if (language.language == CodeLanguage::JavaScript)
        code += u"console.log(typeof value);\n"_s;
    if (language.language == CodeLanguage::Python)
        code += u"print(type(value).__name__)\n"_s;
    const QByteArray read = run(language, code);
    QVERIFY2(!read.startsWith("failed") && !read.isEmpty(), read);
    if (language.language == CodeLanguage::Curl)
        QVERIFY(read.contains(value));
}

void EntryCodeTest::hasCode_otherKinds_hasNone()
{
    QVERIFY(!hasCode(Namespace("business", "agents")));
    QVERIFY(!hasCode(Namespace("workflow", "")));
}

QTEST_GUILESS_MAIN(EntryCodeTest)
#include "tst_entrycode.moc"
