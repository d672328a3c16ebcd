// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/curl.h"

#include <QTest>

using namespace stateroom;

Q_DECLARE_METATYPE(stateroom::RequestReport)

class TstCurl : public QObject {
    Q_OBJECT

    static RequestReport report(const QByteArray& method, const QByteArray& target)
    {
        RequestReport report;
        report.method = method;
        report.target = target;
        report.requestHead.add("Host", "127.0.0.1:7474");
        report.requestHead.add("Accept", "*/*");
        report.requestHead.add("User-Agent", "curl/7.88.1");
        return report;
    }
    static RequestReport withBody(RequestReport report, const QByteArray& body, bool isCut = false)
    {
        report.bytesIn = body.size();
        report.bodies = std::make_shared<RecordedBodies>(RecordedBodies{{body, isCut}, {}});
        report.requestHead.add("Content-Type", "application/json");
        return report;
    }
    static RequestReport with(RequestReport report, QByteArrayView name, QByteArrayView value)
    {
        report.requestHead.add(name, value);
        return report;
    }

private Q_SLOTS:
    void curlOf_report_sendsItAgain_data()
    {
        QTest::addColumn<RequestReport>("report");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* name, const RequestReport& report, const QByteArray& line) {
            QTest::newRow(name) << report << line;
        };
        const QByteArray url = "http://127.0.0.1:7474";
        const QByteArray type = " -H 'Content-Type: application/json'";
        row("get", report("GET", "/v1/state/a"), "curl " + url + "/v1/state/a");
        row("head", report("HEAD", "/a"), "curl --head " + url + "/a");
        row("delete", report("DELETE", "/a"), "curl -X DELETE " + url + "/a");
        row("query", report("GET", "/a?b=c&d"), "curl '" + url + "/a?b=c&d'");
        row("braces", report("GET", "/a?f[x]=1"), "curl --globoff '" + url + "/a?f[x]=1'");
        row("dots", report("GET", "/a/../b"), "curl --path-as-is " + url + "/a/../b");
        row("bytes", report("GET", "/\\xc3\\xa4"), "curl " + url + "/%c3%a4");
        row("quote", report("GET", "/it's"), "curl '" + url + "/it'\\''s'");
        row("key", with(report("GET", "/a"), "Authorization", "Bearer ***"),
            "curl " + url + "/a -H \"Authorization: Bearer $STATEROOM_KEY\"");
        row("key behind a command", with(report("GET", "/a"), "Referer", "http://$(id)/?token=***"),
            "curl " + url + "/a -H 'Referer: http://$(id)/?token='\"$STATEROOM_KEY\"");
        row("command in a field's name", with(report("GET", "/a"), "X-`id`", "***"),
            "curl " + url + "/a -H 'X-`id`: '\"$STATEROOM_KEY\"");
        row("key in the URL", report("GET", "/a?api_key=***&b=c"),
            "curl '" + url + "/a?api_key='\"$STATEROOM_KEY\"'&b=c'");
        row("post", withBody(report("POST", "/a"), R"({"value":1})"),
            "curl " + url + "/a" + type + R"( --data-raw '{"value":1}')");
        row("put", withBody(report("PUT", "/a"), "it's $HOME `x`"),
            "curl -X PUT " + url + "/a" + type + " --data-raw 'it'\\''s $HOME `x`'");
        row(
            "body that was not kept",
            [] {
                RequestReport put = report("PUT", "/a");
                put.bytesIn = 5;
                return put;
            }(),
            "curl -X PUT " + url + "/a -H Content-Type: --data-binary @body");
        row("body that is cut", withBody(report("POST", "/a"), "x", true),
            "curl " + url + "/a" + type + " --data-binary @body");
        row("body that is no text", withBody(report("POST", "/a"), "\xff"),
            "curl " + url + "/a" + type + " --data-binary @body");
        row("empty field", with(report("GET", "/a"), "X-Empty", ""),
            "curl " + url + "/a -H 'X-Empty;'");
        row("command within", with(report("GET", "/a"), "X-A", "$(rm -rf ~)"),
            "curl " + url + "/a -H 'X-A: $(rm -rf ~)'");
    }
    void curlOf_report_sendsItAgain()
    {
        QFETCH(RequestReport, report);
        QTEST(curlOf(report, "http://127.0.0.1:7474"), "line");
    }
};

QTEST_GUILESS_MAIN(TstCurl)
#include "tst_curl.moc"
