// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ownership.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

const QString url = u"http://127.0.0.1:7474"_s;
constexpr Timestamp since(1'785'000'000'000); // 2026-07-25T17:20:00.000Z

/// What this program does when it is started as the second process: takes the directory, says so,
/// and keeps it until its standard input ends.
int ownUntilInputEnds(const QString& directory)
{
    auto owned = Ownership::acquire(directory, since);
    if (!owned) {
        std::printf("%s\n", qPrintable(owned.error().toString()));
        return 2;
    }
    (*owned)->describe(url);
    std::printf("owned\n");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

/// Another process that tries to own a directory.
struct OtherProcess {
    QProcess process;

    QByteArray start(const QString& directory)
    {
        process.start(QCoreApplication::applicationFilePath(), {u"--own"_s, directory});
        if (!process.waitForStarted() || !process.waitForReadyRead())
            return "did not start";
        return process.readLine().trimmed();
    }
    void leave()
    {
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
    }
    ~OtherProcess()
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.kill();
        process.waitForFinished();
    }
};

QJsonObject descriptionIn(const QTemporaryDir& directory)
{
    QFile file(directory.filePath(u"serving.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestOwnership final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acquire_freeDirectory_isDescribed();
    void acquire_missingDirectory_isMade();
    void acquire_ownedByAnotherProcess_saysByWhom();
    void acquire_ownedByThisProcess_isRefused();
    void acquire_ownerWithoutDescription_isStillRefused();
    void acquire_whileOwned_refusesTheOtherProcess();
    void acquire_afterOwnerLeft_succeeds();
    void acquire_afterOwnerWasKilled_replacesItsDescription();
    void acquire_manyAtOnce_oneOwns();
    void acquire_foreignDescription_isNotBelieved_data();
    void acquire_foreignDescription_isNotBelieved();
    void acquire_damagedLockFile_isRepaired();
    void acquire_unusableDirectory_namesIt_data();
    void acquire_unusableDirectory_namesIt();
    void acquire_readOnlyDirectory_saysSo();
    void destructor_takesDescriptionAway();
    void destructor_anothersDescription_stays();
};

void TestOwnership::acquire_freeDirectory_isDescribed()
{
    QTemporaryDir directory;
    auto owned = Ownership::acquire(directory.path(), since);
    QVERIFY2(owned, qPrintable(owned ? QString() : owned.error().toString()));

    const QJsonObject before = descriptionIn(directory);
    QCOMPARE(before["pid"_L1].toInteger(), QCoreApplication::applicationPid());
    QCOMPARE(before["program"_L1].toString(), QCoreApplication::applicationName());
    QCOMPARE(before["since"_L1].toString(), u"2026-07-25T17:20:00.000Z"_s);
    QVERIFY(!before.contains("url"_L1));

    (*owned)->describe(url);
    QCOMPARE(descriptionIn(directory)["url"_L1].toString(), url);
}

void TestOwnership::acquire_missingDirectory_isMade()
{
    QTemporaryDir directory;
    const QString deep = directory.filePath(u"a/b c/ü"_s);
    QVERIFY(Ownership::acquire(deep));
    QVERIFY(QFile::exists(deep));
#ifdef Q_OS_UNIX
    QVERIFY(
        !(QFile::permissions(deep) &
          (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
           QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther)));
#endif
}

void TestOwnership::acquire_ownedByAnotherProcess_saysByWhom()
{
    QTemporaryDir directory;
    OtherProcess other;
    QCOMPARE(other.start(directory.path()), QByteArray("owned"));

    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(!owned);
    QCOMPARE(owned.error().code, ErrorCode::AlreadyOwned);
    QCOMPARE(
        owned.error().message,
        u"The data directory %1 is in use by tst_ownership (pid %2, %3) since 2026-07-25T17:20:00.000Z."_s
            .arg(directory.path())
            .arg(other.process.processId())
            .arg(url));
    QVERIFY(!owned.error().hint.isEmpty());
    // The refused one has not taken away what describes the owner.
    QCOMPARE(descriptionIn(directory)["pid"_L1].toInteger(), other.process.processId());
    other.leave();
}

void TestOwnership::acquire_ownedByThisProcess_isRefused()
{
    QTemporaryDir directory;
    const auto first = Ownership::acquire(directory.path());
    QVERIFY(first);
    const auto second = Ownership::acquire(directory.path() + u"/."_s);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyOwned);
    // The refusal has not cost the first one its lock.
    OtherProcess other;
    QVERIFY(other.start(directory.path()).contains("is in use by"));
}

void TestOwnership::acquire_ownerWithoutDescription_isStillRefused()
{
    QTemporaryDir directory;
    OtherProcess other;
    QCOMPARE(other.start(directory.path()), QByteArray("owned"));
    QVERIFY(QFile::remove(directory.filePath(u"serving.json"_s)));

    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(!owned);
    QCOMPARE(
        owned.error().message,
        u"The data directory %1 is in use by another process."_s.arg(directory.path()));
}

void TestOwnership::acquire_whileOwned_refusesTheOtherProcess()
{
    QTemporaryDir directory;
    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(owned);
    OtherProcess other;
    const QByteArray answer = other.start(directory.path());
    const QByteArray expected = "(pid " + QByteArray::number(QCoreApplication::applicationPid());
    QVERIFY2(answer.contains(expected), answer.constData());
    QVERIFY(other.process.waitForFinished());
    QCOMPARE(other.process.exitCode(), 2);
}

void TestOwnership::acquire_afterOwnerLeft_succeeds()
{
    QTemporaryDir directory;
    OtherProcess other;
    QCOMPARE(other.start(directory.path()), QByteArray("owned"));
    other.leave();
    QVERIFY(descriptionIn(directory).isEmpty());
    QVERIFY(Ownership::acquire(directory.path()));
}

void TestOwnership::acquire_afterOwnerWasKilled_replacesItsDescription()
{
    QTemporaryDir directory;
    OtherProcess other;
    QCOMPARE(other.start(directory.path()), QByteArray("owned"));
    other.process.kill();
    QVERIFY(other.process.waitForFinished());
    QCOMPARE(descriptionIn(directory)["url"_L1].toString(), url); // stale

    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(owned);
    const QJsonObject description = descriptionIn(directory);
    QCOMPARE(description["pid"_L1].toInteger(), QCoreApplication::applicationPid());
    QVERIFY(!description.contains("url"_L1));
}

void TestOwnership::acquire_manyAtOnce_oneOwns()
{
    QTemporaryDir directory;
    write(directory.filePath(u"serving.db"_s), QByteArray(5000, 'x')); // all will want to repair it
    constexpr int count = 6;
    OtherProcess others[count];
    for (OtherProcess& other : others)
        other.process.start(
            QCoreApplication::applicationFilePath(), {u"--own"_s, directory.path()});
    int owners = 0;
    for (OtherProcess& other : others) {
        QVERIFY(other.process.waitForReadyRead());
        owners += other.process.readLine().startsWith("owned") ? 1 : 0;
    }
    QCOMPARE(owners, 1);
}

void TestOwnership::acquire_foreignDescription_isNotBelieved_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("\xff\x00 pid: 1", 9);
    QTest::newRow("an array") << QByteArray("[1,2]");
    QTest::newRow("other types") << QByteArray(R"({"pid":"one","program":3,"since":[],"url":{}})");
    QTest::newRow("a live process") << QByteArray(R"({"pid":1,"program":"init"})");
    QTest::newRow("large") << QByteArray(1 << 20, ' ');
}

void TestOwnership::acquire_foreignDescription_isNotBelieved()
{
    QFETCH(const QByteArray, content);
    QTemporaryDir directory;
    const QString path = directory.filePath(u"serving.json"_s);
    write(path, content);
    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(owned);

    write(path, content);
    const auto second = Ownership::acquire(directory.path());
    QVERIFY(!second);
    const QRegularExpression sentence(u"^The data directory .* is in use by .+\\.$"_s);
    QVERIFY2(sentence.match(second.error().message).hasMatch(), qPrintable(second.error().message));
}

void TestOwnership::acquire_damagedLockFile_isRepaired()
{
    QTemporaryDir directory;
    write(directory.filePath(u"serving.db"_s), QByteArray(4096, 'g'));
    const auto owned = Ownership::acquire(directory.path());
    QVERIFY2(owned, qPrintable(owned ? QString() : owned.error().toString()));
    OtherProcess other;
    QVERIFY(other.start(directory.path()).contains("is in use by"));
}

void TestOwnership::acquire_unusableDirectory_namesIt_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("below a file") << u"file/data"_s;
    QTest::newRow("a file") << u"file"_s;
    QTest::newRow("its lock file is a directory") << u"blocked"_s;
}

void TestOwnership::acquire_unusableDirectory_namesIt()
{
    QFETCH(const QString, path);
    QTemporaryDir directory;
    write(directory.filePath(u"file"_s), "x");
    QVERIFY(QDir(directory.path()).mkpath(u"blocked/serving.db"_s));

    const QString full = directory.filePath(path);
    const auto owned = Ownership::acquire(full);
    QVERIFY(!owned);
    QCOMPARE(owned.error().code, ErrorCode::StorageFailed);
    QVERIFY2(owned.error().message.contains(full), qPrintable(owned.error().message));
    QVERIFY(!owned.error().hint.isEmpty());
}

void TestOwnership::acquire_readOnlyDirectory_saysSo()
{
    QTemporaryDir directory;
    QFile::setPermissions(directory.path(), QFile::ReadOwner | QFile::ExeOwner);
    const auto restore = qScopeGuard([&] {
        QFile::setPermissions(
            directory.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    });
    if (QFileInfo(directory.path()).isWritable())
        QSKIP("The superuser writes where it likes.");
    const auto owned = Ownership::acquire(directory.path());
    QVERIFY(!owned);
    QCOMPARE(owned.error().code, ErrorCode::ReadOnly);
    QVERIFY(owned.error().message.contains(directory.path()));
}

// Its own directory has been moved away, and another stands in its place.
void TestOwnership::destructor_anothersDescription_stays()
{
    QTemporaryDir parent;
    const QString path = parent.filePath(u"data"_s);
    auto owned = Ownership::acquire(path);
    QVERIFY(owned);
    QVERIFY(QDir().rename(path, parent.filePath(u"moved"_s)));
    QVERIFY(QDir().mkpath(path));
    QFile description(path + u"/serving.json"_s);
    QVERIFY(description.open(QIODevice::WriteOnly));
    description.write(R"({"pid":1})");
    description.close();
    owned->reset();
    QVERIFY(description.exists());
}

void TestOwnership::destructor_takesDescriptionAway()
{
    QTemporaryDir directory;
    {
        const auto owned = Ownership::acquire(directory.path());
        QVERIFY(owned);
        QVERIFY(!descriptionIn(directory).isEmpty());
    }
    QVERIFY(!QFile::exists(directory.filePath(u"serving.json"_s)));
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tst_ownership"_s);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--own"_L1)
        return ownUntilInputEnds(arguments[2]);
    TestOwnership test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ownership.moc"
