// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/entries/entriesmodel.h"
#include "ui/model/roles.h"
#include "ui/model/textmark.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

const Namespace space = Namespace("workflow", "wf-1");
constexpr const char* spaceText = "workflow/wf-1";

/// Lets the model read all there is.
void readAll(EntriesModel& model)
{
    QTRY_VERIFY_WITH_TIMEOUT(model.isComplete(), 20'000);
}

ListQuery filtered(const QString& filter)
{
    ListQuery query;
    query.filter = filter;
    return query;
}

ListQuery sorted(SortBy sort, bool descending = false)
{
    ListQuery query;
    query.sort = sort;
    query.descending = descending;
    return query;
}

} // namespace

class EntriesModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rows_fewKeys_standInKeyOrder();
    void data_everyColumn_saysItsPart();
    void rows_tenThousandKeys_areAllThereInOrder();
    void changes_writesElsewhere_areShownWithoutReset();
    void changes_manyNewKeys_areOneInsertion();
    void changes_manyInALargeList_areOneReset();
    void changes_allRowsDeleted_leaveNone();
    void changes_randomWritesWhileReading_endAsTheStore();
    void setQuery_filter_showsAndMarksWhatMatches();
    void setQuery_filterAndWrites_followsThem();
    void setQuery_invalidExpression_saysWhereAndChangesNothing();
    void setQuery_sort_ordersByVersionOrAge();
    void setQuery_tree_groupsAndOpens();
    void keysIn_groupAndItsKey_givesEachOnce();
    void data_strangeKeys_areShownVisibly();
    void glow_changedRow_fades();
    void setNamespace_another_showsOnlyThat();
    void setNamespace_queryChangedWhileReading_showsTheRows_data();
    void setNamespace_queryChangedWhileReading_showsTheRows();
    void setDrafts_aKey_marksItsRow();
    void refreshAges_timePassed_changesOnlyThatColumn();
};

void EntriesModelTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void EntriesModelTest::rows_fewKeys_standInKeyOrder()
{
    TestStore store;
    for (const char* key : {"b", "B", "a/b", "é", "a", "🙂"})
        store.set(spaceText, key, "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    QTRY_COMPARE(column(model), u"B a a/b b é 🙂"_s);
}

void EntriesModelTest::data_everyColumn_saysItsPart()
{
    ManualClock clock;
    TestStore store(&clock);
    store.set(spaceText, "status", "1");
    store.set(spaceText, "status", R"({"step":"writing"})");
    clock.advance(Milliseconds(5'000));
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(model.index(0, EntriesModel::ValueColumn).data(SpansRole).isValid()); // with its key
    QCOMPARE(model.index(0, EntriesModel::KeyColumn).data().toString(), u"status"_s);
    QCOMPARE(
        model.index(0, EntriesModel::ValueColumn).data().toString(), u"{ step: \"writing\" }"_s);
    QCOMPARE(model.index(0, EntriesModel::VersionColumn).data().toString(), u"v2"_s);
    QCOMPARE(model.index(0, EntriesModel::AgeColumn).data().toString(), u"5 s"_s);
    const auto spans = model.index(0, EntriesModel::ValueColumn).data(SpansRole).value<Spans>();
    QCOMPARE(plainText(spans), u"{ step: \"writing\" }"_s);
    QCOMPARE(model.keyAt(model.index(0, 0)), Key("status"));
}

void EntriesModelTest::changes_writesElsewhere_areShownWithoutReset()
{
    TestStore store;
    store.set(spaceText, "b", "1");
    store.set(spaceText, "d", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 2);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    store.set(spaceText, "a", "2");
    store.set(spaceText, "c", "2");
    store.set(spaceText, "e", "2");
    store.set(spaceText, "b", "3");
    store.remove(spaceText, "d");
    store.set("workflow/other", "x", "1");
    QTRY_COMPARE(column(model), u"a b c e"_s);
    QTRY_COMPARE(column(model, EntriesModel::ValueColumn), u"2 3 2 2"_s);
    QCOMPARE(column(model, EntriesModel::VersionColumn), u"v1 v2 v1 v1"_s);
    QCOMPARE(resets.size(), 0);
}

void EntriesModelTest::changes_manyNewKeys_areOneInsertion()
{
    TestStore store;
    store.set(spaceText, "a", "1");
    store.set(spaceText, "z", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 2);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    store.setMany(spaceText, "k", 0, 500);
    QTRY_COMPARE(model.rowCount(), 502);
    // One per delivery of the feed at most, not one per key.
    QVERIFY(inserted.size() <= 20);
}

void EntriesModelTest::changes_randomWritesWhileReading_endAsTheStore()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 14'000);
    EntriesModel model(*store);
    QRandomGenerator random(7);
    model.setNamespace(space);
    for (int step = 0; step < 400; ++step) {
        const QByteArray key =
            'k' + QByteArray::number(random.bounded(16'000)).rightJustified(5, '0');
        if (random.bounded(3) == 0)
            store.remove(spaceText, key);
        else
            store.set(spaceText, key, QByteArray::number(step));
        QCoreApplication::processEvents();
    }
    store.set(spaceText, "a-last", "1"); // heard of last
    QTRY_VERIFY(model.indexOf(Key("a-last")).isValid());
    readAll(model);

    auto reader = store->openReader();
    QVERIFY(reader);
    PageRequest request;
    request.limit = Reader::maxPage;
    int row = 0;
    for (bool more = true; more;) {
        const auto page = (*reader)->page(space, request);
        QVERIFY(page);
        for (const Entry& entry : page->entries) {
            QCOMPARE(model.keyAt(model.index(row, 0)), entry.key);
            QCOMPARE(
                model.index(row, EntriesModel::VersionColumn).data().toString(),
                u"v%1"_s.arg(entry.version.value()));
            ++row;
        }
        more = page->more;
        request.after = page->entries.back().key;
    }
    QCOMPARE(model.rowCount(), row);
}

void EntriesModelTest::rows_tenThousandKeys_areAllThereInOrder()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 10'000);
    EntriesModel model(*store);
    model.setNamespace(space);
    readAll(model);
    QCOMPARE(model.rowCount(), 10'000);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(
            model.keyAt(model.index(row, 0)).bytes(),
            'k' + QByteArray::number(row).rightJustified(5, '0'));
    // What stands beside a key is read when somebody looks.
    QTRY_COMPARE(model.index(9'999, EntriesModel::ValueColumn).data().toString(), u"9999"_s);
}

void EntriesModelTest::changes_manyInALargeList_areOneReset()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, EntriesModel::large + 1);
    EntriesModel model(*store);
    model.setNamespace(space);
    readAll(model);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy resets(&model, &EntriesModel::orderChanged);
    store.setMany(spaceText, "a", 0, 100);
    store.setMany(spaceText, "z", 0, 100);
    QTRY_COMPARE(model.rowCount(), EntriesModel::large + 201);
    QCOMPARE(inserted.size(), 0);
    QVERIFY(!resets.isEmpty() && resets.size() <= 2);
    QCOMPARE(resets[0][0].toBool(), false);
    QCOMPARE(model.keyAt(model.index(99, 0)), Key("a00099"));
}

void EntriesModelTest::changes_allRowsDeleted_leaveNone()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 1'500);
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    readAll(model);
    for (int i = 0; i < 1'500; ++i)
        store.remove(spaceText, 'k' + QByteArray::number(i).rightJustified(5, '0'));
    QTRY_COMPARE(model.rowCount(), 0);
}

void EntriesModelTest::setQuery_filter_showsAndMarksWhatMatches()
{
    TestStore store;
    for (const char* key : {"alpha", "Beta", "gamma/ALPHA", "delta"})
        store.set(spaceText, key, "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 4);
    QVERIFY(model.setQuery(filtered(u"alp"_s)));
    QTRY_COMPARE(column(model), u"alpha gamma/ALPHA"_s);
    QCOMPARE(model.hitCount(), 2);
    QCOMPARE(
        model.index(1, EntriesModel::KeyColumn).data(MarksRole).value<TextMarks>(),
        (TextMarks{{6, 3}}));
    QVERIFY(model.setQuery(filtered(u"/^.{4,5}$/"_s)));
    QTRY_COMPARE(column(model), u"Beta alpha delta"_s);
    QVERIFY(model.setQuery({}));
    QTRY_COMPARE(model.rowCount(), 4);
}

void EntriesModelTest::setQuery_filterAndWrites_followsThem()
{
    TestStore store;
    store.set(spaceText, "a1", "1");
    store.set(spaceText, "b1", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QVERIFY(model.setQuery(filtered(u"a"_s)));
    model.setNamespace(space);
    QTRY_COMPARE(column(model), u"a1"_s);
    store.set(spaceText, "a0", "2");
    store.set(spaceText, "b0", "2");
    QTRY_COMPARE(column(model), u"a0 a1"_s);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    store.set(spaceText, "a1", "3");
    QTRY_COMPARE(column(model, EntriesModel::ValueColumn), u"2 3"_s);
    QTRY_COMPARE(column(model, EntriesModel::VersionColumn), u"v1 v2"_s);
    QCOMPARE(resets.size(), 0); // the same keys in the same order
    store.remove(spaceText, "a0");
    QTRY_COMPARE(column(model), u"a1"_s);
}

void EntriesModelTest::setQuery_invalidExpression_saysWhereAndChangesNothing()
{
    TestStore store;
    store.set(spaceText, "a", "1");
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 1);
    const auto set = model.setQuery(filtered(u"/a(b/"_s));
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::InvalidInput);
    QCOMPARE(set.error().offset, 4);
    QVERIFY(model.query().isPlain());
    QCOMPARE(column(model), u"a"_s);
}

void EntriesModelTest::setQuery_sort_ordersByVersionOrAge()
{
    TestStore store;
    for (const char* key : {"c", "a", "b", "a", "a", "b"})
        store.set(spaceText, key, "1");
    store.set(spaceText, "d", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    QTRY_COMPARE(column(model), u"a b c d"_s);
    QVERIFY(model.setQuery(sorted(SortBy::Version)));
    QTRY_COMPARE(column(model), u"a b c d"_s);
    QVERIFY(model.setQuery(sorted(SortBy::Version, true)));
    QTRY_COMPARE(column(model), u"d c b a"_s);
    QVERIFY(model.setQuery(sorted(SortBy::Age)));
    QTRY_COMPARE(column(model), u"d b a c"_s);
    QVERIFY(model.setQuery(sorted(SortBy::Key, true)));
    QTRY_COMPARE(column(model), u"d c b a"_s);
    QVERIFY(model.setQuery(sorted(SortBy::Age, true)));
    QTRY_COMPARE(column(model), u"c a b d"_s);
    store.set(spaceText, "c", "2"); // the youngest now
    QTRY_COMPARE(column(model), u"a b d c"_s);
}

void EntriesModelTest::setQuery_tree_groupsAndOpens()
{
    TestStore store;
    for (const char* key : {"a", "a/1", "a/b/2", "a/b/3", "c/4", "d"})
        store.set(spaceText, key, "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    ListQuery query;
    query.delimiter = "/";
    QVERIFY(model.setQuery(query));
    model.setNamespace(space);
    QTRY_COMPARE(column(model), u"a a/ c/ d"_s);
    QCOMPARE(model.index(1, 0).data(CountRole).toInt(), 3);
    QVERIFY(model.isGroup(model.index(1, 0)));
    QVERIFY(!model.isOpen(model.index(1, 0)));
    model.toggle(model.index(1, 0));
    QTRY_COMPARE(column(model), u"a a/ 1 b/ c/ d"_s);
    QCOMPARE(model.depthOf(model.index(3, 0)), 1);
    QCOMPARE(model.groupAround(model.index(3, 0)), model.index(1, 0));
    model.reveal(Key("a/b/3"));
    QTRY_COMPARE(column(model), u"a a/ 1 b/ 2 3 c/ d"_s);
    QCOMPARE(model.indexOf(Key("a/b/3")).row(), 5);
    model.toggle(model.index(1, 0));
    QTRY_COMPARE(column(model), u"a a/ c/ d"_s);
    QVERIFY(!model.indexOf(Key("a/b/3")).isValid());
    query.filter = u"3"_s; // what was found is shown, wherever it stands
    QVERIFY(model.setQuery(query));
    QTRY_COMPARE(column(model), u"a/ b/ 3"_s);
}

void EntriesModelTest::keysIn_groupAndItsKey_givesEachOnce()
{
    TestStore store;
    for (const char* key : {"a/1", "a/2", "b"})
        store.set(spaceText, key, "1");
    EntriesModel model(*store);
    ListQuery query;
    query.delimiter = "/";
    query.expanded = {"a/"};
    model.setNamespace(space);
    QVERIFY(model.setQuery(query));
    QTRY_COMPARE(model.rowCount(), 4);
    const QItemSelection chosen(model.index(0, 0), model.index(1, 0));
    QCOMPARE(model.keysIn(chosen), (std::vector<Key>{Key("a/1"), Key("a/2")}));
}

void EntriesModelTest::data_strangeKeys_areShownVisibly()
{
    TestStore store;
    const QByteArray longest(16'000, 'x');
    const QByteArray rightToLeft = u"\u05e9\u05dc\u05d5\u05dd"_s.toUtf8();
    for (const QByteArray& key :
         {QByteArray(" "), QByteArray("a\nb"), QByteArray("\xE2\x80\x8B"), longest, rightToLeft})
        store.set(spaceText, key, "1");
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 5);
    const auto shown = [&](const QByteArray& key) {
        return model.indexOf(Key(key)).data().toString();
    };
    QCOMPARE(shown(" "), u"␣"_s);
    QCOMPARE(shown("a\nb"), u"a␊b"_s);
    QCOMPARE(shown("\xE2\x80\x8B"), QString(QChar::ReplacementCharacter));
    QCOMPARE(shown(longest), QString(400, u'x') + u'…');
    QCOMPARE(shown(rightToLeft).toUtf8(), rightToLeft);
    QCOMPARE(model.keyAt(model.indexOf(Key(longest))).bytes(), longest);
}

void EntriesModelTest::glow_changedRow_fades()
{
    TestStore store;
    store.set(spaceText, "a", "1");
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(!model.index(0, 0).data(GlowRole).isValid());
    const QSignalSpy glowing(&model, &EntriesModel::glowing);
    store.set(spaceText, "a", "2");
    QTRY_COMPARE(glowing.size(), 1);
    QVERIFY(model.index(0, 0).data(GlowRole).toDouble() > 0.0);
    QTRY_VERIFY(!model.refreshGlow());
    QVERIFY(!model.index(0, 0).data(GlowRole).isValid());
}

void EntriesModelTest::setNamespace_another_showsOnlyThat()
{
    TestStore store;
    store.set(spaceText, "a", "1");
    store.set("workflow/other", "b", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setNamespace(space);
    model.setNamespace(Namespace("workflow", "other")); // before the first answer
    QTRY_COMPARE(column(model), u"b"_s);
    store.set(spaceText, "c", "1");
    store.set("workflow/other", "d", "1");
    QTRY_COMPARE(column(model), u"b d"_s);
    model.setNamespace(Namespace());
    QCOMPARE(model.rowCount(), 0);
}

void EntriesModelTest::setNamespace_queryChangedWhileReading_showsTheRows_data()
{
    QTest::addColumn<ListQuery>("before");
    QTest::addColumn<ListQuery>("after");
    QTest::addColumn<QString>("keys");
    QTest::addRow("plain again, sorted before")
        << sorted(SortBy::Version) << ListQuery{} << u"a b"_s;
    QTest::addRow("plain again, filtered before") << filtered(u"b"_s) << ListQuery{} << u"a b"_s;
    QTest::addRow("plain as before") << ListQuery{} << ListQuery{} << u"a b"_s;
    QTest::addRow("filtered") << ListQuery{} << filtered(u"b"_s) << u"b"_s;
    QTest::addRow("sorted otherwise") << filtered(u"b"_s) << sorted(SortBy::Key, true) << u"b a"_s;
}

void EntriesModelTest::setNamespace_queryChangedWhileReading_showsTheRows()
{
    QFETCH(ListQuery, before);
    QFETCH(ListQuery, after);
    QFETCH(QString, keys);
    TestStore store;
    store.set(spaceText, "a", "1");
    store.set(spaceText, "b", "1");
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QVERIFY(model.setQuery(before));
    model.setNamespace(space);
    QVERIFY(model.setQuery(after)); // no event has been handled, so nothing has been read
    QTRY_COMPARE(column(model), keys);
    QTRY_VERIFY(model.isComplete());
    store.set(spaceText, "bb", "1");
    QTRY_VERIFY(column(model).contains(u"bb"_s)); // and goes on from there
}

void EntriesModelTest::setDrafts_aKey_marksItsRow()
{
    TestStore store;
    store.set(spaceText, "a", "1");
    store.set(spaceText, "b", "1");
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 2);
    model.setDrafts({Key("b")});
    QVERIFY(!model.index(0, 0).data(DraftRole).toBool());
    QVERIFY(model.index(1, 0).data(DraftRole).toBool());
}

void EntriesModelTest::refreshAges_timePassed_changesOnlyThatColumn()
{
    ManualClock clock;
    TestStore store(&clock);
    store.set(spaceText, "a", "1");
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), 1);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    clock.advance(Milliseconds(61'000));
    model.refreshAges();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().column(), int(EntriesModel::AgeColumn));
    QCOMPARE(changed[0][1].toModelIndex().column(), int(EntriesModel::ExpiryColumn));
    QCOMPARE(model.index(0, EntriesModel::AgeColumn).data().toString(), u"1 min"_s);
}

QTEST_GUILESS_MAIN(EntriesModelTest)
#include "tst_entriesmodel.moc"
