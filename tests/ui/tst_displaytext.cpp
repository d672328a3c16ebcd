// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/displaytext.h"

#include <QTest>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class DisplayTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void displayText_unseenCharacters_areReplaced_data();
    void displayText_unseenCharacters_areReplaced();
    void plainToolTip_textWithTags_isEscaped();
    void plainToolTip_nothing_isNoTip();
};

void DisplayTextTest::displayText_unseenCharacters_areReplaced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"wf-1/status"_s << u"wf-1/status"_s;
    QTest::newRow("line break and tab") << u"a\nb\tc"_s << u"a␊b␉c"_s;
    QTest::newRow("delete") << u"a\u007fb"_s << u"a␡b"_s;
    QTest::newRow("turned direction") << u"a\u202eb"_s << u"a\ufffdb"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a\ufffdb"_s;
    QTest::newRow("emoji of several") << u"👩\u200d💻"_s << u"👩\u200d💻"_s;
    QTest::newRow("markup") << u"<b>&amp;"_s << u"<b>&amp;"_s;
}

void DisplayTextTest::displayText_unseenCharacters_areReplaced()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(displayText(text), shown);
    QCOMPARE(displayText(text.toUtf8()), shown);
}

void DisplayTextTest::plainToolTip_textWithTags_isEscaped()
{
    QCOMPARE(plainToolTip(u"<img src=x> &"_s), u"<span>&lt;img src=x&gt; &amp;</span>"_s);
}

void DisplayTextTest::plainToolTip_nothing_isNoTip()
{
    QVERIFY(plainToolTip({}).isEmpty());
}

QTEST_GUILESS_MAIN(DisplayTextTest)
#include "tst_displaytext.moc"
