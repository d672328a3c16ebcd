// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headparser.h"

#include <QTest>

using namespace stateroom;

namespace {

constexpr HeadParser::Limits small{64, 512, 4};

/// What became of a head that arrived in pieces of `step` bytes: its status, 200 when complete,
/// 0 when more is needed.
struct Outcome {
    int status = 0;
    QByteArray method;
    QByteArray target;
    Headers headers;
    qsizetype length = 0;
    int minorVersion = -1;
};

Outcome parse(const QByteArray& input, qsizetype step)
{
    HeadParser parser(small);
    parser.reset();
    for (qsizetype end = std::min(step, input.size());; end = std::min(end + step, input.size())) {
        const QByteArrayView seen = QByteArrayView(input).first(end);
        switch (parser.look(seen)) {
        case HeadParser::Outcome::Refused:
            return {statusOf(parser.refusal().kind), {}, {}, {}, 0, -1};
        case HeadParser::Outcome::Complete: {
            Outcome outcome{
                200,
                parser.method(seen).toByteArray(),
                parser.target(seen).toByteArray(),
                {},
                parser.length(),
                parser.minorVersion()};
            outcome.headers = parser.takeHeaders(seen);
            return outcome;
        }
        case HeadParser::Outcome::Incomplete:
            break;
        }
        if (end == input.size())
            return {};
    }
}

} // namespace

class TstHeadParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void look_anyFragmentation_sameOutcome_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& input, int status) {
            QTest::newRow(name) << input << status;
        };
        row("plain", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        row("no fields", "GET / HTTP/1.1\r\n\r\n", 200);
        row("incomplete", "GET / HTTP/1.1\r\nHost: x\r\n", 0);
        row("nothing yet", "", 0);
        row("http/1.0", "GET / HTTP/1.0\r\n\r\n", 200);
        row("later minor version", "GET / HTTP/1.7\r\n\r\n", 200);
        row("http/2", "GET / HTTP/2.0\r\n\r\n", 505);
        row("http/9", "GET / HTTP/9.9\r\n\r\n", 505);
        row("http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        row("not a version", "GET / HTTPX1.1\r\n\r\n", 400);
        row("lower-case version", "GET / http/1.1\r\n\r\n", 400);
        row("long version", "GET / HTTP/1.10\r\n\r\n", 400);
        row("no version", "GET /\r\n\r\n", 400);
        row("only a method", "GET\r\n\r\n", 400);
        row("no target", "GET  HTTP/1.1\r\n\r\n", 400);
        row("space in the target", "GET /a b HTTP/1.1\r\n\r\n", 400);
        row("two spaces", "GET  / HTTP/1.1\r\n\r\n", 400);
        row("leading space", " GET / HTTP/1.1\r\n\r\n", 400);
        row("trailing space", "GET / HTTP/1.1 \r\n\r\n", 400);
        row("unknown method", "PROPFIND / HTTP/1.1\r\n\r\n", 200);
        row("lower-case method", "get / HTTP/1.1\r\n\r\n", 200);
        row("method is no token", "G(T / HTTP/1.1\r\n\r\n", 400);
        row("method too long", QByteArray(65, 'A') + " / HTTP/1.1\r\n\r\n", 400);
        row("garbage", "garbage\r\n\r\n", 400);
        row("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400);
        row("one empty line first", "\r\nGET / HTTP/1.1\r\n\r\n", 200);
        row("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n\r\n", 400);
        row("line feeds only", "GET / HTTP/1.1\nHost: x\n\n", 400);
        row("one line feed", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400);
        row("line feed at the end", "GET / HTTP/1.1\r\nHost: x\r\n\n", 400);
        row("carriage return inside", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", 400);
        row("carriage return in the line", "GET /\r HTTP/1.1\r\n\r\n", 400);
        row("nul in a value", QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", 26), 400);
        row("tab in a value", "GET / HTTP/1.1\r\nA: b\tc\r\n\r\n", 200);
        row("utf-8 in a value", "GET / HTTP/1.1\r\nA: \xc3\xa9\r\n\r\n", 200);
        row("no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", 400);
        row("empty name", "GET / HTTP/1.1\r\n: x\r\n\r\n", 400);
        row("space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400);
        row("folded line", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400);
        row("folded first line", "GET / HTTP/1.1\r\n A: b\r\n\r\n", 400);
        row("empty value", "GET / HTTP/1.1\r\nA:\r\n\r\n", 200);
        row("target at its limit", "GET /" + QByteArray(63, 'a') + " HTTP/1.1\r\n\r\n", 200);
        row("target over its limit", "GET /" + QByteArray(64, 'a') + " HTTP/1.1\r\n\r\n", 414);
        row("target without end", "GET /" + QByteArray(200, 'a'), 414);

        // Of two mistakes in a request line one answer comes, however the line arrives. What shows
        // before the line ends goes first, by its place: 139 bytes are the longest line.
        const QByteArray longTarget = '/' + QByteArray(64, 'a');
        const QByteArray start = "GET /" + QByteArray(133, 'a');
        row("method at its limit", QByteArray(64, 'A') + " / HTTP/1.1\r\n\r\n", 200);
        row("method without end", QByteArray(200, 'A'), 400);
        row("method too long, target too", QByteArray(65, 'A') + ' ' + longTarget + " HTTP/1.1\r\n",
            400);
        row("method at its limit, target without end",
            QByteArray(64, 'A') + " /" + QByteArray(200, 'a'), 414);
        row("no token, target too long", "G(T " + longTarget + " HTTP/1.1\r\n", 400);
        row("target too long, no version", "GET " + longTarget + "\r\n\r\n", 400);
        row("target too long, bad version", "GET " + longTarget + " HTTPX1.1\r\n", 414);
        row("target too long, http/2", "GET " + longTarget + " HTTP/2.0\r\n", 414);
        row("target too long with a space", "GET " + longTarget + " b HTTP/1.1\r\n", 414);
        row("target too long, line feed alone", "GET " + longTarget + " HTTP/1.1\n", 400);
        row("control, then too long", "GET /\x01" + QByteArray(200, 'a'), 400);
        row("control where the longest line ends", start + "a\x01", 400);
        row("control behind the longest line", start + "aa\x01", 414);
        row("longest line", start + 'a', 0);
        row("longest line, ended", start + "a\r\n", 400);
        row("longer line, ended", start + "aa\r\n", 414);
        row("carriage return behind the longest line", start + "a\ra", 400);
        row("fields at their limit", "GET / HTTP/1.1\r\nA:1\r\nA:2\r\nA:3\r\nA:4\r\n\r\n", 200);
        row("fields over their limit", "GET / HTTP/1.1\r\nA:1\r\nA:2\r\nA:3\r\nA:4\r\nA:5\r\n\r\n",
            431);
        row("head over its limit", "GET / HTTP/1.1\r\nA: " + QByteArray(500, 'a') + "\r\n\r\n",
            431);
        row("head without end", "GET / HTTP/1.1\r\nA: " + QByteArray(600, 'a'), 431);
    }

    void look_anyFragmentation_sameOutcome()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, status);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(10'000)}) {
            // Where one more byte decides between refusals, the whole input must be in sight.
            QCOMPARE(parse(input, step).status, status);
        }
    }

    void look_completeHead_partsAreExact()
    {
        const QByteArray head = "POST /v1/a%2Fb?x=1 HTTP/1.0\r\nHost:  localhost:7474 \r\n"
                                "X-A:1\r\nx-a: two words\r\n\r\n";
        const Outcome outcome = parse(head + "{\"value\":1}", 3);
        QCOMPARE(outcome.status, 200);
        QCOMPARE(outcome.method, "POST");
        QCOMPARE(outcome.target, "/v1/a%2Fb?x=1");
        QCOMPARE(outcome.minorVersion, 0);
        QCOMPARE(outcome.length, head.size());
        QCOMPARE(outcome.headers.size(), 3);
        QCOMPARE(*outcome.headers.first("host"), "localhost:7474");
        QCOMPARE(outcome.headers.count("X-A"), 2);
        QCOMPARE(outcome.headers.at(2).value, "two words");
    }

    void look_afterReset_nextRequestIsRead()
    {
        HeadParser parser(small);
        parser.reset();
        const QByteArray first = "GET /a HTTP/1.1\r\nA: b\r\n\r\n";
        const QByteArray second = "PUT /b HTTP/1.0\r\n\r\n";
        QCOMPARE(parser.look(first), HeadParser::Outcome::Complete);
        QCOMPARE(parser.takeHeaders(first).size(), 1);
        parser.reset();
        QCOMPARE(parser.look(second), HeadParser::Outcome::Complete);
        QCOMPARE(parser.method(second), "PUT");
        QCOMPARE(parser.minorVersion(), 0);
        QCOMPARE(parser.takeHeaders(second).size(), 0);
    }

    void look_badField_requestLineIsKnown()
    {
        HeadParser parser(small);
        parser.reset();
        const QByteArray input = "GET /v1/state HTTP/1.1\r\nbad\r\n\r\n";
        QCOMPARE(parser.look(input), HeadParser::Outcome::Refused);
        QVERIFY(parser.hasRequestLine());
        QCOMPARE(parser.target(input), "/v1/state");
    }
};

QTEST_APPLESS_MAIN(TstHeadParser)
#include "tst_headparser.moc"
