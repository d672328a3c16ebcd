// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

EntryName numbered(int number)
{
    return entryName("workflow/bulk", QByteArray::number(number).rightJustified(4, '0'));
}

} // namespace

class BulkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bulk_severalSlices_shareOneOperation();
    void bulk_withoutChanges_isDoneWithoutAnOperation();
    void bulk_secondOne_hasAnOperationOfItsOwn();
    void bulk_attribution_isOnEverySlice();
    void bulk_sliceFails_keepsTheEarlierSlicesAlone();
    void bulk_firstSliceFails_leavesNothing();
    void bulk_contextGone_stopsAfterTheSliceInHand();
    void bulk_othersWrites_goBetween();
    void bulk_othersWrites_areNotHeldUpByTheNextSlice();
    void bulk_twoAtOnce_bothFinish();
    void bulk_sliceIsOver_afterThreeMilliseconds();
    void bulk_expiryRecordedByASlice_bearsTheOperation();
    void bulk_storeCloses_endsEarly();
    void transact_outsideOfBulk_hasNoOperation();
};

void BulkTest::bulk_severalSlices_shareOneOperation()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    Answers<OperationId> answers;
    int next = 0;
    f.store().bulk(
        {},
        [&next](Transaction& t) -> Result<bool> {
            for (int i = 0; i < 3; ++i) {
                if (auto set = t.set(numbered(next++), json("1")); !set)
                    return failureOf(set);
            }
            return next < 12;
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    const OperationId operation = answers.all[0].value();
    QVERIFY(operation > OperationId(0));
    VERIFY_OK(f.set(k, "2"));

    const auto log = f.log();
    QCOMPARE(log.size(), size_t(14));
    std::set<qint64> revisions;
    for (size_t i = 1; i <= 12; ++i) {
        QCOMPARE(log[i].operation, operation);
        QCOMPARE(log[i].name, numbered(int(i) - 1));
        revisions.insert(log[i].revision.value());
    }
    QCOMPARE(revisions.size(), size_t(4));
    QCOMPARE(log.front().operation, OperationId(0));
    QCOMPARE(log.back().operation, OperationId(0));
}

void BulkTest::bulk_withoutChanges_isDoneWithoutAnOperation()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    f.store().bulk(
        {}, [](Transaction&) -> Result<bool> { return false; }, answers.context(),
        answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    QCOMPARE(answers.all[0].value(), OperationId(0));
    QCOMPARE(f.position().lastRevision, Revision(0));
}

void BulkTest::bulk_secondOne_hasAnOperationOfItsOwn()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    for (int round = 0; round < 2; ++round) {
        f.store().bulk(
            {},
            [](Transaction& t) -> Result<bool> {
                (void)t.set(k, json("1")).value();
                return false;
            },
            answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(2));
    QVERIFY(answers.all[0].value() != answers.all[1].value());
    QCOMPARE(f.log().at(0).operation, answers.all[0].value());
    QCOMPARE(f.log().at(1).operation, answers.all[1].value());
}

void BulkTest::bulk_attribution_isOnEverySlice()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    int next = 0;
    f.store().bulk(
        {"key", "request"},
        [&next](Transaction& t) -> Result<bool> {
            (void)t.set(numbered(next++), json("1")).value();
            return next < 3;
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    for (const Change& change : f.log()) {
        QCOMPARE(change.by.keyId, "key");
        QCOMPARE(change.by.requestId, "request");
    }
}

void BulkTest::bulk_sliceFails_keepsTheEarlierSlicesAlone()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    int slices = 0;
    f.store().bulk(
        {},
        [&slices](Transaction& t) -> Result<bool> {
            (void)t.set(numbered(slices), json("1")).value();
            if (++slices == 3)
                return fail(ErrorCode::TooLarge, u"the third"_s);
            return true;
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    VERIFY_FAILED(answers.all[0], ErrorCode::TooLarge);
    QCOMPARE(answers.all[0].error().message, u"the third"_s);
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(slices, 3);
    QCOMPARE(
        keysOf(f.reader().keys(numbered(0).space, {}).value()), QByteArrayList({"0000", "0001"}));
}

void BulkTest::bulk_firstSliceFails_leavesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    f.store().bulk(
        {},
        [](Transaction& t) -> Result<bool> {
            (void)t.set(k, json("1")).value();
            return fail(ErrorCode::NotFound, u"no"_s);
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    QCOMPARE(f.position().last, Seq(0));
}

void BulkTest::bulk_contextGone_stopsAfterTheSliceInHand()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    auto answers = std::make_unique<Answers<OperationId>>();
    std::counting_semaphore<> inSecond{0};
    std::counting_semaphore<> goOn{0};
    std::atomic<int> slices = 0;
    f.store().bulk(
        {},
        [&](Transaction& t) -> Result<bool> {
            (void)t.set(numbered(slices), json("1")).value();
            if (++slices == 2) {
                inSecond.release();
                goOn.acquire();
            }
            return slices < 1000;
        },
        answers->context(), answers->collect());
    inSecond.acquire();
    answers.reset();
    goOn.release();
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(k, "2"));
    QCOMPARE(slices.load(), 2);
}

void BulkTest::bulk_othersWrites_goBetween()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> bulk;
    Answers<Version> others;
    std::counting_semaphore<> inSlice{0};
    std::counting_semaphore<> goOn{0};
    std::atomic<int> slices = 0;
    f.store().bulk(
        {},
        [&](Transaction& t) -> Result<bool> {
            inSlice.release();
            goOn.acquire();
            (void)t.set(numbered(slices), json("1")).value();
            return ++slices < 4;
        },
        bulk.context(), bulk.collect());
    for (int i = 0; i < 4; ++i) {
        inSlice.acquire();
        f.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("1")); }, others.context(),
            others.collect());
        goOn.release();
    }
    QTRY_COMPARE(bulk.all.size(), size_t(1));
    QTRY_COMPARE(others.all.size(), size_t(4));
    // What was queued during one slice was committed before the next.
    QStringList order;
    for (const Change& change : f.log())
        order << (change.name == k ? u"other"_s : u"slice"_s);
    QCOMPARE(order.join(u' '), u"slice other slice other slice other slice other"_s);
}

void BulkTest::bulk_othersWrites_areNotHeldUpByTheNextSlice()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> bulk;
    Answers<Version> others;
    std::counting_semaphore<> inSlice{0};
    std::counting_semaphore<> goOn{0};
    QList<qint64> committedBefore; // each slice
    f.store().bulk(
        {},
        [&](Transaction& t) -> Result<bool> {
            committedBefore << f.store().counters().transactions;
            inSlice.release();
            goOn.acquire();
            (void)t.set(numbered(0), json("1")).value();
            return committedBefore.size() < 2;
        },
        bulk.context(), bulk.collect());
    inSlice.acquire();
    for (int i = 0; i < 2; ++i)
        f.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("1")); }, others.context(),
            others.collect());
    goOn.release(2);
    QTRY_COMPARE(bulk.all.size(), size_t(1));
    QTRY_COMPARE(others.all.size(), size_t(2));
    // The first slice and both of the others: the second slice shares no commit with them.
    QCOMPARE(committedBefore, QList<qint64>({0, 3}));
}

void BulkTest::bulk_twoAtOnce_bothFinish()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    std::array<int, 2> counts = {0, 0};
    for (int& count : counts) {
        f.store().bulk(
            {},
            [&count](Transaction& t) -> Result<bool> {
                (void)t.set(numbered(count), json("1")).value();
                return ++count < 20;
            },
            answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(2));
    VERIFY_OK(answers.all[0]);
    VERIFY_OK(answers.all[1]);
    QVERIFY(*answers.all[0] != *answers.all[1]);
    QCOMPARE(f.position().last, Seq(40));
    QCOMPARE(counts[0], 20);
    QCOMPARE(counts[1], 20);
}

void BulkTest::bulk_sliceIsOver_afterThreeMilliseconds()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    QList<bool> over;
    f.store().bulk(
        {},
        [&](Transaction& t) -> Result<bool> {
            over << t.sliceIsOver();
            f.clock.advance(Milliseconds(4));
            over << t.sliceIsOver();
            return over.size() < 4;
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    QCOMPARE(over, QList<bool>({false, true, false, true}));
}

void BulkTest::bulk_expiryRecordedByASlice_bearsTheOperation()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    f.store().bulk(
        {},
        [](Transaction& t) -> Result<bool> {
            (void)t.set(k, json("1"), {.expiresAt = t.at()}).value();
            (void)t.set(k, json("2")).value();
            return false;
        },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    const auto log = f.log();
    QCOMPARE(log.size(), size_t(3));
    for (const Change& change : log)
        QCOMPARE(change.operation, answers.all[0].value());
}

void BulkTest::bulk_storeCloses_endsEarly()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<OperationId> answers;
    std::atomic<int> slices = 0;
    f.store().bulk(
        {},
        [&slices](Transaction& t) -> Result<bool> {
            (void)t.set(k, JsonText::fromNumber(++slices)).value();
            return true;
        },
        answers.context(), answers.collect());
    f.close(); // returns, although the bulk work never would
    QTRY_COMPARE(answers.all.size(), size_t(1));
    VERIFY_FAILED(answers.all[0], ErrorCode::Cancelled);
    VERIFY_OK(f.open());
    QCOMPARE(f.reader().lastVersion(k).value(), Version(slices.load()));
}

void BulkTest::transact_outsideOfBulk_hasNoOperation()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(f.log().at(0).operation, OperationId(0));
}

QTEST_GUILESS_MAIN(BulkTest)
#include "tst_bulk.moc"
