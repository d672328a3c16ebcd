// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/model/roles.h"
#include "ui/watch/livemodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class LiveModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rows_changes_comeNewestFirst();
    void rows_whatWasBefore_isNotShown();
    void rows_moreThanTheCapacity_keepTheNewest();
    void rows_thousandsAtOnce_areFewUpdates();
    void setPaused_changesCome_standsStillAndCounts();
    void rows_hugeChange_isTakenElsewhere();
    void setPaused_whileAHugeChangeIsTaken_standsStill();
    void nameAt_anyRow_isItsEntry();
};

void LiveModelTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void LiveModelTest::rows_changes_comeNewestFirst()
{
    TestStore store;
    LiveModel model(*store);
    const QAbstractItemModelTester tester(&model);
    store.set("workflow/wf-1", "status", R"({"step":"a"})");
    store.set("workflow/wf-1", "status", R"({"step":"b"})");
    store.set("integration/", "cursor", "7");
    store.remove("workflow/wf-1", "status");
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(
        column(model, LiveModel::EntryColumn),
        u"wf-1/status integration/cursor wf-1/status wf-1/status"_s);
    QCOMPARE(column(model, LiveModel::VersionColumn), u"v3 v1 v2 v1"_s);
    QCOMPARE(
        model.index(0, LiveModel::ChangeColumn).data().toString(), u"{ step: \"b\" } → deleted"_s);
    QCOMPARE(model.index(1, LiveModel::ChangeColumn).data().toString(), u"7"_s);
    QCOMPARE(model.index(2, LiveModel::ChangeColumn).data().toString(), u"step: \"a\" → \"b\""_s);
}

void LiveModelTest::rows_whatWasBefore_isNotShown()
{
    TestStore store;
    store.set("workflow/wf-1", "old", "1");
    LiveModel model(*store);
    store.set("workflow/wf-1", "new", "1");
    QTRY_COMPARE(column(model, LiveModel::EntryColumn), u"wf-1/new"_s);
}

void LiveModelTest::rows_moreThanTheCapacity_keepTheNewest()
{
    TestStore store;
    LiveModel model(*store);
    const QAbstractItemModelTester tester(&model);
    store.set("workflow/wf-1", "first", "1");
    QTRY_COMPARE(model.rowCount(), 1);
    store.setMany("workflow/wf-1", "k", 0, LiveModel::capacity - 1);
    QTRY_COMPARE(model.rowCount(), LiveModel::capacity);
    store.setMany("workflow/wf-1", "m", 0, 2 * LiveModel::capacity);
    QTRY_COMPARE(model.nameAt(model.index(0, 0)).key, Key("m01999"));
    QCOMPARE(model.rowCount(), LiveModel::capacity);
    QCOMPARE(model.nameAt(model.index(LiveModel::capacity - 1, 0)).key, Key("m01000"));
}

void LiveModelTest::rows_thousandsAtOnce_areFewUpdates()
{
    TestStore store;
    LiveModel model(*store);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QElapsedTimer clock;
    clock.start();
    for (int batch = 0; batch < 50; ++batch) {
        store.setMany("workflow/wf-1", "k", batch * 100, 100);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(model.nameAt(model.index(0, 0)).key, Key("k04999"));
    // One per frame, and one after the last change.
    QVERIFY(inserted.size() <= clock.elapsed() / Throttle::frame.count() + 2);
}

void LiveModelTest::setPaused_changesCome_standsStillAndCounts()
{
    TestStore store;
    LiveModel model(*store);
    const QAbstractItemModelTester tester(&model);
    store.set("workflow/wf-1", "a", "1");
    QTRY_COMPARE(model.rowCount(), 1);
    model.setPaused(true);
    store.set("workflow/wf-1", "b", "1");
    store.set("workflow/wf-1", "c", "1");
    QTRY_COMPARE(model.waiting(), 2);
    QCOMPARE(model.rowCount(), 1);
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.waiting(), 0);
    QCOMPARE(column(model, LiveModel::EntryColumn), u"wf-1/c wf-1/b wf-1/a"_s);
}

void LiveModelTest::rows_hugeChange_isTakenElsewhere()
{
    TestStore store;
    QByteArray value("[");
    for (int i = 0; i < 30'000; ++i)
        value += QByteArray::number(i) + ',';
    store.set("workflow/wf-1", "huge", value + "0]");
    LiveModel model(*store);
    const QAbstractItemModelTester tester(&model);
    store.set("workflow/wf-1", "huge", value + "1]");
    store.set("workflow/wf-1", "small", "1");
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(column(model, LiveModel::EntryColumn), u"wf-1/small wf-1/huge"_s); // as they came
    QCOMPARE(model.index(1, LiveModel::ChangeColumn).data().toString(), u"[30000]: 0 → 1"_s);
}

void LiveModelTest::setPaused_whileAHugeChangeIsTaken_standsStill()
{
    TestStore store;
    const QByteArray value = "[\"" + QByteArray(100'000, 'a') + "\",";
    store.set("workflow/wf-1", "huge", value + "0]");
    LiveModel model(*store);
    const QAbstractItemModelTester tester(&model);
    store.set("workflow/wf-1", "huge", value + "1]");
    QThreadPool::globalInstance()->setMaxThreadCount(1);
    QSemaphore hold;
    QThreadPool::globalInstance()->start([&] { hold.acquire(); });
    QTest::qWait(100); // it waits for the thread now
    QCOMPARE(model.rowCount(), 0);
    model.setPaused(true);
    store.set("workflow/wf-1", "b", "1");
    hold.release();
    QTRY_COMPARE(model.waiting(), 2);
    QCOMPARE(model.rowCount(), 0);
    model.setPaused(false);
    QTRY_COMPARE(column(model, LiveModel::EntryColumn), u"wf-1/b wf-1/huge"_s);
}

void LiveModelTest::nameAt_anyRow_isItsEntry()
{
    TestStore store;
    LiveModel model(*store);
    store.set("workflow/wf-1", "a\nb", "1");
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.nameAt(model.index(0, 0)), nameOf("workflow/wf-1", "a\nb"));
    QCOMPARE(model.index(0, LiveModel::EntryColumn).data().toString(), u"wf-1/a␊b"_s);
}

QTEST_GUILESS_MAIN(LiveModelTest)
#include "tst_livemodel.moc"
