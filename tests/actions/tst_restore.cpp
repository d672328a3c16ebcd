// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/restore.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

Result<RestoreReport> restore(ActionFixture& f, const RestoreRequest& request)
{
    return f.finish<RestoreReport>([&](Store& store, QObject* context, auto done) {
        restoreKeys(store, {"window", {}}, request, context, done);
    });
}

/// `restored deleted unchanged expired`
QByteArray counts(const Result<RestoreReport>& report)
{
    if (!report)
        return "!" + errorText(report).toUtf8();
    QByteArrayList numbers;
    for (const qint64 number :
         {report->restored, report->deleted, report->unchanged, report->expired})
        numbers << QByteArray::number(number);
    return numbers.join(' ');
}

const Namespace w = Namespace("workflow", "w");
const EntryName k{w, Key("k")};

} // namespace

class RestoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void restoreKeys_version_writesItAgain();
    void restoreKeys_versionThatIsCurrent_changesNothing();
    void restoreKeys_versionNotHeldOrRemoval_isNotFound();
    void restoreKeys_namespaceToRevision_isWhatItWas();
    void restoreKeys_prefix_leavesTheOthers();
    void restoreKeys_keepNewer_deletesNothing();
    void restoreKeys_moment_isTheRevisionThatStoodThen();
    void restoreKeys_dryRun_countsTheSame();
    void restoreKeys_severalPages_countsEachKeyOnce();
    void restoreKeys_passedExpiry_comesBackOnlyWhereNamed();
    void restoreKeys_expiryAhead_isKept();
    void restoreKeys_belowFloor_isCompacted();
    void restoreKeys_beyondTheEnd_isInvalid();
    void restoreKeys_systemNamespace_isRefused();
};

void RestoreTest::restoreKeys_version_writesItAgain()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, R"({"a":1.0})"));
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.remove(k));
    const auto report = restore(f, {Scope::ofKey(k), Version(1)});
    QCOMPARE(counts(report), "1 0 0 0");
    const Change last = f.log().back();
    QCOMPARE(describe(last), u"restore workflow/w k v4 ={\"a\":1.0}"_s);
    QCOMPARE(last.operation, report->operation);
    QCOMPARE(last.by.keyId, "window");
}

void RestoreTest::restoreKeys_versionThatIsCurrent_changesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const auto report = restore(f, {Scope::ofKey(k), Version(1)});
    QCOMPARE(counts(report), "0 0 1 0");
    QCOMPARE(report->operation, OperationId(0));
    QCOMPARE(f.position().last, Seq(1));
}

void RestoreTest::restoreKeys_versionNotHeldOrRemoval_isNotFound()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    VERIFY_FAILED(restore(f, {Scope::ofKey(k), Version(2)}), ErrorCode::NotFound);
    VERIFY_FAILED(restore(f, {Scope::ofKey(k), Version(3)}), ErrorCode::NotFound);
    VERIFY_FAILED(restore(f, {{w}, Version(1)}), ErrorCode::InvalidInput);
}

void RestoreTest::restoreKeys_namespaceToRevision_isWhatItWas()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"changed", "deleted", "same", "there and back"})
        VERIFY_OK(f.set({w, Key(key)}, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.set({w, Key("changed")}, "2"));
    VERIFY_OK(f.remove({w, Key("deleted")}));
    VERIFY_OK(f.set({w, Key("new")}, "2"));
    VERIFY_OK(f.set({w, Key("come and gone")}, "2"));
    VERIFY_OK(f.remove({w, Key("come and gone")}));
    VERIFY_OK(f.set({w, Key("there and back")}, "2"));
    VERIFY_OK(f.set({w, Key("there and back")}, "1"));
    VERIFY_OK(f.set(entryName("workflow/other", "k"), "2"));
    const Seq before = f.position().last;

    const auto report = restore(f, {{w}, then});
    QCOMPARE(counts(report), "2 1 2 0");
    QCOMPARE(f.contents("workflow/w"), "changed=1 deleted=1 same=1 there and back=1");
    QCOMPARE(f.contents("workflow/other"), "k=2");
    QCOMPARE(f.operations(before), std::set<qint64>({report->operation.value()}));
    QCOMPARE(
        describe(f.log(before)),
        QStringList(
            {u"restore workflow/w changed v3 =1 <2"_s, u"restore workflow/w deleted v3 =1"_s,
             u"delete workflow/w new v2 <2"_s}));
}

void RestoreTest::restoreKeys_prefix_leavesTheOthers()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a/1")}, "1"));
    VERIFY_OK(f.set({w, Key("b")}, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.set({w, Key("a/1")}, "2"));
    VERIFY_OK(f.set({w, Key("b")}, "2"));
    QCOMPARE(counts(restore(f, {{w, "a/"}, then})), "1 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "a/1=1 b=2");
}

void RestoreTest::restoreKeys_keepNewer_deletesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.set({w, Key("a")}, "2"));
    VERIFY_OK(f.set({w, Key("b")}, "2"));
    QCOMPARE(counts(restore(f, {.scope = {w}, .to = then, .keepNewer = true})), "1 0 1 0");
    QCOMPARE(f.contents("workflow/w"), "a=1 b=2");
}

void RestoreTest::restoreKeys_moment_isTheRevisionThatStoodThen()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    f.clock.advance(seconds(10));
    const Timestamp then = f.clock.now();
    f.clock.advance(seconds(10));
    VERIFY_OK(f.set(k, "2"));
    QCOMPARE(counts(restore(f, {{w}, then})), "1 0 0 0");
    QCOMPARE(f.contents("workflow/w"), "k=1");
}

void RestoreTest::restoreKeys_dryRun_countsTheSame()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set({w, Key("a")}, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.set({w, Key("a")}, "2"));
    VERIFY_OK(f.set({w, Key("b")}, "2"));
    const Seq before = f.position().last;
    QCOMPARE(counts(restore(f, {.scope = {w}, .to = then, .dryRun = true})), "1 1 0 0");
    QCOMPARE(f.position().last, before);
}

void RestoreTest::restoreKeys_severalPages_countsEachKeyOnce()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 1500, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.fill("workflow/w", 1000, "2"));
    QCOMPARE(counts(restore(f, {{w}, then})), "1000 0 500 0");
    QCOMPARE(counts(restore(f, {{w}, then})), "0 0 1500 0");
    QCOMPARE(counts(restore(f, {{w}, Revision(0)})), "0 1500 0 0");
}

void RestoreTest::restoreKeys_passedExpiry_comesBackOnlyWhereNamed()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor({w, Key("short")}, "1", seconds(5)));
    VERIFY_OK(f.setFor({w, Key("rewritten")}, "1", seconds(5)));
    const Revision then = f.revision();
    VERIFY_OK(f.set({w, Key("rewritten")}, "2"));
    f.clock.advance(seconds(60));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(counts(restore(f, {{w}, then})), "0 1 0 2");
    QCOMPARE(f.contents("workflow/w"), "");
    QCOMPARE(counts(restore(f, {Scope::ofKey({w, Key("short")}), then})), "1 0 0 0");
    const auto entry = f.reader().get({w, Key("short")}).value();
    QCOMPARE(entry->value.bytes(), "1");
    QVERIFY(!entry->expiresAt);
}

void RestoreTest::restoreKeys_expiryAhead_isKept()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", seconds(60)));
    const auto expiry = f.reader().get(k).value()->expiresAt;
    const Revision then = f.revision();
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(counts(restore(f, {{w}, then})), "1 0 0 0");
    QCOMPARE(f.reader().get(k).value()->expiresAt, expiry);
}

void RestoreTest::restoreKeys_belowFloor_isCompacted()
{
    ActionFixture f;
    f.options.history.age = seconds(10);
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(k, "2"));
    f.clock.advance(seconds(60));
    VERIFY_OK(f.set(k, "3"));
    VERIFY_OK(f.store().maintain());
    VERIFY_FAILED(restore(f, {{w}, Revision(1)}), ErrorCode::Compacted);
    QCOMPARE(f.contents("workflow/w"), "k=3");
    // But its versions are still held.
    QCOMPARE(counts(restore(f, {Scope::ofKey(k), Version(1)})), "1 0 0 0");
}

void RestoreTest::restoreKeys_beyondTheEnd_isInvalid()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_FAILED(restore(f, {{w}, Revision(2)}), ErrorCode::InvalidInput);
}

void RestoreTest::restoreKeys_systemNamespace_isRefused()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_FAILED(restore(f, {{space("system/keys")}, Revision(0)}), ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(RestoreTest)
#include "tst_restore.moc"
