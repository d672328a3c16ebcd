// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/timetext.h"
#include "ui/model/valuepreview.h"

#include <QElapsedTimer>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

JsonText json(QByteArrayView text)
{
    return JsonText::parse(text).value();
}

std::optional<JsonText> maybe(const QByteArray& text)
{
    if (text.isEmpty())
        return std::nullopt;
    return json(text);
}

} // namespace

class ValuePreviewTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuePreview_anyValue_isOneLine_data();
    void valuePreview_anyValue_isOneLine();
    void valuePreview_object_tellsKindsApart();
    void valuePreview_hugeString_isCutBetweenCharacters();
    void valuePreview_hugeContainer_tellsItsSize();
    void changePreview_anyChange_saysWhatItDid_data();
    void changePreview_anyChange_saysWhatItDid();
    void changePreview_expiryAlone_saysWhen();
    void changePreview_hugeValues_takeBoundedTime();
    void fittedSpans_longChange_keepsArrowAndEnd_data();
    void fittedSpans_longChange_keepsArrowAndEnd();
    void fittedSpans_longValueWithWord_keepsTheWord();
};

void ValuePreviewTest::valuePreview_anyValue_isOneLine_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* value, const QString& expected) {
        QTest::newRow(value) << QByteArray(value) << expected;
    };
    row("null", u"null"_s);
    row("true", u"true"_s);
    row("1e400", u"1e400"_s);
    row("12345678901234567890", u"12345678901234567890"_s);
    row(R"("text")", u"\"text\""_s);
    row(R"("two\nlines")", u"\"two␊lines\""_s);
    row("{}", u"{ }"_s);
    row("[]", u"[ ]"_s);
    row(R"({"a":1})", u"{ a: 1 }"_s);
    row(R"({"a":1,"b":"x","c":[1],"d":{},"e":null})", u"{ a: 1, b: \"x\", c: [ … ], … 2 }"_s);
    row(R"({"a":{},"b":{"c":1},"d":[]})", u"{ a: { }, b: { … }, d: [ ] }"_s);
    row("[1,2,3]", u"[ 3 items ]"_s);
    row("1234567890123456789012345678901234567890123",
        u"1234567890123456789012345678901234567890…"_s);
}

void ValuePreviewTest::valuePreview_anyValue_isOneLine()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    QCOMPARE(plainText(valuePreview(json(value))).replace(u"item(s)"_s, u"items"_s), expected);
}

void ValuePreviewTest::valuePreview_object_tellsKindsApart()
{
    const Spans expected{{SpanKind::Punctuation, u"{ "_s}, {SpanKind::Name, u"step"_s},
                         {SpanKind::Punctuation, u": "_s}, {SpanKind::String, u"\"writing\""_s},
                         {SpanKind::Punctuation, u", "_s}, {SpanKind::Name, u"progress"_s},
                         {SpanKind::Punctuation, u": "_s}, {SpanKind::Number, u"0.42"_s},
                         {SpanKind::Punctuation, u", "_s}, {SpanKind::Name, u"done"_s},
                         {SpanKind::Punctuation, u": "_s}, {SpanKind::Keyword, u"false"_s},
                         {SpanKind::Punctuation, u" }"_s}};
    QCOMPARE(valuePreview(json(R"({"step":"writing","progress":0.42,"done":false})")), expected);
}

void ValuePreviewTest::valuePreview_hugeString_isCutBetweenCharacters()
{
    for (const char* piece : {"\\u00e9", "\\n", "é", "🙂", "x"}) {
        const QByteArray text = '"' + QByteArray(piece).repeated(100'000) + '"';
        const QString preview = plainText(valuePreview(json(text)));
        QVERIFY(preview.size() < 200);
        QVERIFY(preview.endsWith(u"…\""_s));
        QVERIFY(!preview.contains(QChar::ReplacementCharacter));
        QVERIFY(!preview.contains(u'\\'));
    }
}

void ValuePreviewTest::valuePreview_hugeContainer_tellsItsSize()
{
    const QByteArray array = '[' + QByteArray("1,").repeated(500'000) + "1]";
    QVERIFY(plainText(valuePreview(json(array))).contains(u"MB"_s));
    const QByteArray object = R"({"a":)" + array + '}';
    QVERIFY(plainText(valuePreview(json(object))).contains(u"MB"_s));
}

void ValuePreviewTest::changePreview_anyChange_saysWhatItDid_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("expired");
    QTest::addColumn<QString>("expected");
    QTest::newRow("created") << QByteArray() << QByteArray("1") << false << u"1"_s;
    QTest::newRow("changed") << QByteArray("1") << QByteArray("2") << false << u"1 → 2"_s;
    QTest::newRow("same") << QByteArray("1") << QByteArray("1") << false
                          << u"1  same value, no expiry"_s;
    QTest::newRow("deleted") << QByteArray("1") << QByteArray() << false << u"1 → deleted"_s;
    QTest::newRow("expired") << QByteArray("1") << QByteArray() << true << u"1 → expired"_s;
    QTest::newRow("one member") << QByteArray(R"({"a":1,"step":"x"})")
                                << QByteArray(R"({"a":1,"step":"y"})") << false
                                << u"step: \"x\" → \"y\""_s;
    QTest::newRow("three members")
        << QByteArray(R"({"a":1,"b":2,"c":3})") << QByteArray(R"({"a":4,"b":5,"c":6})") << false
        << u"a: 1 → 4  + 2 more"_s;
    QTest::newRow("a member more")
        << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1,"b":2})") << false << u"+ b: 2"_s;
    QTest::newRow("a member less") << QByteArray(R"({"a":1,"b":{"c":2}})")
                                   << QByteArray(R"({"a":1})") << false << u"− b: { c: 2 }"_s;
    QTest::newRow("another order")
        << QByteArray(R"({"a":1,"b":2})") << QByteArray(R"({"b":2,"a":1})") << false
        << u"{ b: 2, a: 1 }  same value, written differently"_s;
    QTest::newRow("far inside") << QByteArray(R"({"a":{"b":[0,1,2,{"c":1,"d":5}]}})")
                                << QByteArray(R"({"a":{"b":[0,1,2,{"c":2,"d":5}]}})") << false
                                << u"a.b[3].c: 1 → 2"_s;
    QTest::newRow("in an array") << QByteArray("[1,[2,3],4]") << QByteArray("[1,[2,3,9],4]")
                                 << false << u"+ [1][2]: 9"_s;
    QTest::newRow("names that are no words") << QByteArray(R"({"a.b":{"":{"c/d~e":{"3":1}}}})")
                                             << QByteArray(R"({"a.b":{"":{"c/d~e":{"3":2}}}})")
                                             << false << u"[\"a.b\"][\"\"].c/d~e.3: 1 → 2"_s;
    QTest::newRow("another type") << QByteArray(R"({"a":1})") << QByteArray("[1]") << false
                                  << u"{ a: 1 } → [ 1 items ]"_s;
    const QByteArray deep = R"({"first-long-name":{"second-long-name":{"third-long-name":)"
                            R"({"fourth-long-name":)";
    QTest::newRow("a long place") << deep + "1}}}}" << deep + "2}}}}" << false
                                  << u"first-long-name.seco…g-name.third-long-name.fourth-long-name: "
                                     u"1 → 2"_s;
}

void ValuePreviewTest::changePreview_anyChange_saysWhatItDid()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, expired);
    QFETCH(QString, expected);
    QCOMPARE(plainText(changePreview(maybe(before), maybe(after), expired)), expected);
}

void ValuePreviewTest::changePreview_expiryAlone_saysWhen()
{
    const Timestamp at(1'800'000'000'000);
    const QString told = plainText(changePreview(json("1"), json("1"), false, at));
    QCOMPARE(told, u"1  same value, expires "_s + exactTimeText(at));
}

void ValuePreviewTest::changePreview_hugeValues_takeBoundedTime()
{
    QByteArray before("[");
    QByteArray after("[");
    for (int i = 0; i < 30'000; ++i) { // all of it differs, and some 200 KB are looked into
        before += QByteArray::number(i) + ',';
        after += QByteArray::number(i + 50'000) + ',';
    }
    before += "0]";
    after += "0]";
    QElapsedTimer timer;
    timer.start();
    QVERIFY(
        plainText(changePreview(json(before), json(after), false)).startsWith(u"[0]: 0 → 50000"_s));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    const QByteArray large = "[\"" + QByteArray(2'000'000, 'a') + "\",";
    const QString told = plainText(changePreview(json(large + "1]"), json(large + "2]"), false));
    QVERIFY2(told.contains(u"MB ] → [ "_s), qPrintable(told));
}

void ValuePreviewTest::fittedSpans_longChange_keepsArrowAndEnd_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("expected");
    const QByteArray a = '"' + QByteArray(300, 'a') + '"';
    const QByteArray b = '"' + QByteArray(300, 'b') + '"';
    QTest::newRow("both long") << a << b << 23 << u"\"aaaaaaaa… → \"bbbbbbbb…"_s;
    QTest::newRow("deleted") << a << QByteArray() << 20 << u"\"aaaaaaaa… → deleted"_s;
    QTest::newRow("short before") << QByteArray("1") << b << 20 << u"1 → \"bbbbbbbbbbbbbb…"_s;
    QTest::newRow("short after") << a << QByteArray("1") << 20 << u"\"aaaaaaaaaaaaaa… → 1"_s;
    QTest::newRow("same") << a << a << 35 << u"\"aaaaaaaaaa…  same value, no expiry"_s;
    QTest::newRow("fits") << QByteArray("1") << QByteArray("2") << 5 << u"1 → 2"_s;
    QTest::newRow("created") << QByteArray() << b << 10 << u"\"bbbbbbbb…"_s;
    QTest::newRow("no room") << a << b << 5 << u"… → …"_s;
}

void ValuePreviewTest::fittedSpans_longChange_keepsArrowAndEnd()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(int, width);
    const Spans whole = changePreview(maybe(before), maybe(after), false);
    const auto widthOf = [](const QString& text) { return int(text.size()); };
    QTEST(plainText(fittedSpans(whole, width, widthOf)), "expected");
}

void ValuePreviewTest::fittedSpans_longValueWithWord_keepsTheWord()
{
    const Spans value{{SpanKind::String, u'"' + QString(300, u'a') + u'"'}};
    const auto widthOf = [](const QString& text) { return int(text.size()); };
    for (const SpanKind kind : {SpanKind::Muted, SpanKind::Removed}) {
        const Spans whole = withWord(value, {kind, u"default"_s});
        QCOMPARE(plainText(fittedSpans(whole, 20, widthOf)), u"\"aaaaaaaaa…  default"_s);
    }
}

QTEST_GUILESS_MAIN(ValuePreviewTest)
#include "tst_valuepreview.moc"
