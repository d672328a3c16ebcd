// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/textsearch.h"

#include <QTest>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class TextSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findAll_query_findsPlaces_data();
    void findAll_query_findsPlaces();
    void findAll_moreThanAsked_saysSo();
    void findAll_noExpression_saysWhy();
    void replaceAll_query_replaces_data();
    void replaceAll_query_replaces();
};

void TextSearchTest::findAll_query_findsPlaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<SearchQuery>("query");
    QTest::addColumn<QByteArrayList>("found"); // `offset:what`
    const auto row = [](const char* name, const char* text, SearchQuery query,
                        QByteArrayList found) {
        QTest::newRow(name) << QByteArray(text) << query << found;
    };
    row("any case", "a A b", {u"a"_s}, {"0:a", "2:A"});
    row("case", "a A b", {u"A"_s, true}, {"2:A"});
    row("signs are themselves", "a.b axb", {u"a.b"_s}, {"0:a.b"});
    row("offsets are bytes", "\xC3\xA4\xC3\xA4 x \xF0\x9F\x98\x80x", {u"x"_s}, {"5:x", "11:x"});
    row("expression", "a1 a22", {u"a\\d+"_s, false, true}, {"0:a1", "3:a22"});
    row("line starts", "a\na", {u"^a"_s, false, true}, {"0:a", "2:a"});
    row("empty places are none", "ab", {u"x*"_s, false, true}, {});
    row("nothing", "ab", {}, {});
}

void TextSearchTest::findAll_query_findsPlaces()
{
    QFETCH(QByteArray, text);
    QFETCH(SearchQuery, query);
    QFETCH(QByteArrayList, found);
    QByteArrayList seen;
    for (const auto& [offset, size] : findAll(text, query).hits)
        seen << QByteArray::number(offset) + ':' + text.sliced(offset, size);
    QCOMPARE(seen, found);
}

void TextSearchTest::findAll_moreThanAsked_saysSo()
{
    const SearchHits hits = findAll("aaaa", {u"a"_s}, 3);
    QCOMPARE(hits.hits.size(), size_t(3));
    QVERIFY(hits.more);
    QVERIFY(!findAll("aaa", {u"a"_s}, 3).more);
}

void TextSearchTest::findAll_noExpression_saysWhy()
{
    QVERIFY(!findAll("a", {u"("_s, false, true}).error.isEmpty());
}

void TextSearchTest::replaceAll_query_replaces_data()
{
    QTest::addColumn<SearchQuery>("query");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("text") << SearchQuery{u"a.b"_s} << u"\\1"_s << QByteArray("\\1 aXb");
    QTest::newRow("case") << SearchQuery{u"X"_s, true} << u"y"_s << QByteArray("a.b ayb");
    QTest::newRow("groups") << SearchQuery{u"a(.)b"_s, false, true} << u"<\\1>"_s
                            << QByteArray("<.> <X>");
    QTest::newRow("no expression")
        << SearchQuery{u"("_s, false, true} << u"y"_s << QByteArray("a.b aXb");
}

void TextSearchTest::replaceAll_query_replaces()
{
    QFETCH(SearchQuery, query);
    QFETCH(QString, with);
    QFETCH(QByteArray, result);
    QCOMPARE(replaceAll("a.b aXb", query, with), result);
}

QTEST_APPLESS_MAIN(TextSearchTest)
#include "tst_textsearch.moc"
