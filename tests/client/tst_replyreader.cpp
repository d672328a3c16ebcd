// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/replyreader.h"

#include <QTest>

using namespace stateroom;

class TstReplyReader : public QObject {
    Q_OBJECT

    static QByteArray stateName(ReplyReader::State state)
    {
        switch (state) {
        case ReplyReader::State::Head:
            return "head";
        case ReplyReader::State::Body:
            return "body";
        case ReplyReader::State::Complete:
            return "complete";
        case ReplyReader::State::CutOff:
            return "cut";
        case ReplyReader::State::Malformed:
            return "malformed";
        }
        Q_UNREACHABLE();
    }

private Q_SLOTS:
    void feed_answer_isRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("reusable");
        const auto row = [](const char* name, QByteArray bytes, bool ends, const char* state,
                            int status = 0, const char* body = "", bool reusable = false) {
            QTest::newRow(name) << bytes << ends << QByteArray(state) << status << QByteArray(body)
                                << reusable;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        row("length", ok + "Content-Length: 3\r\n\r\nabc", false, "complete", 200, "abc", true);
        row("no content", "HTTP/1.1 204 No Content\r\n\r\n", false, "complete", 204, "", true);
        row("nothing to say", "HTTP/1.1 200\r\ncontent-length:0\r\n\r\n", false, "complete", 200,
            "", true);
        row("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            false, "complete", 200, "abcde", true);
        row("until the end", ok + "\r\nabc", true, "complete", 200, "abc", false);
        row("close", ok + "Content-Length: 1\r\nConnection: Close\r\n\r\na", false, "complete", 200,
            "a", false);
        row("continue first", "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 1\r\n\r\na",
            false, "complete", 200, "a", true);
        row("more than asked", ok + "Content-Length: 1\r\n\r\nab", false, "complete", 200, "a",
            false);
        row("unfinished head", ok, false, "head");
        row("unfinished body", ok + "Content-Length: 3\r\n\r\na", false, "body", 200, "a");
        row("cut head", ok, true, "cut");
        row("cut body", ok + "Content-Length: 3\r\n\r\na", true, "cut", 200, "a");
        row("cut chunks", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", true, "cut", 200,
            "abc");
        row("nothing", "", true, "cut");
        row("other protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", false, "malformed");
        row("no status", "HTTP/1.1 abc\r\n\r\n", false, "malformed");
        row("field without colon", ok + "nonsense\r\n\r\n", false, "malformed");
        row("wrong length", ok + "Content-Length: x\r\n\r\n", false, "malformed");
        row("negative length", ok + "Content-Length: -1\r\n\r\n", false, "malformed");
        row("wrong chunk", ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", false, "malformed");
        row("unknown coding", ok + "Transfer-Encoding: gzip\r\n\r\n", false, "malformed");
        row("endless head", QByteArray(70'000, 'x'), false, "malformed");
        row("endless 1xx", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(3000), false,
            "malformed");
    }

    void feed_answer_isRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, ends);
        // At once, and byte by byte: arrival decides nothing.
        for (const qsizetype step : {bytes.size() + 1, qsizetype(1)}) {
            ReplyReader reader;
            reader.begin();
            for (qsizetype at = 0; at < bytes.size(); at += step)
                reader.feed(bytes.mid(at, step));
            if (ends)
                reader.ended();
            QTEST(stateName(reader.state()), "state");
            QTEST(reader.takeBody(), "body");
            if (reader.state() != ReplyReader::State::Malformed &&
                reader.state() != ReplyReader::State::Head)
                QTEST(reader.head().status, "status");
            QTEST(reader.isReusable(), "reusable");
        }
    }

    void begin_afterAnswer_readsTheNext()
    {
        ReplyReader reader;
        reader.begin();
        reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
        QCOMPARE(reader.takeBody(), "a");
        reader.begin();
        QVERIFY(!reader.hasBegun());
        QCOMPARE(reader.state(), ReplyReader::State::Head);
        reader.feed("HTTP/1.1 404 Not Found\r\nX-Name:  value \r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(reader.head().status, 404);
        QCOMPARE(reader.head().field("x-name"), "value");
        QVERIFY(reader.head().field("none").isNull());
    }
};

QTEST_GUILESS_MAIN(TstReplyReader)
#include "tst_replyreader.moc"
