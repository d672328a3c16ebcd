// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonformat.h"

#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

class JsonFormatTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formatJson_anyValue_laysOut_data();
    void formatJson_anyValue_laysOut();
    void formatJson_parsedAgain_isTheSameText_data();
    void formatJson_parsedAgain_isTheSameText();
    void formatJson_wideIndent_indentsByIt();
    void formatJson_beyondTheBound_staysCompact();
    void formatJson_deepestNesting_isLaidOut();
};

void JsonFormatTest::formatJson_anyValue_laysOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("scalar", "42", "42");
    row("string with structure in it", R"("{\"a\":[1,2]}")", R"("{\"a\":[1,2]}")");
    row("empty object", "{}", "{}");
    row("empty array", "[]", "[]");
    row("object", R"({"b":1,"a":"x"})", "{\n  \"b\": 1,\n  \"a\": \"x\"\n}");
    row("short array of scalars", R"([1,"a,]b",null])", R"([1, "a,]b", null])");
    row("array of objects", R"([{"a":1},{}])", "[\n  {\n    \"a\": 1\n  },\n  {}\n]");
    row("array in an array", "[[1,2],[]]", "[\n  [1, 2],\n  []\n]");
    row("digits, duplicate keys and escapes",
        R"({"n":12345678901234567890,"n":1.10,"e":1e400,"s":"\u00e9\ud800\/"})",
        "{\n  \"n\": 12345678901234567890,\n  \"n\": 1.10,\n  \"e\": 1e400,\n  \"s\": "
        "\"\\u00e9\\ud800\\/\"\n}");
    row("array at the line's length",
        R"([1234567890,1234567890,1234567890,1234567890,1234567890,123])",
        "[1234567890, 1234567890, 1234567890, 1234567890, 1234567890, 123]");
    row("array beyond the line's length",
        R"([1234567890,1234567890,1234567890,1234567890,1234567890,1234])",
        "[\n  1234567890,\n  1234567890,\n  1234567890,\n  1234567890,\n  1234567890,\n  1234\n]");
}

void JsonFormatTest::formatJson_anyValue_laysOut()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto json = JsonText::parse(text);
    QVERIFY(json);
    QCOMPARE(formatJson(*json), expected);
}

void JsonFormatTest::formatJson_parsedAgain_isTheSameText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nested") << QByteArray(R"({"a":[{"b":[1,[2,{"c":{}}]]}],"":{"":[]}})");
    QTest::newRow("quotes and backslashes") << QByteArray(R"(["\\","\"","\\\"",{"\\":"\\\\"}])");
    QTest::newRow("unicode") << QByteArray(R"({"ключ":"значение 🙂","\u0000":"\n"})");
    QTest::newRow("same key twice") << QByteArray(R"({"a":1,"a":{"a":2},"a":[]})");
}

void JsonFormatTest::formatJson_parsedAgain_isTheSameText()
{
    QFETCH(QByteArray, text);
    const auto json = JsonText::parse(text);
    QVERIFY(json);
    const auto again = JsonText::parse(formatJson(*json));
    QVERIFY(again);
    QCOMPARE(again->bytes(), text);
}

void JsonFormatTest::formatJson_wideIndent_indentsByIt()
{
    const auto json = JsonText::parse(QByteArray(R"({"a":{"b":1}})"));
    QVERIFY(json);
    JsonFormat format;
    format.indent = 4;
    QCOMPARE(formatJson(*json, format), "{\n    \"a\": {\n        \"b\": 1\n    }\n}");
}

void JsonFormatTest::formatJson_beyondTheBound_staysCompact()
{
    const auto json = JsonText::parse(QByteArray(R"([[[[[[{"a":1}]]]]]])"));
    QVERIFY(json);
    JsonFormat format;
    format.maxBytes = 32;
    QCOMPARE(formatJson(*json, format), json->bytes());
}

void JsonFormatTest::formatJson_deepestNesting_isLaidOut()
{
    const int depth = JsonLimits().maxDepth;
    const auto json = JsonText::parse(QByteArray(depth, '[') + QByteArray(depth, ']'));
    QVERIFY(json);
    const QByteArray formatted = formatJson(*json);
    // A line for each bracket, but for the innermost pair.
    QCOMPARE(formatted.count('\n'), 2 * depth - 2);
    QCOMPARE(JsonText::parse(formatted)->bytes(), json->bytes());
}

QTEST_GUILESS_MAIN(JsonFormatTest)
#include "tst_jsonformat.moc"
