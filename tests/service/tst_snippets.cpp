// SPDX-License-Identifier: GPL-3.0-or-later
// Runs each snippet that the window offers against a real server.
#include "core/service/snippets.h"
#include "tests/support/testservice.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstSnippets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void snippetOf_served_runs_data()
    {
        QTest::addColumn<ApiKind>("api");
        QTest::addColumn<SnippetLanguage>("language");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<bool>("withKey");
        TestService running;
        for (const ApiKind api : allApiKinds) {
            // Every API that is served has its snippets.
            const auto& routes = running.service().routes();
            const bool isServed = std::any_of(routes.begin(), routes.end(), [&](const auto& route) {
                return route.api == apiName(api);
            });
            const auto add = [&](const char* name, SnippetLanguage language,
                                 const QStringList& run) {
                for (const bool withKey : {true, false}) {
                    if (isServed && (withKey || api == ApiKind::Workflow))
                        QTest::addRow("%s %s %d", apiName(api).constData(), name, int(withKey))
                            << api << language << run << withKey;
                }
            };
            add("curl", SnippetLanguage::Curl, {u"sh"_s, u"-ec"_s});
            add("JavaScript", SnippetLanguage::JavaScript,
                {u"node"_s, u"--input-type=module"_s, u"-e"_s});
            add("Python", SnippetLanguage::Python, {u"python3"_s, u"-c"_s});
        }
    }
    void snippetOf_served_runs()
    {
        QFETCH(ApiKind, api);
        QFETCH(SnippetLanguage, language);
        QFETCH(QStringList, command);
        QFETCH(bool, withKey);
        ServiceOptions options = TestService::plainOptions();
        if (withKey)
            options.givenKeys = QString::fromLatin1(apiName(api)) + u"=a-key"_s;
        TestService service(std::move(options));
        QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
        const QByteArray snippet =
            snippetOf(api, language, service.service().url().toUtf8(), withKey);
        QVERIFY(!snippet.isEmpty());

        const QString program = command.takeFirst();
        if (QStandardPaths::findExecutable(program).isEmpty() ||
            (language == SnippetLanguage::Curl &&
             QStandardPaths::findExecutable(u"curl"_s).isEmpty()))
            QSKIP("the language is not here");
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"STATEROOM_KEY"_s, u"a-key"_s);
        environment.insert(u"no_proxy"_s, u"127.0.0.1"_s);
        process.setProcessEnvironment(environment);
        process.start(program, command << QString::fromUtf8(snippet));
        QVERIFY(process.waitForFinished(patienceMs));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QCOMPARE(service.log().size(), 1);
        // It was read again.
        const QByteArray printed = process.readAllStandardOutput().simplified();
        const QByteArray word = api == ApiKind::Workflow   ? "researching"
                                : api == ApiKind::Campaign ? "points"
                                : api == ApiKind::Business ? "Support Agent"
                                                           : "page";
        QVERIFY2(printed.contains(word), printed.constData());
        for (const RequestReportPtr& report : service.service().requests().behind(0))
            QVERIFY(report->status < 300);
    }
};

QTEST_GUILESS_MAIN(TstSnippets)
#include "tst_snippets.moc"
