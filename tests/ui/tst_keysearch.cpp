// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/model/keysearch.h"
#include "ui/model/wordmatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class KeySearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void start_text_findsInAllNamespaces();
    void start_namespaceAndKey_findsByBoth();
    void start_manyFit_endsAtTheMost();
    void start_again_givesUpTheFirst();
    void exactKey_behindManyHits_isFoundFirst();
    void wordMatch_cases_data();
    void wordMatch_cases();
};

namespace {

QStringList found(KeySearch& search, const QString& text)
{
    QStringList names;
    QObject context;
    QObject::connect(&search, &KeySearch::found, &context, [&names](const QList<EntryName>& some) {
        for (const EntryName& name : some)
            names << QString::fromUtf8(name.space.text() + ' ' + name.key.bytes());
    });
    QSignalSpy finished(&search, &KeySearch::finished);
    search.start(text);
    return finished.wait() ? names : QStringList{u"(no end)"_s};
}

} // namespace

void KeySearchTest::start_text_findsInAllNamespaces()
{
    TestStore store;
    store.set("workflow/a", "status", "1");
    store.set("workflow/b", "Status-2", "1");
    store.set("integration/", "other", "1");
    KeySearch search(*store);
    QCOMPARE(
        found(search, u"stat"_s), (QStringList{u"workflow/a status"_s, u"workflow/b Status-2"_s}));
    QCOMPARE(found(search, u"/^o/"_s), QStringList{u"integration/ other"_s});
    QCOMPARE(found(search, u"nothing"_s), QStringList());
}

void KeySearchTest::start_namespaceAndKey_findsByBoth()
{
    TestStore store;
    store.set("workflow/a", "status", "1");
    store.set("workflow/b", "status", "1");
    KeySearch search(*store);
    QCOMPARE(found(search, u"b/sta"_s), QStringList{u"workflow/b status"_s});
}

void KeySearchTest::start_manyFit_endsAtTheMost()
{
    TestStore store;
    store.setMany("workflow/a", "k", 0, 5'000);
    KeySearch search(*store);
    QCOMPARE(found(search, u"k"_s).size(), KeySearch::most);
    QCOMPARE(found(search, u"k04999"_s), QStringList{u"workflow/a k04999"_s});
}

void KeySearchTest::start_again_givesUpTheFirst()
{
    TestStore store;
    store.set("workflow/a", "one", "1");
    store.set("workflow/a", "two", "1");
    KeySearch search(*store);
    search.start(u"one"_s);
    QCOMPARE(found(search, u"two"_s), QStringList{u"workflow/a two"_s});
    QVERIFY(!search.isRunning());
}

void KeySearchTest::exactKey_behindManyHits_isFoundFirst()
{
    TestStore store;
    for (int i = 0; i <= KeySearch::most; ++i)
        store.set("workflow/a", "a-doc-" + QByteArray::number(i), "1");
    store.set("workflow/b", "doc", "1");
    KeySearch search(*store);
    const QStringList hits = found(search, u"doc"_s);
    QCOMPARE(hits.size(), KeySearch::most);
    QCOMPARE(hits.first(), u"workflow/b doc"_s);
    QCOMPARE(hits.count(u"workflow/b doc"_s), 1);
}

void KeySearchTest::wordMatch_cases_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("fit"); // -1: none
    QTest::addColumn<TextMarks>("marks");
    const auto add = [](const char* name, const QString& pattern, const QString& text, int fit,
                        const TextMarks& marks) {
        QTest::newRow(name) << pattern << text << fit << marks;
    };
    const auto fit = [](WordFit each) { return int(each); };
    add("nothing", {}, u"New key"_s, fit(WordFit::Prefix), {});
    add("all", u"new KEY"_s, u"New key"_s, fit(WordFit::Exact), {{0, 7}});
    add("beginning", u"new k"_s, u"New key"_s, fit(WordFit::Prefix), {{0, 5}});
    add("word", u"sort"_s, u"Then resort, sort"_s, fit(WordFit::WordStart), {{13, 4}});
    add("word of a name", u"doc"_s, u"myDoc"_s, fit(WordFit::WordStart), {{2, 3}});
    add("words", u"key ne"_s, u"New key"_s, fit(WordFit::Words), {{0, 2}, {4, 3}});
    add("within", u"sort"_s, u"Resort"_s, fit(WordFit::Within), {{2, 4}});
    add("apart", u"doc"_s, u"Delete all keys of the namespace"_s, -1, {});
    add("too much", u"keys"_s, u"New key"_s, -1, {});
}

void KeySearchTest::wordMatch_cases()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(TextMarks, marks);
    const auto match = wordMatch(pattern, text);
    QTEST(match ? int(match->fit) : -1, "fit");
    QCOMPARE(match ? match->marks : TextMarks(), marks);
}

QTEST_GUILESS_MAIN(KeySearchTest)
#include "tst_keysearch.moc"
