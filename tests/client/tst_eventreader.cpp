// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/eventreader.h"

#include <QTest>

using namespace stateroom;

class TstEventReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void feed_stream_givesEvents_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("events"); // name=data|...
        QTest::addColumn<QByteArray>("lastId");
        const auto row = [](const char* name, const char* stream, const char* events,
                            const char* lastId = "") {
            QTest::newRow(name) << QByteArray(stream) << QByteArray(events) << QByteArray(lastId);
        };
        row("one", "id: 7\ndata: {\"a\":1}\n\n", "={\"a\":1}|", "7");
        row("named", "event: reset\ndata: x\n\n", "reset=x|");
        row("two", "data: a\nid: 1\n\ndata: b\nid: 2\n\n", "=a|=b|", "2");
        row("id stays", "data: a\nid: 1\n\ndata: b\n\n", "=a|=b|", "1");
        row("id without data counts", "id: 9\n\n", "", "9");
        row("lines", "data: a\ndata:b\ndata\n\n", "=a\nb\n|");
        row("comments", ": hello\nretry: 1000\n\n:\ndata: a\n\n", "=a|");
        row("returns", "data: a\r\ndata: b\r\rdata: c\n\n", "=a\nb|=c|");
        row("unfinished", "id: 3\ndata: a\n", "");
        row("empty", "data:\n\n", "=|");
        row("unknown field", "foo: bar\ndata: a\n\n", "=a|");
    }

    void feed_stream_givesEvents()
    {
        QFETCH(QByteArray, stream);
        for (const qsizetype step : {stream.size(), qsizetype(1)}) {
            EventReader reader;
            QByteArray seen;
            for (qsizetype at = 0; at < stream.size(); at += step) {
                for (const ServerEvent& event : reader.feed(stream.mid(at, step)))
                    seen += event.name + '=' + event.data + '|';
            }
            QTEST(seen, "events");
            QTEST(reader.lastId(), "lastId");
        }
    }

    void feed_retry_isKept()
    {
        EventReader reader;
        QVERIFY(!reader.retry());
        reader.feed("retry: 250\nretry: soon\n");
        QCOMPARE(*reader.retry(), std::chrono::milliseconds(250));
    }

    void unfinished_amidAnEvent_isWhatItHolds()
    {
        EventReader reader;
        reader.feed("data: abc\ndata: de");
        QCOMPARE(reader.unfinished(), qsizetype(11)); // abc, data: de
        reader.feed("\n\n");
        QCOMPARE(reader.unfinished(), 0);
    }

    void beginConnection_amidAnEvent_forgetsItAlone()
    {
        EventReader reader;
        QCOMPARE(reader.feed("id: 4\ndata: a\n\nid: 5\ndata: b").size(), 1);
        reader.beginConnection();
        QCOMPARE(reader.lastId(), "4");
        QCOMPARE(reader.unfinished(), 0);
        const auto events = reader.feed("data: c\n\n");
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.front().data, "c");
        QCOMPARE(reader.lastId(), "4");
    }
};

QTEST_GUILESS_MAIN(TstEventReader)
#include "tst_eventreader.moc"
