// SPDX-License-Identifier: GPL-3.0-or-later
// What a real server answers to bytes on a real socket.
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace stateroom;

class TstProtocol : public QObject {
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;

    enum After { Open, Closed };

private Q_SLOTS:
    void initTestCase()
    {
        HttpServerOptions options;
        options.limits.maxBody = 64 * 1024;
        m_server = std::make_unique<TestServer>(options);
    }
    void cleanupTestCase() { m_server.reset(); }

    void request_bytes_answer_data();
    void request_bytes_answer();

    void request_everyFragmentation_sameAnswer_data()
    {
        QTest::addColumn<int>("step");
        for (const int step : {1, 2, 3, 5, 17})
            QTest::addRow("%d bytes", step) << step;
    }

    void request_everyFragmentation_sameAnswer()
    {
        QFETCH(int, step);
        const QByteArray bytes =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n"
            "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n";
        RawClient client(m_server->port());
        for (qsizetype at = 0; at < bytes.size(); at += step)
            client.send(bytes.mid(at, step));
        QVERIFY(client.read().body.endsWith("body 5\nabcde"));
        QCOMPARE(client.read().body, "a|b");
        QVERIFY(client.isQuiet());
    }

    void request_pathOverTheWire_exactSegments_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body"); // of a 200
        const auto row = [](const QByteArray& target, int status, const QByteArray& body = {}) {
            QTest::newRow(target.constData()) << target << status << body;
        };
        row("/v1/state/a/b", 200, "a|b");
        row("/v1/state/a/x%2Fy", 200, "a|x/y");
        row("/v1/state/a/%252F", 200, "a|%2F");
        row("/v1/state/a/%41", 200, "a|A");
        row("/v1/state/a/..", 200, "a|..");
        row("/v1/state/%2e%2e/.", 200, "..|.");
        row("/v1/state/a/%20%C3%A9%F0%9F%98%80", 200, "a| \xc3\xa9\xf0\x9f\x98\x80");
        row("/v1/state/a/k:v", 200, "a|k:v");
        row("/v1/state/a/k%3Av", 200, "a|k:v");
        row("/v1/state/a/a+b", 200, "a|a+b");
        row("/v1/state/a/b?x=1", 200, "a|b");
        row("/v1/state/a/%3Fx", 200, "a|?x");
        row("/v1/state/a/%2B%7E~", 200, "a|+~~");
        row("/v1/state/a/%EF%BB%BFx", 200, "a|\xef\xbb\xbfx"); // a mark that QString would drop
        row("//v1/state/a/b", 200, "a|b");
        row("/v1//state/a/b", 200, "a|b");
        row("http://localhost/v1/state/a/b", 200, "a|b");
        row("/v1/state/a/", 400);
        row("/v1/state//b", 400);
        row("/v1/state/a/b/", 400);
        row("/v1/state/a/100%", 400);
        row("/v1/state/a/%zz", 400);
        row("/v1/state/a/%00", 400);
        row("/v1/state/a/%FF", 400);
        row("/v1/state/a/\xFF", 400);
        row("/v1/state/100%/%41", 400);
        row("/v1/state/a/%C3", 400);
        row("/v1/state/a/%C0%AF", 400);
        row("/v1/state/a/%ED%A0%80", 400);
        row("/v1/state/a/b?x=%zz", 400);
        row("v1/state/a/b", 400);
        row("ftp://localhost/v1/state/a/b", 400);
        row("/v1/state/a/b#c", 400);
        row("/v1/state/a", 404);
        row("//evil/v1/state/a/b", 404);
        row("/", 404);
        row("http://localhost", 404);
        row("http://evil.example/v1/state/a/b", 421);
    }

    void request_pathOverTheWire_exactSegments()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        RawClient client(m_server->port());
        const auto answer = client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(answer.status, status);
        if (status == 200)
            QCOMPARE(answer.body, body);
        else
            QVERIFY(!answer.body.isEmpty());
    }

    void answer_ordinary_headIsComplete()
    {
        RawClient client(m_server->port());
        const auto answer = client.ask(
            "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: my.id-1_x\r\n\r\n");
        QVERIFY(answer.head.startsWith("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(answer.field("Server"), "Stateroom");
        QCOMPARE(answer.field("Date"), "Tue, 14 Nov 2023 22:13:20 GMT");
        QCOMPARE(answer.field("Content-Length"), "3");
        QCOMPARE(answer.field("Cache-Control"), "no-store");
        QCOMPARE(answer.field("X-Request-Id"), "my.id-1_x");
        QCOMPARE(answer.count("Connection"), 0);
        for (const QByteArray bad : {"", "a b", "a\xc3\xa9", "a,b", "a\r\nX-Request-Id: a"}) {
            const auto other = client.ask(
                "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + bad +
                "\r\n\r\n");
            QVERIFY(other.field("X-Request-Id").startsWith("req_"));
            QCOMPARE(other.field("X-Request-Id").size(), 24);
        }
    }

    void answer_fieldThatSplits_isA500()
    {
        RawClient client(m_server->port());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be written")));
        const auto answer = client.ask("GET /split HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(answer.status, 500);
        QVERIFY(!answer.head.contains("evil"));
    }

    void expect_accepted_continueComesFirst()
    {
        RawClient client(m_server->port());
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: "
                    "100-continue\r\nContent-Length: 2\r\n\r\n");
        const auto interim = client.read();
        QCOMPARE(interim.head, "HTTP/1.1 100 Continue\r\n\r\n");
        QVERIFY(client.ask("hi").body.endsWith("body 2\nhi"));
        QVERIFY(client.isQuiet());
    }

    void expect_refused_noContinue_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        QTest::newRow("too large")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n")
            << 413;
        QTest::newRow("unknown path")
            << QByteArray("POST /no HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n") << 404;
        QTest::newRow("wrong method")
            << QByteArray("PUT /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n") << 405;
        QTest::newRow("wrong host")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 5\r\n")
            << 421;
        QTest::newRow("wrong origin")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nOrigin: "
                          "null\r\nContent-Length: 5\r\n")
            << 403;
    }

    void expect_refused_noContinue()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        RawClient client(m_server->port());
        const auto answer = client.ask(head + "Expect: 100-continue\r\n\r\n");
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(client.isClosedByServer());
    }

    void body_tooLarge_refusalIsRead_data()
    {
        QTest::addColumn<bool>("chunked");
        QTest::newRow("announced") << false;
        QTest::newRow("chunked") << true;
    }

    // The client sends all before it reads, as many do.
    void body_tooLarge_refusalIsRead()
    {
        QFETCH(bool, chunked);
        constexpr qsizetype size = 4 * 1024 * 1024;
        const QByteArray chunk = "1000\r\n" + QByteArray(0x1000, 'x') + "\r\n";
        RawClient client(m_server->port());
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n");
        if (chunked) {
            client.send("Transfer-Encoding: chunked\r\n\r\n");
            for (qsizetype sent = 0; sent < size; sent += 0x1000)
                client.send(chunk);
            client.send("0\r\n\r\n");
        } else {
            client.send("Content-Length: " + QByteArray::number(size) + "\r\n\r\n");
            client.send(QByteArray(size, 'x'));
        }
        const auto answer = client.read();
        QCOMPARE(answer.status, 413);
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(answer.body.contains("PAYLOAD_TOO_LARGE"));
        QVERIFY(client.isClosedByServer());
    }

    void answer_large_arrivesWhole()
    {
        RawClient client(m_server->port());
        client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\nGET /v1/state/a/b "
                    "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        const auto answer = client.read();
        QCOMPARE(answer.body.size(), TestServer::bigSize);
        QCOMPARE(answer.body.count('b'), TestServer::bigSize);
        QCOMPARE(client.read().body, "a|b");
        QVERIFY(client.isClosedByServer());
    }
};

void TstProtocol::request_bytes_answer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("piece"); // of head or body
    QTest::addColumn<bool>("staysOpen");
    const auto row = [](const char* name, const QByteArray& bytes, int status,
                        const QByteArray& piece, After after) {
        QTest::newRow(name) << bytes << status << piece << (after == Open);
    };
    const QByteArray get = "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n";
    const QByteArray post = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";
    const QByteArray end = "\r\n";

    row("get", get + end, 200, "a|b", Open);
    row("query", "GET /echo?a=1+2&b=%26 HTTP/1.1\r\nHost: localhost\r\n\r\n", 200,
        "query a=1 2\nquery b=&", Open);
    row("connection close", get + "Connection: close\r\n" + end, 200, "Connection: close", Closed);
    row("connection close in a list", get + "Connection: x, CLOSE\r\n" + end, 200,
        "Connection: close", Closed);
    row("http/1.0", "GET /v1/state/a/b HTTP/1.0\r\nHost: localhost\r\n\r\n", 200,
        "Connection: close", Closed);
    row("http/1.0 without host", "GET /v1/state/a/b HTTP/1.0\r\n\r\n", 200, "a|b", Closed);
    row("http/2.0", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505, "HTTP_VERSION_NOT_SUPPORTED",
        Closed);
    row("http/9.9", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505, "error", Closed);
    row("bad version", "GET / HTTPX1.1\r\nHost: localhost\r\n\r\n", 400, "BAD_REQUEST", Closed);
    row("upgrade is ordinary", get + "Connection: Upgrade\r\nUpgrade: websocket\r\n" + end, 200,
        "a|b", Open);

    row("options", "OPTIONS /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", 204,
        "Allow: GET, HEAD, POST, DELETE, OPTIONS", Open);
    row("options *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, "Allow: GET", Open);
    row("get *", "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "BAD_REQUEST", Open);
    row("options, unknown path", "OPTIONS /no HTTP/1.1\r\nHost: localhost\r\n\r\n", 404,
        "NOT_FOUND", Open);
    row("unknown path", "GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n", 404,
        "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":", Open);
    row("wrong method", "PUT /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 405,
        "Allow: GET, HEAD, POST, DELETE, OPTIONS", Open);
    row("wrong method with a body",
        "PUT /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi", 405,
        "METHOD_NOT_ALLOWED", Closed);
    row("wrong method, the path's shape", "PUT /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        405, "REFUSED 405", Open);
    row("propfind", "PROPFIND /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "Allow: GET", Open);
    row("trace", "TRACE /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "Allow: GET", Open);
    row("lower-case get", "get /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "Allow: GET", Open);
    row("unknown method, unknown path", "BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n", 404,
        "NOT_FOUND", Open);
    row("connect", "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "error",
        Closed);

    row("content-length", post + "Content-Length: 5\r\n\r\nhello", 200, "body 5\nhello", Open);
    row("no body", post + end, 200, "body 0\n", Open);
    row("body of a delete",
        "DELETE /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi", 200,
        "body 2\nhi", Open);
    row("body of a get", "GET /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi",
        200, "body 2\nhi", Open);
    row("body at the limit", post + "Content-Length: 65536\r\n\r\n" + QByteArray(65536, 'x'), 200,
        "body 65536", Open);
    row("body over the limit", post + "Content-Length: 65537\r\n\r\n" + QByteArray(65537, 'x'), 413,
        "PAYLOAD_TOO_LARGE", Closed);
    row("no content", "POST /none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi", 204,
        "204 No Content", Open);
    row("chunked", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200,
        "body 5\nhello", Open);
    row("chunked, extensions",
        post + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0;c\r\n\r\n", 200,
        "body 5\nhello", Open);
    row("chunked, trailers",
        post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n", 200,
        "body 5\nhello", Open);
    row("chunk size zz", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "BAD_REQUEST",
        Closed);
    row("chunk size ffffffffffffffff",
        post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 400, "error", Closed);
    row("chunk size -5", post + "Transfer-Encoding: chunked\r\n\r\n-5\r\n", 400, "error", Closed);
    row("chunk size -1", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400, "error", Closed);
    row("chunk size 0x5", post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\n", 400, "error", Closed);
    row("chunk extension without end",
        post + "Transfer-Encoding: chunked\r\n\r\n5;" + QByteArray(20'000, 'x'), 400, "error",
        Closed);
    row("trailers without end",
        post + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + QByteArray("A: b\r\n").repeated(5'000),
        400, "error", Closed);
    row("chunk with line feeds", post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n", 400,
        "error", Closed);
    row("chunk too long", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n", 400,
        "error", Closed);
    row("chunk that ends otherwise", post + "Transfer-Encoding: chunked\r\n\r\n1\r\nhxx0\r\n\r\n",
        400, "error", Closed);
    row("chunks over the limit", post + "Transfer-Encoding: chunked\r\n\r\n10001\r\n", 413,
        "PAYLOAD_TOO_LARGE", Closed);

    for (const QByteArray length :
         {"abc", "-5", "+5", "0x5", "5, 5", "5 5", "18446744073709551615", ""})
        row(("content-length " + length).constData(),
            post + "Content-Length: " + length + "\r\n\r\nhello", 400, "error", Closed);
    row("two content-lengths", post + "Content-Length: 5\r\nContent-Length: 3\r\n\r\nhello", 400,
        "error", Closed);
    row("two content-lengths, the other way",
        post + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello", 400, "error", Closed);
    row("two equal content-lengths", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        400, "error", Closed);
    // Whatever stands behind a frame in doubt is not taken for a request.
    row("smuggled behind two frames",
        post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + get + end, 400,
        "error", Closed);
    row("smuggled behind no length", post + "Content-Length: abc\r\n\r\n" + get + end, 400, "error",
        Closed);
    row("smuggled behind another coding", post + "Transfer-Encoding: gzip\r\n\r\n" + get + end, 501,
        "error", Closed);
    row("smuggled behind a chunk that lies",
        post + "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n" + get + end, 400, "error",
        Closed);
    row("more behind a close", get + "Connection: close\r\n\r\n" + get + end, 200, "a|b", Closed);
    row("more behind http/1.0", "GET /v1/state/a/b HTTP/1.0\r\n\r\n" + get + end, 200, "a|b",
        Closed);
    row("two transfer-encodings",
        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
        "error", Closed);
    row("http/1.0 chunked", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400, "error", Closed);
    row("gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501, "error", Closed);
    row("both frames", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400, "error", Closed);
    row("gzip", post + "Transfer-Encoding: gzip\r\n\r\n", 501, "NOT_IMPLEMENTED", Closed);
    row("xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n", 501, "error", Closed);

    row("garbage", "garbage\r\n\r\n", 400, "error", Closed);
    row("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400, "error",
        Closed);
    row("no version", "GET /\r\n\r\n", 400, "error", Closed);
    row("space in the target", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "error",
        Closed);
    row("missing host", "GET /v1/state/a/b HTTP/1.1\r\n\r\n", 400, "REFUSED 400", Closed);
    row("two hosts", get + "Host: localhost\r\n\r\n", 400, "REFUSED 400", Closed);
    row("empty host", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n", 421, "MISDIRECTED_REQUEST", Open);
    row("host with a user", "GET /echo HTTP/1.1\r\nHost: localhost@evil\r\n\r\n", 400, "error",
        Closed);
    row("malformed host", "GET /echo HTTP/1.1\r\nHost: a b<>\r\n\r\n", 400, "error", Closed);
    row("line feeds only", "GET /echo HTTP/1.1\nHost: localhost\n\n", 400, "error", Closed);
    row("field without colon", get + "nonsense\r\n\r\n", 400, "REFUSED 400", Closed);
    row("space before the colon", "GET /echo HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "error",
        Closed);
    row("folded field", get + "A: b\r\n c\r\n\r\n", 400, "REFUSED 400", Closed);
    row("nul in a field", get + QByteArray("A: b\0c\r\n\r\n", 10), 400, "REFUSED 400", Closed);

    row("target too long", "GET /" + QByteArray(17 * 1024, 'a') + " HTTP/1.1\r\n\r\n", 414,
        "URI_TOO_LONG", Closed);
    row("target a byte too long",
        "GET /" + QByteArray(16 * 1024, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414,
        "URI_TOO_LONG", Closed);
    row("target at its limit",
        "GET /" + QByteArray(16 * 1024 - 1, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 404,
        "NOT_FOUND", Open);
    row("target without end", "GET /" + QByteArray(32 * 1024, 'a'), 414, "error", Closed);
    row("long target",
        "GET /v1/state/a/" + QByteArray(16'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 200,
        "aaa", Open);
    row("head too large", get + "A: " + QByteArray(70 * 1024, 'a') + "\r\n\r\n", 431, "REFUSED 431",
        Closed);
    row("head without end", get + "A: " + QByteArray(70 * 1024, 'a'), 431, "REFUSED 431", Closed);
    row("large head", get + "A: " + QByteArray(60 * 1024, 'a') + "\r\n\r\n", 200, "a|b", Open);
    row("too many fields", get + QByteArray("A: b\r\n").repeated(200) + end, 431, "REFUSED 431",
        Closed);

    row("foreign host", "GET /echo HTTP/1.1\r\nHost: evil.example:7474\r\n\r\n", 421,
        "MISDIRECTED_REQUEST", Open);
    row("foreign host, the path's shape",
        "GET /v1/state/a/b HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "REFUSED 421", Open);
    row("foreign origin", get + "Origin: http://evil.example\r\n\r\n", 403, "REFUSED 403", Open);
    row("origin null", get + "Origin: null\r\n\r\n", 403, "REFUSED 403", Open);
    row("cross-site", get + "Sec-Fetch-Site: cross-site\r\n\r\n", 403, "REFUSED 403", Open);
    row("same-site", get + "Sec-Fetch-Site: same-site\r\n\r\n", 200, "a|b", Open);
    row("cross-site, allowed origin",
        get + "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost:3000\r\n\r\n", 200, "a|b",
        Open);
    row("cross-site navigation to data",
        get + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n", 403, "REFUSED 403",
        Open);
    row("cross-site navigation to a page",
        "GET /page HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: "
        "navigate\r\nSec-Fetch-Dest: document\r\n\r\n",
        200, "body 0", Open);
    row("cross-site frame with a page",
        "GET /page HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: "
        "navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n",
        403, "FORBIDDEN", Open);
    row("cross-site fetch of a page",
        "GET /page HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: "
        "no-cors\r\n\r\n",
        403, "FORBIDDEN", Open);
}

void TstProtocol::request_bytes_answer()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, piece);
    QFETCH(bool, staysOpen);
    RawClient client(m_server->port());
    const auto answer = client.ask(bytes);
    QCOMPARE(answer.status, status);
    QVERIFY2((answer.head + answer.body).contains(piece), answer.head + answer.body);
    QCOMPARE(answer.field("Connection") == "close", !staysOpen);
    QVERIFY(status == 204 || !answer.body.isEmpty());
    if (!staysOpen) {
        QVERIFY(client.isClosedByServer());
        return;
    }
    const auto next = client.ask("GET /v1/state/next/one HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(next.status, 200);
    QCOMPARE(next.body, "next|one");
    QVERIFY(client.isQuiet());
}

QTEST_GUILESS_MAIN(TstProtocol)
#include "tst_protocol.moc"
