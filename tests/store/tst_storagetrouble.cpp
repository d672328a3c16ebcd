// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

EntryName numbered(int number)
{
    return entryName("workflow/w", QByteArray::number(number));
}

#ifdef Q_OS_UNIX
/// While it lives, no file of this process may grow beyond so many bytes: a full disk, nearly.
class FileSizeLimit {
public:
    explicit FileSizeLimit(qint64 bytes)
    {
        m_oldHandler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_old);
        rlimit limit = m_old;
        limit.rlim_cur = rlim_t(bytes);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_old);
        std::signal(SIGXFSZ, m_oldHandler);
    }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_old = {};
    void (*m_oldHandler)(int) = nullptr;
};
#endif

} // namespace

class StorageTroubleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commit_thatFails_takesOnlyWhoDoesNotFit();
    void commit_thatFails_runsWorkAgain();
    void storageFull_alone_isAnErrorAndReadsGoOn();
    void storageFull_ignoredByTheWork_failsItAllTheSame();
};

void StorageTroubleTest::commit_thatFails_takesOnlyWhoDoesNotFit()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a limit of file sizes");
#else
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "0"));
    Answers<Version> answers;
    {
        const FileSizeLimit limit(4 << 20);
        {
            const WriterBlock block(f.store());
            for (int i = 0; i < 5; ++i)
                f.store().transact(
                    {},
                    [i](Transaction& t) {
                        const QByteArray value(i == 2 ? 12 << 20 : 100, 'x');
                        return t.set(numbered(i), json('"' + value + '"'));
                    },
                    answers.context(), answers.collect());
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), size_t(5), 20'000);
    }
    for (size_t i = 0; i < 5; ++i) {
        if (i == 2) {
            QVERIFY(!answers.all[i]);
            const ErrorCode code = answers.all[i].error().code;
            QVERIFY2(
                code == ErrorCode::StorageFull || code == ErrorCode::StorageFailed,
                qPrintable(errorText(answers.all[i])));
        } else {
            VERIFY_OK(answers.all[i]);
        }
    }
    QVERIFY(f.store().health().writable);
    QCOMPARE(f.position().last, Seq(5));
    QCOMPARE(f.position().lastRevision, Revision(5));
    QCOMPARE(f.value(numbered(2)), QByteArray());
    VERIFY_OK(f.set(numbered(2), "1"));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.log().size(), size_t(6));
#endif
}

void StorageTroubleTest::commit_thatFails_runsWorkAgain()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a limit of file sizes");
#else
    StoreFixture f;
    VERIFY_OK(f.open());
    Answers<Version> answers;
    std::atomic<int> runs = 0;
    {
        const FileSizeLimit limit(4 << 20);
        {
            const WriterBlock block(f.store());
            f.store().transact(
                {},
                [&runs](Transaction& t) {
                    ++runs;
                    // What a first, failed run wrote is not there at the second.
                    const bool clean = !t.read().get(k)->has_value();
                    return t.set(k, json(clean ? "\"clean\"" : "\"not clean\""));
                },
                answers.context(), answers.collect());
            f.store().transact(
                {},
                [](Transaction& t) {
                    return t.set(numbered(0), json('"' + QByteArray(12 << 20, 'x') + '"'));
                },
                answers.context(), answers.collect());
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), size_t(2), 20'000);
    }
    QCOMPARE(runs.load(), 2);
    QCOMPARE(answers.all[0].value(), Version(1));
    QVERIFY(!answers.all[1]);
    QCOMPARE(f.value(k), "\"clean\"");
    QCOMPARE(f.log().size(), size_t(1));
#endif
}

void StorageTroubleTest::storageFull_alone_isAnErrorAndReadsGoOn()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a limit of file sizes");
#else
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.set(k, "1"));
    {
        const FileSizeLimit limit(1 << 20);
        const auto answer = f.set(k, '"' + QByteArray(8 << 20, 'x') + '"');
        QVERIFY(!answer);
        QCOMPARE(f.value(k), "1");
        QVERIFY2(!answer.error().message.contains(u"xxxx"_s), "the error shows the value");
    }
    // Room again: writes go on without a restart.
    QCOMPARE(f.set(k, "2").value(), Version(2));
    QCOMPARE(describe(f.log()).size(), 2);
#endif
}

void StorageTroubleTest::storageFull_ignoredByTheWork_failsItAllTheSame()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a limit of file sizes");
#else
    StoreFixture f;
    VERIFY_OK(f.open());
    const auto careless = [](Transaction& t) -> Result<void> {
        // SQLite gives up the transaction at the second write: what comes behind would be committed
        // by itself.
        (void)t.set(numbered(1), json("1")).has_value();
        (void)t.set(numbered(2), json('"' + QByteArray(14 << 20, 'x') + '"')).has_value();
        (void)t.set(numbered(3), json("3")).has_value();
        (void)t.remove(numbered(1)).has_value();
        return {};
    };
    Answers<void> answers;
    {
        const FileSizeLimit limit(1 << 20);
        QVERIFY(!f.store().transactAndWait({}, careless));
        {
            const WriterBlock block(f.store());
            for (int i = 0; i < 2; ++i)
                f.store().transact({}, careless, answers.context(), answers.collect());
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), size_t(2), 20'000);
    }
    QVERIFY(!answers.all[0] && !answers.all[1]);
    QCOMPARE(f.position().last, Seq(0));
    QVERIFY(f.reader().keys(numbered(0).space, {}).value().keys.empty());
    QCOMPARE(f.set(numbered(3), "3").value(), Version(1));
    VERIFY_OK(f.reopen());
    QCOMPARE(f.log().size(), size_t(1));
#endif
}

QTEST_GUILESS_MAIN(StorageTroubleTest)
#include "tst_storagetrouble.moc"
