// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/sortkey.h"
#include "tests/business/jsonorder.h"

#include <QTest>

#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;

namespace {

JsonText parse(const QByteArray& text)
{
    return JsonText::parse(QByteArrayView(text)).value();
}

/// Of an absent one when `text` is empty.
QByteArray keyOf(const QByteArray& text)
{
    if (text.isEmpty())
        return sortKey(std::nullopt, wholeKey);
    const JsonText json = parse(text);
    return sortKey(JsonView(json), wholeKey);
}

QByteArray keptKeyOf(const QByteArray& text)
{
    const JsonText json = parse(text);
    return sortKey(JsonView(json));
}

int order(const QByteArray& a, const QByteArray& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

int oracle(const QByteArray& a, const QByteArray& b)
{
    const std::optional<JsonText> left = a.isEmpty() ? std::nullopt : std::optional(parse(a));
    const std::optional<JsonText> right = b.isEmpty() ? std::nullopt : std::optional(parse(b));
    const auto view = [](const std::optional<JsonText>& text) {
        return text ? std::optional<JsonView>(*text) : std::nullopt;
    };
    const auto found = compareJson(view(left), view(right));
    return found < 0 ? -1 : found > 0 ? 1 : 0;
}

/// Values that lie close to each other, by a seeded chance.
class Values {
public:
    explicit Values(quint32 seed)
        : m_random(seed)
    {
    }
    /// Empty for an absent one.
    QByteArray any()
    {
        switch (below(10)) {
        case 0:
            return "";
        case 1:
            return "null";
        case 2:
            return below(2) ? "true" : "false";
        case 3:
        case 4:
        case 5:
            return number();
        case 6:
            return "[" + number() + "]";
        case 7:
            return "{\"a\":" + number() + "}";
        default:
            return string();
        }
    }
    QByteArray number()
    {
        QByteArray text = below(3) ? "" : "-";
        const int whole = below(4) ? below(3) : below(30);
        if (whole == 0)
            text += '0';
        else
            text += char('1' + below(9)) + digits(whole - 1);
        if (below(2))
            text += '.' + digits(1 + below(below(5) ? 3 : 30));
        if (below(2)) {
            text += below(2) ? "e" : "E";
            text += below(2) ? "-" : below(2) ? "+" : "";
            text += QByteArray::number(below(below(4) ? 4 : 450));
        }
        return text;
    }
    QByteArray string()
    {
        static const QByteArrayList parts = {
            "a",
            "b",
            "\\u0000",
            "\\u0001",
            "\xC3\xBF",
            "\\u00ff",
            "\xEF\xBF\xBF",
            "\\ud83e\\udd8a",
            "\xF0\x9F\xA6\x8A",
            "\\ud800",
            "\\udfff",
            "\xF4\x8F\xBF\xBF",
            "\\\\",
            "\\/",
            " "};
        QByteArray text = "\"";
        for (int i = below(5); i > 0; --i)
            text += parts[below(int(parts.size()))];
        return text + '"';
    }
    int below(int bound) { return int(m_random() % unsigned(bound)); }

private:
    QByteArray digits(int count)
    {
        QByteArray text;
        for (; count > 0; --count)
            text += char('0' + (below(3) ? 0 : below(10)));
        return text;
    }
    std::mt19937 m_random;
};

} // namespace

class SortKeyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void key_ofAscendingValues_ascends();
    void key_ofEqualValues_isTheSame_data();
    void key_ofEqualValues_isTheSame();
    void key_ofRandomValues_ordersAsTheOracle();
    void key_ofSeveralFields_ordersByEachTheWayItSays();
    void key_ofRandomValues_isNoBeginningOfAnother();
    void key_ofLongValues_isCut();
    void type_ofKeys_bordersTheirRange();
    void valueAt_path_findsWhatStandsThere_data();
    void valueAt_path_findsWhatStandsThere();
};

void SortKeyTest::key_ofAscendingValues_ascends()
{
    const QByteArrayList ascending = {
        "null",
        "false",
        "true",
        "-1e401",
        "-1e400",
        "-12345678901234567890124",
        "-12345678901234567890123.5",
        "-12345678901234567890123",
        "-10",
        "-9.99",
        "-1.5",
        "-1",
        "-0.1",
        "-1e-400",
        "-1e-401",
        "0",
        "1e-99999999999999999999",
        "1e-401",
        "1e-400",
        "1e-41",
        "9e-41",
        "1e-40",
        "0.099",
        "0.1",
        "0.10000000000000000000000001",
        "0.11",
        "1",
        "1.5",
        "2",
        "9.99",
        "10",
        "11",
        "99",
        "100",
        "101",
        "1000",
        "1010",
        "12345678901234567890122",
        "12345678901234567890123",
        "12345678901234567890123.1",
        "1e59",
        "1e60",
        "1e61",
        "1e400",
        "1e401",
        "1e99999999999999999999",
        "\"\"",
        "\"\\u0000\"",
        "\"\\u0000\\u0000\"",
        "\"\\u0000a\"",
        "\"\\u0001\"",
        "\"1\"",
        "\"10\"",
        "\"2\"",
        "\"A\"",
        "\"a\"",
        "\"a\\u0000\"",
        "\"a\\u0000b\"",
        "\"a\\u0001\"",
        "\"ab\"",
        "\"\xC3\xA9\"",
        "\"\\ud800\"",
        "\"\xEF\xBF\xBF\"",
        "\"\xF0\x90\x80\x80\"",
        "\"\xF4\x8F\xBF\xBF\"",
        "[]",
        "{}"};
    for (qsizetype i = 0; i < ascending.size(); ++i) {
        for (qsizetype j = 0; j < ascending.size(); ++j) {
            const int found = order(keyOf(ascending[i]), keyOf(ascending[j]));
            QVERIFY2(
                found == (i < j   ? -1
                          : i > j ? 1
                                  : 0),
                (ascending[i] + " against " + ascending[j]).constData());
        }
    }
}

void SortKeyTest::key_ofEqualValues_isTheSame_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    const auto row = [](const char* name, const char* a, const char* b) {
        QTest::newRow(name) << QByteArray(a) << QByteArray(b);
    };
    row("absent and null", "", "null");
    row("zeros", "-0", "0.000e7");
    row("a zero at the end", "0.1", "0.10");
    row("exponent", "1500", "1.5E+3");
    row("zero with an exponent", "0.00e99999999999999999999", "0");
    row("more digits than a double", "12345678901234567890123", "1234567890123456789012.3e1");
    row("escapes", "\"\\u0061\\/\"", "\"a/\"");
    row("an astral character", "\"\\ud83e\\udd8a\"", "\"\xF0\x9F\xA6\x8A\"");
}

void SortKeyTest::key_ofEqualValues_isTheSame()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QCOMPARE(keyOf(a).toHex(), keyOf(b).toHex());
}

void SortKeyTest::key_ofRandomValues_ordersAsTheOracle()
{
    const quint32 seed = std::random_device{}();
    Values values(seed);
    for (int i = 0; i < 60'000; ++i) {
        const QByteArray a = i % 3 ? values.any() : values.number();
        const QByteArray b = i % 3 ? values.any() : values.number();
        QVERIFY2(
            order(keyOf(a), keyOf(b)) == oracle(a, b),
            (a + " against " + b + ", seed " + QByteArray::number(seed)).constData());
    }
}

void SortKeyTest::key_ofSeveralFields_ordersByEachTheWayItSays()
{
    const quint32 seed = std::random_device{}();
    Values values(seed);
    for (int i = 0; i < 20'000; ++i) {
        QByteArrayList all;
        QByteArray keys[2];
        int expected = 0;
        for (int field = 0; field < 3; ++field) {
            const bool descending = values.below(2) == 1;
            const QByteArray a = values.any();
            const QByteArray b = values.below(2) ? a : values.any();
            all << a << b;
            if (expected == 0)
                expected = oracle(a, b) * (descending ? -1 : 1);
            for (int side = 0; side < 2; ++side) {
                const qsizetype begin = keys[side].size();
                keys[side] += keyOf(side == 0 ? a : b);
                if (descending)
                    invert(keys[side], begin);
            }
        }
        QVERIFY2(
            order(keys[0], keys[1]) == expected,
            (all.join(" | ") + ", seed " + QByteArray::number(seed)).constData());
    }
}

void SortKeyTest::key_ofRandomValues_isNoBeginningOfAnother()
{
    const quint32 seed = std::random_device{}();
    Values values(seed);
    for (int i = 0; i < 30'000; ++i) {
        const QByteArray a = keyOf(values.any());
        const QByteArray b = keyOf(values.any());
        QVERIFY2(
            a == b || !(a.startsWith(b) || b.startsWith(a)),
            (a.toHex() + " and " + b.toHex() + ", seed " + QByteArray::number(seed)).constData());
    }
}

void SortKeyTest::key_ofLongValues_isCut()
{
    const QByteArray text(2'000, 'x');
    const QByteArray a = '"' + text + "a\"";
    const QByteArray b = '"' + text + "b\"";
    QCOMPARE(keptKeyOf(a), keptKeyOf(b));
    QVERIFY(keyOf(a) < keyOf(b));
    QVERIFY(keptKeyOf(a).size() <= keptKeyBytes + 3);
    const QByteArray digits(5'000, '7');
    QCOMPARE(keptKeyOf(digits + '1'), keptKeyOf(digits + '2'));
    QVERIFY(keyOf(digits + '1') < keyOf(digits + '2'));
    QVERIFY(keptKeyOf('-' + digits).size() <= keptKeyBytes + 12);
    QVERIFY(keptKeyOf('-' + digits) < keptKeyOf(digits));
}

void SortKeyTest::type_ofKeys_bordersTheirRange()
{
    const QByteArrayList types[] = {{"", "null"},         {"false", "true"},
                                    {"-1e500", "0", "7"}, {"\"\"", "\"\xF4\x8F\xBF\xBF\""},
                                    {"[]", "[1]"},        {"{}", "{\"a\":1}"}};
    for (const QByteArrayList& type : types) {
        for (const QByteArrayList& other : types) {
            const QByteArray key = keyOf(type.front());
            for (const QByteArray& text : other) {
                const bool within = beginOfType(key) <= keyOf(text) && keyOf(text) < endOfType(key);
                QCOMPARE(within, &type == &other);
                QCOMPARE(sameType(key, keyOf(text)), &type == &other);
            }
        }
    }
}

void SortKeyTest::valueAt_path_findsWhatStandsThere_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* record, const char* path, const char* value) {
        QTest::newRow(name) << QByteArray(record) << QByteArray(path) << QByteArray(value);
    };
    row("member", R"({"a":1})", "a", "1");
    row("absent", R"({"a":1})", "b", "");
    row("null", R"({"a":null})", "a", "null");
    row("within", R"({"a":{"b":{"c":3}}})", "a.b.c", "3");
    row("within what is no object", R"({"a":[1]})", "a.0", "");
    row("of what is no object", "[1]", "a", "");
    row("escaped name", R"({"\u0061":5})", "a", "5");
    row("the last of a name", R"({"a":1,"a":{"b":2},"a":{"b":3}})", "a.b", "3");
}

void SortKeyTest::valueAt_path_findsWhatStandsThere()
{
    QFETCH(QByteArray, record);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, value);
    const JsonText json = parse(record);
    const auto found = valueAt(json, path);
    QCOMPARE(found ? found->raw().toByteArray() : QByteArray(), value);
}

QTEST_GUILESS_MAIN(SortKeyTest)
#include "tst_sortkey.moc"
