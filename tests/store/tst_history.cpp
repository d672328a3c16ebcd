// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");
const EntryName other = entryName("workflow/wf-1", "other");

} // namespace

class HistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asOf_everyRevisionOfALongChain_isRight();
    void asOf_transactionOfSeveralChanges_isNeverSplit();
    void asOf_revisionBehindTheEnd_isTheNewestState();
    void pageAsOf_prefixAfterAndLimit_pageThroughTheOldKeys();
    void history_longChain_pagesFromTheNewest();
    void history_largeValues_endsWithTheOneThatFillsTheBound();
    void history_beforeAVersion_beginsBelowIt_data();
    void history_beforeAVersion_beginsBelowIt();
    void history_ofARemovedKey_isStillThere();
    void history_otherKeysBetween_areNotInIt();
    void version_eachOne_isTheOneWritten();
    void version_notThere_isNotFound_data();
    void version_notThere_isNotFound();
    void revisionAt_moments_findTheLastCommitBefore();
    void revisionAt_sameMoment_isTheLastOfIt();
};

/// Writes, removals and other keys' changes, 3,000 of them: each revision is asked for afterwards.
void HistoryTest::asOf_everyRevisionOfALongChain_isRight()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    constexpr int count = 3000;
    std::vector<QByteArray> expected = {QByteArray()};
    const auto filled =
        f.store().transactAndWait({}, [](Transaction& t) { return t.set(other, json("0")); });
    VERIFY_OK(filled);
    expected.push_back(QByteArray());
    Answers<void> answers;
    for (int i = 2; i <= count; ++i) {
        const QByteArray value = QByteArray::number(i);
        const bool removes = i % 17 == 0;
        const bool elsewhere = i % 5 == 0;
        f.store().transact(
            {},
            [=](Transaction& t) -> Result<void> {
                if (elsewhere) {
                    auto set = t.set(other, json(value));
                    return set ? Result<void>() : failureOf(set);
                }
                if (removes && t.read().get(k)->has_value()) {
                    auto removed = t.remove(k);
                    return removed ? Result<void>() : failureOf(removed);
                }
                auto set = t.set(k, json(value));
                return set ? Result<void>() : failureOf(set);
            },
            answers.context(), answers.collect());
        if (elsewhere)
            expected.push_back(expected.back());
        else if (removes && !expected.back().isEmpty())
            expected.push_back({});
        else
            expected.push_back(value);
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), size_t(count - 1), 20'000);
    VERIFY_OK(f.reopen());
    for (int i = 0; i <= count; ++i)
        QCOMPARE(f.valueAsOf(k, Revision(i)), expected[size_t(i)]);
}

void HistoryTest::asOf_transactionOfSeveralChanges_isNeverSplit()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const auto done = f.store().transactAndWait({}, [](Transaction& t) -> Result<Version> {
        (void)t.set(k, json("2")).value();
        (void)t.set(other, json("2")).value();
        (void)t.remove(k).value();
        return t.set(k, json("3"));
    });
    VERIFY_OK(done);
    VERIFY_OK(f.set(k, "4"));
    QCOMPARE(f.valueAsOf(k, Revision(0)), QByteArray());
    QCOMPARE(f.valueAsOf(k, Revision(1)), "1");
    QCOMPARE(f.valueAsOf(other, Revision(1)), QByteArray());
    QCOMPARE(f.valueAsOf(k, Revision(2)), "3");
    QCOMPARE(f.valueAsOf(other, Revision(2)), "2");
    QCOMPARE(f.valueAsOf(k, Revision(3)), "4");
}

void HistoryTest::asOf_revisionBehindTheEnd_isTheNewestState()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    QCOMPARE(f.valueAsOf(k, Revision(100)), "1");
}

void HistoryTest::pageAsOf_prefixAfterAndLimit_pageThroughTheOldKeys()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto filled = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 0; i < 1500; ++i) {
            const QByteArray key = "k" + QByteArray::number(i).rightJustified(4, '0');
            (void)t.set(entryName("workflow/w", key), json(QByteArray::number(i))).value();
        }
        return {};
    });
    VERIFY_OK(filled);
    const Revision then = f.position().lastRevision;
    // Afterwards two of three go, and others come.
    const auto changed = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 0; i < 1500; ++i) {
            const QByteArray key = "k" + QByteArray::number(i).rightJustified(4, '0');
            if (i % 3 != 0)
                (void)t.remove(entryName("workflow/w", key)).value();
            (void)t.set(entryName("workflow/w", key + "new"), json("1")).value();
        }
        return {};
    });
    VERIFY_OK(changed);

    const Namespace space = entryName("workflow/w", "").space;
    int next = 0;
    std::optional<Key> after;
    for (bool more = true; more;) {
        const auto page = f.reader().pageAsOf(space, {.after = after, .limit = 400}, then).value();
        for (const Entry& entry : page.entries)
            QCOMPARE(entry.value.bytes(), QByteArray::number(next++));
        more = page.more;
        QVERIFY(!more || page.entries.size() == 400);
        after = page.entries.back().key;
    }
    QCOMPARE(next, 1500);
    const auto part =
        f.reader().pageAsOf(space, {.prefix = "k001", .after = Key("k0015"), .limit = 3}, then);
    QCOMPARE(keysOf(part.value()), QByteArrayList({"k0016", "k0017", "k0018"}));
    QVERIFY(part->more);
    QVERIFY(f.reader().pageAsOf(space, {}, Revision(0)).value().entries.empty());
}

void HistoryTest::history_longChain_pagesFromTheNewest()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    constexpr int count = 2500;
    const auto filled = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 1; i <= count; ++i)
            (void)t.set(k, json(QByteArray::number(i))).value();
        return {};
    });
    VERIFY_OK(filled);
    qint64 next = count;
    std::optional<Version> before;
    for (bool more = true; more;) {
        const auto page = f.reader().history(k, 999, before).value();
        for (const Change& change : page.changes) {
            QCOMPARE(change.version, Version(next));
            QCOMPARE(change.value->bytes(), QByteArray::number(next));
            --next;
        }
        more = page.more;
        before = page.changes.back().version;
    }
    QCOMPARE(next, 0);
}

void HistoryTest::history_largeValues_endsWithTheOneThatFillsTheBound()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto filled = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 1; i <= 7; ++i)
            (void)t.set(k, json(QByteArray::number(10'000 + i))).value(); // five bytes each
        return {};
    });
    VERIFY_OK(filled);
    const auto newest = f.reader().history(k, 100, std::nullopt, 11).value();
    QCOMPARE(newest.changes.size(), 3u);
    QVERIFY(newest.more);
    const auto oldest = f.reader().history(k, 100, Version(4), 15).value();
    QCOMPARE(oldest.changes.size(), 3u);
    QVERIFY(!oldest.more);
}

void HistoryTest::history_beforeAVersion_beginsBelowIt_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<QList<qint64>>("versions");
    QTest::addColumn<bool>("more");
    QTest::addRow("the newest") << qint64(5) << QList<qint64>{4, 3} << true;
    QTest::addRow("beyond it") << qint64(50) << QList<qint64>{5, 4} << true;
    QTest::addRow("the third") << qint64(3) << QList<qint64>{2, 1} << false;
    QTest::addRow("the second") << qint64(2) << QList<qint64>{1} << false;
    QTest::addRow("the first") << qint64(1) << QList<qint64>{} << false;
}

void HistoryTest::history_beforeAVersion_beginsBelowIt()
{
    QFETCH(qint64, before);
    QFETCH(QList<qint64>, versions);
    QFETCH(bool, more);
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(k, "1"));
    const auto page = f.reader().history(k, 2, Version(before)).value();
    QList<qint64> found;
    for (const Change& change : page.changes)
        found << change.version.value();
    QCOMPARE(found, versions);
    QCOMPARE(page.more, more);
}

void HistoryTest::history_ofARemovedKey_isStillThere()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    QCOMPARE(
        describe(f.reader().history(k, 10).value().changes),
        QStringList({u"delete workflow/wf-1 k v2"_s, u"set workflow/wf-1 k v1 =1"_s}));
    VERIFY_OK(f.set(k, "3"));
    QCOMPARE(f.reader().history(k, 10).value().changes.size(), size_t(3));
}

void HistoryTest::history_otherKeysBetween_areNotInIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i) {
        VERIFY_OK(f.set(k, "1"));
        VERIFY_OK(f.set(other, "2"));
        VERIFY_OK(f.set(entryName("workflow/wf-2", "k"), "3"));
    }
    const auto history = f.reader().history(k, 100).value();
    QCOMPARE(history.changes.size(), size_t(10));
    for (const Change& change : history.changes)
        QCOMPARE(change.name, k);
}

void HistoryTest::version_eachOne_isTheOneWritten()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    constexpr int count = 1000;
    for (int i = 1; i <= count; ++i) {
        Answers<Version> ignored;
        f.store().transact(
            {"key", QByteArray::number(i)},
            [i](Transaction& t) { return t.set(k, JsonText::fromNumber(i)); }, ignored.context(),
            [](const Result<Version>&) {});
    }
    QCOMPARE(f.set(k, "0").value(), Version(count + 1));
    for (int i = 1; i <= count; ++i) {
        const Change change = f.reader().version(k, Version(i)).value();
        QCOMPARE(change.value->bytes(), QByteArray::number(i));
        QCOMPARE(change.version, Version(i));
        QCOMPARE(change.name, k);
        QCOMPARE(change.by.requestId, QByteArray::number(i));
    }
}

void HistoryTest::version_notThere_isNotFound_data()
{
    QTest::addColumn<qint64>("version");
    QTest::addColumn<QString>("message");
    const auto notHeld = [](qint64 version) {
        return u"History holds no version %1 of this key."_s.arg(version);
    };
    for (const qint64 version :
         {qint64(0), qint64(-1), qint64(6), std::numeric_limits<qint64>::max()})
        QTest::addRow("version %lld", static_cast<long long>(version))
            << version << notHeld(version);
    // What history shows is not denied.
    QTest::addRow("the deletion") << qint64(2)
                                  << u"At version 2 the key was deleted; there is no value."_s;
    QTest::addRow("the expiry") << qint64(4)
                                << u"At version 4 the key expired; there is no value."_s;
}

void HistoryTest::version_notThere_isNotFound()
{
    QFETCH(qint64, version);
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.remove(k));
    VERIFY_OK(f.setFor(k, "3", Milliseconds(1000)));
    f.clock.advance(Milliseconds(1000));
    VERIFY_OK(f.set(k, "5"));
    const auto missing = f.reader().version(k, Version(version));
    VERIFY_FAILED(missing, ErrorCode::NotFound);
    QTEST(missing.error().message, "message");
    VERIFY_FAILED(f.reader().version(other, Version(version)), ErrorCode::NotFound);
}

void HistoryTest::revisionAt_moments_findTheLastCommitBefore()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const Timestamp start = f.clock.now();
    for (int i = 0; i < 50; ++i) {
        f.clock.advance(Milliseconds(10));
        VERIFY_OK(f.set(k, "1"));
    }
    QCOMPARE(f.reader().revisionAt(start).value(), Revision(0));
    QCOMPARE(f.reader().revisionAt(Timestamp(0)).value(), Revision(0));
    for (int i = 1; i <= 50; ++i) {
        const Timestamp commit = start + Milliseconds(10 * i);
        QCOMPARE(f.reader().revisionAt(commit + Milliseconds(-1)).value(), Revision(i - 1));
        QCOMPARE(f.reader().revisionAt(commit).value(), Revision(i));
    }
    QCOMPARE(f.reader().revisionAt(start + Milliseconds(1'000'000)).value(), Revision(50));
}

void HistoryTest::revisionAt_sameMoment_isTheLastOfIt()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 7; ++i)
        VERIFY_OK(f.set(k, "1"));
    QCOMPARE(f.reader().revisionAt(f.clock.now()).value(), Revision(7));
    QCOMPARE(f.reader().revisionAt(f.clock.now() + Milliseconds(-1)).value(), Revision(0));
}

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
