// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");
constexpr Milliseconds day = std::chrono::hours(24);

Result<void>
keep(Store& store, const QByteArray& scope, const QByteArray& key, const QByteArray& answer)
{
    return store.transactAndWait({}, [&](Transaction& t) {
        return t.keepIdempotencyRecord(scope, key, "print", answer, day);
    });
}

QByteArray answerOf(StoreFixture& f, const QByteArray& scope, const QByteArray& key)
{
    const auto record = f.reader().idempotencyRecord(scope, key);
    if (!record)
        return "!" + errorText(record).toUtf8();
    return *record ? (*record)->answer : QByteArray("none");
}

} // namespace

class IdempotencyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void record_kept_isFoundWithAllItHolds();
    void record_neverKept_isNotThere();
    void record_otherScopeOrKey_isAnother();
    void record_ofAFailedTransaction_isNotKept();
    void record_withinItsTransaction_isSeen();
    void record_afterItsLifetime_isGone();
    void record_afterReopen_isStillThere();
    void record_keptAgain_takesTheNewOne();
    void record_dueOnes_leaveTheFile();
    void request_repeatedAtOnce_actsOnce();
    void record_alone_makesNoChange();
};

void IdempotencyTest::record_kept_isFoundWithAllItHolds()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const QByteArray bytes("a\0b\xFF", 4);
    VERIFY_OK(f.store().transactAndWait({}, [&](Transaction& t) {
        return t.keepIdempotencyRecord("scope", "key", bytes, bytes + "answer", day);
    }));
    const auto record = f.reader().idempotencyRecord("scope", "key").value();
    QVERIFY(record);
    QCOMPARE(record->fingerprint, bytes);
    QCOMPARE(record->answer, bytes + "answer");
    QCOMPARE(record->keptAt, f.clock.now());
}

void IdempotencyTest::record_neverKept_isNotThere()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QCOMPARE(answerOf(f, "scope", "key"), "none");
    QCOMPARE(answerOf(f, "", ""), "none");
}

void IdempotencyTest::record_otherScopeOrKey_isAnother()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(keep(f.store(), "a", "bc", "1"));
    VERIFY_OK(keep(f.store(), "ab", "c", "2"));
    VERIFY_OK(keep(f.store(), "", "", "3"));
    QCOMPARE(answerOf(f, "a", "bc"), "1");
    QCOMPARE(answerOf(f, "ab", "c"), "2");
    QCOMPARE(answerOf(f, "", ""), "3");
    QCOMPARE(answerOf(f, "a", "c"), "none");
}

void IdempotencyTest::record_ofAFailedTransaction_isNotKept()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto refused = f.store().transactAndWait({}, [](Transaction& t) -> Result<Version> {
        if (auto kept = t.keepIdempotencyRecord("s", "k", "p", "a", day); !kept)
            return failureOf(kept);
        return t.set(k, json("1"), {.expected = Version(3)});
    });
    QVERIFY(!refused);
    QCOMPARE(answerOf(f, "s", "k"), "none");

    // Also in the middle of others that share its commit.
    Answers<void> answers;
    {
        const WriterBlock block(f.store());
        for (int i = 0; i < 3; ++i)
            f.store().transact(
                {},
                [i](Transaction& t) -> Result<void> {
                    const QByteArray key = QByteArray::number(i);
                    if (auto kept = t.keepIdempotencyRecord("s", key, "p", "a", day); !kept)
                        return kept;
                    if (i == 1)
                        return fail(ErrorCode::InvalidInput, u"no"_s);
                    return {};
                },
                answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(3));
    QCOMPARE(answerOf(f, "s", "0"), "a");
    QCOMPARE(answerOf(f, "s", "1"), "none");
    QCOMPARE(answerOf(f, "s", "2"), "a");
}

void IdempotencyTest::record_withinItsTransaction_isSeen()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto seen = f.store().transactAndWait({}, [](Transaction& t) -> Result<bool> {
        if (auto kept = t.keepIdempotencyRecord("s", "k", "p", "a", day); !kept)
            return failureOf(kept);
        const auto record = t.read().idempotencyRecord("s", "k");
        return record && record->has_value();
    });
    QVERIFY(seen.value());
}

void IdempotencyTest::record_afterItsLifetime_isGone()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(keep(f.store(), "s", "k", "a"));
    f.clock.advance(day - Milliseconds(1));
    QCOMPARE(answerOf(f, "s", "k"), "a");
    f.clock.advance(Milliseconds(1));
    QCOMPARE(answerOf(f, "s", "k"), "none");
    f.clock.setNow(f.clock.now() + Milliseconds(-5000));
    QCOMPARE(answerOf(f, "s", "k"), "none");
}

void IdempotencyTest::record_afterReopen_isStillThere()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(keep(f.store(), "s", "k", "a"));
    VERIFY_OK(f.reopen());
    QCOMPARE(answerOf(f, "s", "k"), "a");
}

void IdempotencyTest::record_keptAgain_takesTheNewOne()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(keep(f.store(), "s", "k", "a"));
    f.clock.advance(day);
    VERIFY_OK(keep(f.store(), "s", "k", "b"));
    QCOMPARE(answerOf(f, "s", "k"), "b");
    f.clock.advance(day - Milliseconds(1));
    VERIFY_OK(f.store().maintain());
    QCOMPARE(answerOf(f, "s", "k"), "b");
}

void IdempotencyTest::record_dueOnes_leaveTheFile()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const QByteArray mark = "an answer that nobody else would write";
    for (int i = 0; i < 3000; ++i) {
        Answers<void> ignored;
        f.store().transact(
            {},
            [=](Transaction& t) {
                return t.keepIdempotencyRecord("s", QByteArray::number(i), "p", mark, day);
            },
            ignored.context(), [](const Result<void>&) {});
    }
    VERIFY_OK(keep(f.store(), "s", "last", mark));
    f.clock.advance(day);
    VERIFY_OK(f.store().maintain());
    // Gone, not only hidden: with its clock set back, a new process would see them.
    f.close();
    f.clock.setNow(f.clock.now() + (Milliseconds(1) - day));
    VERIFY_OK(f.open());
    QCOMPARE(answerOf(f, "s", "last"), "none");
    QCOMPARE(answerOf(f, "s", "0"), "none");
    QCOMPARE(answerOf(f, "s", "2999"), "none");
}

void IdempotencyTest::request_repeatedAtOnce_actsOnce()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<QByteArray> answers;
    const auto request = [](Transaction& t) -> Result<QByteArray> {
        auto record = t.read().idempotencyRecord("s", "k");
        if (!record)
            return failureOf(record);
        if (*record)
            return (*record)->answer;
        auto version = t.set(k, json("1"));
        if (!version)
            return failureOf(version);
        const QByteArray answer = QByteArray::number(version->value());
        if (auto kept = t.keepIdempotencyRecord("s", "k", "p", answer, day); !kept)
            return failureOf(kept);
        return answer;
    };
    {
        const WriterBlock block(f.store());
        for (int i = 0; i < 5; ++i)
            f.store().transact({}, request, answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(5));
    for (const auto& answer : answers.all)
        QCOMPARE(answer.value(), "1");
    QCOMPARE(f.position().last, Seq(1));
}

void IdempotencyTest::record_alone_makesNoChange()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(keep(f.store(), "s", "k", "a"));
    QCOMPARE(f.position().last, Seq(0));
    QCOMPARE(f.position().lastRevision, Revision(0));
}

QTEST_GUILESS_MAIN(IdempotencyTest)
#include "tst_idempotency.moc"
