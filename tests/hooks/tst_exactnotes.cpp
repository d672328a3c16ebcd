// SPDX-License-Identifier: GPL-3.0-or-later
// What the notes are for is tested in tst_hooklanguage; here, what they say.
#include "core/hookengine/exactnotes.h"

#include <QTest>

using namespace stateroom::hookengine;

class ExactNotesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactNotes_whatJavaScriptWritesAlike_areNone_data();
    void exactNotes_whatJavaScriptWritesAlike_areNone();
    void exactNotes_whatGetsLost_tellIt_data();
    void exactNotes_whatGetsLost_tellIt();
};

void ExactNotesTest::exactNotes_whatJavaScriptWritesAlike_areNone_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char* json :
         {"null", "\"1.10\"", "0", "-1", "1.5", "-0.25", "0.001", "123456789012345", "[]", "{}",
          R"({"a":{"b":[1,{"c":2.5}]},"d":"\"1e400"})", R"({"1":1,"2":2,"b":3,"a":4})",
          "0.30000000000000004", R"(["1.10",true,false,null])"})
        QTest::newRow(json) << QByteArray(json);
}

void ExactNotesTest::exactNotes_whatJavaScriptWritesAlike_areNone()
{
    QFETCH(const QByteArray, json);
    const ExactNotes exact = exactNotes(json);
    QCOMPARE(exact.json, json);
    QCOMPARE(exact.notes, QByteArray());
}

void ExactNotesTest::exactNotes_whatGetsLost_tellIt_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("readable");
    QTest::addColumn<QByteArray>("notes");
    const auto row = [](const char* name, const QByteArray& json, const QByteArray& notes,
                        const QByteArray& readable = {}) {
        QTest::newRow(name) << json << (readable.isEmpty() ? json : readable) << notes;
    };
    row("a number alone", "1.10", R"({"c":[],"r":"1.10","l":[]})");
    row("minus zero", R"([-0])", R"({"c":[[[],[[0,"-0"]],0]],"l":[]})");
    row("an exponent", R"([1e2])", R"({"c":[[[],[[0,"1e2"]],0]],"l":[]})");
    row("20 digits", R"({"id":12345678901234567890})",
        R"({"c":[[[],[["id","12345678901234567890"]],0]],"l":["12345678901234567890"]})");
    row("beyond a double", R"({"a":[1,{"n":1e400}]})",
        R"({"c":[[["a",1],[["n","1e400"]],0]],"l":[]})",
        R"({"a":[1,{"n":1.2345432123454321e+301}]})");
    row("below a double", R"([1e-400,2])", R"({"c":[[[],[[0,"1e-400"]],0]],"l":[]})",
        R"([1.2345432123454321e+301,2])");
    row("two in one object", R"({"a":1.0,"b":{},"c":2.0})",
        R"({"c":[[[],[["a","1.0"],["c","2.0"]],0]],"l":[]})");
    row("names that look like indices", R"({"b":1,"2":2,"1":3})",
        R"({"c":[[[],[],["b","2","1"]]],"l":[]})");
    row("names that only nearly do", R"({"b":1,"01":2,"4294967296":3,"-1":4,"10":{"x":1.0}})",
        R"({"c":[[["10"],[["x","1.0"]],0],[[],[],["b","01","4294967296","-1","10"]]],"l":[]})");
    row("escapes in names", R"({"a\"]":1.0})", R"({"c":[[[],[["a\"]","1.0"]],0]],"l":[]})");
}

void ExactNotesTest::exactNotes_whatGetsLost_tellIt()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, readable);
    QFETCH(const QByteArray, notes);
    const ExactNotes exact = exactNotes(json);
    QCOMPARE(exact.json, readable);
    QCOMPARE(exact.notes, notes);
}

QTEST_APPLESS_MAIN(ExactNotesTest)
#include "tst_exactnotes.moc"
