// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

#include <QThread>

#include <future>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

EntryName numbered(int number)
{
    return entryName("workflow/w", QByteArray::number(number));
}

} // namespace

class GroupCommitTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transact_queuedWhileBusy_shareOneCommit();
    void transact_inOneCommit_haveRevisionsOfTheirOwn();
    void transact_oneOfManyFails_onlyItsWritesAreGone();
    void transact_oneFailsAfterMany_keysGoOnFromWhereTheyStand();
    void transact_inOneCommit_seeEachOther();
    void answers_order_isThatOfCommits();
    void answers_contextGone_areDroppedButTheWorkIsDone();
    void answers_thread_isTheContexts();
    void answers_fromWithinAnAnswer_mayTransactAgain();
};

void GroupCommitTest::transact_queuedWhileBusy_shareOneCommit()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().maintain()); // so that nothing else is to be committed now
    Answers<Version> answers;
    constexpr int count = 100;
    WriterBlock block(f.store());
    const StoreCounters before = f.store().counters();
    for (int i = 0; i < count; ++i)
        f.store().transact(
            {}, [i](Transaction& t) { return t.set(numbered(i), json("1")); }, answers.context(),
            answers.collect());
    block.release();
    QTRY_COMPARE(answers.all.size(), size_t(count));
    const StoreCounters after = f.store().counters();
    QCOMPARE(after.changes - before.changes, count);
    // That of what kept the writer busy, that of all these; and room for one of the store's own.
    QVERIFY2(
        after.commits - before.commits <= 3,
        qPrintable(QString::number(after.commits - before.commits)));
    QCOMPARE(after.transactions - before.transactions, count + 1);
}

void GroupCommitTest::transact_inOneCommit_haveRevisionsOfTheirOwn()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<Revision> answers;
    {
        const WriterBlock block(f.store());
        for (int i = 0; i < 3; ++i)
            f.store().transact(
                {},
                [i](Transaction& t) -> Result<Revision> {
                    (void)t.set(numbered(i), json("1")).value();
                    (void)t.set(numbered(i + 10), json("1")).value();
                    return t.revision();
                },
                answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(answers.all[size_t(i)].value(), Revision(i + 1));
    QList<qint64> revisions;
    for (const Change& change : f.log())
        revisions << change.revision.value();
    QCOMPARE(revisions, QList<qint64>({1, 1, 2, 2, 3, 3}));
    QVERIFY(f.reader().getAsOf(numbered(0), Revision(1)).value());
    QVERIFY(!f.reader().getAsOf(numbered(1), Revision(1)).value());
}

void GroupCommitTest::transact_oneOfManyFails_onlyItsWritesAreGone()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<void> answers;
    QList<qint64> told;
    FeedHandlers handlers;
    handlers.changes = [&told](const std::vector<ChangePtr>& changes) {
        for (const ChangePtr& change : changes)
            told << change->seq.value();
    };
    const Subscription watcher = f.store().feed().subscribe({}, {}, answers.context(), handlers);
    {
        const WriterBlock block(f.store());
        for (int i = 0; i < 7; ++i)
            f.store().transact(
                {},
                [i](Transaction& t) -> Result<void> {
                    // Each writes to a key of its own, one that all share, and makes a namespace.
                    (void)t.set(numbered(i), json("1")).value();
                    (void)t.set(k, JsonText::fromNumber(i)).value();
                    (void)t.set(entryName("workflow/own" + QByteArray::number(i), "k"), json("1"))
                        .value();
                    if (i % 3 == 1)
                        return fail(ErrorCode::InvalidInput, QString::number(i));
                    return {};
                },
                answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(7));
    for (int i = 0; i < 7; ++i) {
        const auto& answer = answers.all[size_t(i)];
        QCOMPARE(answer.has_value(), i % 3 != 1);
        if (!answer)
            QCOMPARE(answer.error().message, QString::number(i));
        QCOMPARE(f.value(numbered(i)).isEmpty(), i % 3 == 1);
    }
    QCOMPARE(f.value(k), "6");
    QCOMPARE(f.reader().lastVersion(k).value(), Version(5));
    QCOMPARE(f.position().last, Seq(15));
    QTRY_COMPARE(told.size(), 15);
    QCOMPARE(told, QList<qint64>({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    QCOMPARE(f.store().counters().changes, 15);
    QCOMPARE(f.position().lastRevision, Revision(5));
    QCOMPARE(f.reader().space(numbered(0).space).value()->keys, 5);
    QCOMPARE(f.reader().namespaces().value().size(), size_t(7));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.log().size(), size_t(15));
    // A namespace that a failed one had made is made anew.
    VERIFY_OK(f.set(entryName("workflow/own1", "k"), "1"));
    QCOMPARE(f.reader().namespaces().value().size(), size_t(8));
}

/// What the writer knows of keys that it wrote lately must not outlive that they were undone: all
/// together, one by one, and alone.
void GroupCommitTest::transact_oneFailsAfterMany_keysGoOnFromWhereTheyStand()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int round = 0; round < 3; ++round) {
        VERIFY_OK(f.set(k, JsonText::fromNumber(round).bytes()));
        Answers<Version> answers;
        {
            const WriterBlock block(f.store());
            for (int i = 0; i < 4; ++i)
                f.store().transact(
                    {},
                    [i](Transaction& t) -> Result<Version> {
                        auto version = t.set(k, JsonText::fromNumber(100 + i));
                        if (i == 1)
                            return fail(ErrorCode::InvalidInput, u"no"_s);
                        return version;
                    },
                    answers.context(), answers.collect());
        }
        QTRY_COMPARE(answers.all.size(), size_t(4));
        QVERIFY(!answers.all[1]);
        const auto alone = f.store().transactAndWait({}, [](Transaction& t) -> Result<Version> {
            (void)t.set(k, json("7"));
            (void)t.remove(k);
            return fail(ErrorCode::InvalidInput, u"no"_s);
        });
        QVERIFY(!alone);
        QCOMPARE(f.value(k), "103");
        QCOMPARE(f.reader().lastVersion(k).value(), Version(4 * (round + 1)));
    }
    // The chain of its changes leads to each of them.
    QCOMPARE(f.reader().history(k, 100).value().changes.size(), size_t(12));
    for (int version = 1; version <= 12; ++version)
        QCOMPARE(f.reader().version(k, Version(version)).value().version, Version(version));
    for (const Change& change : f.log())
        QVERIFY(f.reader().getAsOf(k, change.revision).value());
}

void GroupCommitTest::transact_inOneCommit_seeEachOther()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<Version> answers;
    {
        const WriterBlock block(f.store());
        // All of them expect the same: only one may win.
        for (int i = 0; i < 10; ++i)
            f.store().transact(
                {}, [](Transaction& t) { return t.set(k, json("1"), {.expected = Version(0)}); },
                answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(10));
    VERIFY_OK(answers.all[0]);
    for (size_t i = 1; i < 10; ++i) {
        VERIFY_FAILED(answers.all[i], ErrorCode::Conflict);
        QCOMPARE(answers.all[i].error().currentVersion, 1);
    }
}

void GroupCommitTest::answers_order_isThatOfCommits()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    std::vector<int> order;
    QObject a;
    QObject b;
    for (int i = 0; i < 500; ++i)
        f.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("1")); }, i % 2 == 0 ? &a : &b,
            [&order](const Result<Version>& version) { order.push_back(int(version->value())); });
    QTRY_COMPARE(order.size(), size_t(500));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void GroupCommitTest::answers_contextGone_areDroppedButTheWorkIsDone()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    bool told = false;
    {
        const WriterBlock block(f.store());
        QObject context;
        f.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("1")); }, &context,
            [&told](const Result<Version>&) { told = true; });
    }
    Answers<Version> after;
    f.store().transact(
        {}, [](Transaction& t) { return t.set(k, json("2")); }, after.context(), after.collect());
    QTRY_COMPARE(after.all.size(), size_t(1));
    QCOMPARE(after.all[0].value(), Version(2));
    QVERIFY(!told);
}

void GroupCommitTest::answers_thread_isTheContexts()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QThread thread;
    thread.start();
    QObject context;
    context.moveToThread(&thread);
    std::promise<QThread*> answeredIn;
    auto outcome = answeredIn.get_future();
    QMetaObject::invokeMethod(&context, [&] {
        f.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("1")); }, &context,
            [&](const Result<Version>&) { answeredIn.set_value(QThread::currentThread()); });
    });
    const bool answered = outcome.wait_for(std::chrono::seconds(20)) == std::future_status::ready;
    QThread* const found = answered ? outcome.get() : nullptr;
    thread.quit();
    thread.wait();
    QCOMPARE(found, &thread);
}

void GroupCommitTest::answers_fromWithinAnAnswer_mayTransactAgain()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QObject context;
    int count = 0;
    std::function<void(const Result<Version>&)> again = [&](const Result<Version>& version) {
        count = int(version->value());
        if (count < 50)
            f.store().transact(
                {}, [](Transaction& t) { return t.set(k, json("1")); }, &context, again);
    };
    f.store().transact(
        {}, [](Transaction& t) { return t.set(k, json("1")); }, &context, again);
    QTRY_COMPARE(count, 50);
}

QTEST_GUILESS_MAIN(GroupCommitTest)
#include "tst_groupcommit.moc"
