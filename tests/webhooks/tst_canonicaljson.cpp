// SPDX-License-Identifier: GPL-3.0-or-later
// What JSON.stringify(JSON.parse(text)) gives; test_signing.mjs asks a real engine.
#include "core/webhooks/canonicaljson.h"

#include <QElapsedTimer>
#include <QTest>

using namespace stateroom;
using namespace stateroom::webhooks;

class CanonicalJsonTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalJson_numbers_areWrittenAsJavaScriptDoes_data();
    void canonicalJson_numbers_areWrittenAsJavaScriptDoes();
    void canonicalJson_values_haveJavaScriptsForm_data();
    void canonicalJson_values_haveJavaScriptsForm();
    void canonicalJson_deepAndWide_takesLinearTime();
};

void CanonicalJsonTest::canonicalJson_numbers_areWrittenAsJavaScriptDoes_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("isChanged");
    const auto row = [](const char* written, const char* expected, bool isChanged) {
        QTest::newRow(written) << QByteArray(written) << QByteArray(expected) << isChanged;
    };
    const auto add = [&row](const char* written, const char* expected) {
        row(written, expected, false);
    };
    const auto lost = [&row](const char* written, const char* expected) {
        row(written, expected, true);
    };
    add("0", "0");
    lost("-0", "0");
    lost("-0.0", "0");
    add("0e5", "0");
    add("7", "7");
    add("-12", "-12");
    add("1.10", "1.1");
    add("1.0", "1");
    add("100e-2", "1");
    add("0.1", "0.1");
    add("0.30000000000000004", "0.30000000000000004");
    add("123456789012345", "123456789012345");
    lost("9007199254740993", "9007199254740992");
    lost("12345678901234567890", "12345678901234567000");
    lost("123456789012345678901", "123456789012345680000");
    lost("999999999999999999999", "1e+21");
    add("1e20", "100000000000000000000");
    add("1e21", "1e+21");
    add("-1.5E+300", "-1.5e+300");
    add("0.000001", "0.000001");
    add("0.0000001", "1e-7");
    add("1.25e-7", "1.25e-7");
    add("123.456", "123.456");
    add("5e-324", "5e-324");
    lost("2e-324", "0");
    lost("-1e-400", "0");
    lost("1e400", "null");
    lost("-1e400", "null");
    add("1.7976931348623157e308", "1.7976931348623157e+308");
    lost("1.7976931348623159e308", "null");
    add("4.35", "4.35");
    add("0.000123", "0.000123");
    lost("1e-999999999999999999999", "0");
    lost("1e999999999999999999999", "null");
    add("0e999999999999999999999", "0");
    add("1e0", "1");
    add("12000000000000000000000e-1", "1.2e+21");
    lost("0.1000000000000000055511151231257827", "0.1");
    lost("-0e9", "0");
}

void CanonicalJsonTest::canonicalJson_numbers_areWrittenAsJavaScriptDoes()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, expected);
    const Canonical canonical = canonicalJson(JsonText::parse(written).value());
    QCOMPARE(canonical.bytes, expected);
    QFETCH(bool, isChanged);
    QCOMPARE(canonical.changed, isChanged);
    QCOMPARE(
        canonicalJson(JsonText::parse("{\"n\":[" + written + "]}").value()).bytes,
        "{\"n\":[" + expected + "]}");
}

void CanonicalJsonTest::canonicalJson_values_haveJavaScriptsForm_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("isChanged");
    const auto add = [](const char* name, const char* written, const char* expected,
                        bool isChanged) {
        QTest::newRow(name) << QByteArray(written) << QByteArray(expected) << isChanged;
    };
    const auto same = [&add](const char* name, const char* written, const char* expected) {
        add(name, written, expected, false);
    };
    const auto row = [&add](const char* name, const char* written, const char* expected) {
        add(name, written, expected, true);
    };
    same("literals", "[true,false,null]", "[true,false,null]");
    same("empty", R"({"a":{},"b":[],"":""})", R"({"a":{},"b":[],"":""})");
    same(
        "text above ASCII stays", "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xe2\x80\xa8\"",
        "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xe2\x80\xa8\"");
    same(
        "needless escapes", R"("\u0041\/\u00e4\ud83d\ude00\u007f")",
        "\"A/\xc3\xa4\xf0\x9f\x98\x80\x7f\"");
    same(
        "needed escapes", R"("\u0008\t\u000a\f\r\u0022\u005c\u001F\u0000")",
        R"("\b\t\n\f\r\"\\\u001f\u0000")");
    same(
        "lone surrogates", R"("\uD800\uDC00 \uDfff\uD83D")", "\"\xf0\x90\x80\x80 \\udfff\\ud83d\"");
    same(
        "two high surrogates and a low one", R"("\uD83D\uD83D\uDE00")",
        "\"\\ud83d\xf0\x9f\x98\x80\"");
    same(
        "indices in order", R"({"0":1.0,"10":[{"1":1e0,"\u0061":1}],"b":1})",
        R"({"0":1,"10":[{"1":1,"a":1}],"b":1})");
    same("indices of arrays and others", R"({"7":{"b":1},"01":1})", R"({"7":{"b":1},"01":1})");
    row("indices come first", R"({"b":1,"10":2,"9":3,"a":4,"0":5})",
        R"({"0":5,"9":3,"10":2,"b":1,"a":4})");
    row("what is no index", R"({"01":1,"-1":2,"1.0":3,"4294967295":4,"4294967294":5,"":6})",
        R"({"4294967294":5,"01":1,"-1":2,"1.0":3,"4294967295":4,"":6})");
    row("an index by an escape", R"({"a":1,"\u0037":2})", R"({"7":2,"a":1})");
    row("the last of a name at the first one's place", R"({"a":1,"b":2,"a":[3]})",
        R"({"a":[3],"b":2})");
    row("one name in two spellings", R"({"\u0061":1,"b":2,"a":3})", R"({"a":3,"b":2})");
    row("indices twice", R"({"x":0,"2":1,"1":2,"2":3})", R"({"1":2,"2":3,"x":0})");
    row("prototypes are members", R"({"a":1,"__proto__":{"b":1e2},"constructor":2,"__proto__":3})",
        R"({"a":1,"__proto__":3,"constructor":2})");
    row("within each other", R"({"b":{"y":{"d":[{"q":1,"1":2}],"4":0},"3":1},"1":{"z":0,"0":1}})",
        R"({"1":{"0":1,"z":0},"b":{"3":1,"y":{"4":0,"d":[{"1":2,"q":1}]}}})");
    row("dropped with what it holds", R"({"a":{"z":1,"1":{"q":0,"2":0}},"a":{"y":1,"2":2}})",
        R"({"a":{"2":2,"y":1}})");
    row("side by side", R"([{"b":1,"1":2},{"c":1,"1":2},{"1":2,"d":1}])",
        R"([{"1":2,"b":1},{"1":2,"c":1},{"1":2,"d":1}])");
}

void CanonicalJsonTest::canonicalJson_values_haveJavaScriptsForm()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, expected);
    const Canonical canonical = canonicalJson(JsonText::parse(written).value());
    QCOMPARE(canonical.bytes, expected);
    QFETCH(bool, isChanged);
    QCOMPARE(canonical.changed, isChanged);
    const Canonical again = canonicalJson(JsonText::parse(expected).value());
    QCOMPARE(again.bytes, expected);
    QVERIFY(!again.changed);
}

void CanonicalJsonTest::canonicalJson_deepAndWide_takesLinearTime()
{
    // Each level has to be put in order; 500 of them around 1 MiB.
    constexpr int depth = 500;
    QByteArray text = '"' + QByteArray(1 << 20, 'x') + '"';
    QByteArray expected = text;
    for (int level = 0; level < depth; ++level) {
        text = "{\"b\":" + text + ",\"1\":2}";
        expected = "{\"1\":2,\"b\":" + expected + '}';
    }
    const JsonText json = JsonText::parse(text).value();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(canonicalJson(json).bytes, expected);
    constexpr qint64 far = 2'000; // some 5 ms if linear, several seconds if each level were copied
    QVERIFY2(timer.elapsed() < far, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(CanonicalJsonTest)
#include "tst_canonicaljson.moc"
