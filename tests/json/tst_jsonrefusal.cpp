// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are no JSON, or too much of it: refused, and where.
#include "core/json/jsontext.h"
#include "tests/json/literalbytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace stateroom;
using namespace stateroom::test;

namespace {

void addRefusalColumns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("message");
}

void refused(const QByteArray& text, int offset, const char* message)
{
    QTest::addRow("%s", text.toPercentEncoding(" []{}:,\"'\\/+").constData())
        << text << offset << QString::fromLatin1(message);
}

void checkRefusal()
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

} // namespace

class JsonRefusalTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
    void parse_depth_limited();
    void parse_size_limited();
    void parse_veryDeepText_neitherRecursesNorFails();
};

void JsonRefusalTest::parse_malformedStructure_refusedWithPlace_data()
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

void JsonRefusalTest::parse_malformedScalar_refusedWithPlace_data()
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

void JsonRefusalTest::parse_malformedString_refusedWithPlace_data()
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

void JsonRefusalTest::parse_malformedUtf8_refusedWithPlace_data()
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

void JsonRefusalTest::parse_everyPrefix_refusedAtItsEnd()
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
void JsonRefusalTest::parse_specialByteAnywhereInString_found()
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

void JsonRefusalTest::parse_depth_limited()
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

void JsonRefusalTest::parse_size_limited()
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

void JsonRefusalTest::parse_veryDeepText_neitherRecursesNorFails()
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

QTEST_GUILESS_MAIN(JsonRefusalTest)
#include "tst_jsonrefusal.moc"
