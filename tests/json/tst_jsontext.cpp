// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsontext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace stateroom;

/// A literal with its zeros, and without the zero behind it.
template <size_t size> static QByteArray bytes(const char (&text)[size])
{
    return QByteArray(text, qsizetype(size) - 1);
}

class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_validCompactText_keptByteForByte_data();
    void parse_validCompactText_keptByteForByte();
    void parse_whiteSpace_onlyThatOutsideOfStringsGoes_data();
    void parse_whiteSpace_onlyThatOutsideOfStringsGoes();
    void parse_malformedStructure_refusedWithPlace_data();
    void parse_malformedStructure_refusedWithPlace() { checkRefusal(); }
    void parse_malformedScalar_refusedWithPlace_data();
    void parse_malformedScalar_refusedWithPlace() { checkRefusal(); }
    void parse_malformedString_refusedWithPlace_data();
    void parse_malformedString_refusedWithPlace() { checkRefusal(); }
    void parse_malformedUtf8_refusedWithPlace_data();
    void parse_malformedUtf8_refusedWithPlace() { checkRefusal(); }
    void parse_everyPrefix_refusedAtItsEnd();
    void parse_specialByteAnywhereInString_found();
    void parse_compactArray_sharesItsBytes();
    void parse_arrayOverForeignBytes_copiesThem();
    void parse_depth_limited();
    void parse_size_limited();
    void parse_veryDeepText_neitherRecursesNorFails();
    void fromString_anyText_escapesWhatMustBe_data();
    void fromString_anyText_escapesWhatMustBe();
    void fromUtf8_anyText_isLikeFromString();
    void fromNumber_extremes_areExact();
    void type_eachKind_isTold();
    void defaultMade_isNull();

private:
    static void checkRefusal();
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

static void addRefusalColumns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("message");
}

static void refused(const QByteArray& text, int offset, const char* message)
{
    QTest::addRow("%s", text.toPercentEncoding(" []{}:,\"'\\/+").constData())
        << text << offset << QString::fromLatin1(message);
}

void TestJsonText::checkRefusal()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, offset);
    QFETCH(const QString, message);
    const auto parsed = JsonText::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
    QCOMPARE(parsed.error().message, message);
    QCOMPARE(parsed.error().offset, offset);
    QVERIFY(!JsonText::parse(QByteArrayView(text)));
}

void TestJsonText::parse_malformedStructure_refusedWithPlace_data()
{
    addRefusalColumns();
    const auto value = "Expected a value.";
    const auto first = "Expected a value, or ']', after '['.";
    const auto afterComma = "Expected a value after ','.";
    const auto afterColon = "Expected a value after ':'.";
    const auto element = "Expected ',' or ']' after an element.";
    const auto firstName = "Expected a member's name in double quotes, or '}', after '{'.";
    const auto nextName = "Expected a member's name in double quotes after ','.";
    const auto colon = "Expected ':' after a member's name.";
    const auto member = "Expected ',' or '}' after a member.";
    const auto end = "Expected the end of the text after the value.";
    const auto mark = "Expected JSON without a byte order mark.";

    refused("", 0, value);
    refused(" \n ", 3, value);
    refused("]", 0, value);
    refused("}", 0, value);
    refused(",", 0, value);
    refused(":1", 0, value);
    refused("abc", 0, value);
    refused("'a'", 0, value);
    refused("/* */1", 0, value);
    refused("# 1", 0, value);
    refused("\f1", 0, value);
    refused("\v1", 0, value);
    refused(
        "\xc2\xa0"
        "1",
        0, value);
    refused(bytes("\0"), 0, value);
    refused(
        "\xff\xfe"
        "1",
        0, value);
    refused(
        "\xef\xbb\xbf"
        "1",
        0, mark);
    refused("\xef\xbb\xbf", 0, mark);
    refused(
        " \xef\xbb\xbf"
        "1",
        1, value);

    refused("[", 1, first);
    refused("[ ", 2, first);
    refused("[,1]", 1, first);
    refused("[:1]", 1, first);
    refused("[}", 1, first);
    refused("[1", 2, element);
    refused("[1 2]", 3, element);
    refused("[1:2]", 2, element);
    refused("[1}", 2, element);
    refused("[\"a\":1]", 4, element);
    refused("[[]", 3, element);
    refused("[[]{}]", 3, element);
    refused("[\"a\" \"b\"]", 5, element);
    refused("[1/**/]", 2, element);
    refused("[1,", 3, afterComma);
    refused("[1,]", 3, afterComma);
    refused("[1, ]", 4, afterComma);
    refused("[1,,2]", 3, afterComma);
    refused("[1,}", 3, afterComma);

    refused("{", 1, firstName);
    refused("{ ]", 2, firstName);
    refused("{,}", 1, firstName);
    refused("{1:1}", 1, firstName);
    refused("{a:1}", 1, firstName);
    refused("{'a':1}", 1, firstName);
    refused("{null:1}", 1, firstName);
    refused("{[]:1}", 1, firstName);
    refused("{\"a\"", 4, colon);
    refused("{\"a\" 1}", 5, colon);
    refused("{\"a\",1}", 4, colon);
    refused("{\"a\"}", 4, colon);
    refused("{\"a\"=1}", 4, colon);
    refused("{\"a\":", 5, afterColon);
    refused("{\"a\": }", 6, afterColon);
    refused("{\"a\"::1}", 5, afterColon);
    refused("{\"a\":,", 5, afterColon);
    refused("{\"a\":1", 6, member);
    refused("{\"a\":1 \"b\":2}", 7, member);
    refused("{\"a\":1]", 6, member);
    refused("{\"a\":1:2}", 6, member);
    refused("{\"a\":{}", 7, member);
    refused("{\"a\":1,", 7, nextName);
    refused("{\"a\":1,}", 7, nextName);
    refused("{\"a\":1,,\"b\":2}", 7, nextName);
    refused("{\"a\":1,2}", 7, nextName);

    refused("1 2", 2, end);
    refused("1,", 1, end);
    refused("[]]", 2, end);
    refused("{}}", 2, end);
    refused("{} {}", 3, end);
    refused("\"a\"b", 3, end);
    refused("null,", 4, end);
    refused("1 // one", 2, end);
    refused(bytes("1\0"), 1, end);
    refused(bytes("[1\0]"), 2, element);
    refused("1\xef\xbb\xbf", 1, end);
}

void TestJsonText::parse_malformedScalar_refusedWithPlace_data()
{
    addRefusalColumns();
    const auto value = "Expected a value.";
    const auto end = "Expected the end of the text after the value.";
    const auto minus = "Expected a digit after '-'.";
    const auto zero = "Expected no digit after a number's leading zero.";
    const auto point = "Expected a digit after '.'.";
    const auto exponent = "Expected a digit in a number's exponent.";

    refused("t", 1, "Expected 'true'.");
    refused("tru", 3, "Expected 'true'.");
    refused("trUe", 2, "Expected 'true'.");
    refused("truE", 3, "Expected 'true'.");
    refused("True", 0, value);
    refused("truee", 4, end);
    refused("fals", 4, "Expected 'false'.");
    refused("falze", 3, "Expected 'false'.");
    refused("nul", 3, "Expected 'null'.");
    refused("nil", 1, "Expected 'null'.");
    refused("{\"a\":nul}", 8, "Expected 'null'.");
    refused("nullnull", 4, end);
    refused("NaN", 0, value);
    refused("Infinity", 0, value);
    refused("undefined", 0, value);

    refused("-", 1, minus);
    refused("--1", 1, minus);
    refused("-a", 1, minus);
    refused("- 1", 1, minus);
    refused("-.5", 1, minus);
    refused("-Infinity", 1, minus);
    refused("+1", 0, value);
    refused(".5", 0, value);
    refused("01", 1, zero);
    refused("-01", 2, zero);
    refused("00", 1, zero);
    refused("[-012]", 3, zero);
    refused("1.", 2, point);
    refused("1.e5", 2, point);
    refused("1..2", 2, point);
    refused("0.x", 2, point);
    refused("[1.]", 3, point);
    refused("1e", 2, exponent);
    refused("1E+", 3, exponent);
    refused("1e-", 3, exponent);
    refused("1e+-1", 3, exponent);
    refused("1ee5", 2, exponent);
    refused("1e.5", 2, exponent);
    refused("1e5.5", 3, end);
    refused("1.2.3", 3, end);
    refused("1e5e5", 3, end);
    refused("0x10", 1, end);
    refused("1_000", 1, end);
    refused("1a", 1, end);
    refused("1-2", 1, end);
    refused("1\xd9\xa1", 1, end);
    refused("\xef\xbc\x91", 0, value);
}

void TestJsonText::parse_malformedString_refusedWithPlace_data()
{
    addRefusalColumns();
    const auto quote = "Expected '\"' at the end of a string.";
    const auto control = "Expected control characters in a string to be escaped.";
    const auto escape = "Expected one of \" \\ / b f n r t u after '\\'.";
    const auto hex = "Expected four hexadecimal digits after '\\u'.";

    refused("\"", 1, quote);
    refused("\"a", 2, quote);
    refused("\"a'", 3, quote);
    refused("\"a\\\"", 4, quote);
    refused("[\"a]", 4, quote);
    refused("{\"a:1}", 6, quote);
    refused("\"12345678", 9, quote);
    refused("\"\n\"", 1, control);
    refused("\"a\tb\"", 2, control);
    refused("\"12345678\r\"", 9, control);
    refused("\"\x1f\"", 1, control);
    refused("\"\x01\"", 1, control);
    refused(bytes("\"\0\""), 1, control);
    refused(bytes("\"ab\0cdefghijk\""), 3, control);
    refused("{\"a\nb\":1}", 3, control);
    refused("\"\\", 2, escape);
    refused("\"\\a\"", 2, escape);
    refused("\"\\'\"", 2, escape);
    refused("\"\\N\"", 2, escape);
    refused("\"\\0\"", 2, escape);
    refused("\"\\x41\"", 2, escape);
    refused("\"\\U0041\"", 2, escape);
    refused("\"\\ \"", 2, escape);
    refused("\"\\\n\"", 2, escape);
    refused(bytes("\"\\\0\""), 2, escape);
    refused("\"\\\xc3\xa9\"", 2, escape);
    refused("\"\\u\"", 3, hex);
    refused("\"\\u123", 6, hex);
    refused("\"\\u12 4\"", 5, hex);
    refused("\"\\u00G0\"", 5, hex);
    refused("\"\\u+123\"", 3, hex);
    refused("\"\\ud800\\u\"", 9, hex);
    refused("\"\\ud83d\\\"", 9, quote);
}

void TestJsonText::parse_malformedUtf8_refusedWithPlace_data()
{
    addRefusalColumns();
    const auto utf8 = "Expected valid UTF-8.";

    refused("\"\x80\"", 1, utf8);
    refused("\"\xbf\"", 1, utf8);
    refused("\"\xc0\x80\"", 1, utf8);
    refused("\"\xc1\xbf\"", 1, utf8);
    refused("\"\xf5\x80\x80\x80\"", 1, utf8);
    refused("\"\xfe\"", 1, utf8);
    refused("\"\xff\"", 1, utf8);
    refused("\"\xc3\"", 2, utf8);
    refused("\"\xc3(\"", 2, utf8);
    refused("\"\xc3\xc3\"", 2, utf8);
    refused("\"\xe0\x80\x80\"", 2, utf8);
    refused("\"\xe0\x9f\xbf\"", 2, utf8);
    refused("\"\xe2\x82\"", 3, utf8);
    refused("\"\xe2(\xa1\"", 2, utf8);
    refused("\"\xed\xa0\x80\"", 2, utf8);
    refused("\"\xed\xbf\xbf\"", 2, utf8);
    refused("\"\xf0\x80\x80\x80\"", 2, utf8);
    refused("\"\xf0\x8f\xbf\xbf\"", 2, utf8);
    refused("\"\xf0\x9f\x98\"", 4, utf8);
    refused("\"\xf4\x90\x80\x80\"", 2, utf8);
    refused("\"\xe9\"", 2, utf8);
    refused("\"caf\xe9\"", 5, utf8);
    refused("\"\xc3", 2, utf8);
    refused("\"\xf0\x9f\x98", 4, utf8);
    refused("\"\xf0\x9f\x98\x80\xff\"", 5, utf8);
    refused("\"1234567\xff\"", 8, utf8);
    refused("{\"\xff\":1}", 2, utf8);
}

void TestJsonText::parse_everyPrefix_refusedAtItsEnd()
{
    const QByteArray text = R"( {"a\u00e9é" : [true , null,-1.5e+3, {}, "x😀"],"b":"\ud800"})";
    QVERIFY(JsonText::parse(text));
    for (qsizetype size = 0; size < text.size(); ++size) {
        const auto parsed = JsonText::parse(text.first(size));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().offset, size);
    }
}

/// Strings are looked at eight bytes at a time: each place within a word, and each tail.
void TestJsonText::parse_specialByteAnywhereInString_found()
{
    for (qsizetype length = 1; length < 40; ++length) {
        for (qsizetype at = 0; at < length; ++at) {
            for (const char special : {'\x1f', '\0', '\xff', '\x80', '\n'}) {
                QByteArray text = '"' + QByteArray(length, 'x') + '"';
                text[at + 1] = special;
                const auto parsed = JsonText::parse(text);
                QVERIFY(!parsed);
                QCOMPARE(parsed.error().offset, at + 1);
            }
            for (const char plain : {'\x7f', ' ', '!', '#', '[', ']'}) {
                QByteArray text = '"' + QByteArray(length, 'x') + '"';
                text[at + 1] = plain;
                const auto parsed = JsonText::parse(text);
                QVERIFY(parsed);
                QCOMPARE(parsed->bytes(), text);
            }
        }
    }
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

void TestJsonText::parse_depth_limited()
{
    const auto nested = [](int depth) {
        return QByteArray("[{\"a\":").repeated(depth / 2) + (depth % 2 ? "[]" : "0") +
               QByteArray("}]").repeated(depth / 2);
    };
    QVERIFY(JsonText::parse(nested(512)));
    const auto deeper = JsonText::parse(nested(513));
    QVERIFY(!deeper);
    QCOMPARE(deeper.error().code, ErrorCode::InvalidInput);
    QCOMPARE(deeper.error().message, u"Expected at most 512 levels of arrays and objects."_s);
    QCOMPARE(deeper.error().offset, 256 * 6);

    const JsonLimits one{.maxDepth = 1};
    QVERIFY(JsonText::parse(QByteArray("[1,2]"), one));
    QVERIFY(!JsonText::parse(QByteArray("[[]]"), one));
    QVERIFY(!JsonText::parse(QByteArray("{\"a\":{}}"), one));
    const JsonLimits none{.maxDepth = 0};
    QVERIFY(JsonText::parse(QByteArray("\"scalar\""), none));
    QVERIFY(!JsonText::parse(QByteArray("[]"), none));
    // Side by side is not deep.
    QVERIFY(JsonText::parse("[" + QByteArray("[],").repeated(2000) + "{}]", {.maxDepth = 2}));
}

void TestJsonText::parse_size_limited()
{
    const JsonLimits limits{.maxBytes = 8};
    QVERIFY(JsonText::parse(QByteArray("\"123456\""), limits));
    const auto larger = JsonText::parse(QByteArray("\"1234567\""), limits);
    QVERIFY(!larger);
    QCOMPARE(larger.error().code, ErrorCode::TooLarge);
    QCOMPARE(larger.error().offset, -1);
    // As given: white space counts.
    QVERIFY(!JsonText::parse(QByteArray("        1"), limits));
}

void TestJsonText::parse_veryDeepText_neitherRecursesNorFails()
{
    const int depth = 2'000'000;
    const QByteArray text = QByteArray(depth, '[') + QByteArray(depth, ']');
    const auto parsed = JsonText::parse(text, {.maxDepth = depth});
    QVERIFY(parsed);
    QCOMPARE(parsed->bytes(), text);
    const auto cut = JsonText::parse(text.chopped(1), {.maxDepth = depth});
    QVERIFY(!cut);
    QCOMPARE(cut.error().offset, text.size() - 1);
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
