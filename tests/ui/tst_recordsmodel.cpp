// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/records.h"
#include "tests/ui/teststore.h"
#include "ui/model/roles.h"
#include "ui/records/recordquestion.h"
#include "ui/records/recordsmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RecordsModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void columns_ofAResource_areTheCatalogues();
    void columns_ofAResourceOfOnesOwn_needNoCode();
    void rows_manyRecords_comePageByPage();
    void question_filterAndSort_areTheApis();
    void question_fewHitsInMany_goesOnUntilAPageIsFull();
    void changes_elsewhere_arriveWithoutReset();
    void changes_belowTheFirstPage_keepWhatWasRead();
    void resource_another_forgetsTheQuestion();
    void end_ofMany_isReadWithoutWhatIsBetween();
    void end_ofManyThatAreFilteredAndSorted_isTheirOrders();
    void end_changesAtBothSides_arriveWithoutReset();

private:
    static const Resource* named(const char* resource) { return catalogue().resource(resource); }
};

void RecordsModelTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void RecordsModelTest::columns_ofAResource_areTheCatalogues()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"Ada","role":"r"})");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.columnCount(), int(named("agents")->columns.size()));
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"name"_s);
    QCOMPARE(model.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), u"created_at ↓"_s);
    QCOMPARE(column(model, 1), u"Ada"_s);
    QCOMPARE(column(model, 3), u"active"_s); // its standard value
}

void RecordsModelTest::columns_ofAResourceOfOnesOwn_needNoCode()
{
    const Resource ships{
        .name = "ships",
        .object = "ship",
        .idPrefix = "ship_",
        .description = "A ship.",
        .fields = {{.name = "tonnes", .type = FieldType::Number}},
        .indexes = {},
        .events = {},
        .subLists = {},
        .columns = {"id", "tonnes", "crew"},
        .sample = JsonText::parse(QByteArray("{}")).value()};
    TestStore store;
    store.set("business/ships", "ship_1", R"({"id":"ship_1","tonnes":12.50,"crew":["Bo","Cy"]})");
    store.set("business/ships", "ship_2", R"({"id":"ship_2","tonnes":3})");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(&ships);
    model.sortBy(1);
    QTRY_COMPARE(column(model), u"ship_2 ship_1"_s);
    QCOMPARE(column(model, 1), u"3 12.50"_s);
    QCOMPARE(model.index(1, 2).data().toString(), u"[ 2 items ]"_s);
}

void RecordsModelTest::rows_manyRecords_comePageByPage()
{
    TestStore store;
    for (int i = 0; i < 250; ++i)
        store.addRecord("agents", "{\"name\":\"" + QByteArray::number(i) + "\"}");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(model.index(0, 1).data().toString(), u"249"_s); // newest first
    QTRY_VERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 200);
    QTRY_VERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 250);
    QTRY_VERIFY(!model.isSearching());
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.index(249, 1).data().toString(), u"0"_s);
}

void RecordsModelTest::question_filterAndSort_areTheApis()
{
    TestStore store;
    for (const char* body :
         {R"({"name":"b","status":"on"})", R"({"name":"a","status":"on"})",
          R"({"name":"c","status":"off"})"})
        store.addRecord("agents", body);
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_COMPARE(column(model, 1), u"c a b"_s);
    model.setQuestion(filterOfText(*named("agents"), u"filter[status]=on"_s).value(), {});
    QTRY_COMPARE(column(model, 1), u"a b"_s);
    model.sortBy(1);
    model.sortBy(1);
    QTRY_COMPARE(column(model, 1), u"b a"_s);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"name ↓"_s);
    model.setQuestion({}, model.sort());
    QTRY_COMPARE(column(model, 1), u"c b a"_s);
}

void RecordsModelTest::question_fewHitsInMany_goesOnUntilAPageIsFull()
{
    TestStore store;
    const Result<int> written =
        store->transactAndWait({}, [](Transaction& transaction) -> Result<int> {
            for (int i = 0; i < 9'000; ++i) {
                const QByteArray kind = i % 4'500 == 0 ? "rare" : "common";
                const auto made = createRecord(
                    transaction, *catalogue().resource("orders"),
                    JsonText::parse("{\"kind\":\"" + kind + "\"}").value());
                if (!made)
                    return fail(ErrorCode::Internal, u"no record"_s);
            }
            return 0;
        });
    QVERIFY(written.has_value());
    RecordsModel model(*store);
    model.setResource(named("orders"));
    QTRY_COMPARE(model.rowCount(), 100);
    model.setQuestion(filterOfText(*named("orders"), u"filter[kind]=rare"_s).value(), {});
    QVERIFY(model.isSearching());
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.hasMore());
}

void RecordsModelTest::changes_elsewhere_arriveWithoutReset()
{
    TestStore store;
    const QByteArray first = store.addRecord("agents", R"({"name":"a"})");
    store.addRecord("agents", R"({"name":"b"})");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_COMPARE(column(model, 1), u"b a"_s);
    const QSignalSpy resets(&model, &RecordsModel::modelReset);
    const QPersistentModelIndex kept(model.index(1, 0));
    store.addRecord("agents", R"({"name":"c"})");
    QTRY_COMPARE(column(model, 1), u"c b a"_s);
    QCOMPARE(kept.row(), 2);
    store.set("business/agents", first, R"({"name":"A","created_at":"2000"})");
    QTRY_COMPARE(column(model, 1), u"c b A"_s);
    QVERIFY(model.index(2, 0).data(GlowRole).toReal() > 0);
    store.remove("business/agents", first);
    QTRY_COMPARE(column(model, 1), u"c b"_s);
    QVERIFY(!kept.isValid());
    QCOMPARE(resets.size(), 0);
}

void RecordsModelTest::changes_belowTheFirstPage_keepWhatWasRead()
{
    TestStore store;
    QByteArrayList ids;
    for (int i = 0; i < 150; ++i)
        ids << store.addRecord("agents", R"({"name":"n"})");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_VERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 150);
    store.remove("business/agents", ids.front());
    QTRY_COMPARE(model.rowCount(), 149);
    QCOMPARE(model.rowOf(ids[1]), 148);
    QCOMPARE(model.rowOf(ids[0]), -1);
}

void RecordsModelTest::resource_another_forgetsTheQuestion()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a"})");
    store.addRecord("orders", R"({"total":1})");
    RecordsModel model(*store);
    model.setResource(named("agents"));
    model.setQuestion(filterOfText(*named("agents"), u"filter[name]=z"_s).value(), {});
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), 0);
    model.setResource(named("orders"));
    QTRY_COMPARE(model.rowCount(), 1);
    model.setResource(nullptr);
    QCOMPARE(model.columnCount(), 0);
    QCOMPARE(model.rowCount(), 0);
}

void RecordsModelTest::end_ofMany_isReadWithoutWhatIsBetween()
{
    TestStore store;
    for (int i = 0; i < 350; ++i)
        store.addRecord("agents", "{\"name\":\"" + QByteArray::number(i) + "\"}");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_VERIFY(model.canFetchMore({}));
    model.readFrom(RecordsModel::From::End);
    QTRY_VERIFY(model.isLoaded() && !model.isSearching());
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(model.index(0, 1).data().toString(), u"99"_s); // newest first, still
    QCOMPARE(model.index(99, 1).data().toString(), u"0"_s);
    QVERIFY(!model.canFetchMore({})); // there is nothing below
    QVERIFY(model.hasUnread());
    const QPersistentModelIndex last(model.index(99, 0));
    while (model.hasUnread()) {
        model.readOn();
        QTRY_VERIFY(!model.isSearching());
    }
    QCOMPARE(model.rowCount(), 350);
    QCOMPARE(model.index(0, 1).data().toString(), u"349"_s);
    QCOMPARE(last.row(), 349);
    model.readFrom(RecordsModel::From::Begin);
    QTRY_VERIFY(model.canFetchMore({}));
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(model.index(0, 1).data().toString(), u"349"_s);
}

void RecordsModelTest::end_ofManyThatAreFilteredAndSorted_isTheirOrders()
{
    TestStore store;
    for (int i = 0; i < 240; ++i)
        store.addRecord(
            "agents", QByteArray(R"({"name":"n)") + QByteArray::number(i % 7) + R"(","role":"r)" +
                          QByteArray::number(i % 2) + "\"}");
    RecordsModel model(*store);
    model.setResource(named("agents"));
    for (const bool descending : {false, true}) {
        model.setQuestion(
            filterOfText(*named("agents"), u"filter[role]=r1"_s).value(), {{"name", descending}});
        const auto readAll = [&] {
            QTRY_VERIFY(model.isLoaded() && !model.isSearching());
            while (model.hasUnread()) {
                model.readOn();
                QTRY_VERIFY(!model.isSearching());
            }
        };
        readAll();
        QCOMPARE(model.rowCount(), 120);
        const QString ids = column(model);
        model.readFrom(RecordsModel::From::End);
        readAll();
        QCOMPARE(column(model), ids); // of those of one name, too
        model.setQuestion(model.filter(), model.sort());
        QCOMPARE(model.readsFrom(), RecordsModel::From::Begin);
    }
}

void RecordsModelTest::end_changesAtBothSides_arriveWithoutReset()
{
    TestStore store;
    QByteArrayList ids;
    for (int i = 0; i < 150; ++i)
        ids << store.addRecord("agents", R"({"name":"n"})");
    RecordsModel model(*store);
    const QAbstractItemModelTester tester(&model);
    model.setResource(named("agents"));
    QTRY_VERIFY(model.canFetchMore({}));
    model.readFrom(RecordsModel::From::End);
    QTRY_VERIFY(model.isLoaded() && !model.isSearching());
    const QSignalSpy resets(&model, &RecordsModel::modelReset);
    store.addRecord("agents", R"({"name":"new"})");
    store.remove("business/agents", ids.front());
    QTRY_COMPARE(model.rowOf(ids[0]), -1);
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(model.rowOf(ids[1]), 99);
    QCOMPARE(model.rowOf(ids[100]), 0);
    QCOMPARE(resets.size(), 0);
}

QTEST_GUILESS_MAIN(RecordsModelTest)
#include "tst_recordsmodel.moc"
