// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/longlines.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stateroom::ui;

class LongLinesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breakLongLines_shortLines_sharesTheBytes();
    void breakLongLines_anyText_isThereAgainWhenJoined();
    void breakLongLines_umlauts_stayWhole();
    void at_risingOffsets_findsEachByte();
    void withoutReturns_anyLineEnds_areLineFeeds();
};

void LongLinesTest::breakLongLines_shortLines_sharesTheBytes()
{
    const QByteArray text = "{\n  \"a\": 1\n}";
    QCOMPARE(breakLongLines(text).constData(), text.constData());
}

void LongLinesTest::breakLongLines_anyText_isThereAgainWhenJoined()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        QByteArray text;
        const int lines = random.bounded(1, 6);
        for (int line = 0; line < lines; ++line)
            text += QByteArray(random.bounded(0, 3000), char('a' + line)) + '\n';
        if (round % 2 == 0)
            text.chop(1);
        const QByteArray broken = breakLongLines(text);
        for (const QByteArray& line : QByteArray(broken).replace('\r', '\n').split('\n'))
            QVERIFY(line.size() <= longestLine);
        QCOMPARE(joinLongLines(broken), text);
    }
}

void LongLinesTest::breakLongLines_umlauts_stayWhole()
{
    QByteArray text = "x";
    while (text.size() < 5000)
        text += "ä€😀";
    for (const QByteArray& piece : breakLongLines(text).split('\r'))
        QVERIFY(!QString::fromUtf8(piece).contains(QChar::ReplacementCharacter));
}

void LongLinesTest::at_risingOffsets_findsEachByte()
{
    QByteArray text;
    for (int i = 0; i < 2000; ++i)
        text += char('a' + i % 26);
    text += "\nend";
    const QByteArray broken = breakLongLines(text);
    QVERIFY(broken.size() > text.size());
    BreakMap map(broken);
    for (qsizetype offset = 0; offset < text.size(); ++offset)
        QCOMPARE(broken[map.at(offset)], text[offset]);
    QCOMPARE(map.at(text.size()), broken.size());
}

void LongLinesTest::withoutReturns_anyLineEnds_areLineFeeds()
{
    QCOMPARE(withoutReturns("a\r\nb\rc\nd"), QByteArray("a\nb\nc\nd"));
}

QTEST_APPLESS_MAIN(LongLinesTest)
#include "tst_longlines.moc"
