// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const EntryName k = entryName("workflow/wf-1", "k");

/// Brings `k` into the state that the table names.
void prepare(StoreFixture& f, const QString& state)
{
    VERIFY_OK(f.open());
    if (state == u"never written"_s)
        return;
    VERIFY_OK(f.set(k, "1"));
    if (state == u"removed"_s) {
        VERIFY_OK(f.remove(k));
    } else if (state == u"expired"_s) {
        VERIFY_OK(f.setFor(k, "2", Milliseconds(1000)));
        f.clock.advance(Milliseconds(1000));
    } else {
        VERIFY_OK(f.set(k, "2"));
    }
}

void addCases()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<qint64>("current"); // -1: the expectation holds
    const auto row = [](const char* state, qint64 expected, qint64 current) {
        QTest::addRow("%s, expected %d", state, int(expected)) << state << expected << current;
    };
    row("living", 2, -1);
    row("living", 1, 2);
    row("living", 3, 2);
    row("living", 0, 2);
    row("never written", 0, -1);
    row("never written", 1, 0);
    row("removed", 0, -1);
    row("removed", 1, 0);
    row("removed", 2, 0);
    row("expired", 0, -1);
    row("expired", 2, 0);
    row("expired", 3, 0);
}

} // namespace

class CompareAndSetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void set_expected_isJudgedByTheLivingVersion_data();
    void set_expected_isJudgedByTheLivingVersion();
    void remove_expected_isJudgedByTheLivingVersion_data();
    void remove_expected_isJudgedByTheLivingVersion();
    void counter_incrementedByManyThreads_losesNothing();
};

void CompareAndSetTest::set_expected_isJudgedByTheLivingVersion_data()
{
    addCases();
}

void CompareAndSetTest::set_expected_isJudgedByTheLivingVersion()
{
    QFETCH(QString, state);
    QFETCH(qint64, expected);
    QFETCH(qint64, current);
    StoreFixture f;
    prepare(f, state);
    const Version before = f.reader().lastVersion(k).value();

    const auto answer = f.set(k, "\"new\"", {.expected = Version(expected)});
    if (current < 0) {
        VERIFY_OK(answer);
        QVERIFY(*answer > before);
        QCOMPARE(f.value(k), "\"new\"");
        return;
    }
    VERIFY_FAILED(answer, ErrorCode::Conflict);
    QCOMPARE(answer.error().currentVersion, current);
    QVERIFY(!answer.error().message.isEmpty());
    QVERIFY(f.value(k) != "\"new\"");
}

void CompareAndSetTest::remove_expected_isJudgedByTheLivingVersion_data()
{
    addCases();
}

void CompareAndSetTest::remove_expected_isJudgedByTheLivingVersion()
{
    QFETCH(QString, state);
    QFETCH(qint64, expected);
    QFETCH(qint64, current);
    StoreFixture f;
    prepare(f, state);
    const QByteArray before = f.value(k);

    const auto answer = f.remove(k, Version(expected));
    if (current < 0) {
        VERIFY_OK(answer);
        QCOMPARE(answer->has_value(), state == u"living"_s);
        QCOMPARE(f.value(k), QByteArray());
        return;
    }
    VERIFY_FAILED(answer, ErrorCode::Conflict);
    QCOMPARE(answer.error().currentVersion, current);
    QCOMPARE(f.value(k), before);
}

void CompareAndSetTest::counter_incrementedByManyThreads_losesNothing()
{
    StoreFixture f;
    VERIFY_OK(f.open());
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) {
                const auto done =
                    f.store().transactAndWait({}, [](Transaction& t) -> Result<Version> {
                        const auto now = t.read().get(k);
                        if (!now)
                            return failureOf(now);
                        const qint64 count = *now ? (*now)->value.bytes().toLongLong() : 0;
                        return t.set(k, JsonText::fromNumber(count + 1));
                    });
                failures += done ? 0 : 1;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(f.value(k), "200");
    QCOMPARE(f.reader().lastVersion(k).value(), Version(200));
}

QTEST_GUILESS_MAIN(CompareAndSetTest)
#include "tst_compareandset.moc"
