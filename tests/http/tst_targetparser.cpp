// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/targetparser.h"

#include <QTest>

using namespace stateroom;

class TstTargetParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_path_exactSegments_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<bool>("isRight");
        QTest::addColumn<QByteArrayList>("segments");
        const auto right = [](const char* name, const QByteArray& raw,
                              const QByteArrayList& segments) {
            QTest::newRow(name) << raw << true << segments;
        };
        const auto wrong = [](const char* name, const QByteArray& raw) {
            QTest::newRow(name) << raw << false << QByteArrayList();
        };
        right("root", "/", {});
        right("plain", "/v1/state/wf/key", {"v1", "state", "wf", "key"});
        right("slash in a key", "/v1/state/wf/a%2Fb", {"v1", "state", "wf", "a/b"});
        right("decoded once", "/v1/state/wf/a%252Fb", {"v1", "state", "wf", "a%2Fb"});
        right("space", "/s/a%20b", {"s", "a b"});
        right("plus stays", "/s/a+b", {"s", "a+b"});
        right("emoji", "/s/%F0%9F%98%80", {"s", "\xF0\x9F\x98\x80"});
        right("bom stays", "/s/%EF%BB%BFx", {"s", "\xEF\xBB\xBFx"});
        right("reserved signs", "/s/%23%3F%26%2B%25%40%2C", {"s", "#?&+%@,"});
        right("raw signs", "/s/&+@,:;=!$'()*~", {"s", "&+@,:;=!$'()*~"});
        right("colon", "/v1/runtime/state:mutate", {"v1", "runtime", "state:mutate"});
        right("escaped colon", "/v1/runtime/state%3Amutate", {"v1", "runtime", "state:mutate"});
        right("dots are a key", "/v1/state/wf/..", {"v1", "state", "wf", ".."});
        right("escaped dots", "/v1/state/%2e%2e/%2E", {"v1", "state", "..", "."});
        right("controls inside", "/s/%01%7F", {"s", "\x01\x7f"});
        right("slashes at the start", "///v1/state", {"v1", "state"});
        right("slashes after v1", "/v1//state", {"v1", "state"});
        right("both", "//v1///state/x", {"v1", "state", "x"});
        right("base alone", "/v1/", {"v1"});
        right("only slashes", "//", {});
        right("evil authority is a segment", "//evil/p", {"evil", "p"});
        right("absolute form", "http://localhost:7474/v1/state", {"v1", "state"});
        right("absolute form, no path", "HTTP://localhost", {});
        wrong("slash at the end", "/v1/state/");
        wrong("empty segment", "/v1/state//x");
        wrong("slashes after another base", "/state//x");
        wrong("v1 not first", "/a/v1//x");
        wrong("nul", "/s/%00");
        wrong("cut escape", "/s/%");
        wrong("cut escape 2", "/s/%4");
        wrong("bad escape", "/s/%zz");
        wrong("bad escape 2", "/s/%4z");
        wrong("escape over a slash", "/s/%4/1");
        wrong("latin-1", "/s/%FF");
        wrong("cut utf-8", "/s/%C3");
        wrong("overlong", "/s/%C0%AF");
        wrong("surrogate", "/s/%ED%A0%80");
        wrong("beyond unicode", "/s/%F4%90%80%80");
        wrong("utf-8 cut by a slash", "/s/%C3/%A9");
        wrong("raw utf-8", "/s/\xc3\xa9");
        wrong("raw control", "/s/\x01");
        wrong("delete", "/s/\x7f");
        wrong("fragment", "/s/a#b");
        wrong("empty", "");
        wrong("no slash", "v1/state");
        wrong("another scheme", "ftp://localhost/x");
        wrong("no authority", "http:///x");
        wrong("authority form", "localhost:443");
    }

    void parse_path_exactSegments()
    {
        QFETCH(QByteArray, raw);
        QFETCH(bool, isRight);
        QFETCH(QByteArrayList, segments);
        Target target;
        const auto mistake = parseTarget(raw, target);
        QCOMPARE(!mistake, isRight);
        if (!isRight)
            return;
        QCOMPARE(QByteArrayList(target.segments.begin(), target.segments.end()), segments);
        QVERIFY(!target.isAsterisk);
    }

    void parse_query_decodedInOrder()
    {
        Target target;
        QVERIFY(!parseTarget("/a?x=1&y=a+b%2Bc&&flag&x=%C3%A9&=z&e=a=b?c/d", target));
        const auto& items = target.query.all();
        QCOMPARE(items.size(), 6u);
        QCOMPARE(items[1].second, "a b+c");
        QCOMPARE(items[2].first, "flag");
        QCOMPARE(items[2].second, "");
        QCOMPARE(*target.query.last("x"), "\xc3\xa9");
        QCOMPARE(items[4].first, "");
        QCOMPARE(items[5].second, "a=b?c/d");
    }

    void parse_badQuery_refused_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("bad escape") << QByteArray("/a?x=%zz");
        QTest::newRow("nul") << QByteArray("/a?x=%00");
        QTest::newRow("bad name") << QByteArray("/a?%FF=1");
    }

    void parse_badQuery_refused()
    {
        QFETCH(QByteArray, raw);
        Target target;
        QVERIFY(parseTarget(raw, target));
    }

    void parse_mistake_segmentsTellWhoseItWas_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<int>("count"); // of the segments, for the shape of the refusal
        QTest::newRow("bad escape") << QByteArray("/v1/state/wf/%zz") << 4;
        QTest::newRow("nul") << QByteArray("/v1/state/wf/%00/stream") << 5;
        QTest::newRow("raw byte") << QByteArray("/v1/state/wf/\xc3") << 4;
        QTest::newRow("empty segment") << QByteArray("/v1/state//wf/k") << 4;
        QTest::newRow("slash at the end") << QByteArray("/v1/state/wf/") << 3;
    }

    void parse_mistake_segmentsTellWhoseItWas()
    {
        QFETCH(QByteArray, raw);
        QFETCH(int, count);
        Target target;
        QVERIFY(parseTarget(raw, target));
        QCOMPARE(int(target.segments.size()), count);
        QCOMPARE(target.segments[1], "state");
    }

    void parse_otherForms_told()
    {
        Target target;
        QVERIFY(!parseTarget("*", target));
        QVERIFY(target.isAsterisk);
        const QByteArray absolute = "https://[::1]:7474?x=1";
        QVERIFY(!parseTarget(absolute, target));
        QVERIFY(!target.isAsterisk);
        QCOMPARE(target.authority, "[::1]:7474");
        QCOMPARE(*target.query.last("x"), "1");
    }
};

QTEST_APPLESS_MAIN(TstTargetParser)
#include "tst_targetparser.moc"
