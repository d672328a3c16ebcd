// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonstructure.h"

#include <QTest>

using namespace stateroom::ui;

namespace {

/// A letter for each style.
QByteArray lettersOf(QByteArray styles)
{
    for (char& style : styles)
        style = ".nsNkp"[int(style)];
    return styles;
}

} // namespace

class JsonStructureTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void styleJson_text_isColoured_data();
    void styleJson_text_isColoured();
    void styleJson_brokenString_goesOnInTheNextLine();
    void brackets_withinStrings_areSeenThrough();
    void innerOpenings_value_areThoseOfTheSecondLevel();
};

void JsonStructureTest::styleJson_text_isColoured_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("styles");
    const auto row = [](const char* text, const char* styles) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(styles);
    };
    row(R"({"a": "b"})", "pnnnp.sssp");
    row(R"([1,-2.5e3])", "pNpNNNNNNp");
    row(R"(true nul null)", "kkkk.....kkkk");
    row(R"(["\"]", 1])", "psssssp.Np");
    row("{\"a\"\n :1}", "pnnn..pNp");
    row("\"open\n1", "sssss.N"); // a string does not go beyond its line
}

void JsonStructureTest::styleJson_text_isColoured()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, styles);
    StringState state;
    QCOMPARE(lettersOf(styleJson(text, text.size(), state)), styles);
}

void JsonStructureTest::styleJson_brokenString_goesOnInTheNextLine()
{
    const QByteArray text = "\"ab\rcd\",\"e\\\r\"f\"";
    StringState state;
    const QByteArray first = styleJson(text, 4, state);
    QVERIFY(state.inString);
    QCOMPARE(lettersOf(first), QByteArray("sss."));
    const QByteArray second = styleJson(QByteArrayView(text).sliced(4), 8, state);
    QCOMPARE(lettersOf(second), QByteArray("ssspsss."));
    QVERIFY(state.inString && state.escaped);
    QVERIFY(!stringStateAfter(text, {}).inString);
}

void JsonStructureTest::brackets_withinStrings_areSeenThrough()
{
    const QByteArray text = R"({"a}":[1,"]",{"b":2}],"c":"\"}"})";
    QCOMPARE(closingOf(text, 0), text.size() - 1);
    const qsizetype array = text.indexOf('[');
    QCOMPARE(closingOf(text, array), text.indexOf("],\"c"));
    QCOMPARE(openingOf(text, text.size() - 1), qsizetype(0));
    QCOMPARE(openingOf(text, text.indexOf("],\"c")), array);
    QCOMPARE(closingOf("[1", 0), qsizetype(-1));
    QCOMPARE(openingOf("1]", 1), qsizetype(-1));
}

void JsonStructureTest::innerOpenings_value_areThoseOfTheSecondLevel()
{
    QCOMPARE(innerOpenings("[[1,[2]],{\"a\":[3]}]", 10), (std::vector<qsizetype>{1, 9}));
    QCOMPARE(innerOpenings("[[1,[2]],{}]", 1), std::vector<qsizetype>{1});
}

QTEST_APPLESS_MAIN(JsonStructureTest)
#include "tst_jsonstructure.moc"
