// SPDX-License-Identifier: GPL-3.0-or-later
// Works that fail after they have written, beside others with which they share a commit.
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

EntryName in(const QByteArray& key)
{
    return entryName("workflow/w", key);
}

using Work = std::function<Result<void>(Transaction&)>;

Result<void> written(Transaction& t, const QByteArray& key, const QByteArray& value)
{
    auto version = t.set(in(key), json(value));
    return version ? Result<void>() : Result<void>(failureOf(version));
}

Result<void> removed(Transaction& t, const QByteArray& key)
{
    auto version = t.remove(in(key));
    return version ? Result<void>() : Result<void>(failureOf(version));
}

Result<void> giveUp()
{
    return fail(ErrorCode::InvalidInput, u"given up half-way"_s);
}

/// Runs them in one batch; their answers in order.
std::vector<Result<void>> together(StoreFixture& f, const std::vector<Work>& works)
{
    Answers<void> answers;
    {
        const WriterBlock block(f.store());
        for (const Work& work : works)
            f.store().transact({}, work, answers.context(), answers.collect());
    }
    (void)QTest::qWaitFor([&] { return answers.all.size() == works.size(); }, 20'000);
    return answers.all;
}

Version versionOf(StoreFixture& f, const QByteArray& key)
{
    return f.reader().lastVersion(in(key)).value();
}

} // namespace

class UndoneUnitsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batches_afterAnUndoneOne_areCarefulForSoLong_data();
    void batches_afterAnUndoneOne_areCarefulForSoLong();
    void batch_undoneThenOutOfRoom_isRunThriceAndCountsOnce();
    void unit_undoneWithItsBatch_leavesKeysWhereTheyStood_data();
    void unit_undoneWithItsBatch_leavesKeysWhereTheyStood();
    void unit_undone_leavesARaisedVersionBase_data();
    void unit_undone_leavesARaisedVersionBase();
};

void UndoneUnitsTest::batches_afterAnUndoneOne_areCarefulForSoLong_data()
{
    QTest::addColumn<int>("careful");
    QTest::addColumn<QList<int>>("runs");
    QTest::newRow("none") << 0 << QList<int>{2, 2, 2, 2};
    QTest::newRow("one") << 1 << QList<int>{2, 1, 2, 1};
    QTest::newRow("two") << 2 << QList<int>{2, 1, 1, 2};
}

/// With savepoints only who fails is undone; without them its neighbour is run again.
void UndoneUnitsTest::batches_afterAnUndoneOne_areCarefulForSoLong()
{
    QFETCH(int, careful);
    QFETCH(QList<int>, runs);
    StoreFixture f;
    f.options.writer.carefulBatches = careful;
    VERIFY_OK(f.open());
    QList<int> found;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        int count = 0;
        const auto answers = together(
            f, {[&count](Transaction& t) {
                    ++count;
                    return written(t, "beside", "1");
                },
                [](Transaction& t) {
                    (void)written(t, "undone", "1");
                    return giveUp();
                }});
        QCOMPARE(answers.size(), size_t(2));
        VERIFY_OK(answers[0]);
        VERIFY_FAILED(answers[1], ErrorCode::InvalidInput);
        found << count;
    }
    QCOMPARE(found, runs);
    QCOMPARE(versionOf(f, "beside"), Version(runs.size()));
    QCOMPARE(f.value(in("undone")), QByteArray());
    QCOMPARE(f.position().last, Seq(runs.size()));
}

/// Without savepoints, with them, and alone.
void UndoneUnitsTest::batch_undoneThenOutOfRoom_isRunThriceAndCountsOnce()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(in("hot"), "0"));
    VERIFY_OK(f.set(in("removed"), "0"));
    QList<int> runs(4, 0);
    const auto answers = together(
        f, {[&runs](Transaction& t) {
                ++runs[0];
                (void)written(t, "hot", "1");
                return removed(t, "removed");
            },
            [&runs](Transaction& t) {
                ++runs[1];
                (void)written(t, "hot", "2");
                (void)written(t, "removed", "2");
                return giveUp();
            },
            [&runs](Transaction& t) -> Result<void> {
                (void)written(t, "hot", "3");
                if (++runs[2] == 1)
                    return fail(ErrorCode::StorageFull, u"no room"_s);
                return {};
            },
            [&runs](Transaction& t) {
                ++runs[3];
                return written(t, "removed", "4");
            }});
    QCOMPARE(answers.size(), size_t(4));
    QCOMPARE(runs, QList<int>({3, 3, 2, 1}));
    VERIFY_OK(answers[0]);
    VERIFY_FAILED(answers[1], ErrorCode::InvalidInput);
    VERIFY_OK(answers[2]);
    VERIFY_OK(answers[3]);
    const QStringList log = describe(f.log());
    QCOMPARE(
        log, QStringList(
                 {u"set workflow/w hot v1 =0"_s, u"set workflow/w removed v1 =0"_s,
                  u"set workflow/w hot v2 =1 <0"_s, u"delete workflow/w removed v2 <0"_s,
                  u"set workflow/w hot v3 =3 <1"_s, u"set workflow/w removed v3 =4"_s}));
    QCOMPARE(f.position().lastRevision, Revision(5));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.set(in("hot"), "5").value(), Version(4));
    QCOMPARE(f.set(in("removed"), "5").value(), Version(4));
}

void UndoneUnitsTest::unit_undoneWithItsBatch_leavesKeysWhereTheyStood_data()
{
    QTest::addColumn<int>("careful");
    QTest::newRow("optimistic each time") << 0;
    QTest::newRow("optimistic once") << 100;
}

/// What the undone ones made of remembered keys must not be remembered.
void UndoneUnitsTest::unit_undoneWithItsBatch_leavesKeysWhereTheyStood()
{
    QFETCH(int, careful);
    StoreFixture f;
    f.options.writer.carefulBatches = careful;
    VERIFY_OK(f.open());
    for (const char* key : {"hot", "tombstone"})
        VERIFY_OK(f.set(in(key), "0"));
    VERIFY_OK(f.remove(in("tombstone")));
    for (int i = 1; i <= 4; ++i) {
        const QByteArray value = QByteArray::number(i);
        const auto answers = together(
            f, {[](Transaction& t) {
                    (void)written(t, "hot", "-1");
                    (void)removed(t, "hot");
                    (void)written(t, "tombstone", "-1");
                    (void)written(t, "new", "-1");
                    return giveUp();
                },
                [&value](Transaction& t) { return written(t, "hot", value); },
                [](Transaction& t) { return removed(t, "tombstone"); },
                [](Transaction& t) {
                    (void)removed(t, "hot");
                    return giveUp();
                }});
        QCOMPARE(answers.size(), size_t(4));
        VERIFY_FAILED(answers[0], ErrorCode::InvalidInput);
        VERIFY_OK(answers[1]);
        VERIFY_OK(answers[2]);
        VERIFY_FAILED(answers[3], ErrorCode::InvalidInput);
        QCOMPARE(f.value(in("hot")), value);
        QCOMPARE(versionOf(f, "hot"), Version(i + 1));
        QCOMPARE(versionOf(f, "tombstone"), Version(2));
        QCOMPARE(versionOf(f, "new"), Version(0));
    }
    QCOMPARE(f.set(in("tombstone"), "1").value(), Version(3));
    QCOMPARE(f.set(in("new"), "1").value(), Version(1));
    QCOMPARE(f.reader().space(in("hot").space).value()->keys, 3);
}

void UndoneUnitsTest::unit_undone_leavesARaisedVersionBase_data()
{
    unit_undoneWithItsBatch_leavesKeysWhereTheyStood_data();
}

/// A removed key whose past is gone starts above the base, which is kept in memory.
void UndoneUnitsTest::unit_undone_leavesARaisedVersionBase()
{
    QFETCH(int, careful);
    StoreFixture f({Milliseconds(1000), 1 << 30, 0});
    f.options.writer.carefulBatches = careful;
    VERIFY_OK(f.open());
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(f.set(in("gone"), "0"));
    VERIFY_OK(f.remove(in("gone")));
    VERIFY_OK(f.set(in("beside"), "0"));
    f.clock.advance(std::chrono::hours(1));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.reader().history(in("gone"), 10).value().changes.size(), size_t(0));
    const auto answers = together(
        f, {[](Transaction& t) {
                (void)written(t, "gone", "-1");
                (void)written(t, "beside", "-1");
                return giveUp();
            },
            [](Transaction& t) { return written(t, "beside", "1"); },
            [](Transaction& t) { return written(t, "gone", "1"); }});
    QCOMPARE(answers.size(), size_t(3));
    VERIFY_FAILED(answers[0], ErrorCode::InvalidInput);
    VERIFY_OK(answers[1]);
    VERIFY_OK(answers[2]);
    QCOMPARE(versionOf(f, "gone"), Version(5));
    QCOMPARE(versionOf(f, "beside"), Version(2));
}

QTEST_GUILESS_MAIN(UndoneUnitsTest)
#include "tst_undoneunits.moc"
