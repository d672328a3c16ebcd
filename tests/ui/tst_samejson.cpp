// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/samejson.h"

#include <QByteArray>
#include <QTest>

using namespace stateroom::ui;

class SameJsonTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesIn_anotherLayout_findsEachLine_data();
    void linesIn_anotherLayout_findsEachLine();
    void placeIn_anotherLayout_isTheSameSign();
};

void SameJsonTest::linesIn_anotherLayout_findsEachLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<QList<int>>("lines");
    const QByteArray laidOut = "{\n  \"a b\": 1,\n  \"c\": [\n    2\n  ]\n}";
    QTest::newRow("itself") << laidOut << laidOut << QList<int>{0, 1, 2, 3, 4, 5};
    QTest::newRow("one line") << laidOut << QByteArray(R"({"a b":1,"c":[2]})")
                              << QList<int>{0, 0, 0, 0, 0, 0};
    QTest::newRow("two lines") << laidOut << QByteArray("{\"a b\": 1,\n\"c\":[2]}")
                               << QList<int>{0, 0, 1, 1, 1, 1};
    QTest::newRow("spaces and quotes in strings")
        << QByteArray("[\n\"a \\\" \\\\\",\n1\n]") << QByteArray("\n[ \"a \\\" \\\\\" ,\n\n1]")
        << QList<int>{1, 1, 3, 3};
    QTest::newRow("a broken line")
        << QByteArray("[\"aaaa\",\n1]") << QByteArray("[\"aa\raa\",\r1]") << QList<int>{0, 2};
    QTest::newRow("empty lines") << QByteArray("[\n\n1\n]\n") << QByteArray("[\n1]")
                                 << QList<int>{0, 1, 1, 1, 1};
}

void SameJsonTest::linesIn_anotherLayout_findsEachLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, other);
    const std::vector<int> lines = linesIn(text, other);
    QTEST(QList<int>(lines.begin(), lines.end()), "lines");
}

void SameJsonTest::placeIn_anotherLayout_isTheSameSign()
{
    const QByteArray compact = R"({"a b":1,"c":[2]})";
    const QByteArray laidOut = "{\n  \"a b\": 1,\n  \"c\": [\n    2\n  ]\n}";
    QCOMPARE(placeIn(compact, compact.indexOf('2'), laidOut), laidOut.indexOf('2'));
    QCOMPARE(placeIn(laidOut, laidOut.indexOf(" b"), compact), compact.indexOf(" b"));
    QCOMPARE(placeIn(compact, compact.size(), laidOut), laidOut.size());
    QCOMPARE(placeIn(compact, 0, laidOut), 0);
}

QTEST_APPLESS_MAIN(SameJsonTest)
#include "tst_samejson.moc"
