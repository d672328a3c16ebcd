// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");
const EntryName stays = entryName("workflow/wf-1", "stays");
constexpr Milliseconds second{1000};

} // namespace

class ExpiryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_atTheInstant_hideTheEntry();
    void reads_pastSeveralExpired_fillThePage();
    void removal_isAChangeDatedAtTheExpiry();
    void removal_happensByItself();
    void removal_ofManyAtOnce_isInTheOrderOfTheirInstants();
    void removal_ofThousands_isSlicedAndLetsOthersThrough();
    void removal_whileClosed_isRecordedAfterReopening();
    void set_onAnExpiredKey_recordsTheExpiryFirst();
    void set_onAnExpiredKeyThatFails_recordsNothing();
    void set_alreadyOver_isNeverSeen();
    void set_withLaterExpiry_movesIt();
    void remove_onAnExpiredKey_findsNothing();
    void clockSetBack_revivesNothing();
    void clockSetBack_afterReopen_revivesNothing();
    void asOf_beforeTheInstant_showsTheEntryStill();
    void asOf_revisionCommittedAfterTheInstant_hidesIt();
    void history_ofAnExpiredKey_tellsWhen();
    void counts_afterRemoval_followIt();
};

void ExpiryTest::reads_atTheInstant_hideTheEntry()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    // The writer is kept busy, so that no removal can be what hides the entry.
    VERIFY_OK(f.setFor(k, "1", second));
    VERIFY_OK(f.set(stays, "2"));
    const WriterBlock block(f.store());
    f.clock.advance(second - Milliseconds(1));
    QCOMPARE(f.value(k), "1");
    QCOMPARE(f.reader().get(k).value()->expiresAt, std::optional(f.clock.now() + Milliseconds(1)));
    QCOMPARE(keysOf(f.reader().keys(k.space, {}).value()), QByteArrayList({"k", "stays"}));
    f.clock.advance(Milliseconds(1));
    QCOMPARE(f.value(k), QByteArray());
    QCOMPARE(f.value(stays), "2");
    QCOMPARE(keysOf(f.reader().keys(k.space, {}).value()), QByteArrayList({"stays"}));
    QCOMPARE(keysOf(f.reader().page(k.space, {}).value()), QByteArrayList({"stays"}));
}

void ExpiryTest::reads_pastSeveralExpired_fillThePage()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(f.setFor(entryName("workflow/a", "a" + QByteArray::number(i)), "1", second));
    VERIFY_OK(f.set(entryName("workflow/a", "b"), "1"));
    VERIFY_OK(f.set(entryName("workflow/a", "c"), "1"));
    const WriterBlock block(f.store());
    f.clock.advance(second);
    const auto page = f.reader().page(entryName("workflow/a", "b").space, {.limit = 1}).value();
    QCOMPARE(keysOf(page), QByteArrayList{"b"});
    QVERIFY(page.more);
}

void ExpiryTest::removal_isAChangeDatedAtTheExpiry()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    const Timestamp due = f.clock.now() + second;
    f.clock.advance(second + Milliseconds(300));
    VERIFY_OK(f.store().maintain());
    const auto log = f.log();
    QCOMPARE(
        describe(log),
        QStringList({u"set workflow/wf-1 k v1 =1"_s, u"expire workflow/wf-1 k v2 <1"_s}));
    QCOMPARE(log[1].expiresAt, std::optional(due));
    QCOMPARE(log[1].at(), due);
    QCOMPARE(log[1].committedAt, due + Milliseconds(300));
    QCOMPARE(log[1].by.keyId, QByteArray());
    // Once is enough.
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.log().size(), size_t(2));
}

void ExpiryTest::removal_happensByItself()
{
    StoreFixture f;
    const SystemClock real;
    f.options.clock = &real;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", Milliseconds(50)));
    QTRY_COMPARE_WITH_TIMEOUT(f.position().last, Seq(2), 3000);
    const Change removal = f.log().back();
    QCOMPARE(removal.op, ChangeOp::Expire);
    QVERIFY(removal.committedAt >= removal.at());
    QVERIFY(removal.committedAt - removal.at() <= Milliseconds(1000));
}

void ExpiryTest::removal_ofManyAtOnce_isInTheOrderOfTheirInstants()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (const int ttl : {300, 100, 200})
        VERIFY_OK(
            f.setFor(entryName("workflow/w", QByteArray::number(ttl)), "1", Milliseconds(ttl)));
    f.clock.advance(second);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(
        describe(f.log(Seq(3))),
        QStringList(
            {u"expire workflow/w 100 v2 <1"_s, u"expire workflow/w 200 v2 <1"_s,
             u"expire workflow/w 300 v2 <1"_s}));
}

void ExpiryTest::removal_ofThousands_isSlicedAndLetsOthersThrough()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    constexpr int many = 20'000;
    const auto filled = f.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        for (int i = 0; i < many; ++i) {
            SetOptions how;
            how.expiresAt = t.at() + second;
            if (auto set = t.set(entryName("workflow/w", QByteArray::number(i)), json("1"), how);
                !set)
                return failureOf(set);
        }
        return {};
    });
    VERIFY_OK(filled);
    f.clock.advance(second);
    // These wait in the queue while the sweep runs, or come right behind it.
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(stays, "1"));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().last, Seq(2 * many + 5));
    QCOMPARE(f.reader().space(k.space).value()->keys, 1);
    QCOMPARE(f.reader().space(entryName("workflow/w", "").space).value()->keys, 0);
    // More than one commit, so that no writer had to wait for all of it.
    std::set<qint64> revisions;
    for (const Change& change : f.log(Seq(many))) {
        if (change.op == ChangeOp::Expire)
            revisions.insert(change.revision.value());
    }
    QVERIFY2(revisions.size() > 1, qPrintable(QString::number(revisions.size())));
}

void ExpiryTest::removal_whileClosed_isRecordedAfterReopening()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    f.close();
    f.clock.advance(second * 60);
    VERIFY_OK(f.open());
    QCOMPARE(f.value(k), QByteArray());
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().last, Seq(2));
    QCOMPARE(f.log().back().op, ChangeOp::Expire);
}

void ExpiryTest::set_onAnExpiredKey_recordsTheExpiryFirst()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    QCOMPARE(
        f.store()
            .transactAndWait(
                {"me", "r"},
                [&](Transaction& t) -> Result<Version> {
                    // Due within the same commit, so that no sweep can have been here before.
                    (void)t.set(k, json("2"), {.expected = Version(1), .expiresAt = t.at()})
                        .value();
                    return t.set(k, json("3"), {.expected = Version(0)});
                })
            .value(),
        Version(4));
    const auto log = f.log();
    QCOMPARE(
        describe(log), QStringList(
                           {u"set workflow/wf-1 k v1 =1"_s, u"set workflow/wf-1 k v2 =2 <1"_s,
                            u"expire workflow/wf-1 k v3 <2"_s, u"set workflow/wf-1 k v4 =3"_s}));
    QCOMPARE(log[2].expiresAt, log[1].expiresAt);
    QCOMPARE(log[2].revision, log[3].revision);
    QCOMPARE(f.reader().space(k.space).value()->keys, 1);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.value(k), "3");
}

void ExpiryTest::set_onAnExpiredKeyThatFails_recordsNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto refused = f.store().transactAndWait({}, [&](Transaction& t) -> Result<Version> {
        (void)t.set(k, json("1"), {.expiresAt = t.at()}).value();
        return t.set(k, json("2"), {.expected = Version(1)});
    });
    VERIFY_FAILED(refused, ErrorCode::Conflict);
    QCOMPARE(refused.error().currentVersion, 0);
    QCOMPARE(f.position().last, Seq(0));
}

void ExpiryTest::set_alreadyOver_isNeverSeen()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QCOMPARE(f.setFor(k, "1", Milliseconds(0)).value(), Version(1));
    QCOMPARE(f.value(k), QByteArray());
    QCOMPARE(f.setFor(stays, "1", Milliseconds(-5)).value(), Version(1));
    QCOMPARE(f.value(stays), QByteArray());
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.position().last, Seq(4));
}

void ExpiryTest::set_withLaterExpiry_movesIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    VERIFY_OK(f.setFor(k, "2", second * 3));
    f.clock.advance(second * 2);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.value(k), "2");
    f.clock.advance(second);
    QCOMPARE(f.value(k), QByteArray());
}

void ExpiryTest::remove_onAnExpiredKey_findsNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    f.clock.advance(second);
    QVERIFY(!f.remove(k).value());
    VERIFY_OK(f.store().maintain());
    QCOMPARE(
        describe(f.log()),
        QStringList({u"set workflow/wf-1 k v1 =1"_s, u"expire workflow/wf-1 k v2 <1"_s}));
}

void ExpiryTest::clockSetBack_revivesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    const WriterBlock block(f.store());
    const Timestamp start = f.clock.now();
    f.clock.advance(second);
    QCOMPARE(f.value(k), QByteArray());
    f.clock.setNow(start);
    QCOMPARE(f.value(k), QByteArray());
    QVERIFY(f.reader().keys(k.space, {}).value().keys.empty());
}

void ExpiryTest::clockSetBack_afterReopen_revivesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    const Timestamp start = f.clock.now();
    f.clock.advance(second);
    VERIFY_OK(f.set(stays, "1"));
    f.close();
    f.clock.setNow(start);
    VERIFY_OK(f.open());
    QCOMPARE(f.value(k), QByteArray());
    QCOMPARE(f.set(k, "2").value(), Version(3));
}

void ExpiryTest::asOf_beforeTheInstant_showsTheEntryStill()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    VERIFY_OK(f.set(stays, "1"));
    f.clock.advance(second);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.valueAsOf(k, Revision(1)), "1");
    QCOMPARE(f.valueAsOf(k, Revision(2)), "1");
    QCOMPARE(f.valueAsOf(k, Revision(3)), QByteArray());
}

void ExpiryTest::asOf_revisionCommittedAfterTheInstant_hidesIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    Revision revision;
    {
        // Commits before any sweep can: the clock moves within the transaction before.
        WriterBlock block(f.store());
        f.clock.advance(second);
        Answers<Version> answers;
        f.store().transact(
            {},
            [&](Transaction& t) {
                revision = t.revision();
                return t.set(stays, json("1"));
            },
            answers.context(), answers.collect());
        block.release();
        QTRY_COMPARE(answers.all.size(), size_t(1));
    }
    QCOMPARE(f.valueAsOf(k, revision), QByteArray());
    QCOMPARE(f.valueAsOf(stays, revision), "1");
    QCOMPARE(keysOf(f.reader().pageAsOf(k.space, {}, revision).value()), QByteArrayList{"stays"});
}

void ExpiryTest::history_ofAnExpiredKey_tellsWhen()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    const Timestamp due = f.clock.now() + second;
    f.clock.advance(second * 5);
    VERIFY_OK(f.store().maintain());
    const auto history = f.reader().history(k, 10).value().changes;
    QCOMPARE(
        describe(history),
        QStringList({u"expire workflow/wf-1 k v2"_s, u"set workflow/wf-1 k v1 =1"_s}));
    QCOMPARE(history[0].at(), due);
    QCOMPARE(history[1].expiresAt, std::optional(due));
    VERIFY_FAILED(f.reader().version(k, Version(2)), ErrorCode::NotFound);
    QCOMPARE(f.reader().lastVersion(k).value(), Version(2));
}

void ExpiryTest::counts_afterRemoval_followIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", second));
    VERIFY_OK(f.set(stays, "1"));
    QCOMPARE(f.reader().space(k.space).value()->keys, 2);
    f.clock.advance(second);
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.reader().space(k.space).value()->keys, 1);
}

QTEST_GUILESS_MAIN(ExpiryTest)
#include "tst_expiry.moc"
