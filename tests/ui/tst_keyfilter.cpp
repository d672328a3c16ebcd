// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/keyfilter.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class KeyFilterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_cases_data();
    void matches_cases();
    void parse_invalid_tellsThePlace();
    void marksIn_cases_data();
    void marksIn_cases();
};

void KeyFilterTest::matches_cases_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char* what, const QString& filter, const QString& key, bool passes) {
        QTest::addRow("%s", what) << filter << key << passes;
    };
    row("nothing", {}, u"anything"_s, true);
    row("the middle", u"tat"_s, u"status"_s, true);
    row("the whole", u"status"_s, u"status"_s, true);
    row("longer than the key", u"statuses"_s, u"status"_s, false);
    row("not there", u"x"_s, u"status"_s, false);
    row("small letters find capitals", u"sta"_s, u"STATUS"_s, true);
    row("capitals find capitals only", u"STA"_s, u"status"_s, false);
    row("umlauts", u"ä"_s, u"ÄRGER"_s, true);
    row("emoji", u"🙂"_s, u"a🙂b"_s, true);
    row("a slash is a text", u"/"_s, u"a/b"_s, true);
    row("two slashes are a text", u"//"_s, u"a//b"_s, true);
    row("one slash in front is a text", u"/b"_s, u"a/b"_s, true);
    row("an expression", u"/^a.*b$/"_s, u"a123b"_s, true);
    row("an expression that fails", u"/^b/"_s, u"ab"_s, false);
    row("case", u"/^A/"_s, u"ab"_s, false);
    row("any case", u"/^A/i"_s, u"ab"_s, true);
    row("a line break", u"/a.b/"_s, u"a\nb"_s, true);
    row("letters of all scripts", u"/^\\w+$/"_s, u"שלום"_s, true);
}

void KeyFilterTest::matches_cases()
{
    QFETCH(QString, filter);
    QFETCH(QString, key);
    const auto parsed = KeyFilter::parse(filter);
    QVERIFY(parsed);
    QTEST(parsed->matches(key.toUtf8()), "passes");
}

void KeyFilterTest::parse_invalid_tellsThePlace()
{
    const auto parsed = KeyFilter::parse(u"/ab[c/"_s);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
    QVERIFY(!parsed.error().message.isEmpty());
    QCOMPARE(parsed.error().offset, 5);
}

void KeyFilterTest::marksIn_cases_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("key");
    QTest::addColumn<TextMarks>("marks");
    QTest::newRow("twice") << u"a"_s << u"banAna"_s << TextMarks{{1, 1}, {3, 1}, {5, 1}};
    QTest::newRow("side by side") << u"aa"_s << u"aaaaa"_s << TextMarks{{0, 2}, {2, 2}};
    QTest::newRow("expression") << u"/\\d+/"_s << u"a12b3"_s << TextMarks{{1, 2}, {4, 1}};
    QTest::newRow("empty matches") << u"/x*/"_s << u"ab"_s << TextMarks{};
    QTest::newRow("no filter") << QString() << u"ab"_s << TextMarks{};
}

void KeyFilterTest::marksIn_cases()
{
    QFETCH(QString, filter);
    QFETCH(QString, key);
    QTEST(KeyFilter::parse(filter)->marksIn(key), "marks");
}

QTEST_GUILESS_MAIN(KeyFilterTest)
#include "tst_keyfilter.moc"
