// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/repeatguard.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

RepeatGuardPtr guardOfCall()
{
    Request request;
    request.method = Method::Post;
    request.target = "/keys";
    request.headers.set("Idempotency-Key", "once");
    return RepeatGuard::of(request, "control", {}).value();
}

/// Keeps an answer, meets it again as a repeat would, and then succeeds or not.
Result<void> meetOne(StoreFixture& f, const RepeatGuardPtr& guard, bool succeeds)
{
    return f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        if (auto kept = guard->keep(transaction, Response::json(200, "1")); !kept)
            return kept;
        if (auto done = guard->isDone(transaction); !done || !*done)
            return fail(ErrorCode::Internal, u"not met"_s);
        return succeeds ? Result<void>() : Result<void>(fail(ErrorCode::StorageFull, u"no room"_s));
    });
}

} // namespace

class RepeatGuardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void committed_afterAnUndoneRun_isNothing();
    void committed_afterACommit_isTheAnswer();
};

void RepeatGuardTest::committed_afterAnUndoneRun_isNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const RepeatGuardPtr guard = guardOfCall();
    VERIFY_FAILED(meetOne(f, guard, false), ErrorCode::StorageFull);
    QVERIFY(!guard->committed(f.reader()));
    QVERIFY(!guard->earlier());
}

void RepeatGuardTest::committed_afterACommit_isTheAnswer()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(meetOne(f, guardOfCall(), true));
    const auto answer = guardOfCall()->committed(f.reader());
    QVERIFY(answer);
    QCOMPARE(answer->body, "1"_ba);
}

QTEST_GUILESS_MAIN(RepeatGuardTest)
#include "tst_repeatguard.moc"
