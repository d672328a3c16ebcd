// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/actionslice.h"
#include "core/actions/deletekeys.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

Result<DeleteReport> remove(ActionFixture& f, const Scope& scope, bool dryRun = false)
{
    return f.finish<DeleteReport>([&](Store& store, QObject* context, auto done) {
        deleteKeys(store, {"window", "r1"}, scope, dryRun, context, done);
    });
}

} // namespace

class DeleteKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deleteKeys_prefix_leavesTheOthers();
    void deleteKeys_named_countsThoseThatExisted();
    void deleteKeys_manyKeys_isOneOperationInSlices();
    void deleteKeys_dryRun_countsAndChangesNothing();
    void deleteKeys_nothingToDelete_hasNoOperation();
    void deleteKeys_systemNamespace_isRefused();
    void deleteKeys_contextGone_stops();
    void runAction_failsLater_namesTheOperation();
    void runAction_besideAFailingWrite_runsEachSliceOnce();
};

void DeleteKeysTest::deleteKeys_prefix_leavesTheOthers()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"a", "b/1", "b/2", "c"})
        VERIFY_OK(f.set(entryName("workflow/w", key), "1"));
    const Seq before = f.position().last;
    const auto report = remove(f, {space("workflow/w"), "b/"});
    VERIFY_OK(report);
    QCOMPARE(report->deleted, 2);
    QCOMPARE(report->sample, std::vector<Key>({Key("b/1"), Key("b/2")}));
    QCOMPARE(report->operation, OperationId(before.value() + 1));
    QCOMPARE(f.contents("workflow/w"), "a=1 c=1");
    for (const Change& change : f.log(before)) {
        QCOMPARE(change.by.keyId, "window");
        QCOMPARE(change.by.requestId, "r1");
    }
}

void DeleteKeysTest::deleteKeys_named_countsThoseThatExisted()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(entryName("workflow/w", "a"), "1"));
    VERIFY_OK(f.set(entryName("workflow/w", "b"), "1"));
    const Scope scope{space("workflow/w"), {}, {{Key("b"), Key("none")}}};
    QCOMPARE(remove(f, scope, true)->deleted, 1);
    QCOMPARE(remove(f, scope)->deleted, 1);
    QCOMPARE(f.contents("workflow/w"), "a=1");
}

void DeleteKeysTest::deleteKeys_manyKeys_isOneOperationInSlices()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    for (int part = 0; part < 3; ++part)
        VERIFY_OK(f.fill("workflow/" + QByteArray(1, char('a' + part)), 4000, "1"));
    // The clock stands, so only the number of steps ends a slice.
    VERIFY_OK(f.fill("workflow/w", 9000, "1"));
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < 9000; ++i) {
            auto set =
                transaction.set(entryName("workflow/w", "x" + QByteArray::number(i)), json("1"));
            if (!set)
                return failureOf(set);
        }
        return {};
    }));
    const Seq before = f.position().last;
    const Revision revision = f.revision();
    const auto report = remove(f, {space("workflow/w")});
    VERIFY_OK(report);
    QCOMPARE(report->deleted, 18'000);
    QCOMPARE(report->sample.size(), DeleteReport::maxSample);
    QCOMPARE(f.operations(before), std::set<qint64>({report->operation.value()}));
    QVERIFY(f.revision() > revision.next());
    QCOMPARE(f.contents("workflow/w"), "");
}

void DeleteKeysTest::deleteKeys_dryRun_countsAndChangesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 2500, "1"));
    const Seq before = f.position().last;
    const auto report = remove(f, {space("workflow/w"), "1"}, true);
    VERIFY_OK(report);
    QCOMPARE(report->deleted, 1000);
    QCOMPARE(report->sample.front(), Key("1000"));
    QCOMPARE(report->operation, OperationId(0));
    QCOMPARE(f.position().last, before);
}

void DeleteKeysTest::deleteKeys_nothingToDelete_hasNoOperation()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    const auto report = remove(f, {space("workflow/none")});
    VERIFY_OK(report);
    QCOMPARE(report->deleted, 0);
    QCOMPARE(report->operation, OperationId(0));
}

void DeleteKeysTest::deleteKeys_systemNamespace_isRefused()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(entryName("system/keys", "k"), "1"));
    VERIFY_FAILED(remove(f, {space("system/keys")}), ErrorCode::InvalidInput);
    VERIFY_FAILED(remove(f, {space("system/keys")}, true), ErrorCode::InvalidInput);
    QCOMPARE(f.contents("system/keys"), "k=1");
}

void DeleteKeysTest::deleteKeys_contextGone_stops()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < 25'000; ++i) {
            auto set = transaction.set(entryName("workflow/w", QByteArray::number(i)), json("1"));
            if (!set)
                return failureOf(set);
        }
        return {};
    }));
    auto context = std::make_unique<QObject>();
    WriterBlock block(f.store());
    deleteKeys(f.store(), {}, {space("workflow/w")}, false, context.get(), [](auto) {
        QFAIL("told nobody");
    });
    context.reset();
    block.release();
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction&) -> Result<void> { return {}; }));
    QVERIFY(f.reader().space(space("workflow/w")).value()->keys >= 15'000);
}

void DeleteKeysTest::runAction_failsLater_namesTheOperation()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    const Seq before = f.position().last;
    const auto result = f.finish<int>([](Store& store, QObject* context, auto done) {
        runAction<int>(
            store, {}, false, 0,
            [](ActionSlice& slice, int& state) -> Result<bool> {
                if (++state == 3)
                    return fail(ErrorCode::Compacted, QStringLiteral("Gone."));
                const EntryName name = entryName("workflow/w", QByteArray::number(state));
                if (auto set = slice.set(name, json("1"), {}); !set)
                    return failureOf(set);
                return true;
            },
            context, [done](Result<int> state, OperationId) mutable { done(std::move(state)); });
    });
    VERIFY_FAILED(result, ErrorCode::Compacted);
    QVERIFY(result.error().hint.contains(
        QStringLiteral("operation %1, which can be undone").arg(before.value() + 1)));
    QCOMPARE(f.contents("workflow/w"), "1=1 2=1");
}

// A batch that cannot be committed is undone, and each of it is run again; a slice keeps where it
// stands and could not be.
void DeleteKeysTest::runAction_besideAFailingWrite_runsEachSliceOnce()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 30, "1"));
    QObject context;
    WriterBlock block(f.store());
    Answers<DeleteReport> answers;
    deleteKeys(f.store(), {}, {space("workflow/w")}, false, answers.context(), answers.collect());
    f.store().transact(
        {},
        [](Transaction&) -> Result<void> {
            return fail(ErrorCode::StorageFailed, QStringLiteral("no disk"));
        },
        &context, [](const Result<void>&) {});
    block.release();
    QVERIFY(QTest::qWaitFor([&answers] { return !answers.all.empty(); }, 30'000));
    VERIFY_OK(answers.all.front());
    QCOMPARE(answers.all.front()->deleted, 30);
    QCOMPARE(f.contents("workflow/w"), "");
}

QTEST_GUILESS_MAIN(DeleteKeysTest)
#include "tst_deletekeys.moc"
