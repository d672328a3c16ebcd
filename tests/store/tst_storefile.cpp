// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <filesystem>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "status");

QString databaseFile(const StoreFixture& fixture)
{
    return fixture.options.directory + u"/stateroom.db"_s;
}

/// Works on the closed file as another program would.
void runSql(const QString& file, const QStringList& statements)
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(u"test"_s);
}

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// Copies the files of a store that is open, as a kill would leave them. By another process: to
/// close a file in this one would drop the locks that SQLite holds on it.
bool copyAsKilled(const StoreFixture& from, StoreFixture& to)
{
    return QDir().mkpath(to.options.directory) &&
           QProcess::execute(
               u"cp"_s,
               {databaseFile(from), databaseFile(from) + u"-wal"_s, to.options.directory}) == 0;
}

} // namespace

class StoreFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void open_unusablePath_saysWhichAndWhy_data();
    void open_unusablePath_saysWhichAndWhy();
    void open_afterRefusal_leavesTheDirectoryUsable();
    void open_damagedFile_isRefusedAndUntouched_data();
    void open_damagedFile_isRefusedAndUntouched();
    void open_logWithoutItsFile_isRefusedAndUntouched();
#ifndef Q_OS_WIN
    void open_fileOfTwoNames_isRefusedAndUntouched_data();
    void open_fileOfTwoNames_isRefusedAndUntouched();
#endif
    void open_newFile_leavesNothingHalfMade();
    void open_newerFormat_isRefusedAndUntouched();
    void open_afterAKill_findsEverything();
    void open_afterAKillWithDamage_isServedReadOnly();
};

void StoreFileTest::open_unusablePath_saysWhichAndWhy_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addRow("below a regular file") << "below a file";
    QTest::addRow("a regular file itself") << "a file";
    QTest::addRow("a directory in the file's place") << "directory as database";
#ifdef Q_OS_LINUX
    QTest::addRow("where even root may not write") << "/proc/stateroom";
#endif
}

void StoreFileTest::open_unusablePath_saysWhichAndWhy()
{
    QFETCH(QString, kind);
    StoreFixture f;
    if (kind == u"directory as database"_s) {
        QVERIFY(QDir().mkpath(databaseFile(f)));
    } else if (kind.startsWith(u'/')) {
        f.options.directory = kind;
    } else {
        const QString file = f.directory.filePath(u"regular"_s);
        writeFile(file, "mine");
        f.options.directory = kind == u"a file"_s ? file : file + u"/data"_s;
    }
    const auto opened = f.open();
    QVERIFY(!opened);
    const ErrorCode code = opened.error().code;
    QVERIFY2(
        code == ErrorCode::ReadOnly || code == ErrorCode::StorageFailed,
        qPrintable(errorText(opened)));
    QVERIFY2(opened.error().message.contains(f.options.directory), qPrintable(errorText(opened)));
    QVERIFY2(opened.error().message.endsWith(u'.'), qPrintable(errorText(opened)));
    QVERIFY2(!opened.error().message.contains("link"_L1), qPrintable(errorText(opened)));
}

void StoreFileTest::open_afterRefusal_leavesTheDirectoryUsable()
{
    StoreFixture f;
    QVERIFY(QDir().mkpath(databaseFile(f)));
    QVERIFY(!f.open());
    QVERIFY(QDir(databaseFile(f)).removeRecursively());
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
}

void StoreFileTest::open_damagedFile_isRefusedAndUntouched_data()
{
    QTest::addColumn<QString>("damage");
    for (const char* damage :
         {"text", "noise in the header", "cut short", "another program's database", "empty pages",
          "empty", "cut within its last page"})
        QTest::addRow("%s", damage) << damage;
}

void StoreFileTest::open_damagedFile_isRefusedAndUntouched()
{
    QFETCH(QString, damage);
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 200; ++i)
        VERIFY_OK(f.set(
            entryName("workflow/wf-1", QByteArray::number(i)), '"' + QByteArray(300, 'x') + '"'));
    f.close();
    const QString path = databaseFile(f);
    QFile file(path);
    if (damage == u"text"_s) {
        writeFile(path, "this has never been a database, whatever its name says\n");
    } else if (damage == u"another program's database"_s) {
        QVERIFY(file.remove());
        runSql(path, {u"CREATE TABLE recipes(id INTEGER PRIMARY KEY, dish TEXT)"_s});
    } else {
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (damage == u"cut short"_s) {
            QVERIFY(file.resize(5000));
        } else if (damage == u"empty"_s) {
            QVERIFY(file.resize(0));
        } else if (damage == u"cut within its last page"_s) {
            QVERIFY(file.resize(file.size() - 100));
        } else if (damage == u"empty pages"_s) {
            QVERIFY(file.seek(100));
            QCOMPARE(file.write(QByteArray(8092, '\0')), 8092);
        } else {
            QCOMPARE(file.write("SQLite formak 3"), 15);
        }
        file.close();
    }
    const QString backup = path + u".backup-v1-20260101T000000000"_s;
    writeFile(backup, "an older copy");
    const auto before = f.files();

    const auto opened = f.open();
    VERIFY_FAILED(opened, ErrorCode::DamagedFile);
    QVERIFY2(opened.error().message.contains(path), qPrintable(errorText(opened)));
    QVERIFY2(opened.error().hint.contains(backup), qPrintable(errorText(opened)));
    QCOMPARE(f.files().keys(), before.keys());
    QVERIFY(f.files() == before);
}

void StoreFileTest::open_logWithoutItsFile_isRefusedAndUntouched()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    f.close();
    QVERIFY(QFile::remove(databaseFile(f)));
    writeFile(databaseFile(f) + u"-wal"_s, "what was acknowledged");
    const auto before = f.files();
    VERIFY_FAILED(f.open(), ErrorCode::DamagedFile);
    QVERIFY(f.files() == before);
    // Nor when the file is there, and empty.
    writeFile(databaseFile(f), {});
    const auto emptied = f.files();
    VERIFY_FAILED(f.open(), ErrorCode::DamagedFile);
    QVERIFY(f.files() == emptied);
}

#ifndef Q_OS_WIN
void StoreFileTest::open_fileOfTwoNames_isRefusedAndUntouched_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"symbolic link", "symbolic link to nothing", "hard link"})
        QTest::addRow("%s", kind) << kind;
}

// Else two programs would write to one file, each with a log of its own.
void StoreFileTest::open_fileOfTwoNames_isRefusedAndUntouched()
{
    QFETCH(QString, kind);
    StoreFixture owner;
    VERIFY_OK(owner.open());
    VERIFY_OK(owner.set(k, "1"));
    StoreFixture other;
    QVERIFY(QDir().mkpath(other.options.directory));
    const QString target = kind.endsWith("nothing"_L1) ? u"/nowhere/at.all"_s : databaseFile(owner);
    const QString link = databaseFile(other);
    if (kind == "hard link"_L1)
        std::filesystem::create_hard_link(target.toStdString(), link.toStdString());
    else
        QVERIFY(QFile::link(target, link));
    VERIFY_FAILED(other.open(), ErrorCode::StorageFailed);
    QVERIFY(QFileInfo(link).isSymLink() == (kind != "hard link"_L1));
    QVERIFY(!QFile::exists(link + u"-wal"_s));
    VERIFY_OK(owner.set(k, "2"));
    QVERIFY(QFile::remove(link));
    VERIFY_OK(other.open());
}
#endif

void StoreFileTest::open_newFile_leavesNothingHalfMade()
{
    StoreFixture f;
    QVERIFY(QDir().mkpath(f.options.directory));
    // As a kill amid the making of an earlier one leaves it.
    writeFile(databaseFile(f) + u".new"_s, "SQLite format 3");
    writeFile(databaseFile(f) + u".new-journal"_s, "half");
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    f.close();
    QVERIFY(f.files().contains(u"stateroom.db"_s));
    QCOMPARE(f.files().keys().filter(u".new"_s), QStringList());
    VERIFY_OK(f.open());
    QCOMPARE(f.value(k), "1");
}

void StoreFileTest::open_newerFormat_isRefusedAndUntouched()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    f.close();
    runSql(databaseFile(f), {u"PRAGMA user_version = 1000"_s});
    const auto before = f.files();

    const auto opened = f.open();
    VERIFY_FAILED(opened, ErrorCode::NewerFile);
    QVERIFY2(opened.error().message.contains(u"1000"_s), qPrintable(errorText(opened)));
    QVERIFY(!opened.error().hint.isEmpty());
    QCOMPARE(f.files().keys(), before.keys());
    QVERIFY(f.files() == before);
}

void StoreFileTest::open_afterAKill_findsEverything()
{
#ifdef Q_OS_WIN
    QSKIP("needs cp");
#endif
    StoreFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 100; ++i)
        VERIFY_OK(f.set(k, QByteArray::number(i)));
    StoreFixture killed;
    QVERIFY(copyAsKilled(f, killed));
    VERIFY_OK(killed.open());
    QCOMPARE(killed.value(k), "99");
    QCOMPARE(killed.log().size(), size_t(100));
    QCOMPARE(killed.set(k, "100").value(), Version(101));
    QVERIFY(killed.store().health().writable);
}

void StoreFileTest::open_afterAKillWithDamage_isServedReadOnly()
{
#ifdef Q_OS_WIN
    QSKIP("needs cp");
#endif
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        for (int i = 0; i < 5000; ++i)
            (void)t.set(entryName("workflow/w", QByteArray::number(i)), json("1")).value();
        return {};
    }));
    VERIFY_OK(f.reopen()); // all of it is in the file now
    VERIFY_OK(f.set(k, "1"));
    StoreFixture killed;
    QVERIFY(copyAsKilled(f, killed));
    QFile file(databaseFile(killed));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2 / 4096 * 4096));
    QCOMPARE(file.write(QByteArray(4096, '\xFF')), 4096);
    file.close();

    VERIFY_OK(killed.open());
    QTRY_VERIFY(!killed.store().health().writable);
    const Error reason = killed.store().health().reason;
    QCOMPARE(errorCodeName(reason.code), errorCodeName(ErrorCode::ReadOnly));
    QVERIFY2(reason.message.contains(databaseFile(killed)), qPrintable(reason.message));
    QCOMPARE(killed.value(k), "1");
    VERIFY_FAILED(killed.set(k, "2"), ErrorCode::ReadOnly);
    // Nor do several that come at once.
    Answers<Version> answers;
    constexpr int many = 200;
    for (int i = 0; i < many; ++i)
        killed.store().transact(
            {}, [](Transaction& t) { return t.set(k, json("2")); }, answers.context(),
            answers.collect());
    QTRY_COMPARE(answers.all.size(), size_t(many));
    for (const auto& answer : answers.all)
        VERIFY_FAILED(answer, ErrorCode::ReadOnly);
    QCOMPARE(killed.value(k), "1");
}

QTEST_GUILESS_MAIN(StoreFileTest)
#include "tst_storefile.moc"
