// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/chunkreader.h"

#include <QTest>

using namespace stateroom;

class TstChunkReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void read_anyFragmentation_sameOutcome_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("status"); // 0: more is needed
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char* name, const QByteArray& input, int status,
                            const QByteArray& body = {}, const QByteArray& rest = {}) {
            QTest::newRow(name) << input << status << body << rest;
        };
        row("empty", "0\r\n\r\n", 200);
        row("one chunk", "5\r\nhello\r\n0\r\n\r\n", 200, "hello");
        row("two chunks", "1\r\nh\r\nA\r\n0123456789\r\n0\r\n\r\n", 200, "h0123456789");
        row("leading zeros", "0005\r\nhello\r\n000\r\n\r\n", 200, "hello");
        row("extension", "5;a=b;c=\"d\"\r\nhello\r\n0;x\r\n\r\n", 200, "hello");
        row("blank before extension", "5 \t;a\r\nhello\r\n0\r\n\r\n", 200, "hello");
        row("trailers", "1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n", 200, "x");
        row("next request stays", "1\r\nx\r\n0\r\n\r\nGET /", 200, "x", "GET /");
        row("line end as data", "2\r\n\r\n\r\n0\r\n\r\n", 200, "\r\n");
        row("incomplete", "5\r\nhel", 0, "hel");
        row("at the limit", "20\r\n" + QByteArray(32, 'x') + "\r\n0\r\n\r\n", 200,
            QByteArray(32, 'x'));
        row("over the limit", "21\r\n", 413);
        row("over the limit together", "1f\r\n" + QByteArray(31, 'x') + "\r\n2\r\n", 413,
            QByteArray(31, 'x'));
        row("no size", "\r\n", 400);
        row("text as size", "zz\r\n", 400);
        row("negative size", "-5\r\nhello\r\n", 400);
        row("prefixed size", "0x5\r\nhello\r\n", 400);
        row("huge size", "ffffffffffffffff\r\n", 400);
        row("fifteen digits", "fffffffffffffff\r\n", 413);
        row("line feeds only", "5\nhello\n0\n\n", 400);
        row("blank at the end", "5 \r\nhello\r\n", 400);
        row("blank then digit", "5 5\r\nhello\r\n", 400);
        row("data too long", "3\r\nhello\r\n0\r\n\r\n", 400, "hel");
        row("data without line end", "5\r\nhello0\r\n\r\n", 400, "hello");
        row("data and another end", "1\r\nhxx0\r\n\r\n", 400, "h");
        row("carriage return alone", "5\rxhello\r\n", 400);
        row("control in an extension", "5;a=\x01\r\nhello\r\n", 400);
        row("line feed in a trailer", "0\r\nA: b\n\r\n", 400);
        row("bad last line end", "0\r\n\rx", 400);
        row("endless extension", "5;" + QByteArray(20'000, 'a'), 400);
        row("endless trailer", "0\r\nA: " + QByteArray(20'000, 'a'), 400);
    }

    void read_anyFragmentation_sameOutcome()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, rest);
        for (const qsizetype step : {qsizetype(1), qsizetype(3), qsizetype(100'000)}) {
            ChunkReader reader;
            reader.reset(32);
            QByteArray read;
            auto outcome = ChunkReader::Outcome::Incomplete;
            qsizetype at = 0;
            while (at < input.size() && outcome == ChunkReader::Outcome::Incomplete) {
                qsizetype taken = 0;
                outcome = reader.read(
                    QByteArrayView(input).sliced(at).first(std::min(step, input.size() - at)), read,
                    taken);
                at += taken;
            }
            const int seen = outcome == ChunkReader::Outcome::Incomplete ? 0
                             : outcome == ChunkReader::Outcome::Complete
                                 ? 200
                                 : statusOf(reader.refusal().kind);
            QCOMPARE(seen, status);
            QCOMPARE(read, body);
            if (status == 200)
                QCOMPARE(input.sliced(at), rest);
        }
    }

    void reset_afterFailure_readsAgain()
    {
        ChunkReader reader;
        reader.reset(32);
        QByteArray body;
        qsizetype taken = 0;
        QCOMPARE(reader.read("zz", body, taken), ChunkReader::Outcome::Refused);
        reader.reset(32);
        QCOMPARE(reader.read("1\r\nx\r\n0\r\n\r\n", body, taken), ChunkReader::Outcome::Complete);
        QCOMPARE(body, "x");
    }
};

QTEST_APPLESS_MAIN(TstChunkReader)
#include "tst_chunkreader.moc"
