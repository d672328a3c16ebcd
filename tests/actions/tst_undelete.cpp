// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/undelete.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

Result<RestoreReport> undelete(ActionFixture& f, const UndeleteRequest& request)
{
    return f.finish<RestoreReport>([&](Store& store, QObject* context, auto done) {
        undeleteKeys(store, {"window", {}}, request, context, done);
    });
}

/// `restored unchanged expired`
QByteArray counts(const Result<RestoreReport>& report)
{
    if (!report)
        return "!" + errorText(report).toUtf8();
    return QByteArray::number(report->restored) + ' ' + QByteArray::number(report->unchanged) +
           ' ' + QByteArray::number(report->expired);
}

const Namespace w = Namespace("workflow", "w");
const EntryName k{w, Key("k")};

} // namespace

class UndeleteTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undeleteKeys_key_bringsItsLastValueBack();
    void undeleteKeys_namespace_leavesLivingKeysAlone();
    void undeleteKeys_fromRevision_bringsWhatWasThen();
    void undeleteKeys_expired_comesBackOnlyWhereNamed();
    void undeleteKeys_unknownKey_isNotFound();
    void undeleteKeys_manyKeys_isOneOperation();
    void undeleteKeys_dryRun_changesNothing();
    void undeleteKeys_systemNamespace_isRefused();
};

void UndeleteTest::undeleteKeys_key_bringsItsLastValueBack()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.remove(k));
    const auto report = undelete(f, {Scope::ofKey(k)});
    QCOMPARE(counts(report), "1 0 0");
    QCOMPARE(describe(f.log().back()), u"restore workflow/w k v4 =2"_s);
    QCOMPARE(counts(undelete(f, {Scope::ofKey(k)})), "0 1 0");
}

void UndeleteTest::undeleteKeys_namespace_leavesLivingKeysAlone()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    for (const char* key : {"a/1", "a/2", "b"})
        VERIFY_OK(f.set({w, Key(key)}, "1"));
    VERIFY_OK(f.remove({w, Key("a/1")}));
    VERIFY_OK(f.set({w, Key("a/2")}, "2"));
    VERIFY_OK(f.remove({w, Key("b")}));
    QCOMPARE(counts(undelete(f, {{w, "a/"}})), "1 1 0");
    QCOMPARE(f.contents("workflow/w"), "a/1=1 a/2=2");
    QCOMPARE(counts(undelete(f, {{w}})), "1 2 0");
    QCOMPARE(f.contents("workflow/w"), "a/1=1 a/2=2 b=1");
}

void UndeleteTest::undeleteKeys_fromRevision_bringsWhatWasThen()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set({w, Key("living")}, "1"));
    const Revision then = f.revision();
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.set({w, Key("living")}, "2"));
    VERIFY_OK(f.set({w, Key("later")}, "2"));
    VERIFY_OK(f.remove(k));
    VERIFY_OK(f.remove({w, Key("later")}));
    QCOMPARE(counts(undelete(f, {{w}, then})), "1 1 0");
    QCOMPARE(f.contents("workflow/w"), "k=1 living=2");
}

void UndeleteTest::undeleteKeys_expired_comesBackOnlyWhereNamed()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", seconds(5)));
    VERIFY_OK(f.setFor({w, Key("deleted in time")}, "1", seconds(5)));
    VERIFY_OK(f.remove({w, Key("deleted in time")}));
    const Revision then = f.revision();
    f.clock.advance(seconds(60));
    // Whether or not the expiry has been recorded.
    QCOMPARE(counts(undelete(f, {{w}})), "0 0 2");
    VERIFY_OK(f.store().maintain());
    QCOMPARE(counts(undelete(f, {{w}})), "0 0 2");
    QCOMPARE(counts(undelete(f, {{w}, then})), "0 0 1");
    QCOMPARE(counts(undelete(f, {Scope::ofKey(k)})), "1 0 0");
    QVERIFY(!f.reader().get(k).value()->expiresAt);
}

void UndeleteTest::undeleteKeys_unknownKey_isNotFound()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_FAILED(undelete(f, {Scope::ofKey(k)}), ErrorCode::NotFound);
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    VERIFY_FAILED(undelete(f, {Scope::ofKey(k), Revision(0)}), ErrorCode::NotFound);
}

void UndeleteTest::undeleteKeys_manyKeys_isOneOperation()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 1200, "1"));
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
        const auto page = transaction.read().keys(w, {.limit = 1000}).value();
        for (const Key& key : page.keys) {
            if (auto removed = transaction.remove({w, key}); !removed)
                return failureOf(removed);
        }
        return {};
    }));
    const Seq before = f.position().last;
    const auto report = undelete(f, {{w}});
    QCOMPARE(counts(report), "1000 200 0");
    QCOMPARE(f.operations(before), std::set<qint64>({report->operation.value()}));
}

void UndeleteTest::undeleteKeys_dryRun_changesNothing()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    QCOMPARE(counts(undelete(f, {.scope = {w}, .dryRun = true})), "1 0 0");
    QCOMPARE(f.contents("workflow/w"), "");
}

void UndeleteTest::undeleteKeys_systemNamespace_isRefused()
{
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_FAILED(undelete(f, {{space("system/keys")}}), ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(UndeleteTest)
#include "tst_undelete.moc"
