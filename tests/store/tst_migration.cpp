// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/schema.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

/// A file and, as in the store, one connection to it at a time.
class Migrated {
public:
    QString path() const { return m_directory.filePath(u"stateroom.db"_s); }
    QStringList backups() const
    {
        return QDir(m_directory.path()).entryList({u"stateroom.db.backup-*"_s}, QDir::Files);
    }
    QString backupPath(int i) const { return m_directory.filePath(backups().at(i)); }

    Result<void> prepare(const std::vector<sql::Migration>& steps, Timestamp now = Timestamp(0))
    {
        auto connection = sql::Connection::open(path(), sql::Access::ReadWrite, 1000);
        if (!connection)
            return failureOf(connection);
        return sql::prepareFile(**connection, path(), now, steps);
    }
    static QString value(const QString& path, const QString& sql)
    {
        auto connection = sql::Connection::open(path, sql::Access::ReadOnly, 1000);
        if (!connection)
            return errorText(connection);
        auto found = (*connection)->value(sql);
        return found ? found->toString() : errorText(found);
    }
    QString value(const QString& sql) const { return value(path(), sql); }
    Result<void> run(const QString& sql) const
    {
        auto connection = sql::Connection::open(path(), sql::Access::ReadWrite, 1000);
        if (!connection)
            return failureOf(connection);
        return (*connection)->run(sql);
    }

private:
    QTemporaryDir m_directory;
};

const sql::Migration first{1, {u"CREATE TABLE a(x)"_s, u"INSERT INTO a VALUES(1)"_s}};
const sql::Migration second{2, {u"ALTER TABLE a ADD COLUMN y"_s, u"UPDATE a SET y = x + 1"_s}};
const sql::Migration third{3, {u"CREATE TABLE b AS SELECT y FROM a"_s}};

} // namespace

class MigrationTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void migrations_ofTheProgram_areNumberedWithoutGap();
    void prepare_newFile_runsEveryStepWithoutBackup();
    void prepare_currentFile_doesNothing();
    void prepare_olderFile_isBroughtForwardAfterABackup();
    void prepare_stepFails_leavesTheFileAsItWas();
    void prepare_secondStepFails_keepsTheFirst();
    void prepare_newerFile_isRefused();
    void prepare_otherProgramsFile_isRefused();
    void check_eachFile_isJudgedWithoutWriting();
    void newestBackup_ofSeveral_isTheNewest();
    void store_withABackupBeside_opens();
};

void MigrationTest::migrations_ofTheProgram_areNumberedWithoutGap()
{
    int expected = 1;
    for (const sql::Migration& step : sql::migrations())
        QCOMPARE(step.to, expected++);
    QVERIFY(expected > 1);
}

void MigrationTest::prepare_newFile_runsEveryStepWithoutBackup()
{
    Migrated file;
    VERIFY_OK(file.prepare({first, second, third}));
    QCOMPARE(file.value(u"SELECT y FROM b"_s), u"2"_s);
    QCOMPARE(file.value(u"PRAGMA user_version"_s), u"3"_s);
    QVERIFY(file.value(u"PRAGMA application_id"_s) != u"0"_s);
    QCOMPARE(file.value(u"PRAGMA auto_vacuum"_s), u"2"_s);
    QVERIFY(file.backups().isEmpty());
}

void MigrationTest::prepare_currentFile_doesNothing()
{
    Migrated file;
    VERIFY_OK(file.prepare({first, second}));
    VERIFY_OK(file.run(u"UPDATE a SET y = 70"_s));
    VERIFY_OK(file.prepare({first, second}));
    QCOMPARE(file.value(u"SELECT y FROM a"_s), u"70"_s);
    QVERIFY(file.backups().isEmpty());
}

void MigrationTest::prepare_olderFile_isBroughtForwardAfterABackup()
{
    Migrated file;
    VERIFY_OK(file.prepare({first}));
    VERIFY_OK(file.run(u"UPDATE a SET x = 41"_s));
    VERIFY_OK(file.prepare({first, second, third}, Timestamp(1'700'000'000'123)));
    QCOMPARE(file.value(u"SELECT y FROM b"_s), u"42"_s);
    QCOMPARE(file.value(u"PRAGMA user_version"_s), u"3"_s);

    QCOMPARE(file.backups(), QStringList(u"stateroom.db.backup-v1-20231114T221320123"_s));
    const QString backup = file.backupPath(0);
    QCOMPARE(Migrated::value(backup, u"SELECT x FROM a"_s), u"41"_s);
    QCOMPARE(Migrated::value(backup, u"PRAGMA user_version"_s), u"1"_s);
    QCOMPARE(
        Migrated::value(backup, u"PRAGMA application_id"_s),
        file.value(u"PRAGMA application_id"_s));
    QCOMPARE(sql::newestBackup(file.path()), backup);
}

void MigrationTest::prepare_stepFails_leavesTheFileAsItWas()
{
    Migrated file;
    VERIFY_OK(file.prepare({first}));
    const sql::Migration broken{
        2, {u"CREATE TABLE half(x)"_s, u"UPDATE a SET x = 9"_s, u"UPDATE nothing SET x = 9"_s}};
    QVERIFY(!file.prepare({first, broken}));
    QCOMPARE(file.value(u"PRAGMA user_version"_s), u"1"_s);
    QCOMPARE(file.value(u"SELECT x FROM a"_s), u"1"_s);
    QCOMPARE(file.value(u"SELECT count(*) FROM sqlite_master WHERE name = 'half'"_s), u"0"_s);
    // And it can be tried again by a program whose step is right.
    VERIFY_OK(file.prepare({first, second}, Timestamp(5)));
    QCOMPARE(file.value(u"SELECT y FROM a"_s), u"2"_s);
}

void MigrationTest::prepare_secondStepFails_keepsTheFirst()
{
    Migrated file;
    VERIFY_OK(file.prepare({first}));
    const sql::Migration broken{3, {u"SELECT nonsense"_s}};
    QVERIFY(!file.prepare({first, second, broken}));
    QCOMPARE(file.value(u"PRAGMA user_version"_s), u"2"_s);
    VERIFY_OK(file.prepare({first, second, third}, Timestamp(5)));
    QCOMPARE(file.value(u"SELECT y FROM b"_s), u"2"_s);
}

void MigrationTest::prepare_newerFile_isRefused()
{
    Migrated file;
    VERIFY_OK(file.prepare({first, second, third}));
    const auto refused = file.prepare({first, second});
    VERIFY_FAILED(refused, ErrorCode::NewerFile);
    QVERIFY2(refused.error().message.contains(file.path()), qPrintable(errorText(refused)));
    QVERIFY2(
        refused.error().message.contains(u"3"_s) && refused.error().message.contains(u"2"_s),
        qPrintable(errorText(refused)));
    QCOMPARE(file.value(u"PRAGMA user_version"_s), u"3"_s);
}

void MigrationTest::prepare_otherProgramsFile_isRefused()
{
    Migrated file;
    VERIFY_OK(file.run(u"CREATE TABLE recipes(dish)"_s));
    VERIFY_FAILED(file.prepare({first}), ErrorCode::DamagedFile);
    QCOMPARE(file.value(u"SELECT group_concat(name) FROM sqlite_master"_s), u"recipes"_s);
    QVERIFY(file.backups().isEmpty());
}

void MigrationTest::check_eachFile_isJudgedWithoutWriting()
{
    const auto check = [](const Migrated& file,
                          const std::vector<sql::Migration>& steps) -> Result<void> {
        auto connection = sql::Connection::open(file.path(), sql::Access::ReadOnly, 1000);
        if (!connection)
            return failureOf(connection);
        return sql::checkFile(**connection, file.path(), steps);
    };
    Migrated file;
    VERIFY_OK(file.prepare({first, second}));
    VERIFY_OK(check(file, {first, second}));
    VERIFY_OK(check(file, {first, second, third}));
    VERIFY_FAILED(check(file, {first}), ErrorCode::NewerFile);
    Migrated other;
    VERIFY_OK(other.run(u"CREATE TABLE recipes(dish)"_s));
    VERIFY_FAILED(check(other, {first}), ErrorCode::DamagedFile);
}

void MigrationTest::newestBackup_ofSeveral_isTheNewest()
{
    Migrated file;
    QCOMPARE(sql::newestBackup(file.path()), QString());
    VERIFY_OK(file.prepare({first}));
    VERIFY_OK(file.prepare({first, second}, Timestamp(1'700'000'000'000)));
    VERIFY_OK(file.prepare({first, second, third}, Timestamp(1'700'000'500'000)));
    QCOMPARE(file.backups().size(), 2);
    QVERIFY2(
        sql::newestBackup(file.path()).endsWith(u"backup-v2-20231114T222140000"_s),
        qPrintable(sql::newestBackup(file.path())));
}

void MigrationTest::store_withABackupBeside_opens()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(entryName("workflow/w", "k"), "1"));
    f.close();
    QVERIFY(QFile::copy(
        f.options.directory + u"/stateroom.db"_s,
        f.options.directory + u"/stateroom.db.backup-v1-x"_s));
    VERIFY_OK(f.open());
    QCOMPARE(f.value(entryName("workflow/w", "k")), "1");
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "tst_migration.moc"
