// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/model/fuzzymatch.h"
#include "ui/model/keysearch.h"

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
    void fuzzyMatch_cases_data();
    void fuzzyMatch_cases();
    void fuzzyMatch_beginningOfAWord_isBest();
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

void KeySearchTest::fuzzyMatch_cases_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing") << QString() << u"New key"_s << true;
    QTest::newRow("together") << u"key"_s << u"New key"_s << true;
    QTest::newRow("apart") << u"nk"_s << u"New key"_s << true;
    QTest::newRow("other order") << u"kn"_s << u"New key"_s << false;
    QTest::newRow("too much") << u"keys"_s << u"New key"_s << false;
}

void KeySearchTest::fuzzyMatch_cases()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QTEST(fuzzyMatch(pattern, text).has_value(), "fits");
}

void KeySearchTest::fuzzyMatch_beginningOfAWord_isBest()
{
    const int word = fuzzyMatch(u"sort"_s, u"Then sort by key"_s)->score;
    const int within = fuzzyMatch(u"sort"_s, u"Then resort keys"_s)->score;
    const int apart = fuzzyMatch(u"sort"_s, u"Show or set tree"_s)->score;
    QVERIFY(word > within);
    QVERIFY(within > apart);
    QCOMPARE(fuzzyMatch(u"nk"_s, u"New key"_s)->marks, (TextMarks{{0, 1}, {4, 1}}));
}

QTEST_GUILESS_MAIN(KeySearchTest)
#include "tst_keysearch.moc"
