// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestbook.h"

#include <QCoreApplication>
#include <QTest>

#include <set>
#include <thread>

using namespace stateroom;

class TstRequestBook : public QObject {
    Q_OBJECT

    static void add(RequestBook& book, const QByteArray& id = {})
    {
        book.add({.requestId = id, .note = {}, .requestHead = {}});
    }

private Q_SLOTS:
    void behind_some_areInOrder()
    {
        RequestBook book;
        QVERIFY(book.behind(0).empty());
        add(book, "a");
        add(book, "b");
        add(book, "c");
        QCOMPARE(book.last(), 3);
        QCOMPARE(book.behind(0).size(), 3u);
        const auto two = book.behind(1);
        QCOMPARE(two.size(), 2u);
        QCOMPARE(two[0]->requestId, "b");
        QCOMPARE(two[0]->number, 2);
        QCOMPARE(two[1]->requestId, "c");
        QVERIFY(book.behind(3).empty());
        QVERIFY(book.behind(99).empty());
    }

    void add_moreThanItHolds_dropsTheOldest()
    {
        RequestBook book;
        for (int i = 1; i <= RequestBook::capacity + 5; ++i)
            add(book, QByteArray::number(i));
        const auto all = book.behind(0);
        QCOMPARE(all.size(), size_t(RequestBook::capacity));
        QCOMPARE(all.front()->requestId, "6");
        QCOMPARE(all.back()->requestId, "1005");
        QVERIFY(!book.find("5"));
        QCOMPARE(book.find("6")->number, 6);
    }

    void find_sameIdTwice_isTheNewest()
    {
        RequestBook book;
        add(book, "a");
        add(book, "a");
        QCOMPARE(book.find("a")->number, 2);
        QVERIFY(!book.find("b"));
    }

    void add_secrets_areMasked()
    {
        const QByteArray key = "int_" + QByteArray(43, 's');
        RequestBook book;
        book.add(
            {.requestId = key,
             .method = key,
             .target = "/v1/state/x%2F" + key,
             .note = {},
             .requestHead = {},
             .answerHead = "HTTP/1.1 400 Bad Request\r\nX-Request-Id: " + key + "\r\n\r\n"});
        const RequestReportPtr report = book.find(key);
        QVERIFY(report);
        QCOMPARE(report->requestId, "int_***");
        QCOMPARE(report->method, "int_***");
        QCOMPARE(report->target, "/v1/state/x%2Fint_***");
        QVERIFY(report->answerHead.endsWith("X-Request-Id: int_***\r\n\r\n"));
    }

    void open_stream_isThereUntilItEnds()
    {
        RequestBook book;
        const qint64 number =
            book.open({.status = 200, .requestId = "s", .note = {}, .requestHead = {}});
        add(book, "b");
        QVERIFY(book.find("s")->isOpen);
        QCOMPARE(book.changes(), 2);
        book.close(number, {Milliseconds(1500), 20});
        QCOMPARE(book.changes(), 3);
        QCOMPARE(book.last(), 2);
        const RequestReportPtr ended = book.at(number);
        QVERIFY(!ended->isOpen);
        QCOMPARE(ended->requestId, "s");
        QCOMPARE(ended->status, 200);
        QCOMPARE(ended->took, Milliseconds(1500));
        QCOMPARE(ended->bytesOut, 20);
        QVERIFY(!book.find("b")->isOpen);
    }

    void close_streamThatGaveWay_changesNothing()
    {
        RequestBook book;
        const qint64 number = book.open({.note = {}, .requestHead = {}});
        for (int i = 0; i < RequestBook::capacity; ++i)
            add(book, "b");
        const qint64 changes = book.changes();
        book.close(number, {Milliseconds(1), 1});
        QCOMPARE(book.changes(), changes);
        QVERIFY(!book.at(number));
        QCOMPARE(book.at(number + RequestBook::capacity)->took, Milliseconds(0));
        const qint64 cleared = book.open({.note = {}, .requestHead = {}});
        book.clear();
        book.close(cleared, {Milliseconds(1), 1});
        QVERIFY(!book.at(cleared));
    }

    void tellBehind_streamEnded_tells()
    {
        RequestBook book;
        const qint64 number = book.open({.note = {}, .requestHead = {}});
        int told = 0;
        book.tellBehind(book.changes(), this, [&told] { ++told; });
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
        book.close(number, {});
        QTRY_COMPARE(told, 1);
    }

    void clear_some_areGoneAndNumbersGoOn()
    {
        RequestBook book;
        add(book, "a");
        book.clear();
        QVERIFY(book.behind(0).empty());
        QVERIFY(!book.find("a"));
        add(book, "b");
        QCOMPARE(book.behind(0).size(), 1u);
        QCOMPARE(book.behind(0).front()->number, 2);
    }

    void tellBehind_added_tellsOnce()
    {
        RequestBook book;
        int told = 0;
        book.tellBehind(0, this, [&told] { ++told; });
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
        add(book);
        add(book);
        QTRY_COMPARE(told, 1);
        QCoreApplication::processEvents();
        QCOMPARE(told, 1);
        book.tellBehind(0, this, [&told] { ++told; }); // there already
        QTRY_COMPARE(told, 2);
    }

    void tellBehind_contextGone_isDropped()
    {
        RequestBook book;
        int told = 0;
        {
            QObject context;
            book.tellBehind(0, &context, [&told] { ++told; });
        }
        add(book);
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
    }

    void add_fromThreads_losesNone()
    {
        RequestBook book;
        constexpr int each = 20'000;
        std::atomic<bool> done = false;
        std::thread reader([&] {
            while (!done) {
                const auto all = book.behind(0);
                for (size_t i = 1; i < all.size(); ++i) {
                    if (all[i]->number != all[i - 1]->number + 1)
                        std::abort();
                }
            }
        });
        std::vector<std::thread> writers;
        for (int i = 0; i < 3; ++i)
            writers.emplace_back([&book] {
                for (int n = 0; n < each; ++n)
                    add(book);
            });
        for (std::thread& writer : writers)
            writer.join();
        done = true;
        reader.join();
        QCOMPARE(book.last(), 3 * each);
    }
};

QTEST_GUILESS_MAIN(TstRequestBook)
#include "tst_requestbook.moc"
