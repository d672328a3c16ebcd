// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/copykeys.h"
#include "core/actions/deletekeys.h"
#include "core/actions/undo.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using std::chrono::seconds;

namespace {

Result<UndoReport> undo(ActionFixture& f, const UndoRequest& request)
{
    return f.finish<UndoReport>([&](Store& store, QObject* context, auto done) {
        undoChanges(store, {"window", {}}, request, context, done);
    });
}

OperationId removeAll(ActionFixture& f, const Namespace& of)
{
    const auto report = f.finish<DeleteReport>([&](Store& store, QObject* context, auto done) {
        deleteKeys(store, {}, {of}, false, context, done);
    });
    return report->operation;
}

/// `restored deleted unchanged expired skipped conflicts`
QByteArray counts(const Result<UndoReport>& report)
{
    if (!report)
        return "!" + errorText(report).toUtf8();
    QByteArrayList numbers;
    for (const qint64 number :
         {report->restored, report->deleted, report->unchanged, report->expired, report->skipped,
          report->conflictCount})
        numbers << QByteArray::number(number);
    return numbers.join(' ');
}

const Namespace w = Namespace("workflow", "w");

} // namespace

class UndoTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoChanges_delete_bringsAllBack();
    void undoChanges_ofAnUndo_doesItAgain();
    void undoChanges_copy_removesWhatItMade();
    void undoChanges_keyWrittenSince_isAConflictAndNothingIsDone();
    void undoChanges_forced_undoesConflictsToo();
    void undoChanges_keyExpiredSince_isNoConflict();
    void undoChanges_severalChangesOfAKey_goesBehindTheFirst();
    void undoChanges_revision_takesBackOneTransaction();
    void undoChanges_valueWhoseTimeIsOver_staysGone();
    void undoChanges_revisionOfAnExpiry_isNoConflict();
    void undoChanges_dryRun_changesNothing();
    void undoChanges_unknownTarget_isNotFound();
    void undoChanges_belowFloor_isCompacted();
    void undoChanges_manyConflicts_listsTheFirst();
    void undoChanges_systemNamespace_isLeftAlone();
};

void UndoTest::undoChanges_delete_bringsAllBack()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 2000, "1"));
    const OperationId operation = removeAll(f, w);
    const Seq before = f.position().last;
    const auto report = undo(f, {operation});
    QCOMPARE(counts(report), "2000 0 0 0 0 0");
    QCOMPARE(f.reader().space(w).value()->keys, 2000);
    QCOMPARE(f.operations(before), std::set<qint64>({report->operation.value()}));
    QCOMPARE(counts(undo(f, {operation})), "0 0 0 0 0 2000");
}

void UndoTest::undoChanges_ofAnUndo_doesItAgain()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const OperationId operation = removeAll(f, w);
    const auto back = undo(f, {operation});
    QCOMPARE(f.contents("workflow/w"), "a=1");
    QCOMPARE(counts(undo(f, {back->operation})), "0 1 0 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "");
}

void UndoTest::undoChanges_copy_removesWhatItMade()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    VERIFY_OK(f.set(entryName("workflow/x", "b"), "0"));
    const auto copied = f.finish<CopyReport>([](Store& store, QObject* context, auto done) {
        copyKeys(
            store, {}, {.from = {w}, .to = space("workflow/x"), .overwrite = true}, context, done);
    });
    QCOMPARE(f.contents("workflow/x"), "a=1 b=1");
    QCOMPARE(counts(undo(f, {copied->operation})), "1 1 0 0 0 0");
    QCOMPARE(f.contents("workflow/x"), "b=0");
}

void UndoTest::undoChanges_keyWrittenSince_isAConflictAndNothingIsDone()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    const OperationId operation = removeAll(f, w);
    VERIFY_OK(f.set({w, Key("b")}, "9"));
    const auto report = undo(f, {operation});
    QCOMPARE(counts(report), "0 0 0 0 0 1");
    QCOMPARE(report->conflicts.at(0).name, EntryName({w, Key("b")}));
    QCOMPARE(report->conflicts.at(0).version, Version(3));
    QCOMPARE(f.contents("workflow/w"), "b=9");
}

void UndoTest::undoChanges_forced_undoesConflictsToo()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const OperationId operation = removeAll(f, w);
    VERIFY_OK(f.set({w, Key("a")}, "9"));
    QCOMPARE(counts(undo(f, {.target = operation, .force = true})), "1 0 0 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "a=1");
}

void UndoTest::undoChanges_keyExpiredSince_isNoConflict()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const Seq before = f.position().last;
    VERIFY_OK(f.setFor({w, Key("a")}, "2", seconds(1)));
    const Revision revision = f.revision();
    f.clock.advance(seconds(5));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.log(before).size(), size_t(2));
    QCOMPARE(counts(undo(f, {revision})), "1 0 0 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "a=1");
}

void UndoTest::undoChanges_severalChangesOfAKey_goesBehindTheFirst()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    const EntryName a{w, Key("a")};
    VERIFY_OK(f.set(a, "1"));
    const auto operation = f.finish<OperationId>([&a](Store& store, QObject* context, auto done) {
        auto round = std::make_shared<int>(0);
        store.bulk(
            {},
            [&a, round](Transaction& transaction) -> Result<bool> {
                for (const char* value : {"2", "3"}) {
                    if (auto set = transaction.set(a, json(value)); !set)
                        return failureOf(set);
                }
                return ++*round < 2;
            },
            context, done);
    });
    QCOMPARE(counts(undo(f, {*operation})), "1 0 0 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "a=1");
}

void UndoTest::undoChanges_revision_takesBackOneTransaction()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
        if (auto set = transaction.set({w, Key("a")}, json("2")); !set)
            return failureOf(set);
        if (auto set = transaction.set({w, Key("b")}, json("2")); !set)
            return failureOf(set);
        return {};
    }));
    const Revision revision = f.revision();
    VERIFY_OK(f.set({w, Key("c")}, "3"));
    QCOMPARE(counts(undo(f, {revision})), "1 1 0 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "a=1 c=3");
}

void UndoTest::undoChanges_valueWhoseTimeIsOver_staysGone()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor({w, Key("a")}, "1", seconds(5)));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    const OperationId operation = removeAll(f, w);
    f.clock.advance(seconds(60));
    QCOMPARE(counts(undo(f, {operation})), "1 0 0 1 0 0");
    QCOMPARE(f.contents("workflow/w"), "b=1");
}

void UndoTest::undoChanges_revisionOfAnExpiry_isNoConflict()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [&f](Transaction& transaction) {
        return transaction.set(
            {w, Key("k")}, json("1"), {.expiresAt = f.clock.now() + seconds(10)});
    }));
    f.clock.advance(seconds(11));
    VERIFY_OK(f.store().maintain());
    const Revision ofExpiry = f.revision();
    // Its time is over: it stays gone.
    QCOMPARE(counts(undo(f, {ofExpiry})), "0 0 0 1 0 0");
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) {
        return transaction.set({w, Key("k")}, json("2"));
    }));
    QCOMPARE(counts(undo(f, {ofExpiry})), "0 0 0 0 0 1"); // written since
}

void UndoTest::undoChanges_dryRun_changesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const OperationId operation = removeAll(f, w);
    const Seq before = f.position().last;
    QCOMPARE(counts(undo(f, {.target = operation, .dryRun = true})), "1 0 0 0 0 0");
    QCOMPARE(f.position().last, before);
}

void UndoTest::undoChanges_unknownTarget_isNotFound()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    VERIFY_FAILED(undo(f, {OperationId(1)}), ErrorCode::NotFound);
    VERIFY_FAILED(undo(f, {OperationId(99)}), ErrorCode::NotFound);
    VERIFY_FAILED(undo(f, {Revision(99)}), ErrorCode::NotFound);
    VERIFY_FAILED(undo(f, {.target = OperationId(99), .force = true}), ErrorCode::NotFound);
}

void UndoTest::undoChanges_belowFloor_isCompacted()
{
    ActionFixture f;
    f.options.history.age = seconds(10);
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const OperationId operation = removeAll(f, w);
    f.clock.advance(seconds(60));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    VERIFY_OK(f.store().maintain());
    VERIFY_FAILED(undo(f, {operation}), ErrorCode::Compacted);
    VERIFY_FAILED(undo(f, {Revision(1)}), ErrorCode::Compacted);
}

void UndoTest::undoChanges_manyConflicts_listsTheFirst()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 300, "1"));
    const OperationId operation = removeAll(f, w);
    VERIFY_OK(f.fill("workflow/w", 250, "2"));
    const auto report = undo(f, {operation});
    QCOMPARE(counts(report), "0 0 0 0 0 250");
    QCOMPARE(report->conflicts.size(), UndoReport::maxConflicts);
}

void UndoTest::undoChanges_systemNamespace_isLeftAlone()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
        for (const char* of : {"system/keys", "workflow/w"}) {
            if (auto set = transaction.set(entryName(of, "a"), json("1")); !set)
                return failureOf(set);
        }
        return {};
    }));
    QCOMPARE(counts(undo(f, {f.revision()})), "0 1 0 0 0 0");
    QCOMPARE(f.contents("system/keys"), "a=1");
}

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
