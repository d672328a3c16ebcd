// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/connection.h"
#include "tests/store/fieldindexfixture.h"

#include <QVariant>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const Namespace indexed("business", "agents");
const Namespace plain("workflow", "wf");

EntryName in(const Namespace& space, const QByteArray& key)
{
    return {space, Key(key)};
}

/// One step of a history, by its words: `set k "v"`, `set-until k "v" 5`, `delete k`, `restore k
/// "v"`, `wait 5`, `undone k "v"` (a transaction that fails), `reopen`, `maintain`.
struct History {
    explicit History(StoreFixture& fixture)
        : f(fixture)
    {
    }
    void run(const QByteArray& steps)
    {
        for (const QByteArray& step : steps.split(';'))
            one(step.trimmed().split(' '));
    }
    void one(const QByteArrayList& words)
    {
        const QByteArray& verb = words.front();
        if (verb == "wait")
            f.clock.advance(Milliseconds(words[1].toInt()));
        else if (verb == "maintain")
            VERIFY_OK(f.store().maintain());
        else if (verb == "reopen") {
            f.close();
            VERIFY_OK(f.open());
        } else
            write(words);
    }
    void write(const QByteArrayList& words)
    {
        const QByteArray& verb = words.front();
        const EntryName name = in(indexed, words[1]);
        auto done = f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
            if (verb == "delete") {
                auto removed = transaction.remove(name);
                return removed ? Result<void>() : Result<void>(failureOf(removed));
            }
            SetOptions options;
            if (verb == "set-until")
                options.expiresAt = transaction.at() + Milliseconds(words[3].toInt());
            if (verb == "restore")
                options.as = ChangeOp::Restore;
            auto set = transaction.set(name, json(words[2]), options);
            if (!set)
                return failureOf(set);
            return verb == "undone" ? Result<void>(fail(ErrorCode::Conflict, u"undone"_s))
                                    : Result<void>();
        });
        QCOMPARE(done.has_value(), verb != "undone");
    }
    StoreFixture& f;
};

/// Everything that stands in the table, to see what nobody would find by looking through the API.
int rowsInFile(const StoreFixture& f)
{
    auto connection = sql::Connection::open(
        f.options.directory + u"/stateroom.db"_s, sql::Access::ReadOnly, 1000);
    return (*connection)->value(u"SELECT count(*) FROM field_index"_s).value().toInt();
}

void runSql(const StoreFixture& f, const QStringList& statements)
{
    auto connection = sql::Connection::open(
        f.options.directory + u"/stateroom.db"_s, sql::Access::ReadWrite, 1000);
    VERIFY_OK(connection);
    for (const QString& statement : statements)
        VERIFY_OK((*connection)->run(statement));
}

} // namespace

class FieldIndexTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_afterEachKindOfWrite_areThoseOfTheEntries_data();
    void rows_afterEachKindOfWrite_areThoseOfTheEntries();
    void rows_ofBatchWithARefusedUnit_areThoseOfTheOthers();
    void rows_ofManyIndexes_areAllThere();
    void indexed_maxBytes_endsWithTheEntryThatFillsThem();
    void rows_ofAnUncoveredSpace_areNotKept();
    void indexed_inATransaction_seesItsWrites();
    void indexed_stretches_areCutWhereTheySay_data();
    void indexed_stretches_areCutWhereTheySay();
    void count_ofAStretch_stopsAtTheLimit();
    void indexed_entryMissing_isDamage();
    void open_fileOfTheFirstFormat_buildsTheIndex();
    void open_otherDefinition_buildsTheIndexAnew();
    void open_afterWritesWithoutIndexer_buildsTheIndexAnew();
    void open_manyEntries_buildsInSlices();
    void fingerprint_ofSpaceThatWasNeverWritten_isThere();
};

void FieldIndexTest::rows_afterEachKindOfWrite_areThoseOfTheEntries_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArrayList>("rows");
    QTest::addColumn<int>("indexes");
    // Nine are more rows than one statement takes.
    const auto row = [](const char* name, const char* steps, QByteArrayList rows) {
        for (const int indexes : {2, 9})
            QTest::addRow("%s, %d indexes", name, indexes) << QByteArray(steps) << rows << indexes;
    };
    row("set", "set a 1; set b 22", {"11|a", "122|b"});
    row("set again", "set a 1; set a 5", {"15|a"});
    row("set the same", "set a 1; set a 1", {"11|a"});
    row("deleted", "set a 1; delete a", {});
    row("deleted and back", "set a 1; delete a; set a 7", {"17|a"});
    row("restored", "set a 1; delete a; restore a 1", {"11|a"});
    row("restored over a value", "set a 1; set a 2; restore a 1", {"11|a"});
    row("expired, not recorded", "set-until a 1 5; set b 2; wait 5", {"12|b"});
    row("expired and recorded", "set-until a 1 5; wait 5; maintain", {});
    row("expired and written", "set-until a 1 5; wait 5; set a 3", {"13|a"});
    row("expired and deleted", "set-until a 1 5; wait 5; delete a", {});
    row("refused", "set a 1; undone a 2; undone b 3", {"11|a"});
    row("opened again", "set a 1; reopen; set a 2; reopen", {"12|a"});
    row("equal values", "set b 1; set a 1; set c 1", {"11|a", "11|b", "11|c"});
}

void FieldIndexTest::rows_afterEachKindOfWrite_areThoseOfTheEntries()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArrayList, rows);
    QFETCH(int, indexes);
    const TestIndexer indexer({indexed}, "1", indexes);
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    History(f).run(steps);
    QCOMPARE(rowsOf(f.reader(), indexed, 0), rows);
    for (int index = 0; index < indexes; ++index) {
        for (bool descending : {false, true})
            QCOMPARE(
                rowsOf(f.reader(), indexed, index, descending),
                expectedRows(f.reader(), indexer, indexed, index, descending));
    }
    VERIFY_OK(f.store().maintain());
    f.close();
    QCOMPARE(rowsInFile(f), indexes * int(rows.size()));
}

void FieldIndexTest::rows_ofBatchWithARefusedUnit_areThoseOfTheOthers()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    Answers<void> answers;
    WriterBlock block(f.store());
    for (const QByteArray key : {"a", "b", "c"}) {
        f.store().transact(
            {},
            [key](Transaction& transaction) -> Result<void> {
                auto set = transaction.set(in(indexed, key), json("1"));
                if (!set)
                    return failureOf(set);
                return key == "b" ? Result<void>(fail(ErrorCode::Conflict, u"no"_s))
                                  : Result<void>();
            },
            answers.context(), answers.collect());
    }
    block.release();
    QTRY_COMPARE(answers.all.size(), size_t(3));
    QCOMPARE(rowsOf(f.reader(), indexed, 0), (QByteArrayList{"11|a", "11|c"}));
}

/// More than one statement adds at once.
void FieldIndexTest::rows_ofManyIndexes_areAllThere()
{
    static constexpr int count = 19;
    class Many final : public FieldIndexer {
    public:
        std::vector<IndexedSpace> spaces() const override
        {
            return {{Namespace("workflow", "w"), "1"}};
        }
        std::vector<QByteArray> sortKeys(const Namespace&, const JsonText& value) const override
        {
            std::vector<QByteArray> keys;
            for (int i = 0; i < count; ++i)
                keys.push_back(QByteArray::number(i) + value.bytes());
            return keys;
        }
    };
    const Many indexer;
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    const Namespace space("workflow", "w");
    for (const char* value : {"1", "2"}) {
        VERIFY_OK(f.set({space, Key("a")}, value));
        for (int i = 0; i < count; ++i)
            QCOMPARE(
                rowsOf(f.reader(), space, i),
                QByteArrayList({QByteArray::number(i) + value + "|a"}));
    }
    VERIFY_OK(f.remove({space, Key("a")}));
    QCOMPARE(rowsInFile(f), 0);
}

void FieldIndexTest::indexed_maxBytes_endsWithTheEntryThatFillsThem()
{
    const Namespace space("workflow", "w");
    const TestIndexer indexer({space});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(f.set({space, Key(QByteArray::number(i))}, "12345"));
    const auto countOf = [&](qint64 bytes) {
        const IndexPage page =
            f.reader().indexed(space, {.upper = "\xff", .maxBytes = bytes}).value();
        return std::pair(page.entries.size(), page.more);
    };
    QCOMPARE(countOf(1), std::pair(size_t(1), true));
    QCOMPARE(countOf(11), std::pair(size_t(3), true));
    QCOMPARE(countOf(1'000), std::pair(size_t(10), false));
}

void FieldIndexTest::rows_ofAnUncoveredSpace_areNotKept()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(in(plain, "k"), "1"));
    QCOMPARE(rowsOf(f.reader(), plain, 0), QByteArrayList());
    QCOMPARE(f.reader().indexFingerprint(plain).value(), QByteArray());
    f.close();
    QCOMPARE(rowsInFile(f), 0);
}

void FieldIndexTest::indexed_inATransaction_seesItsWrites()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(in(indexed, "a"), "1"));
    QByteArrayList seen;
    VERIFY_OK(f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        if (auto set = transaction.set(in(indexed, "b"), json("0")); !set)
            return failureOf(set);
        if (auto gone = transaction.remove(in(indexed, "a")); !gone)
            return failureOf(gone);
        seen = rowsOf(transaction.read(), indexed, 0);
        return {};
    }));
    QCOMPARE(seen, (QByteArrayList{"10|b"}));
}

void FieldIndexTest::indexed_stretches_areCutWhereTheySay_data()
{
    QTest::addColumn<QByteArray>("lower");
    QTest::addColumn<QByteArray>("upper");
    QTest::addColumn<QByteArray>("after"); // sort key|key
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QByteArray>("keys");
    const auto row = [](const char* name, const char* lower, const char* upper, const char* after,
                        bool descending, const char* keys) {
        QTest::newRow(name) << QByteArray(lower) << QByteArray(upper) << QByteArray(after)
                            << descending << QByteArray(keys);
    };
    // Values 1, 1, 2, 3 of a, b, c, d.
    row("all", "", "\xff", "", false, "abcd");
    row("all, from the end", "", "\xff", "", true, "dcba");
    row("from a sort key on", "12", "\xff", "", false, "cd");
    row("before a sort key", "", "12", "", false, "ab");
    row("between, from the end", "11", "13", "", true, "cba");
    row("behind a row", "", "\xff", "11|a", false, "bcd");
    row("behind a row, from the end", "", "\xff", "11|b", true, "a");
    row("behind a row that is gone", "", "\xff", "11|aa", false, "bcd");
    row("behind a row before the stretch", "12", "\xff", "11|a", false, "cd");
    row("behind a row past the stretch", "", "12", "13|d", true, "ba");
    row("behind the end", "", "\xff", "13|d", false, "");
    row("nothing between", "13", "12", "", false, "");
}

void FieldIndexTest::indexed_stretches_areCutWhereTheySay()
{
    QFETCH(QByteArray, lower);
    QFETCH(QByteArray, upper);
    QFETCH(QByteArray, after);
    QFETCH(bool, descending);
    QFETCH(QByteArray, keys);
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    History(f).run("set a 1; set b 1; set c 2; set d 3");
    IndexRequest request{
        .index = 0, .lower = lower, .upper = upper, .descending = descending, .limit = 100};
    if (!after.isEmpty())
        request.after = {after.split('|')[0], Key(after.split('|')[1])};
    const auto page = f.reader().indexed(indexed, request);
    VERIFY_OK(page);
    QByteArray found;
    for (const IndexedEntry& entry : page->entries)
        found += entry.position.key.bytes();
    QCOMPARE(found, keys);
    QVERIFY(!page->more);
    QCOMPARE(f.reader().countIndexed(indexed, request).value(), int(keys.size()));
}

void FieldIndexTest::count_ofAStretch_stopsAtTheLimit()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    History(f).run("set a 1; set b 1; set c 2; set d 3");
    const IndexRequest request{.index = 0, .upper = "\xff", .limit = 3};
    QCOMPARE(f.reader().countIndexed(indexed, request).value(), 3);
    QCOMPARE(f.reader().countIndexed(plain, request).value(), 0);
}

void FieldIndexTest::indexed_entryMissing_isDamage()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(in(indexed, "a"), "1"));
    f.close();
    runSql(
        f, {u"INSERT INTO field_index SELECT namespace, idx, sort_key, x'62' FROM field_index"_s});
    VERIFY_OK(f.open());
    VERIFY_FAILED(
        f.reader().indexed(indexed, {.index = 0, .upper = "\xff"}), ErrorCode::DamagedFile);
}

void FieldIndexTest::open_fileOfTheFirstFormat_buildsTheIndex()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    History(f).run("set a 1; set b 2; set c 3; delete b");
    f.close();
    runSql(
        f, {u"DROP TABLE field_index"_s, u"DROP TABLE indexed_namespace"_s,
            u"PRAGMA user_version = 1"_s});

    const TestIndexer indexer({indexed});
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    QCOMPARE(f.value(in(indexed, "a")), "1");
    QCOMPARE(rowsOf(f.reader(), indexed, 0), (QByteArrayList{"11|a", "13|c"}));
    QCOMPARE(f.reader().indexFingerprint(indexed).value(), "1");
    History(f).run("set a 9");
    QCOMPARE(rowsOf(f.reader(), indexed, 0), (QByteArrayList{"13|c", "19|a"}));
    QCOMPARE(
        QDir(f.options.directory).entryList({u"stateroom.db.backup-v1-*"_s}, QDir::Files).size(),
        1);
}

void FieldIndexTest::open_otherDefinition_buildsTheIndexAnew()
{
    TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    History(f).run("set a 1; set b 2");
    f.close();
    indexer.redefine("2");
    VERIFY_OK(f.open());
    QCOMPARE(rowsOf(f.reader(), indexed, 0), (QByteArrayList{"21|a", "22|b"}));
    QCOMPARE(f.reader().indexFingerprint(indexed).value(), "2");
    f.close();
    QCOMPARE(rowsInFile(f), 4);
}

void FieldIndexTest::open_afterWritesWithoutIndexer_buildsTheIndexAnew()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    History(f).run("set a 1; set b 2");
    f.close();
    f.options.indexer = nullptr;
    VERIFY_OK(f.open());
    QCOMPARE(f.reader().indexFingerprint(indexed).value(), QByteArray());
    History(f).run("set a 3; delete b");
    f.close();
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    QCOMPARE(rowsOf(f.reader(), indexed, 0), (QByteArrayList{"13|a"}));
    QCOMPARE(f.reader().indexFingerprint(indexed).value(), "1");
}

void FieldIndexTest::open_manyEntries_buildsInSlices()
{
    constexpr int entries = 21'000;
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < entries; ++i) {
            auto set = transaction.set(in(indexed, QByteArray::number(i)), JsonText::fromNumber(i));
            if (!set)
                return failureOf(set);
        }
        return {};
    }));
    f.close();
    TestIndexer indexer({indexed});
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    f.close();
    QCOMPARE(rowsInFile(f), 2 * entries);
    indexer.redefine("2");
    VERIFY_OK(f.open());
    const auto rows = rowsOf(f.reader(), indexed, 1, false, 1000);
    QCOMPARE(rows, expectedRows(f.reader(), indexer, indexed, 1));
    QCOMPARE(rows.size(), entries);
    f.close();
    QCOMPARE(rowsInFile(f), 2 * entries);
}

void FieldIndexTest::fingerprint_ofSpaceThatWasNeverWritten_isThere()
{
    const TestIndexer indexer({indexed});
    StoreFixture f;
    f.options.indexer = &indexer;
    VERIFY_OK(f.open());
    QCOMPARE(f.reader().indexFingerprint(indexed).value(), "1");
    QCOMPARE(rowsOf(f.reader(), indexed, 0), QByteArrayList());
}

QTEST_GUILESS_MAIN(FieldIndexTest)
#include "tst_fieldindex.moc"
