// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/alignment.h"
#include "core/json/jsondiff.h"

#include <QTest>

#include <random>

using namespace stateroom;

namespace {

JsonText json(const QByteArray& text)
{
    return JsonText::parse(text).value();
}

/// `+/a 1`, `-/b 2`, `~/c 3 -> 4`
QByteArrayList describe(const JsonDiff& diff)
{
    QByteArrayList lines;
    for (const JsonDifference& difference : diff.differences) {
        switch (difference.kind) {
        case JsonDifference::Kind::Added:
            lines << '+' + difference.path + ' ' + difference.after->bytes();
            break;
        case JsonDifference::Kind::Removed:
            lines << '-' + difference.path + ' ' + difference.before->bytes();
            break;
        case JsonDifference::Kind::Changed:
            lines << '~' + difference.path + ' ' + difference.before->bytes() + " -> " +
                         difference.after->bytes();
            break;
        }
    }
    return lines;
}

/// The length of a longest common subsequence, by the table that everybody knows.
size_t commonLength(const std::vector<size_t>& a, const std::vector<size_t>& b)
{
    std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
    for (size_t i = 1; i <= a.size(); ++i) {
        for (size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table[a.size()][b.size()];
}

} // namespace

class JsonDiffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diffJson_twoValues_tellsTheDifferences_data();
    void diffJson_twoValues_tellsTheDifferences();
    void diffJson_tooManyDifferences_saysThatItIsNotComplete();
    void diffJson_arrayWithTooManyEdits_isComparedPlaceByPlace();
    void diffJson_deepAndLarge_staysWithinItsBudget();
    void align_randomSequences_findsALongestCommonSubsequence();
};

void JsonDiffTest::diffJson_twoValues_tellsTheDifferences_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char* name, const char* before, const char* after,
                        const QByteArrayList& expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << expected;
    };
    row("same", R"({"a":[1,{"b":null}]})", R"({"a":[1,{"b":null}]})", {});
    row("order of members", R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3,"c":2},"a":1})", {});
    row("spelling of strings", R"({"a":"A/"})", R"({"\u0061":"\u0041\/"})", {});
    row("scalar", "1", "2", {"~ 1 -> 2"});
    row("type", "1", R"("1")", {R"(~ 1 -> "1")"});
    row("numbers by their text", R"([1.0,1e400,12345678901234567890])",
        R"([1,1e400,12345678901234567891])",
        {"~/0 1.0 -> 1", "~/2 12345678901234567890 -> 12345678901234567891"});
    row("members", R"({"a":1,"b":2,"c":3})", R"({"b":2,"c":4,"d":5})",
        {"-/a 1", "~/c 3 -> 4", "+/d 5"});
    row("null is a value", R"({"a":null})", R"({})", {"-/a null"});
    row("escapes in paths", R"({"a/b~c":{"":1}})", R"({"a/b~c":{"":2}})", {"~/a~1b~0c/ 1 -> 2"});
    row("nested", R"({"a":{"b":{"c":[0,{"d":1}]}}})", R"({"a":{"b":{"c":[0,{"d":2}]}}})",
        {"~/a/b/c/1/d 1 -> 2"});
    row("inserted in front", "[1,2,3]", "[0,1,2,3]", {"+/0 0"});
    row("inserted amid", "[1,2,3]", "[1,2,9,3]", {"+/2 9"});
    row("removed amid", "[1,2,3]", "[1,3]", {"-/1 2"});
    row("inserted and removed", "[1,2,3,4,5]", "[2,3,9,4]", {"-/0 1", "+/2 9", "-/4 5"});
    row("changed within an element", R"([{"id":1,"n":1},{"id":2,"n":2}])",
        R"([{"id":1,"n":1},{"id":2,"n":3}])", {"~/1/n 2 -> 3"});
    row("equal but for the order of members", R"([0,{"a":1,"b":2}])", R"([9,0,{"b":2,"a":1}])",
        {"+/0 9"});
    row("moved", "[1,2,3]", "[3,1,2]", {"+/0 3", "-/2 3"});
    row("emptied", R"([1,2])", "[]", {"-/0 1", "-/1 2"});
    row("repeated name, same", R"({"a":1,"a":2,"b":0})", R"({"b":0,"a":1,"a":2})", {});
    row("repeated name, hidden one differs", R"({"x":{"a":1,"a":2}})", R"({"x":{"a":2}})",
        {R"(~/x {"a":1,"a":2} -> {"a":2})"});
    // Which is no text, so that Qt has something in its place: "?", or nothing since 6.11.
    row("lone surrogate", R"({"\ud800":1})", R"({"\ud800":1,"\ud801":1})",
        {"+/" + QString(QChar(0xd801)).toUtf8() + " 1"});
}

void JsonDiffTest::diffJson_twoValues_tellsTheDifferences()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArrayList, expected);
    const JsonText old = json(before);
    const JsonText now = json(after);
    const JsonDiff diff = diffJson(old, now);
    QCOMPARE(describe(diff), expected);
    QVERIFY(diff.isComplete);
}

void JsonDiffTest::diffJson_tooManyDifferences_saysThatItIsNotComplete()
{
    const JsonText old = json(R"({"a":1,"b":1,"c":1})");
    const JsonText now = json(R"({"a":2,"b":2,"c":2})");
    const JsonDiff diff = diffJson(old, now, {.differences = 2});
    QCOMPARE(diff.differences.size(), size_t(2));
    QVERIFY(!diff.isComplete);
    QVERIFY(diffJson(old, now, {.differences = 4}).isComplete);
}

void JsonDiffTest::diffJson_arrayWithTooManyEdits_isComparedPlaceByPlace()
{
    const JsonText old = json("[0,1,2,3,4,5,99]");
    const JsonText now = json("[0,2,3,4,5,1,99]");
    QCOMPARE(describe(diffJson(old, now)), QByteArrayList({"-/1 1", "+/5 1"}));
    const JsonDiff diff = diffJson(old, now, {.arrayEdits = 1});
    QVERIFY(!diff.isComplete);
    QCOMPARE(diff.differences.size(), size_t(5));
}

void JsonDiffTest::diffJson_deepAndLarge_staysWithinItsBudget()
{
    // Each level would be looked through again: quadratic without a budget.
    const QByteArray fill = "\"" + QByteArray(200'000, 'x') + "\"";
    const auto nested = [&fill](char last) {
        return json(
            QByteArray("[0,").repeated(100) + fill + ',' + last + QByteArray("]").repeated(100));
    };
    const JsonText old = nested('1');
    const JsonText now = nested('2');
    const JsonDiff diff = diffJson(old, now, {.bytes = 10'000'000});
    QVERIFY(!diff.isComplete);
    QCOMPARE(diff.differences.size(), size_t(1));
    QVERIFY(diff.differences[0].path.size() < 100);
}

void JsonDiffTest::align_randomSequences_findsALongestCommonSubsequence()
{
    std::mt19937 random(7);
    const auto number = [&random](size_t most) {
        return std::uniform_int_distribution<size_t>(0, most)(random);
    };
    for (int round = 0; round < 500; ++round) {
        std::vector<size_t> a(number(12));
        std::vector<size_t> b(number(12));
        for (size_t& element : a)
            element = number(3);
        for (size_t& element : b)
            element = number(3);
        const Alignment aligned = align(a, b, 1000);
        QVERIFY(aligned.isComplete);
        QCOMPARE(aligned.pairs.size(), commonLength(a, b));
        for (size_t i = 0; i < aligned.pairs.size(); ++i) {
            const auto [x, y] = aligned.pairs[i];
            QCOMPARE(a[x], b[y]);
            QVERIFY(i == 0 || (aligned.pairs[i - 1].first < x && aligned.pairs[i - 1].second < y));
        }
    }
}

QTEST_GUILESS_MAIN(JsonDiffTest)
#include "tst_jsondiff.moc"
