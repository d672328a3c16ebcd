// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");
const EntryName other = entryName("workflow/wf-1", "other");
const EntryName elsewhere = entryName("workflow/wf-2", "k");

} // namespace

class TransactionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void set_again_countsOnAcrossRemoval();
    void set_sameValueAgain_isAChange();
    void set_withoutExpiry_takesAnEarlierExpiryAway();
    void remove_missingKey_changesNothing();
    void set_asRestore_isLoggedAsOne();
    void severalChanges_oneTransaction_shareARevision();
    void transaction_thatFails_leavesNothing();
    void transaction_thatFailsAfterMakingANamespace_leavesNothing();
    void transaction_thatFails_answersItsOwnError();
    void transaction_whoseChangesAreRefusedButIgnored_keepsTheOthers();
    void transaction_thatOnlyReads_usesNoRevision();
    void reads_withinATransaction_seeItsWrites();
    void reads_outside_seeNothingOfItBeforeTheCommit();
    void attribution_isLoggedWithEachChange();
    void at_isTheClocksButNeverBeforeTheLastCommit();
};

void TransactionTest::set_again_countsOnAcrossRemoval()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QCOMPARE(f.set(k, "1").value(), Version(1));
    QCOMPARE(f.set(k, "2").value(), Version(2));
    QCOMPARE(f.remove(k).value(), std::optional(Version(3)));
    QCOMPARE(f.reader().lastVersion(k).value(), Version(3));
    QCOMPARE(f.set(k, "4").value(), Version(4));
    QCOMPARE(f.set(other, "1").value(), Version(1));
}

void TransactionTest::set_sameValueAgain_isAChange()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(f.set(k, "1").value(), Version(2));
    QCOMPARE(f.log().size(), size_t(2));
}

void TransactionTest::set_withoutExpiry_takesAnEarlierExpiryAway()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.setFor(k, "1", Milliseconds(100)));
    VERIFY_OK(f.set(k, "2"));
    f.clock.advance(Milliseconds(1000));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(f.value(k), "2");
}

void TransactionTest::remove_missingKey_changesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QVERIFY(!f.remove(k).value());
    QCOMPARE(f.position().last, Seq(0));
    QVERIFY(f.reader().namespaces().value().empty());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    QVERIFY(!f.remove(k).value());
    QCOMPARE(f.position().last, Seq(2));
}

void TransactionTest::set_asRestore_isLoggedAsOne()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(k, "1", {.as = ChangeOp::Restore}));
    QCOMPARE(
        describe(f.log()),
        QStringList({u"set workflow/wf-1 k v1 =1"_s, u"restore workflow/wf-1 k v2 =1 <1"_s}));
}

void TransactionTest::severalChanges_oneTransaction_shareARevision()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    Revision revision;
    const auto done = f.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        revision = t.revision();
        if (auto set = t.set(k, json("2")); !set)
            return failureOf(set);
        if (auto set = t.set(elsewhere, json("3")); !set)
            return failureOf(set);
        if (auto set = t.set(k, json("4")); !set)
            return failureOf(set);
        if (auto removed = t.remove(elsewhere); !removed)
            return failureOf(removed);
        return {};
    });
    VERIFY_OK(done);
    VERIFY_OK(f.set(k, "5"));
    const auto log = f.log();
    QCOMPARE(
        describe(log), QStringList(
                           {u"set workflow/wf-1 k v1 =1"_s, u"set workflow/wf-1 k v2 =2 <1"_s,
                            u"set workflow/wf-2 k v1 =3"_s, u"set workflow/wf-1 k v3 =4 <2"_s,
                            u"delete workflow/wf-2 k v2 <3"_s, u"set workflow/wf-1 k v4 =5 <4"_s}));
    QCOMPARE(revision, Revision(2));
    const std::vector<qint64> revisions = {1, 2, 2, 2, 2, 3};
    for (size_t i = 0; i < log.size(); ++i) {
        QCOMPARE(log[i].seq, Seq(qint64(i) + 1));
        QCOMPARE(log[i].revision, Revision(revisions[i]));
        QCOMPARE(log[i].operation, OperationId(0));
    }
}

void TransactionTest::transaction_thatFails_leavesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const auto refused = f.store().transactAndWait({}, [](Transaction& t) -> Result<Version> {
        if (auto set = t.set(other, json("2")); !set)
            return set;
        if (auto removed = t.remove(k); !removed)
            return failureOf(removed);
        return t.set(k, json("3"), {.expected = Version(7)});
    });
    VERIFY_FAILED(refused, ErrorCode::Conflict);
    QCOMPARE(f.value(k), "1");
    QCOMPARE(f.value(other), QByteArray());
    QCOMPARE(f.position().last, Seq(1));
    QCOMPARE(f.reader().space(k.space).value()->keys, 1);
    // Neither a seq nor a revision nor a version was used up.
    QCOMPARE(f.set(other, "2").value(), Version(1));
    QCOMPARE(f.log().back().seq, Seq(2));
    QCOMPARE(f.log().back().revision, Revision(2));
}

void TransactionTest::transaction_thatFailsAfterMakingANamespace_leavesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto refused = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        if (auto set = t.set(elsewhere, json("2")); !set)
            return failureOf(set);
        return fail(ErrorCode::InvalidInput, u"no"_s);
    });
    QVERIFY(!refused);
    QVERIFY(f.reader().namespaces().value().empty());
    // Another one now, then the first again: each has its own keys.
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(elsewhere, "2"));
    QCOMPARE(f.value(k), "1");
    QCOMPARE(f.value(elsewhere), "2");
    QCOMPARE(f.reader().namespaces().value().size(), size_t(2));
}

void TransactionTest::transaction_thatFails_answersItsOwnError()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto refused = f.store().transactAndWait({}, [](Transaction&) -> Result<int> {
        return fail(Error{ErrorCode::TooLarge, u"what"_s, u"then"_s, 17, 4});
    });
    VERIFY_FAILED(refused, ErrorCode::TooLarge);
    QCOMPARE(refused.error().message, u"what"_s);
    QCOMPARE(refused.error().hint, u"then"_s);
    QCOMPARE(refused.error().offset, 17);
    QCOMPARE(refused.error().currentVersion, 4);
}

void TransactionTest::transaction_whoseChangesAreRefusedButIgnored_keepsTheOthers()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto done = f.store().transactAndWait({}, [](Transaction& t) -> Result<bool> {
        const auto refused = t.set(elsewhere, json("1"), {.expected = Version(5)});
        if (auto set = t.set(other, json("2")); !set)
            return failureOf(set);
        return !refused.has_value();
    });
    QVERIFY(done.value());
    QCOMPARE(describe(f.log()), QStringList(u"set workflow/wf-1 other v1 =2"_s));
    QVERIFY(!f.reader().space(elsewhere.space).value());
}

void TransactionTest::transaction_thatOnlyReads_usesNoRevision()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const auto read = f.store().transactAndWait({}, [](Transaction& t) { return t.read().get(k); });
    QCOMPARE(read.value()->value.bytes(), "1");
    QCOMPARE(f.position().lastRevision, Revision(1));
    VERIFY_OK(f.set(k, "2"));
    QCOMPARE(f.position().lastRevision, Revision(2));
}

void TransactionTest::reads_withinATransaction_seeItsWrites()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QStringList seen;
    const auto done = f.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        seen.clear();
        (void)t.set(other, json("2")).value();
        (void)t.remove(k).value();
        (void)t.set(elsewhere, json("3")).value();
        Reader& reader = t.read();
        seen << QString::number(reader.get(k)->has_value())
             << QString::number((*reader.get(other))->version.value())
             << QString::number(reader.lastVersion(k)->value())
             << QString::fromUtf8(keysOf(*reader.page(k.space, {})).join(','))
             << QString::fromUtf8(keysOf(*reader.keys(elsewhere.space, {})).join(','))
             << describe(reader.history(k, 10)->changes);
        return {};
    });
    VERIFY_OK(done);
    QCOMPARE(
        seen, QStringList(
                  {u"0"_s, u"1"_s, u"2"_s, u"other"_s, u"k"_s, u"delete workflow/wf-1 k v2"_s,
                   u"set workflow/wf-1 k v1 =1"_s}));
}

void TransactionTest::reads_outside_seeNothingOfItBeforeTheCommit()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    std::counting_semaphore<> written{0};
    std::counting_semaphore<> goOn{0};
    Answers<Version> answers;
    f.store().transact(
        {},
        [&](Transaction& t) {
            auto version = t.set(k, json("1"));
            written.release();
            goOn.acquire();
            return version;
        },
        answers.context(), answers.collect());
    written.acquire();
    QCOMPARE(f.value(k), QByteArray());
    QCOMPARE(f.position().last, Seq(0));
    goOn.release();
    QTRY_COMPARE(answers.all.size(), size_t(1));
    QCOMPARE(f.value(k), "1");
}

void TransactionTest::attribution_isLoggedWithEachChange()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait(
        {"key-1", "req-1"}, [](Transaction& t) { return t.set(k, json("1")); }));
    VERIFY_OK(f.set(k, "2"));
    const auto log = f.log();
    QCOMPARE(log.at(0).by.keyId, "key-1");
    QCOMPARE(log.at(0).by.requestId, "req-1");
    QCOMPARE(log.at(1).by.keyId, QByteArray());
    QCOMPARE(log.at(1).by.requestId, QByteArray());
}

void TransactionTest::at_isTheClocksButNeverBeforeTheLastCommit()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto at = [&] {
        return f.store()
            .transactAndWait(
                {},
                [](Transaction& t) -> Result<Timestamp> {
                    (void)t.set(k, json("1")).value();
                    return t.at();
                })
            .value();
    };
    const Timestamp first = at();
    QCOMPARE(first, f.clock.now());
    f.clock.advance(Milliseconds(5));
    QCOMPARE(at(), first + Milliseconds(5));
    f.clock.setNow(first + Milliseconds(-1000));
    QCOMPARE(at(), first + Milliseconds(5));
    QCOMPARE(f.log().back().committedAt, first + Milliseconds(5));
}

QTEST_GUILESS_MAIN(TransactionTest)
#include "tst_transaction.moc"
