// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "status");

} // namespace

class StoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void open_missingDirectory_makesAnEmptyStore();
    void open_pathWithOddCharacters_works();
    void reopen_afterWrites_findsEverything();
    void reopen_clockBehindTheLog_goesOnFromTheLastCommit();
    void reopen_emptyStore_staysEmpty();
    void ephemeral_whileOpenAndAfter_leavesNothingBehind();
    void ephemeral_twoAtOnce_areStrangers();
    void durability_eachMode_keepsWhatWasAnswered_data();
    void durability_eachMode_keepsWhatWasAnswered();
    void counters_afterWork_countWhatWasDone();
    void now_clockMoves_neverGoesBack();
    void destroy_withQueuedWork_commitsItFirst();
    void values_anyJson_comeBackByteForByte_data();
    void values_anyJson_comeBackByteForByte();
    void names_anyText_areFoundAgain_data();
    void names_anyText_areFoundAgain();
};

void StoreTest::open_missingDirectory_makesAnEmptyStore()
{
    StoreFixture f;
    f.options.directory += u"/deeper/still"_s;
    VERIFY_OK(f.open());
    QCOMPARE(QDir(f.store().directory()), QDir(f.options.directory));
    QVERIFY(QDir::isAbsolutePath(f.store().directory()));
    QCOMPARE(f.store().mode(), StoreMode::Own);
    QVERIFY(f.store().health().writable);
    const LogPosition position = f.position();
    QCOMPARE(position.last, Seq(0));
    QCOMPARE(position.lastRevision, Revision(0));
    QCOMPARE(position.floor, Seq(0));
    QVERIFY(f.reader().namespaces().value().empty());
    QVERIFY(!f.reader().space(k.space).value());
    QCOMPARE(f.reader().lastVersion(k).value(), Version(0));
    QCOMPARE(f.value(k), QByteArray());
    QVERIFY(f.reader().history(k, 10).value().changes.empty());
}

void StoreTest::open_pathWithOddCharacters_works()
{
    StoreFixture f;
    f.options.directory += u"/it's 100% \u00e9\U0001F98A #?&;="_s;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.value(k), "1");
}

void StoreTest::reopen_afterWrites_findsEverything()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.set(k, R"({"b":1,"a":2})"));
    VERIFY_OK(f.set(entryName("integration/", "x"), "null"));
    VERIFY_OK(f.remove(entryName("integration/", "x")));
    const QStringList log = describe(f.log());
    const LogPosition before = f.position();

    VERIFY_OK(f.reopen());
    QCOMPARE(f.value(k), R"({"b":1,"a":2})");
    QCOMPARE(describe(f.log()), log);
    QCOMPARE(f.position().last, before.last);
    QCOMPARE(f.position().lastRevision, before.lastRevision);
    QCOMPARE(f.position().lastCommit, before.lastCommit);
    QCOMPARE(f.reader().namespaces().value().size(), size_t(2));
    QCOMPARE(f.set(k, "3").value(), Version(3));
    QCOMPARE(f.position().last, before.last.next());
    QCOMPARE(f.position().lastRevision, before.lastRevision.next());
}

void StoreTest::reopen_clockBehindTheLog_goesOnFromTheLastCommit()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    const Timestamp commit = f.position().lastCommit;
    f.close();
    f.clock.setNow(commit + Milliseconds(-100'000));
    VERIFY_OK(f.open());
    QCOMPARE(f.store().now(), commit);
    VERIFY_OK(f.set(k, "2"));
    QCOMPARE(f.position().lastCommit, commit);
}

void StoreTest::reopen_emptyStore_staysEmpty()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.reopen());
    QCOMPARE(f.position().last, Seq(0));
    QCOMPARE(f.set(k, "1").value(), Version(1));
}

void StoreTest::ephemeral_whileOpenAndAfter_leavesNothingBehind()
{
    StoreFixture f;
    f.options.mode = StoreMode::Ephemeral;
    f.options.directory.clear();
    VERIFY_OK(f.open());
    const QString directory = f.store().directory();
    QVERIFY(QDir::isAbsolutePath(directory));
    QVERIFY(QDir(directory).exists());
    QCOMPARE(f.set(k, "1").value(), Version(1));
    QCOMPARE(f.value(k), "1");
    f.close();
    QVERIFY2(!QDir(directory).exists(), qPrintable(directory));
}

void StoreTest::ephemeral_twoAtOnce_areStrangers()
{
    StoreFixture a;
    StoreFixture b;
    for (StoreFixture* f : {&a, &b}) {
        f->options.mode = StoreMode::Ephemeral;
        f->options.directory.clear();
        VERIFY_OK(f->open());
    }
    VERIFY_OK(a.set(k, "1"));
    QCOMPARE(b.value(k), QByteArray());
}

void StoreTest::durability_eachMode_keepsWhatWasAnswered_data()
{
    QTest::addColumn<Durability>("durability");
    QTest::addRow("full") << Durability::Full;
    QTest::addRow("relaxed") << Durability::Relaxed;
}

void StoreTest::durability_eachMode_keepsWhatWasAnswered()
{
    QFETCH(Durability, durability);
    StoreFixture f;
    f.options.durability = durability;
    VERIFY_OK(f.open());
    QCOMPARE(f.store().durability(), durability);
    VERIFY_OK(f.set(k, "1"));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.value(k), "1");
}

void StoreTest::counters_afterWork_countWhatWasDone()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const StoreCounters before = f.store().counters();
    VERIFY_OK(f.set(k, "1"));
    const auto both = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        if (auto set = t.set(entryName("workflow/a", "a"), json("1")); !set)
            return failureOf(set);
        if (auto set = t.set(entryName("workflow/a", "b"), json("1")); !set)
            return failureOf(set);
        return {};
    });
    VERIFY_OK(both);
    QVERIFY(!f.set(k, "1", {.expected = Version(9)}));
    const StoreCounters after = f.store().counters();
    QCOMPARE(after.changes - before.changes, 3);
    QCOMPARE(after.transactions - before.transactions, 2);
    QVERIFY(after.commits - before.commits >= 2);
}

void StoreTest::now_clockMoves_neverGoesBack()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    const Timestamp start = f.store().now();
    QCOMPARE(start, f.clock.now());
    f.clock.advance(Milliseconds(500));
    QCOMPARE(f.store().now(), start + Milliseconds(500));
    f.clock.setNow(start + Milliseconds(-1'000'000));
    QCOMPARE(f.store().now(), start + Milliseconds(500));
    f.clock.setNow(start + Milliseconds(501));
    QCOMPARE(f.store().now(), start + Milliseconds(501));
}

void StoreTest::destroy_withQueuedWork_commitsItFirst()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<Version> answers;
    {
        WriterBlock block(f.store());
        for (int i = 0; i < 50; ++i)
            f.store().transact(
                {}, [](Transaction& t) { return t.set(k, json("1")); }, answers.context(),
                answers.collect());
    }
    f.close();
    QTRY_COMPARE(answers.all.size(), size_t(50));
    QCOMPARE(answers.all.back().value(), Version(50));
    VERIFY_OK(f.open());
    QCOMPARE(f.reader().lastVersion(k).value(), Version(50));
}

void StoreTest::values_anyJson_comeBackByteForByte_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char* value :
         {"null", "true", "\"\"", "{}", "[]", "0", "-0", "1.10", "1e400", "12345678901234567890",
          R"("\ud800 \u0000 \/ \"")", R"({"z":1,"a":2,"z":3})", "\"\xF0\x9F\xA6\x8A\"", "\"null\""})
        QTest::addRow("%s", value) << QByteArray(value);
    QTest::addRow("4 MiB") << '"' + QByteArray(4 << 20, 'x') + '"';
}

void StoreTest::values_anyJson_comeBackByteForByte()
{
    QFETCH(QByteArray, value);
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, value));
    QVERIFY(f.value(k) == value);
    QVERIFY(f.reader().page(k.space, {}).value().entries.at(0).value.bytes() == value);
    QVERIFY(f.reader().version(k, Version(1)).value().value->bytes() == value);
    VERIFY_OK(f.reopen());
    QVERIFY(f.value(k) == value);
    QVERIFY(f.log().at(0).value->bytes() == value);
}

void StoreTest::names_anyText_areFoundAgain_data()
{
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("key");
    QTest::addRow("an empty name and key") << QByteArray("integration/") << QByteArray("");
    QTest::addRow("slashes") << QByteArray("workflow/a//b/") << QByteArray("/a//b/");
    QTest::addRow("dots") << QByteArray("workflow/..") << QByteArray("..");
    QTest::addRow("quotes") << QByteArray("workflow/'; --\"") << QByteArray("'; --\"`");
    QTest::addRow("emoji") << QByteArray("workflow/\xF0\x9F\xA6\x8A")
                           << QByteArray("\xF0\x9F\xA6\x8A\xE2\x80\x8D");
    QTest::addRow("digits") << QByteArray("workflow/007") << QByteArray("1e3");
    QTest::addRow("a long key") << QByteArray("workflow/x") << QByteArray(100'000, 'k');
}

void StoreTest::names_anyText_areFoundAgain()
{
    QFETCH(QByteArray, space);
    QFETCH(QByteArray, key);
    const EntryName name = entryName(space, key);
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(name, "1"));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.value(name), "1");
    QCOMPARE(keysOf(f.reader().keys(name.space, {}).value()), QByteArrayList{key});
    QCOMPARE(f.log().at(0).name, name);
    QCOMPARE(f.reader().namespaces().value().at(0).space, name.space);
    QVERIFY(f.remove(name).value());
    QCOMPARE(f.value(name), QByteArray());
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
