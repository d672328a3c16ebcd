// SPDX-License-Identifier: GPL-3.0-or-later
// A key's versions and the keys that are gone, as models over a store.
#include "tests/ui/teststore.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/historymodel.h"
#include "ui/widgets/expirybar.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
}

class HistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void open_key_showsItsVersions();
    void open_keyOfAnApi_tellsItsLabel();
    void refresh_newChange_standsOnTop();
    void fetchMore_manyVersions_showsAll();
    void deleted_keysThatAreGone_areFollowed();
    void deleted_manyKeys_areAllFound();
    void parseTimeSpan_text_isMilliseconds_data();
    void parseTimeSpan_text_isMilliseconds();
};

void HistoryTest::open_key_showsItsVersions()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "a", R"({"x":1})");
    store.remove(wf1, "a");
    HistoryModel model(*store);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.open(nameOf(wf1, "a"));
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(column(model, HistoryModel::VersionColumn), u"v3 v2 v1"_s);
    QCOMPARE(column(model, HistoryModel::WhatColumn), u"deleted set set"_s);
    QCOMPARE(model.index(1, HistoryModel::ValueColumn).data().toString(), u"{ x: 1 }"_s);
    model.setMark(Version(2));
    QCOMPARE(column(model, HistoryModel::VersionColumn), u"v3 ◆ v2 v1"_s);
}

void HistoryTest::open_keyOfAnApi_tellsItsLabel()
{
    TestStore store;
    store.set("system/keys", "key_1", R"({"label":"CI <b>runner</b>"})");
    const auto write = [&](const QByteArray& keyId, const QByteArray& requestId) {
        QVERIFY(store->transactAndWait({keyId, requestId}, [](Transaction& transaction) {
            return transaction.set(nameOf(wf1, "a"), JsonText::fromNumber(1));
        }));
    };
    write("key_1", "r1");
    write("key_2", "r2");
    write({}, "r3");
    write({}, "window");
    HistoryModel model(*store);
    model.open(nameOf(wf1, "a"));
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(column(model, HistoryModel::WhoColumn), u"this window r3 key_2 CI <b>runner</b>"_s);
    QVERIFY(model.index(3, HistoryModel::WhoColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"key_1"_s));
    // What a narrow column cuts stands in the tooltip as a whole.
    QVERIFY(model.index(0, HistoryModel::WhoColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"this window"_s));
    QCOMPARE(model.requestIdOf(0), QByteArray()); // no request that could be shown
    QCOMPARE(model.requestIdOf(1), QByteArray("r3"));
}

void HistoryTest::refresh_newChange_standsOnTop()
{
    TestStore store;
    store.set(wf1, "a", "1");
    HistoryModel model(*store);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.open(nameOf(wf1, "a"));
    QTRY_COMPARE(model.rowCount(), 1);
    store.set(wf1, "a", "2");
    store.set(wf1, "a", "3");
    model.refresh();
    QTRY_COMPARE(column(model, HistoryModel::VersionColumn), u"v3 v2 v1"_s);
    QCOMPARE(model.rowOf(Version(1)), 2);
    QCOMPARE(model.rowOf(Version(9)), -1);
}

void HistoryTest::fetchMore_manyVersions_showsAll()
{
    TestStore store;
    constexpr int versions = 130;
    for (int i = 0; i < versions; ++i)
        store.set(wf1, "a", QByteArray::number(i));
    HistoryModel model(*store);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.open(nameOf(wf1, "a"));
    QTRY_VERIFY(model.rowCount() > 0);
    while (model.rowCount() < versions) {
        QTRY_VERIFY(model.canFetchMore({}));
        const int before = model.rowCount();
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() > before);
    }
    QVERIFY(!model.canFetchMore({}));
    for (int row = 0; row < versions; ++row)
        QCOMPARE(model.rowAt(row).version, Version(versions - row));
}

void HistoryTest::deleted_keysThatAreGone_areFollowed()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", R"("last")");
    store.set("workflow/wf-2", "c", "1");
    store.remove(wf1, "b");
    store.remove("workflow/wf-2", "c");
    DeletedModel model(*store);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.open(Namespace("workflow", "wf-1"));
    QTRY_COMPARE(column(model), u"b"_s);
    QCOMPARE(model.index(0, DeletedModel::ValueColumn).data().toString(), u"\"last\""_s);
    QCOMPARE(model.index(0, DeletedModel::WhatColumn).data().toString(), u"deleted"_s);
    store.remove(wf1, "a");
    QTRY_COMPARE(column(model), u"a b"_s);
    store.set(wf1, "b", "2");
    QTRY_COMPARE(column(model), u"a"_s);
}

void HistoryTest::deleted_manyKeys_areAllFound()
{
    TestStore store;
    store.setMany(wf1, "k", 0, 2500);
    QVERIFY(store->transactAndWait({}, [](Transaction& transaction) -> Result<int> {
        for (int i = 0; i < 2500; i += 7) {
            const QByteArray key = "k" + QByteArray::number(i).rightJustified(5, '0');
            const auto removed = transaction.remove(nameOf(wf1, key));
            if (!removed)
                return failureOf(removed);
        }
        return 0;
    }));
    DeletedModel model(*store);
    model.open(Namespace("workflow", "wf-1"));
    QTRY_COMPARE(model.rowCount(), (2500 + 6) / 7);
    QCOMPARE(model.nameAt(1).key, Key("k00007"));
    QVERIFY(!model.isCut());
}

void HistoryTest::parseTimeSpan_text_isMilliseconds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expected"); // -1: none
    QTest::newRow("seconds") << u"90"_s << qint64(90'000);
    QTest::newRow("unit") << u" 15 Min "_s << qint64(900'000);
    QTest::newRow("joined") << u"1d 12h"_s << qint64(129'600'000);
    QTest::newRow("empty") << QString() << qint64(-1);
    QTest::newRow("zero") << u"0 s"_s << qint64(-1);
    QTest::newRow("word") << u"soon"_s << qint64(-1);
    QTest::newRow("unknown unit") << u"3 w"_s << qint64(-1);
    QTest::newRow("negative") << u"-3"_s << qint64(-1);
    QTest::newRow("too long") << u"999999999 d"_s << qint64(-1);
}

void HistoryTest::parseTimeSpan_text_isMilliseconds()
{
    QFETCH(QString, text);
    QFETCH(qint64, expected);
    const auto span = parseTimeSpan(text);
    QCOMPARE(span ? qint64(span->count()) : qint64(-1), expected);
    if (span) // and it is said so that it can be read again
        QCOMPARE(parseTimeSpan(timeSpanText(*span)), span);
}

QTEST_MAIN(HistoryTest)
#include "tst_historymodel.moc"
