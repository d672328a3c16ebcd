// SPDX-License-Identifier: GPL-3.0-or-later
// Damage that SQLite does not see: rows that hold what the store never writes.
#include "tests/store/storefixture.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName a = entryName("workflow/w", "a");
const EntryName b = entryName("workflow/w", "b");
const EntryName brief = entryName("workflow/brief", "k");

/// A store that was closed: `a` has the versions 1 to 4, `b` has one, `brief` expires in an hour.
class DamagedStore : public StoreFixture {
public:
    Result<void> make()
    {
        if (auto opened = open(); !opened)
            return opened;
        for (const char* value : {"1", "2", "3", "4"}) {
            if (auto written = set(a, value); !written)
                return failureOf(written);
        }
        if (auto written = set(b, "{\"b\":1}"); !written)
            return failureOf(written);
        if (auto written = setFor(brief, "1", std::chrono::hours(1)); !written)
            return failureOf(written);
        close();
        return {};
    }
    QString path() const { return options.directory + u"/stateroom.db"_s; }
    /// What went wrong, empty when nothing did.
    QString damage(const QString& statement)
    {
        QString error;
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
            database.setDatabaseName(path());
            QSqlQuery query(database.open() ? QSqlQuery(database) : QSqlQuery());
            if (!query.exec(statement))
                error = query.lastError().text();
            else if (query.numRowsAffected() == 0)
                error = u"it changes nothing"_s;
        }
        QSqlDatabase::removeDatabase(u"damage"_s);
        return error;
    }
};

using Probe = std::function<Result<void>(StoreFixture&)>;

template <class T> Result<void> outcome(const Result<T>& result)
{
    return result ? Result<void>() : Result<void>(failureOf(result));
}

/// The calls that must find the damage.
Probe probe(const QString& name)
{
    if (name == "get"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().get(a)); };
    if (name == "value"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().value(a)); };
    if (name == "page"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().page(a.space, {})); };
    if (name == "keys"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().keys(a.space, {})); };
    if (name == "history"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().history(a, 100)); };
    if (name == "version"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().version(a, Version(1))); };
    if (name == "as of"_L1)
        return
            [](StoreFixture& f) { return outcome(f.reader().pageAsOf(a.space, {}, Revision(2))); };
    if (name == "changes"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().changes({}, {})); };
    if (name == "changes of key"_L1)
        return [](StoreFixture& f) {
            return outcome(f.reader().changes({}, ChangeFilter{a.space, a.key}));
        };
    if (name == "namespaces"_L1)
        return [](StoreFixture& f) { return outcome(f.reader().namespaces()); };
    if (name == "set"_L1)
        return [](StoreFixture& f) { return outcome(f.set(a, "5")); };
    if (name == "set new"_L1)
        return [](StoreFixture& f) { return outcome(f.set(entryName("workflow/w", "c"), "5")); };
    Q_ASSERT(name == "expire"_L1);
    return [](StoreFixture& f) {
        f.clock.advance(std::chrono::hours(2));
        return f.store().maintain();
    };
}

} // namespace

class DamagedRowsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void use_damagedRow_failsAndEnds_data();
    void use_damagedRow_failsAndEnds();
    void open_damagedLogState_isRefusedAndUntouched_data();
    void open_damagedLogState_isRefusedAndUntouched();
    void write_onDamage_makesTheStoreReadOnly();
    void write_ofARememberedKeyThatIsGone_isDamage_data();
    void write_ofARememberedKeyThatIsGone_isDamage();
    void read_thatFailed_failsTheWorkThatIgnoredIt();
};

void DamagedRowsTest::use_damagedRow_failsAndEnds_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QStringList>("probes");
    const auto row = [](const char* name, const QString& statement, const QStringList& probes) {
        QTest::newRow(name) << statement << probes;
    };
    row("a value that is no JSON", u"UPDATE change SET value = x'7b' WHERE seq = 4"_s,
        {u"get"_s, u"value"_s, u"page"_s, u"history"_s, u"changes"_s, u"changes of key"_s});
    row("an empty value", u"UPDATE change SET value = x'' WHERE seq = 4"_s,
        {u"get"_s, u"value"_s, u"page"_s, u"changes"_s});
    row("no value", u"UPDATE change SET value = NULL WHERE seq = 4"_s,
        {u"get"_s, u"value"_s, u"page"_s, u"history"_s, u"changes"_s});
    row("an old value that is no JSON", u"UPDATE change SET value = x'5d' WHERE seq = 1"_s,
        {u"version"_s, u"changes"_s});
    row("an unknown operation", u"UPDATE change SET op = 9 WHERE seq = 4"_s,
        {u"history"_s, u"changes"_s});
    row("a removal with a value", u"UPDATE change SET op = 2 WHERE seq = 4"_s,
        {u"history"_s, u"changes"_s});
    row("a change that follows itself", u"UPDATE change SET previous = seq WHERE seq = 4"_s,
        {u"history"_s, u"changes of key"_s, u"version"_s, u"as of"_s});
    row("changes that follow each other", u"UPDATE change SET previous = 4 WHERE seq = 3"_s,
        {u"history"_s, u"changes of key"_s, u"as of"_s});
    row("a jump to itself", u"UPDATE change SET jump = seq WHERE seq = 4"_s,
        {u"history"_s, u"version"_s, u"as of"_s});
    row("a version beyond all numbers",
        u"UPDATE change SET version = 9223372036854775807 WHERE seq = 4"_s,
        {u"get"_s, u"history"_s, u"changes"_s});
    row("a moment before time", u"UPDATE change SET committed = -9223372036854775807"_s,
        {u"get"_s, u"changes"_s});
    row("an entry without its change", u"UPDATE entry SET seq = 999 WHERE key = x'61'"_s,
        {u"get"_s, u"value"_s, u"page"_s});
    row("an entry with another's change", u"UPDATE entry SET seq = 5 WHERE key = x'61'"_s,
        {u"get"_s, u"value"_s, u"page"_s});
    row("an entry of a version beyond all numbers",
        u"UPDATE entry SET version = 9223372036854775807 WHERE key = x'61'"_s,
        {u"get"_s, u"value"_s, u"page"_s, u"set"_s});
    row("a namespace without kind", u"UPDATE namespace SET name = x'78' WHERE id = 2"_s,
        {u"namespaces"_s, u"changes"_s, u"expire"_s});
    row("a base beyond all numbers", u"UPDATE namespace SET version_base = 9223372036854775807"_s,
        {u"namespaces"_s, u"set"_s, u"set new"_s});
    row("an expiring key without namespace", u"DELETE FROM namespace WHERE id = 2"_s,
        {u"expire"_s});
}

void DamagedRowsTest::use_damagedRow_failsAndEnds()
{
    QFETCH(QString, statement);
    QFETCH(QStringList, probes);
    DamagedStore f;
    VERIFY_OK(f.make());
    QCOMPARE(f.damage(statement), QString());
    for (const QString& name : std::as_const(probes)) {
        VERIFY_OK(f.reopen());
        const auto found = probe(name)(f);
        QVERIFY2(!found, qPrintable(name));
        QVERIFY2(
            found.error().code == ErrorCode::DamagedFile,
            qPrintable(name + u": "_s + errorText(found)));
    }
}

void DamagedRowsTest::open_damagedLogState_isRefusedAndUntouched_data()
{
    QTest::addColumn<QString>("statement");
    for (const char* statement :
         {"DELETE FROM log_state", "UPDATE log_state SET last_seq = 5",
          "UPDATE log_state SET last_seq = 7", "UPDATE log_state SET last_seq = -6",
          "UPDATE log_state SET floor = 8", "UPDATE log_state SET bytes = -1",
          "UPDATE log_state SET last_commit = 9223372036854775807",
          "UPDATE log_state SET last_revision = 7", "DELETE FROM change WHERE seq = 6",
          "UPDATE change SET seq = 900 WHERE seq = 6", "DROP TABLE tombstone",
          "DROP INDEX entry_expires", "ALTER TABLE entry RENAME COLUMN jump TO hop",
          "PRAGMA user_version = 0"})
        QTest::newRow(statement) << QString::fromLatin1(statement);
}

void DamagedRowsTest::open_damagedLogState_isRefusedAndUntouched()
{
    QFETCH(QString, statement);
    DamagedStore f;
    VERIFY_OK(f.make());
    const QString error = f.damage(statement);
    QVERIFY2(error.isEmpty() || !statement.startsWith(u"UPDATE"_s), qPrintable(error));
    const auto before = f.files();
    const auto opened = f.open();
    VERIFY_FAILED(opened, ErrorCode::DamagedFile);
    QVERIFY2(opened.error().message.contains(f.path()), qPrintable(errorText(opened)));
    QVERIFY(f.files() == before);
}

void DamagedRowsTest::write_onDamage_makesTheStoreReadOnly()
{
    DamagedStore f;
    VERIFY_OK(f.make());
    QCOMPARE(f.damage(u"UPDATE entry SET jump = 900 WHERE key = x'61'"_s), QString());
    VERIFY_OK(f.open());
    VERIFY_FAILED(f.set(a, "5"), ErrorCode::DamagedFile);
    QVERIFY(!f.store().health().writable);
    QCOMPARE(f.value(b), "{\"b\":1}");
    QVERIFY(!f.set(b, "2"));
    QCOMPARE(f.value(b), "{\"b\":1}");
}

void DamagedRowsTest::write_ofARememberedKeyThatIsGone_isDamage_data()
{
    QTest::addColumn<bool>("removes");
    QTest::addColumn<bool>("shared");
    QTest::newRow("set") << false << false;
    QTest::newRow("set, in a shared commit") << false << true;
    QTest::newRow("removal") << true << false;
    QTest::newRow("removal, in a shared commit") << true << true;
}

void DamagedRowsTest::write_ofARememberedKeyThatIsGone_isDamage()
{
    QFETCH(bool, removes);
    QFETCH(bool, shared);
    DamagedStore f;
    VERIFY_OK(f.make());
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(a, "5"));
    QCOMPARE(f.damage(u"DELETE FROM entry WHERE key = x'61'"_s), QString());
    const Seq last = f.position().last;
    Answers<void> answers;
    {
        const WriterBlock block(f.store());
        if (shared)
            f.store().transact(
                {}, [](Transaction& t) { return outcome(t.set(b, json("2"))); }, answers.context(),
                answers.collect());
        f.store().transact(
            {},
            [removes](Transaction& t) {
                return removes ? outcome(t.remove(a)) : outcome(t.set(a, json("6")));
            },
            answers.context(), answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(shared ? 2 : 1));
    for (const auto& answer : answers.all)
        VERIFY_FAILED(answer, ErrorCode::DamagedFile);
    QVERIFY(!f.store().health().writable);
    QCOMPARE(f.position().last, last);
    QCOMPARE(f.value(b), "{\"b\":1}");
}

/// Some errors of SQLite end its transaction: what came behind would be committed by itself.
void DamagedRowsTest::read_thatFailed_failsTheWorkThatIgnoredIt()
{
    DamagedStore f;
    VERIFY_OK(f.make());
    VERIFY_OK(f.open());
    (void)f.damage(u"DROP TABLE idempotency"_s);
    const auto careless = [](Transaction& t) {
        (void)t.read().idempotencyRecord("s", "k").has_value();
        return outcome(t.set(b, json("2")));
    };
    VERIFY_FAILED(f.store().transactAndWait({}, careless), ErrorCode::StorageFailed);
    Answers<void> answers;
    {
        const WriterBlock block(f.store());
        f.store().transact({}, careless, answers.context(), answers.collect());
        f.store().transact(
            {}, [](Transaction& t) { return outcome(t.set(a, json("5"))); }, answers.context(),
            answers.collect());
    }
    QTRY_COMPARE(answers.all.size(), size_t(2));
    VERIFY_FAILED(answers.all[0], ErrorCode::StorageFailed);
    VERIFY_OK(answers.all[1]);
    QCOMPARE(f.value(b), "{\"b\":1}");
    QCOMPARE(f.value(a), "5");
}

QTEST_GUILESS_MAIN(DamagedRowsTest)
#include "tst_damagedrows.moc"
