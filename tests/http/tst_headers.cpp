// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/types.h"

#include <QTest>

using namespace stateroom;

class TstHeaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void first_anyCase_findsTheFirst()
    {
        Headers headers;
        headers.add("Accept", " text/html ");
        headers.add("ACCEPT", "*/*");
        QCOMPARE(*headers.first("accept"), "text/html");
        QCOMPARE(headers.count("Accept"), 2);
        QVERIFY(!headers.first("Accep"));
        QVERIFY(!headers.first("Accept-"));
    }

    void set_existingFields_replacesAll()
    {
        Headers headers;
        headers.add("A", "1");
        headers.add("B", "2");
        headers.add("a", "3");
        headers.set("A", "4");
        QCOMPARE(headers.size(), 2);
        QCOMPARE(headers.at(0).name, "B");
        QCOMPARE(headers.at(1).value, "4");
    }

    void hasToken_lists_wholeTokensOnly()
    {
        Headers headers;
        headers.add("Accept", "text/html, Text/Event-Stream");
        headers.add("Accept", "a,,b");
        QVERIFY(headers.hasToken("accept", "text/event-stream"));
        QVERIFY(headers.hasToken("accept", "b"));
        QVERIFY(!headers.hasToken("accept", "text"));
        QVERIFY(!headers.hasToken("other", "b"));
    }

    void copy_thenChange_originalStays()
    {
        Headers headers;
        headers.add("A", "1");
        Headers copy = headers;
        copy.add("B", "2");
        QCOMPARE(headers.size(), 1);
        QCOMPARE(*copy.first("A"), "1");
        QCOMPARE(*copy.first("B"), "2");
        QCOMPARE(copy.all().size(), 2u);
    }

    void last_repeatedParameter_lastWins()
    {
        QueryParameters query;
        query.add("a", "1");
        query.add("a", "2");
        QCOMPARE(*query.last("a"), "2");
        QVERIFY(!query.contains("b"));
    }
};

QTEST_APPLESS_MAIN(TstHeaders)
#include "tst_headers.moc"
