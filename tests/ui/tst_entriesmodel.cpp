// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/entries/entriesmodel.h"
#include "ui/model/roles.h"

#include <QAbstractItemModelTester>
#include <QDeadlineTimer>
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

/// Asks for pages until there are no more.
void fetchAll(EntriesModel& model)
{
    const QDeadlineTimer deadline(20'000);
    while (!model.isComplete() && !deadline.hasExpired()) {
        model.fetchMore({});
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    QVERIFY(model.isComplete());
}

} // namespace

class EntriesModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rows_fewKeys_standInKeyOrder();
    void data_everyColumn_saysItsPart();
    void fetchMore_tenThousandKeys_pagesThemIn();
    void fetchMore_askedTwice_readsOnce();
    void changes_writesElsewhere_areShownWithoutReset();
    void changes_beyondTheLastPage_comeWithTheirPage();
    void changes_manyNewKeys_areOneInsertion();
    void changes_allLoadedRowsDeleted_readsOn();
    void changes_randomWritesWhilePaging_endAsTheStore();
    void setNamespace_another_showsOnlyThat();
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
    QCOMPARE(model.index(0, EntriesModel::KeyColumn).data().toString(), u"status"_s);
    QCOMPARE(
        model.index(0, EntriesModel::ValueColumn).data().toString(), u"{ step: \"writing\" }"_s);
    QCOMPARE(model.index(0, EntriesModel::VersionColumn).data().toString(), u"v2"_s);
    QCOMPARE(model.index(0, EntriesModel::AgeColumn).data().toString(), u"5 s"_s);
    const auto spans = model.index(0, EntriesModel::ValueColumn).data(SpansRole).value<Spans>();
    QCOMPARE(plainText(spans), u"{ step: \"writing\" }"_s);
    QCOMPARE(model.keyAt(model.index(0, 0)), Key("status"));
}

void EntriesModelTest::fetchMore_tenThousandKeys_pagesThemIn()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 10'000);
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), EntriesModel::pageSize); // no more than was asked for
    const QAbstractItemModelTester tester(&model);      // asks for more by itself
    fetchAll(model);
    QCOMPARE(model.rowCount(), 10'000);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(
            model.keyAt(model.index(row, 0)).bytes(),
            'k' + QByteArray::number(row).rightJustified(5, '0'));
}

void EntriesModelTest::fetchMore_askedTwice_readsOnce()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 1'000);
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_VERIFY(model.isLoaded());
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    model.fetchMore({});
    QTRY_VERIFY(model.canFetchMore({}));
    QCOMPARE(model.rowCount(), 2 * EntriesModel::pageSize);
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

void EntriesModelTest::changes_beyondTheLastPage_comeWithTheirPage()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 300);
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_VERIFY(model.isLoaded());
    store.set(spaceText, "k00250x", "1");
    store.set(spaceText, "k00010x", "1"); // within reach: tells that both have been heard of
    QTRY_COMPARE(model.rowCount(), EntriesModel::pageSize + 1);
    QVERIFY(!model.indexOf(Key("k00250x")).isValid());
    fetchAll(model);
    QVERIFY(model.indexOf(Key("k00250x")).isValid());
    QCOMPARE(model.rowCount(), 302);
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

void EntriesModelTest::changes_allLoadedRowsDeleted_readsOn()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, EntriesModel::pageSize + 3);
    EntriesModel model(*store);
    model.setNamespace(space);
    QTRY_COMPARE(model.rowCount(), EntriesModel::pageSize);
    for (int i = 0; i < EntriesModel::pageSize; ++i)
        store.remove(spaceText, 'k' + QByteArray::number(i).rightJustified(5, '0'));
    QTRY_COMPARE(model.rowCount(), 3);
}

void EntriesModelTest::changes_randomWritesWhilePaging_endAsTheStore()
{
    TestStore store;
    store.setMany(spaceText, "k", 0, 900);
    EntriesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QRandomGenerator random(7);
    model.setNamespace(space);
    for (int step = 0; step < 400; ++step) {
        const QByteArray key =
            'k' + QByteArray::number(random.bounded(1'200)).rightJustified(5, '0');
        if (random.bounded(3) == 0)
            store.remove(spaceText, key);
        else
            store.set(spaceText, key, QByteArray::number(step));
        if (step % 40 == 0)
            model.fetchMore({});
        QCoreApplication::processEvents();
    }
    store.set(spaceText, "a-last", "1"); // heard of last
    QTRY_VERIFY(model.indexOf(Key("a-last")).isValid());
    fetchAll(model);

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
    QCOMPARE(model.index(0, EntriesModel::AgeColumn).data().toString(), u"1 min"_s);
}

QTEST_GUILESS_MAIN(EntriesModelTest)
#include "tst_entriesmodel.moc"
