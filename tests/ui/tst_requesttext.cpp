// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about a refused request, in full.
#include "ui/requests/requesttext.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RequestTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reasonSentence_finding_saysWhatToDo_data();
    void reasonSentence_finding_saysWhatToDo();
    void reasons_everyFinding_haveAText();
    void requestText_bodyOrNone_saysWhich();
    void answerText_json_isIndented();
};

void RequestTextTest::reasonSentence_finding_saysWhatToDo_data()
{
    QTest::addColumn<Diagnosis>("diagnosis");
    QTest::addColumn<QString>("shortly");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const Diagnosis& diagnosis, const QString& shortly,
                        const QString& sentence) {
        QTest::newRow(name) << diagnosis << shortly << sentence;
    };
    row("fine", {}, {}, {});
    row("no key", {.finding = Finding::NoKey, .api = "integration"}, u"No key"_s,
        u"The integration API needs a key, and the request bears none. Send the header "
        u"Authorization: Bearer KEY, with a key from Connect."_s);
    row("unknown key", {.finding = Finding::UnknownKey, .api = "integration"}, u"Unknown key"_s,
        u"The request's key is not in force here. It may have been revoked, belong to another "
        u"store, or be cut off. Connect lists the keys."_s);
    row("basic", {.finding = Finding::WrongScheme, .subject = "Basic"}, u"Not a Bearer key"_s,
        u"The request's Authorization must read Bearer KEY; it begins with Basic."_s);
    row("other API",
        {.finding = Finding::KeyOfOtherApi, .api = "integration", .keyApi = "workflow"},
        u"Key of workflow"_s,
        u"The path belongs to the integration API, the request's key to the workflow API. Use a "
        u"key "
        u"of integration."_s);
    row("read-only", {.finding = Finding::ReadOnlyKey, .api = "integration"}, u"Read-only key"_s,
        u"The request's key may only read, and PUT writes."_s);
    row("outside", {.finding = Finding::OutsideKey, .resources = {"imports/55cc", "flows"}},
        u"Outside the key's resources"_s,
        u"The request's key is limited to imports/55cc, flows, which does not cover this path."_s);
    row("unknown path",
        {.finding = Finding::NoSuchPath, .allow = "GET, POST", .nearest = "/v1/state/wf/k"},
        u"Unknown path"_s,
        u"Nothing is served at this path. The nearest that is: /v1/state/wf/k (GET, POST)."_s);
    row("nothing near", {.finding = Finding::NoSuchPath}, u"Unknown path"_s,
        u"Nothing is served at this path, nor at one like it."_s);
    row("wrong method", {.finding = Finding::WrongMethod, .allow = "GET, POST"}, u"Wrong method"_s,
        u"This path does not know PUT. It knows GET, POST."_s);
    row("host", {.finding = Finding::HostRefused, .subject = "box.lan"}, u"Host not allowed"_s,
        u"The request was sent to the host name box.lan, to which this server does not answer. If "
        u"it is yours, start with --allow-host box.lan."_s);
    row("origin", {.finding = Finding::OriginRefused, .subject = "https://a.b"},
        u"Origin not allowed"_s,
        u"A web page of https://a.b called, which may not. If it is yours, start with "
        u"--allow-origin https://a.b."_s);
    row("not there", {.finding = Finding::NoSuchEntry}, u"Does not exist"_s,
        u"The path is right, but what it names does not exist. The answer says: Said so."_s);
}

void RequestTextTest::reasonSentence_finding_saysWhatToDo()
{
    QFETCH(Diagnosis, diagnosis);
    RequestReport report;
    report.method = "PUT";
    report.errorMessage = "Said so.";
    QTEST(shortReason(diagnosis), "shortly");
    QTEST(reasonSentence(report, diagnosis), "sentence");
}

void RequestTextTest::reasons_everyFinding_haveAText()
{
    for (int i = int(Finding::Answered) + 1; i <= int(Finding::OtherRefusal); ++i) {
        const Diagnosis diagnosis{.finding = Finding(i)};
        QVERIFY(!shortReason(diagnosis).isEmpty());
        QVERIFY(reasonSentence({}, diagnosis).endsWith(u'.'));
        QVERIFY(!reasonSentence({}, diagnosis).contains(u'%'));
    }
}

void RequestTextTest::requestText_bodyOrNone_saysWhich()
{
    RequestReport report;
    report.method = "POST";
    report.target = "/a";
    report.requestHead.add("Host", "localhost");
    QCOMPARE(requestText(report), u"POST /a\nHost: localhost\n"_s);
    report.bytesIn = 12;
    QVERIFY(requestText(report).contains(u"of body, not recorded"_s));
    report.bodies = std::make_shared<RecordedBodies>(RecordedBodies{{"<b>x</b>", true}, {}});
    QCOMPARE(
        requestText(report), u"POST /a\nHost: localhost\n\n<b>x</b>\n\n"
                             "(Only the beginning was recorded.)"_s);
}

void RequestTextTest::answerText_json_isIndented()
{
    RequestReport report;
    report.answerHead = "HTTP/1.1 200 OK\r\nDate: now\r\n\r\n";
    report.bytesOut = 12;
    report.bodies =
        std::make_shared<RecordedBodies>(RecordedBodies{{}, {R"({"a":{"b":[1,2]}})", false}});
    QCOMPARE(
        answerText(report),
        u"HTTP/1.1 200 OK\nDate: now\n\n{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}"_s);
}

QTEST_GUILESS_MAIN(RequestTextTest)
#include "tst_requesttext.moc"
