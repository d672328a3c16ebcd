// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

#include <QThread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

} // namespace

class ReaderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void get_sameTurnAfterAnotherThreadsWrite_seesIt();
    void get_afterEachAcknowledgedWrite_seesIt();
    void reader_withoutEventLoop_seesTheNewest();
    void hold_whileOthersWrite_seesOneState();
    void hold_ended_seesTheNewest();
    void hold_acrossTurnsOfTheEventLoop_staysAsItWas();
    void changes_filters_matchOnlyTheirs_data();
    void changes_filters_matchOnlyTheirs();
    void changes_limit_isOfMatchingOnes();
    void changes_rareKeyInALongLog_isFoundInFewCalls();
    void changes_beyondTheEnd_isRefused();
    void read_onThePool_answersInTheContextsThread();
    void read_contextGone_isDropped();
    void read_thatFails_answersItsError();
};

void ReaderTest::get_sameTurnAfterAnotherThreadsWrite_seesIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "0"));
    QCOMPARE(f.value(k), "0"); // from here on this turn may keep its snapshot
    for (int i = 1; i <= 50; ++i) {
        std::thread([&] { (void)f.set(k, QByteArray::number(i)).value(); }).join();
        QCOMPARE(f.value(k), QByteArray::number(i));
    }
}

void ReaderTest::get_afterEachAcknowledgedWrite_seesIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<Version> answers;
    int seen = 0;
    for (int i = 1; i <= 200; ++i)
        f.store().transact(
            {}, [i](Transaction& t) { return t.set(k, JsonText::fromNumber(i)); },
            answers.context(),
            [&](const Result<Version>& version) {
                // Behind the answer the state is that one, or a newer.
                const auto entry = f.reader().get(k).value();
                if (entry && version && entry->version >= *version)
                    ++seen;
                answers.all.push_back(version);
            });
    QTRY_COMPARE(answers.all.size(), size_t(200));
    QCOMPARE(seen, 200);
}

void ReaderTest::reader_withoutEventLoop_seesTheNewest()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    QByteArrayList seen;
    std::thread([&] {
        const auto reader = f.store().openReader().value();
        for (int i = 0; i < 3; ++i) {
            (void)f.set(k, QByteArray::number(i)).value();
            seen << reader->get(k).value()->value.bytes();
        }
    }).join();
    QCOMPARE(seen, QByteArrayList({"0", "1", "2"}));
}

void ReaderTest::hold_whileOthersWrite_seesOneState()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const auto snapshot = f.reader().hold();
    VERIFY_OK(snapshot);
    QCOMPARE(f.position().last, Seq(1));
    VERIFY_OK(f.set(k, "2"));
    VERIFY_OK(f.set(entryName("workflow/new", "k"), "2"));
    QCOMPARE(f.value(k), "1");
    QCOMPARE(f.position().last, Seq(1));
    QCOMPARE(f.reader().namespaces().value().size(), size_t(1));
    QCOMPARE(f.log().size(), size_t(1));
    // Another reader is not held.
    QCOMPARE(f.store().openReader().value()->get(k).value()->value.bytes(), "2");
}

void ReaderTest::hold_ended_seesTheNewest()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    {
        const auto snapshot = f.reader().hold();
        QCOMPARE(f.value(k), "1");
        VERIFY_OK(f.set(k, "2"));
    }
    QCOMPARE(f.value(k), "2");
    const auto again = f.reader().hold();
    VERIFY_OK(again);
    QCOMPARE(f.value(k), "2");
}

void ReaderTest::hold_acrossTurnsOfTheEventLoop_staysAsItWas()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(f.value(k), "1"); // a view of this turn is open when hold() comes
    const auto snapshot = f.reader().hold();
    QCOMPARE(f.value(k), "1");
    VERIFY_OK(f.set(k, "2"));
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
    QTest::qWait(0);
    QCOMPARE(f.value(k), "1");
}

void ReaderTest::changes_filters_matchOnlyTheirs_data()
{
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<qint64>("after");
    QTest::addColumn<QList<qint64>>("seqs");
    const auto row = [](const char* what, const char* space, const QByteArray& key, qint64 after,
                        const QList<qint64>& seqs) {
        QTest::addRow("%s", what) << QByteArray(space) << key << after << seqs;
    };
    row("all", "", {}, 0, {1, 2, 3, 4, 5, 6});
    row("all, from the middle", "", {}, 4, {5, 6});
    row("all, from the end", "", {}, 6, {});
    row("a namespace", "workflow/a", {}, 0, {1, 2, 4, 6});
    row("a namespace whose name begins the same", "workflow/ab", {}, 0, {3, 5});
    row("a namespace that is not there", "workflow/abc", {}, 0, {});
    row("a key", "workflow/a", "x", 0, {1, 4, 6});
    row("a key, from one of its own", "workflow/a", "x", 4, {6});
    row("a key, from behind its last", "workflow/ab", "x", 5, {});
    row("a key that is not there", "workflow/a", "xy", 0, {});
}

void ReaderTest::changes_filters_matchOnlyTheirs()
{
    QFETCH(QByteArray, space);
    QFETCH(QByteArray, key);
    QFETCH(qint64, after);
    QFETCH(QList<qint64>, seqs);
    StoreFixture f;
    VERIFY_OK(f.open());
    const EntryName ax = entryName("workflow/a", "x");
    const EntryName abx = entryName("workflow/ab", "x");
    VERIFY_OK(f.set(ax, "1"));
    VERIFY_OK(f.set(entryName("workflow/a", "y"), "1"));
    VERIFY_OK(f.set(abx, "1"));
    VERIFY_OK(f.remove(ax));
    VERIFY_OK(f.set(abx, "2"));
    VERIFY_OK(f.set(ax, "3"));
    ChangeFilter filter;
    if (!space.isEmpty())
        filter.space = entryName(space, "").space;
    if (!key.isNull())
        filter.key = Key(key);
    const auto page = f.reader().changes(Seq(after), filter).value();
    QList<qint64> found;
    for (const Change& change : page.changes)
        found << change.seq.value();
    QCOMPARE(found, seqs);
    QCOMPARE(page.upTo, Seq(6));
    QVERIFY(!page.more);
}

void ReaderTest::changes_limit_isOfMatchingOnes()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 6; ++i) {
        VERIFY_OK(f.set(entryName("workflow/noise", "k"), "1"));
        VERIFY_OK(f.set(k, "1"));
    }
    const auto page = f.reader().changes(Seq(0), {.space = k.space}, 2).value();
    QCOMPARE(page.changes.size(), size_t(2));
    QCOMPARE(page.changes.back().seq, Seq(4));
    QVERIFY(page.more);
    QVERIFY(page.upTo >= Seq(4) && page.upTo < Seq(6));
}

void ReaderTest::changes_rareKeyInALongLog_isFoundInFewCalls()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    for (int round = 0; round < 2; ++round) {
        VERIFY_OK(f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
            for (int i = 0; i < 25'000; ++i)
                (void)t.set(entryName("workflow/noise", QByteArray::number(i % 10)), json("1"))
                    .value();
            return {};
        }));
        VERIFY_OK(f.set(k, "2"));
    }
    for (const ChangeFilter& filter : {ChangeFilter{k.space, {}}, ChangeFilter{k.space, k.key}}) {
        std::vector<qint64> found;
        Seq after(0);
        int calls = 0;
        for (bool more = true; more && calls < 20; ++calls) {
            const auto page = f.reader().changes(after, filter).value();
            for (const Change& change : page.changes)
                found.push_back(change.seq.value());
            more = page.more;
            QVERIFY(!more || page.upTo > after);
            after = page.upTo;
        }
        QCOMPARE(found, std::vector<qint64>({1, 25'002, 50'003}));
        QVERIFY2(calls < 10, qPrintable(QString::number(calls)));
    }
}

void ReaderTest::changes_beyondTheEnd_isRefused()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_FAILED(f.reader().changes(Seq(1), {}), ErrorCode::InvalidInput);
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.reader().changes(Seq(1), {}));
    VERIFY_FAILED(f.reader().changes(Seq(2), {.space = k.space}), ErrorCode::InvalidInput);
}

void ReaderTest::read_onThePool_answersInTheContextsThread()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QObject context;
    QThread* here = QThread::currentThread();
    QThread* readIn = nullptr;
    QThread* answeredIn = nullptr;
    QByteArray value;
    f.store().read(
        [&](Reader& reader) -> Result<QByteArray> {
            readIn = QThread::currentThread();
            return reader.get(k).value()->value.bytes();
        },
        &context,
        [&](Result<QByteArray> answer) {
            answeredIn = QThread::currentThread();
            value = answer.value();
        });
    QTRY_COMPARE(answeredIn, here);
    QVERIFY(readIn != here);
    QCOMPARE(value, "1");
}

void ReaderTest::read_contextGone_isDropped()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    std::counting_semaphore<> goOn{0};
    bool told = false;
    {
        QObject context;
        f.store().read(
            [&](Reader&) -> Result<int> {
                goOn.acquire();
                return 1;
            },
            &context, [&](const Result<int>&) { told = true; });
    }
    goOn.release();
    Answers<int> after;
    f.store().read([](Reader&) -> Result<int> { return 2; }, after.context(), after.collect());
    QTRY_COMPARE(after.all.size(), size_t(1));
    f.close();
    QCoreApplication::processEvents();
    QVERIFY(!told);
}

void ReaderTest::read_thatFails_answersItsError()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<int> answers;
    f.store().read(
        [](Reader&) -> Result<int> { return fail(ErrorCode::NotFound, u"nothing"_s); },
        answers.context(), answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(1));
    VERIFY_FAILED(answers.all[0], ErrorCode::NotFound);
    QCOMPARE(answers.all[0].error().message, u"nothing"_s);
}

QTEST_GUILESS_MAIN(ReaderTest)
#include "tst_reader.moc"
