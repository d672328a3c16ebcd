// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/framing.h"

#include <QTest>

using namespace stateroom;

class TstFraming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void read_fields_frameOrRefusal_data()
    {
        QTest::addColumn<QByteArrayList>("fields"); // name, value, name, value …
        QTest::addColumn<int>("minor");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("length"); // -1: chunked
        QTest::addColumn<bool>("keepAlive");
        const auto row = [](const char* name, const QByteArrayList& fields, int minor, int status,
                            qint64 length, bool keepAlive) {
            QTest::newRow(name) << fields << minor << status << length << keepAlive;
        };
        const QByteArray host = "Host";
        row("no body", {host, "x"}, 1, 200, 0, true);
        row("length", {host, "x", "Content-Length", "5"}, 1, 200, 5, true);
        row("length zero", {host, "x", "content-length", "0"}, 1, 200, 0, true);
        row("leading zeros", {host, "x", "Content-Length", "005"}, 1, 200, 5, true);
        row("chunked", {host, "x", "Transfer-Encoding", "Chunked"}, 1, 200, -1, true);
        row("close", {host, "x", "Connection", "foo, Close"}, 1, 200, 0, false);
        row("keep-alive", {host, "x", "Connection", "keep-alive"}, 1, 200, 0, true);
        row("closed-looking token", {host, "x", "Connection", "close-not"}, 1, 200, 0, true);
        row("1.0 closes", {host, "x", "Connection", "keep-alive"}, 0, 200, 0, false);
        row("1.0 without host", {}, 0, 200, 0, false);
        row("1.1 without host", {}, 1, 400, 0, false);
        row("two hosts", {host, "x", host, "x"}, 1, 400, 0, false);
        row("bad host", {host, "a b<>"}, 1, 400, 0, false);
        row("host with slash", {host, "a/b"}, 1, 400, 0, false);
        row("host with user", {host, "u@a"}, 1, 400, 0, false);
        row("text as length", {host, "x", "Content-Length", "abc"}, 1, 400, 0, false);
        row("negative length", {host, "x", "Content-Length", "-5"}, 1, 400, 0, false);
        row("signed length", {host, "x", "Content-Length", "+5"}, 1, 400, 0, false);
        row("hexadecimal length", {host, "x", "Content-Length", "0x5"}, 1, 400, 0, false);
        row("list of lengths", {host, "x", "Content-Length", "5, 5"}, 1, 400, 0, false);
        row("empty length", {host, "x", "Content-Length", ""}, 1, 400, 0, false);
        row("huge length", {host, "x", "Content-Length", "18446744073709551615"}, 1, 400, 0, false);
        row("two lengths", {host, "x", "Content-Length", "5", "Content-Length", "3"}, 1, 400, 0,
            false);
        row("equal lengths", {host, "x", "Content-Length", "5", "Content-Length", "5"}, 1, 400, 0,
            false);
        row("both frames", {host, "x", "Content-Length", "5", "Transfer-Encoding", "chunked"}, 1,
            400, 0, false);
        row("gzip", {host, "x", "Transfer-Encoding", "gzip"}, 1, 501, 0, false);
        row("gzip, chunked", {host, "x", "Transfer-Encoding", "gzip, chunked"}, 1, 501, 0, false);
        row("xchunked", {host, "x", "Transfer-Encoding", "xchunked"}, 1, 501, 0, false);
        row("two codings",
            {host, "x", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked"}, 1, 400, 0,
            false);
        row("empty coding", {host, "x", "Transfer-Encoding", ""}, 1, 400, 0, false);
        row("1.0 chunked", {"Transfer-Encoding", "chunked"}, 0, 400, 0, false);
    }

    void read_fields_frameOrRefusal()
    {
        QFETCH(QByteArrayList, fields);
        QFETCH(int, minor);
        QFETCH(int, status);
        Headers headers;
        for (qsizetype i = 0; i < fields.size(); i += 2)
            headers.add(fields[i], fields[i + 1]);
        Framing framing;
        const auto refusal = Framing::read(headers, minor, framing);
        QCOMPARE(refusal ? statusOf(refusal->kind) : 200, status);
        if (refusal)
            return;
        QTEST(framing.isChunked ? qint64(-1) : framing.contentLength, "length");
        QTEST(framing.keepAlive, "keepAlive");
    }

    void read_expect_onlyContinueOfHttp11Counts()
    {
        Headers headers;
        headers.add("Host", "x");
        headers.add("Expect", "100-Continue");
        Framing framing;
        QVERIFY(!Framing::read(headers, 1, framing));
        QVERIFY(framing.expectsContinue);
        QVERIFY(!Framing::read(headers, 0, framing));
        QVERIFY(!framing.expectsContinue);
        headers.set("Expect", "something-else");
        QVERIFY(!Framing::read(headers, 1, framing));
        QVERIFY(!framing.expectsContinue);
    }
};

QTEST_APPLESS_MAIN(TstFraming)
#include "tst_framing.moc"
