// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsontext.h"
#include "tests/json/literalbytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace stateroom;
using namespace stateroom::test;

class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_validCompactText_keptByteForByte_data();
    void parse_validCompactText_keptByteForByte();
    void parse_whiteSpace_onlyThatOutsideOfStringsGoes_data();
    void parse_whiteSpace_onlyThatOutsideOfStringsGoes();
    void parse_compactArray_sharesItsBytes();
    void parse_arrayOverForeignBytes_copiesThem();
    void fromString_anyText_escapesWhatMustBe_data();
    void fromString_anyText_escapesWhatMustBe();
    void fromUtf8_anyText_isLikeFromString();
    void fromNumber_extremes_areExact();
    void type_eachKind_isTold();
    void defaultMade_isNull();
};

void TestJsonText::parse_validCompactText_keptByteForByte_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const QByteArray& text) { QTest::addRow("%s", text.constData()) << text; };
    for (const char* text :
         {"null",
          "true",
          "false",
          "0",
          "-0",
          "7",
          "-12",
          "1.10",
          "0.0",
          "-0.000",
          "1e5",
          "1E5",
          "1e+05",
          "1e-0",
          "0e0",
          "0E+1",
          "-1.5E-300",
          "1e400",
          "-1e999999999999",
          "1.0e-99999",
          "12345678901234567890",
          "-123456789012345678901234567890.10",
          R"("")",
          R"("a")",
          R"("\"\\\/\b\f\n\r\t")",
          R"("\u0000")",
          R"("\u00e9\u00E9")",
          R"("\uD834\udd1e")",
          R"("\ud800")",
          R"("\udc00\ud800")",
          R"("\uDFFF tail")",
          R"("/")",
          "\"\x7f\"",
          "\"\xc2\x80\"",
          "\"\xdf\xbf\"",
          "\"\xe0\xa0\x80\"",
          "\"\xed\x9f\xbf\"",
          "\"\xee\x80\x80\"",
          "\"\xef\xbf\xbf\"",
          "\"\xf0\x90\x80\x80\"",
          "\"\xf4\x8f\xbf\xbf\"",
          "\"\xef\xbb\xbf\"",
          "\"\xe2\x80\xa8\xe2\x80\xa9\"",
          "[]",
          "[[]]",
          "[1]",
          "[1,2,3]",
          "[null,true,false]",
          "[[],{},\"\",0]",
          "{}",
          R"({"":0})",
          R"({"a":1})",
          R"({"b":1,"a":2})",
          R"({"a":1,"a":2})",
          R"({"a":{"b":[{"c":null}]}})",
          R"(["//","/* */",",","]","}"])",
          R"({"a b":" c "})"})
        row(text);
}

void TestJsonText::parse_validCompactText_keptByteForByte()
{
    QFETCH(const QByteArray, text);
    const auto view = JsonText::parse(QByteArrayView(text));
    QVERIFY2(view, view ? "" : qPrintable(view.error().message));
    QCOMPARE(view->bytes(), text);
    const auto array = JsonText::parse(text);
    QVERIFY(array);
    QCOMPARE(array->bytes(), text);
}

void TestJsonText::parse_whiteSpace_onlyThatOutsideOfStringsGoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("compact");
    const auto row = [](const char* name, QByteArray text, QByteArray compact) {
        QTest::newRow(name) << std::move(text) << std::move(compact);
    };
    row("in front", " \t\r\n1", "1");
    row("behind", "1\n", "1");
    row("around", "\r\n\"a\"\t", "\"a\"");
    row("in empty array", "[ ]", "[]");
    row("in empty object", "{\n}", "{}");
    row("in array", " [ 1 , 2 ,\n3 ] ", "[1,2,3]");
    row("in object", "{ \"a\" : 1 ,\t\"b\" :\r\n{ } }", "{\"a\":1,\"b\":{}}");
    row("in strings", R"({ "a  b" : " \t " , " ":[ " " ]})", R"({"a  b":" \t "," ":[" "]})");
    row("behind an escaped quote", R"([ "\" , [ " , 1 ])", R"(["\" , [ ",1])");
    row("behind an escaped backslash", R"(["\\" , " "])", R"(["\\"," "])");
    row("digits, order, duplicates, escapes",
        R"( {"z": 1.10, "a": 12345678901234567890, "z": "\u0041\/", "e": 1E+400})",
        R"({"z":1.10,"a":12345678901234567890,"z":"\u0041\/","e":1E+400})");
    row("much of it", QByteArray(5000, ' ') + "[" + QByteArray(5000, '\n') + "]", "[]");
}

void TestJsonText::parse_whiteSpace_onlyThatOutsideOfStringsGoes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, compact);
    const auto parsed = JsonText::parse(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->bytes(), compact);
    // What was compacted is compact.
    const auto again = JsonText::parse(parsed->bytes());
    QVERIFY(again);
    QCOMPARE(again->bytes(), compact);
}

void TestJsonText::parse_compactArray_sharesItsBytes()
{
    const QByteArray text = QByteArray("[1,2,\"three four\"]");
    const auto parsed = JsonText::parse(text);
    QVERIFY(parsed);
    QCOMPARE(
        static_cast<const void*>(parsed->bytes().constData()),
        static_cast<const void*>(text.constData()));
}

void TestJsonText::parse_arrayOverForeignBytes_copiesThem()
{
    std::string owner = "[1,2]";
    const auto parsed =
        JsonText::parse(QByteArray::fromRawData(owner.data(), qsizetype(owner.size())));
    owner.assign(owner.size(), 'x');
    QVERIFY(parsed);
    QCOMPARE(parsed->bytes(), "[1,2]");
}

void TestJsonText::fromString_anyText_escapesWhatMustBe_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << u""_s << QByteArray(R"("")");
    QTest::newRow("plain") << u"abc / 'd' \x7f"_s << QByteArray("\"abc / 'd' \x7f\"");
    QTest::newRow("quote") << u"a\"b"_s << QByteArray(R"("a\"b")");
    QTest::newRow("backslash") << u"a\\b"_s << QByteArray(R"("a\\b")");
    QTest::newRow("short") << u"\b\f\n\r\t"_s << QByteArray(R"("\b\f\n\r\t")");
    QTest::newRow("control") << u"\x01\x1f"_s << QByteArray(R"("\u0001\u001f")");
    QTest::newRow("zero") << QString(QChar(u'\0')) << QByteArray(R"("\u0000")");
    QTest::newRow("beyond ASCII") << u"é€😀"_s << QByteArray("\"é€😀\"");
    QTest::newRow("U+FEFF") << u"\ufeff"_s << QByteArray("\"\xef\xbb\xbf\"");
    QTest::newRow("lone high") << u"a"_s + QChar(0xd83d) + u'b' << QByteArray(R"("a\ud83db")");
    QTest::newRow("lone low") << u"a"_s + QChar(0xde00) << QByteArray(R"("a\ude00")");
    QTest::newRow("lone high at the end") << QString(QChar(0xdbff)) << QByteArray(R"("\udbff")");
}

void TestJsonText::fromString_anyText_escapesWhatMustBe()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, json);
    const JsonText made = JsonText::fromString(text);
    QCOMPARE(made.bytes(), json);
    QVERIFY(JsonText::parse(made.bytes()));
}

void TestJsonText::fromUtf8_anyText_isLikeFromString()
{
    const QString text = u"a\"b\\c\n\x02 é€😀"_s + QChar(u'\0');
    QCOMPARE(JsonText::fromUtf8(text.toUtf8()), JsonText::fromString(text));
    QCOMPARE(JsonText::fromUtf8({}).bytes(), "\"\"");
}

void TestJsonText::fromNumber_extremes_areExact()
{
    QCOMPARE(JsonText::fromNumber(0).bytes(), "0");
    QCOMPARE(
        JsonText::fromNumber(std::numeric_limits<qint64>::max()).bytes(), "9223372036854775807");
    QCOMPARE(
        JsonText::fromNumber(std::numeric_limits<qint64>::min()).bytes(), "-9223372036854775808");
}

void TestJsonText::type_eachKind_isTold()
{
    const auto typeOf = [](const char* text) { return JsonText::parse(QByteArray(text))->type(); };
    QCOMPARE(typeOf(" null"), JsonType::Null);
    QCOMPARE(typeOf("true"), JsonType::Boolean);
    QCOMPARE(typeOf("false"), JsonType::Boolean);
    QCOMPARE(typeOf("-1"), JsonType::Number);
    QCOMPARE(typeOf("0"), JsonType::Number);
    QCOMPARE(typeOf("9"), JsonType::Number);
    QCOMPARE(typeOf("\"1\""), JsonType::String);
    QCOMPARE(typeOf("[]"), JsonType::Array);
    QCOMPARE(typeOf("{}"), JsonType::Object);
}

void TestJsonText::defaultMade_isNull()
{
    QCOMPARE(JsonText().bytes(), "null");
    QCOMPARE(JsonText(), *JsonText::parse(QByteArray("null")));
    QVERIFY(!(JsonText::fromBoolean(true) == JsonText::fromBoolean(false)));
}

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
