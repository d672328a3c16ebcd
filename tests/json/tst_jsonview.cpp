// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace stateroom;

static JsonText json(const QByteArray& text)
{
    return JsonText::parse(text).value();
}

class TestJsonView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void member_ofObject_lastOfTheNameIsFound_data();
    void member_ofObject_lastOfTheNameIsFound();
    void member_ofAnythingElse_isNothing();
    void member_behindDeepValue_isFound();
    void forEachMember_object_visitsInOrder();
    void forEachElement_array_visitsInOrder();
    void toText_partOfText_ownsItsBytes();
    void toInt64_number_onlyWholeOnesThatFit_data();
    void toInt64_number_onlyWholeOnesThatFit();
    void toInt64_monstrousNumber_takesBoundedTime();
    void toDouble_number_isNearest_data();
    void toDouble_number_isNearest();
    void toString_string_isDecoded_data();
    void toString_string_isDecoded();
    void conversions_ofAnotherType_areNothing();
};

void TestJsonView::member_ofObject_lastOfTheNameIsFound_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("expected"); // empty: there is none
    const auto row = [](const char* title, const char* object, QByteArray name,
                        const char* expected) {
        QTest::newRow(title) << QByteArray(object) << std::move(name) << QByteArray(expected);
    };
    row("only", R"({"a":1})", "a", "1");
    row("first of several", R"({"a":[1,{"b":2}],"b":3})", "a", R"([1,{"b":2}])");
    row("not that of a nested object", R"({"a":{"b":2}})", "b", "");
    row("behind a nested object", R"({"a":{"b":2},"b":"x"})", "b", R"("x")");
    row("last of two", R"({"a":1,"b":2,"a":3})", "a", "3");
    row("last of three spellings", R"({"a":1,"\u0061":2,"a":3,"\u0061":4})", "a", "4");
    row("value null is there", R"({"a":null})", "a", "null");
    row("absent", R"({"a":1})", "b", "");
    row("empty object", "{}", "a", "");
    row("empty name", R"({"":1})", "", "1");
    row("prefix is another", R"({"ab":1})", "a", "");
    row("longer is another", R"({"a":1})", "ab", "");
    row("case matters", R"({"A":1})", "a", "");
    row("escaped name", R"({"v\u0061lue":1})", "value", "1");
    row("escaped with capitals", R"({"\u004A\u004b":1})", "JK", "1");
    row("name with quote", R"({"a\"b":1,"c":2})", "a\"b", "1");
    row("name with backslash at its end", R"({"a\\":1,"b":2})", "a\\", "1");
    row("escapes are not the name", R"({"a\n":1})", "a\\n", "");
    row("name with slash", R"({"a\/b":1})", "a/b", "1");
    row("name beyond ASCII", R"({"é€😀":1})", "é€😀", "1");
    row("escaped surrogate pair", R"({"\ud83d\ude00":1})", "😀", "1");
    row("lone surrogate is no name", R"({"\ud800":1})", "\xef\xbf\xbd", "");
    row("lone surrogate is no question mark", R"({"\ud800":1})", "?", "");
    row("byte order mark counts", R"({"\ufeffa":1})", "a", "");
    row("byte order mark in the name", R"({"\ufeffa":1})",
        "\xef\xbb\xbf"
        "a",
        "1");
    row("brackets and commas in strings", R"({"x":"]},{[\"","y":["}",{"z":"]"}],"a":7})", "a", "7");
    row("zero in the name", R"({"a\u0000b":1})", QByteArray("a\0b", 3), "1");
    row("name where a value stands", R"({"x":"a"})", "a", "");
}

void TestJsonView::member_ofObject_lastOfTheNameIsFound()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, expected);
    const JsonText text = json(object);
    const auto found = JsonView(text).member(name);
    QCOMPARE(found ? found->raw().toByteArray() : QByteArray(), expected);
}

void TestJsonView::member_ofAnythingElse_isNothing()
{
    for (const char* text : {"[\"a\",1]", "\"a\"", "1", "null", "true", "[{\"a\":1}]"}) {
        const JsonText value = json(text);
        QVERIFY(!JsonView(value).member("a"));
    }
}

void TestJsonView::member_behindDeepValue_isFound()
{
    const int depth = 1'000'000;
    const JsonText text = JsonText::fromValidated(
        "{\"deep\":" + QByteArray(depth, '[') + QByteArray(depth, ']') + ",\"a\":1}");
    const auto found = JsonView(text).member("a");
    QVERIFY(found);
    QCOMPARE(found->raw(), "1");
    QCOMPARE(JsonView(text).member("deep")->raw().size(), 2 * depth);
}

void TestJsonView::forEachMember_object_visitsInOrder()
{
    const JsonText text = json(R"({"b":1,"a":{"c":[2]},"b":"x","":null})");
    QByteArrayList seen;
    JsonView(text).forEachMember([&](JsonView name, JsonView value) {
        seen << name.raw().toByteArray() + '=' + value.raw().toByteArray();
        return true;
    });
    QCOMPARE(seen, (QByteArrayList{R"("b"=1)", R"("a"={"c":[2]})", R"("b"="x")", R"(""=null)"}));

    int visits = 0;
    JsonView(text).forEachMember([&](JsonView, JsonView) { return ++visits < 2; });
    QCOMPARE(visits, 2);
    const JsonText array = json("[1]");
    JsonView(array).forEachMember([&](JsonView, JsonView) { return ++visits > 0; });
    QCOMPARE(visits, 2);
}

void TestJsonView::forEachElement_array_visitsInOrder()
{
    const JsonText text = json(R"([1,[2,[3]],{"a":[4]},"],[",-5.0e1,true])");
    QByteArrayList seen;
    JsonView(text).forEachElement([&](JsonView element) {
        seen << element.raw().toByteArray();
        return true;
    });
    QCOMPARE(seen, (QByteArrayList{"1", "[2,[3]]", R"({"a":[4]})", R"("],[")", "-5.0e1", "true"}));

    int visits = 0;
    JsonView(text).forEachElement([&](JsonView) { return ++visits < 3; });
    QCOMPARE(visits, 3);
    for (const char* none : {"[]", "{}", "1", "\"[\""}) {
        const JsonText value = json(none);
        JsonView(value).forEachElement([&](JsonView) { return ++visits > 0; });
    }
    QCOMPARE(visits, 3);
}

void TestJsonView::toText_partOfText_ownsItsBytes()
{
    JsonText part;
    {
        const JsonText whole = json(R"({"a":[1,2]})");
        part = JsonView(whole).member("a")->toText();
    }
    QCOMPARE(part.bytes(), "[1,2]");
    QCOMPARE(part.type(), JsonType::Array);
}

void TestJsonView::toInt64_number_onlyWholeOnesThatFit_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<qint64>("expected");
    const auto is = [](const char* number, qint64 expected) {
        QTest::newRow(number) << QByteArray(number) << true << expected;
    };
    const auto isNot = [](const char* number) {
        QTest::newRow(number) << QByteArray(number) << false << qint64(0);
    };
    is("0", 0);
    is("-0", 0);
    is("0.000", 0);
    is("0e999999999999999999999999", 0);
    is("-0.0e-5", 0);
    is("3", 3);
    is("-3", -3);
    is("3.0", 3);
    is("3.000", 3);
    is("30e-1", 3);
    is("0.3e1", 3);
    is("0.0003E+4", 3);
    is("3e0", 3);
    is("3e+2", 300);
    is("-1.50e2", -150);
    is("10", 10);
    is("1002003", 1002003);
    is("100.200e3", 100200);
    is("120.034e3", 120034);
    is("9007199254740993", 9007199254740993);
    is("9223372036854775807", std::numeric_limits<qint64>::max());
    is("9223372036854775807.0", std::numeric_limits<qint64>::max());
    is("9.223372036854775807e18", std::numeric_limits<qint64>::max());
    is("92233720368547758070e-1", std::numeric_limits<qint64>::max());
    is("-9223372036854775808", std::numeric_limits<qint64>::min());
    is("1e18", 1'000'000'000'000'000'000);
    is("1000000000000000000000000000000e-30", 1);
    is("0.000000000000000000000000000001e30", 1);
    isNot("9223372036854775808");
    isNot("-9223372036854775809");
    isNot("9223372036854775807.5");
    isNot("9999999999999999999");
    isNot("12345678901234567890");
    isNot("1e19");
    isNot("1e400");
    isNot("-1e400");
    isNot("1e-1");
    isNot("1e-400");
    isNot("3.5");
    isNot("0.1");
    isNot("35e-1");
    isNot("1.001e2");
    isNot("1e99999999999999999999999999999999");
    isNot("1e-99999999999999999999999999999999");
    isNot("1e9223372036854775807");
    isNot("1e-9223372036854775808");
}

void TestJsonView::toInt64_number_onlyWholeOnesThatFit()
{
    QFETCH(const QByteArray, number);
    QFETCH(const bool, whole);
    QFETCH(const qint64, expected);
    const JsonText text = json(number);
    const auto value = JsonView(text).toInt64();
    QCOMPARE(value.has_value(), whole);
    if (whole)
        QCOMPARE(*value, expected);
}

void TestJsonView::toInt64_monstrousNumber_takesBoundedTime()
{
    const QByteArray zeros(1'000'000, '0');
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(JsonView(json("1" + zeros + "e-1000000")).toInt64(), std::optional<qint64>(1));
    QCOMPARE(JsonView(json("0." + zeros + "1e1000001")).toInt64(), std::optional<qint64>(1));
    QCOMPARE(JsonView(json("1" + zeros)).toInt64(), std::nullopt);
    QCOMPARE(JsonView(json("1e9" + zeros)).toInt64(), std::nullopt);
    QCOMPARE(JsonView(json("1e-9" + zeros)).toInt64(), std::nullopt);
    QVERIFY(timer.elapsed() < 2000);
}

void TestJsonView::toDouble_number_isNearest_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* number, double expected) {
        QTest::newRow(number) << QByteArray(number) << expected;
    };
    const double infinity = std::numeric_limits<double>::infinity();
    row("0", 0.0);
    row("-0", -0.0);
    row("-0.0e5", -0.0);
    row("1.10", 1.1);
    row("-2.5e-3", -2.5e-3);
    row("9007199254740993", 9007199254740992.0);
    row("12345678901234567890", 12345678901234567890.0);
    row("1.7976931348623157e308", std::numeric_limits<double>::max());
    row("2.2250738585072014e-308", std::numeric_limits<double>::min());
    row("5e-324", std::numeric_limits<double>::denorm_min());
    row("1e400", infinity);
    row("-1e400", -infinity);
    row("0.00001e500", infinity);
    row("1e999999999999999999999", infinity);
    row("1e-400", 0.0);
    row("-1e-400", -0.0);
    row("100000e-500", 0.0);
    row("1e-999999999999999999999", 0.0);
    row("0e400", 0.0);
}

void TestJsonView::toDouble_number_isNearest()
{
    QFETCH(const QByteArray, number);
    QFETCH(const double, expected);
    const JsonText text = json(number);
    const auto value = JsonView(text).toDouble();
    QVERIFY(value);
    QVERIFY2(*value == expected, qPrintable(QString::number(*value, 'g', 17)));
    QCOMPARE(std::signbit(*value), std::signbit(expected));
}

void TestJsonView::toString_string_isDecoded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, QString expected) {
        QTest::newRow(text) << QByteArray(text) << std::move(expected);
    };
    row(R"("")", u""_s);
    row(R"("abc")", u"abc"_s);
    row(R"("\"\\\/\b\f\n\r\t")", u"\"\\/\b\f\n\r\t"_s);
    row(R"("a\u0041\u00e9\u20AC")", u"aAé€"_s);
    row(R"("a\u0000b")", u"a"_s + QChar(u'\0') + u'b');
    row(R"("é€😀")", u"é€😀"_s);
    row(R"("\ud83d\ude00")", u"😀"_s);
    row(R"("x\uD83D\uDE00y")", u"x😀y"_s);
    row(R"("\ud83d")", QString(QChar(0xd83d)));
    row(R"("\ude00\ud83d")", QString(QChar(0xde00)) + QChar(0xd83d));
    row(R"("\ud83dx\ude00")", QString(QChar(0xd83d)) + u'x' + QChar(0xde00));
    row(R"("\ufeffa")", u"\ufeffa"_s);
    row("\"\xef\xbb\xbf"
        "a\"",
        u"\ufeffa"_s);
    row(R"("\\u0041")", u"\\u0041"_s);
    row("\"\x7f\"", u"\x7f"_s);
}

void TestJsonView::toString_string_isDecoded()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, expected);
    const JsonText value = json(text);
    const auto decoded = JsonView(value).toString();
    QVERIFY(decoded);
    QCOMPARE(*decoded, expected);
    // And back: another spelling, the same string.
    const JsonText again = JsonText::fromString(*decoded);
    QCOMPARE(JsonView(again).toString(), decoded);
}

void TestJsonView::conversions_ofAnotherType_areNothing()
{
    const JsonText string = json("\"1\"");
    const JsonText number = json("1");
    const JsonText truth = json("true");
    const JsonText null;
    for (const JsonText* text : {&string, &truth, &null}) {
        QVERIFY(!JsonView(*text).toInt64());
        QVERIFY(!JsonView(*text).toDouble());
    }
    for (const JsonText* text : {&string, &number, &null})
        QVERIFY(!JsonView(*text).toBool());
    for (const JsonText* text : {&number, &truth, &null})
        QVERIFY(!JsonView(*text).toString());
    QCOMPARE(JsonView(truth).toBool(), std::optional(true));
    QCOMPARE(JsonView(json("false")).toBool(), std::optional(false));
}

QTEST_APPLESS_MAIN(TestJsonView)
#include "tst_jsonview.moc"
