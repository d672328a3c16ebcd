// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/text.h"

#include <QTest>

#include <clocale>

using namespace stateroom::cli;
using namespace Qt::StringLiterals;

class TstText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::setlocale(LC_ALL, "C.UTF-8"); }

    void visible_text_hasNoPowerOverTheTerminal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"näive \\n 👍🏽"_s << u"näive \\n 👍🏽"_s;
        QTest::newRow("lines") << u"a\nb\r\tc"_s << uR"(a\nb\r\tc)"_s;
        QTest::newRow("escape") << u"\u001b[2J"_s << uR"(\u001b[2J)"_s;
        QTest::newRow("C1") << u"\u009b2J\u007f"_s << uR"(\u009b2J\u007f)"_s;
        QTest::newRow("direction") << u"a\u202eb\u2066"_s << uR"(a\u202eb\u2066)"_s;
        QTest::newRow("separators") << u"\u2028\u2029"_s << uR"(\u2028\u2029)"_s;
        QTest::newRow("joiner stays") << u"👩\u200d🚀"_s << u"👩\u200d🚀"_s;
        QTest::newRow("unseen") << u"a\u200bb\ufeff"_s << uR"(a\u200bb\ufeff)"_s;
    }

    void visible_text_hasNoPowerOverTheTerminal()
    {
        QFETCH(QString, text);
        QTEST(visible(text), "shown");
    }

    void visibleJson_value_isTheSameValue()
    {
        QCOMPARE(visibleJson("{\"a\":\"\xc2\x9b\x7f\"}\n"), "{\"a\":\"\\u009b\\u007f\"}\n");
        QCOMPARE(visibleJson(R"({"a": 1e400})"), R"({"a": 1e400})");
    }

    void elided_text_fitsTheWidth_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("shown");
        QTest::newRow("fits") << u"abcdef"_s << 6 << u"abcdef"_s;
        QTest::newRow("too long") << u"abcdefg"_s << 6 << u"abcde…"_s;
        QTest::newRow("wide") << u"日本語日本"_s << 6 << u"日本…"_s;
        QTest::newRow("pair is not split") << u"👍👍👍"_s << 5 << u"👍👍…"_s;
        QTest::newRow("combining") << u"e\u0301e\u0301"_s << 2 << u"e\u0301e\u0301"_s;
    }

    void elided_text_fitsTheWidth()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QTEST(elided(text, width), "shown");
        QVERIFY(displayWidth(elided(text, width)) <= width);
    }

    void sizeText_bytes_isShort()
    {
        QCOMPARE(sizeText(812), u"812 bytes"_s);
        QCOMPARE(sizeText(1400), u"1.4 kB"_s);
        QCOMPARE(sizeText(16'000'000), u"16.0 MB"_s);
    }

    void timeText_moment_isLocal()
    {
        QCOMPARE(timeText(u"2026-03-01T12:00:00.123Z"_s), u"2026-03-01 12:00:00"_s);
        QCOMPARE(timeText(u"so\non"_s), uR"(so\non)"_s);
    }
};

QTEST_GUILESS_MAIN(TstText)
#include "tst_text.moc"
