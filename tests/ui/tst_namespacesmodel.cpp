// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/model/roles.h"
#include "ui/navigator/namespacesmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class NamespacesModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rows_severalKinds_standUnderHeadingsInOrder();
    void rows_emptyStore_areNoneOnceLoaded();
    void rows_writesElsewhere_comeAndGoWithoutReset();
    void rows_emptied_areShownWhileHistoryKnowsThem();
    void flags_heading_cannotBeChosen();
    void indexOf_everyNamespace_findsItsRow();
    void data_oddName_isShownPlain();
};

void NamespacesModelTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void NamespacesModelTest::rows_severalKinds_standUnderHeadingsInOrder()
{
    TestStore store;
    store.set("zebra/x", "k", "1");
    store.set("workflow/b", "k", "1");
    store.set("workflow/a", "k", "1");
    store.set("workflow/a", "l", "1");
    store.set("integration/", "k", "1");
    NamespacesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(column(model), u"Workflows a b Integration global Zebra x"_s);
    QCOMPARE(model.index(0).data(CountRole).toInt(), 2); // namespaces
    QCOMPARE(model.index(1).data(CountRole).toInt(), 2); // keys
    QCOMPARE(model.index(2).data(CountRole).toInt(), 1);
}

void NamespacesModelTest::rows_emptyStore_areNoneOnceLoaded()
{
    TestStore store;
    NamespacesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QVERIFY(!model.isLoaded());
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), 0);
}

void NamespacesModelTest::rows_writesElsewhere_comeAndGoWithoutReset()
{
    TestStore store;
    store.set("workflow/b", "k", "1");
    NamespacesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QTRY_COMPARE(column(model), u"Workflows b"_s);
    store.set("workflow/a", "k", "1");
    store.set("workflow/c", "k", "1");
    store.set("business/agents", "k", "1");
    store.set("workflow/b", "l", "1");
    QTRY_COMPARE(column(model), u"Workflows a b c Business agents"_s);
    QTRY_COMPARE(model.keyCount(nameOf("workflow/b", {}).space), 2);
    store.remove("workflow/a", "k");
    store.remove("business/agents", "k");
    QTRY_COMPARE(column(model), u"Workflows b c"_s);
    QCOMPARE(resets.size(), 0);
}

void NamespacesModelTest::rows_emptied_areShownWhileHistoryKnowsThem()
{
    ManualClock clock;
    TestStore store(&clock);
    store.set("workflow/a", "k", "1");
    store.set("workflow/b", "k", "1");
    store.remove("workflow/b", "k");
    NamespacesModel model(*store);
    const QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(column(model), u"Workflows a"_s);
    QVERIFY(model.hasEmptied());
    model.setShowsEmptied(true);
    QTRY_COMPARE(column(model), u"Workflows a b"_s);
    QCOMPARE(model.keyCount(nameOf("workflow/b", {}).space), 0);
    clock.advance(std::chrono::hours(24 * 31)); // the log's floor passes the removal
    QVERIFY(store->maintain());
    store.set("workflow/a", "k", "2");
    QTRY_COMPARE(column(model), u"Workflows a"_s);
    QVERIFY(!model.hasEmptied());
}

void NamespacesModelTest::flags_heading_cannotBeChosen()
{
    TestStore store;
    store.set("workflow/a", "k", "1");
    NamespacesModel model(*store);
    QTRY_COMPARE(model.rowCount(), 2);
    QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
    QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsEnabled));
    QVERIFY(model.flags(model.index(1)).testFlag(Qt::ItemIsSelectable));
    QVERIFY(model.at(model.index(0)).isNull());
}

void NamespacesModelTest::indexOf_everyNamespace_findsItsRow()
{
    TestStore store;
    const std::vector<const char*> spaces{
        "workflow/a", "workflow/b", "integration/", "integration/imports/1", "other/x"};
    for (const char* space : spaces)
        store.set(space, "k", "1");
    NamespacesModel model(*store);
    QTRY_COMPARE(model.rowCount(), 8);
    for (const char* space : spaces) {
        const QModelIndex found = model.indexOf(nameOf(space, {}).space);
        QVERIFY(found.isValid());
        QCOMPARE(found.data(NamespaceRole).toByteArray(), QByteArray(space));
    }
    QVERIFY(!model.indexOf(nameOf("workflow/none", {}).space).isValid());
    QVERIFY(!model.indexOf(Namespace()).isValid());
}

void NamespacesModelTest::data_oddName_isShownPlain()
{
    TestStore store;
    store.set("workflow/<b>\n\u202e", "k", "1");
    NamespacesModel model(*store);
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1).data().toString(), u"<b>␊\ufffd"_s);
    QVERIFY(model.index(1).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
}

QTEST_GUILESS_MAIN(NamespacesModelTest)
#include "tst_namespacesmodel.moc"
