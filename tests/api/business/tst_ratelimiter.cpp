// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/ratekeeper.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::business;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 day = 24 * 60 * minute;
/// The beginning of a day, and so of a minute, of UTC.
constexpr qint64 midnight = 19'000 * day;

ApiKey makeKey(const QByteArray& id)
{
    ApiKey key;
    key.id = id;
    key.api = ApiKind::Business;
    return key;
}

RateStanding takeMany(RateLimiter::Counter& counter, const Plan& plan, Timestamp at, int calls)
{
    RateStanding last;
    for (int i = 0; i < calls; ++i)
        last = counter.take(plan, at);
    return last;
}

constexpr Plan small{"small", 3, 5};

} // namespace

class RateLimiterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findPlan_name_hasTheDocumentsNumbers_data();
    void findPlan_name_hasTheDocumentsNumbers();
    void take_call_tellsTheWindowNearerItsEnd_data();
    void take_call_tellsTheWindowNearerItsEnd();
    void take_newWindow_admitsAgain();
    void take_refusedCalls_countToo();
    void take_clockOfAnotherThreadIsAhead_countsInItsWindow();
    void look_never_counts();
    void counterOf_otherKeys_areCountedByThemselves();
    void load_whatWasSaved_goesOn();
    void load_windowsThatAreOver_countAsNone();
    void load_nonsense_countsAsNone_data();
    void load_nonsense_countsAsNone();
    void keeper_ends_hasWrittenAllDown();
    void keeper_whileItLives_writesEachSecond();
};

void RateLimiterTest::findPlan_name_hasTheDocumentsNumbers_data()
{
    QTest::addColumn<quint32>("perMinute");
    QTest::addColumn<quint32>("perDay");
    QTest::newRow("starter") << 100u << 10'000u;
    QTest::newRow("growth") << 1'000u << 100'000u;
    QTest::newRow("enterprise") << 10'000u << 0u;
    QTest::newRow("local") << 1'000'000u << 0u;
}

void RateLimiterTest::findPlan_name_hasTheDocumentsNumbers()
{
    QFETCH(quint32, perMinute);
    QFETCH(quint32, perDay);
    const Plan* const plan = findPlan(QTest::currentDataTag());
    QVERIFY(plan);
    QCOMPARE(plan->perMinute, perMinute);
    QCOMPARE(plan->perDay, perDay);
    QVERIFY(!findPlan("gold"));
}

void RateLimiterTest::take_call_tellsTheWindowNearerItsEnd_data()
{
    QTest::addColumn<int>("before"); // calls in earlier minutes of the day
    QTest::addColumn<int>(
        "calls"); // in this one, which is the day's last; the last one is looked at
    QTest::addColumn<bool>("admitted");
    QTest::addColumn<quint32>("limit");
    QTest::addColumn<quint32>("remaining");
    QTest::addColumn<qint64>("retryAfter");
    constexpr qint64 toEnd = 30; // both windows end in half a minute
    QTest::newRow("first call: the minute") << 0 << 1 << true << 3u << 2u << qint64(0);
    QTest::newRow("last of the minute") << 0 << 3 << true << 3u << 0u << toEnd;
    QTest::newRow("past the minute") << 0 << 4 << false << 3u << 0u << toEnd;
    QTest::newRow("as near: the day") << 2 << 1 << true << 5u << 2u << qint64(0);
    QTest::newRow("the day is nearer") << 3 << 1 << true << 5u << 1u << qint64(0);
    QTest::newRow("last of the day") << 4 << 1 << true << 5u << 0u << toEnd;
    QTest::newRow("past the day") << 5 << 1 << false << 5u << 0u << toEnd;
}

void RateLimiterTest::take_call_tellsTheWindowNearerItsEnd()
{
    QFETCH(int, before);
    QFETCH(int, calls);
    RateLimiter limiter;
    const auto counter = limiter.counterOf(makeKey("key_a"));
    for (int i = 0; i < before; ++i)
        counter->take(small, Timestamp(midnight + i * minute));
    const RateStanding standing =
        takeMany(*counter, small, Timestamp(midnight + day - 30 * second), calls);
    QTEST(standing.admitted, "admitted");
    QTEST(standing.limit, "limit");
    QTEST(standing.remaining, "remaining");
    QTEST(standing.retryAfter, "retryAfter");
    QCOMPARE(standing.reset, (midnight + day) / second);
}

void RateLimiterTest::take_newWindow_admitsAgain()
{
    RateLimiter limiter;
    const auto counter = limiter.counterOf(makeKey("key_a"));
    const Timestamp last(midnight + minute - 1);
    QVERIFY(!takeMany(*counter, {"", 3, 0}, last, 4).admitted);
    QCOMPARE(counter->look({"", 3, 0}, last).retryAfter, 1);
    const RateStanding next = counter->take({"", 3, 0}, Timestamp(midnight + minute));
    QCOMPARE(next, (RateStanding{true, 3, 2, (midnight + 2 * minute) / second, 0}));
}

void RateLimiterTest::take_refusedCalls_countToo()
{
    RateLimiter limiter;
    const auto counter = limiter.counterOf(makeKey("key_a"));
    QVERIFY(!takeMany(*counter, small, Timestamp(midnight), 5).admitted); // 3 were
    QVERIFY(!counter->take(small, Timestamp(midnight + minute)).admitted);
    QVERIFY(counter->take(small, Timestamp(midnight + day)).admitted);
}

void RateLimiterTest::take_clockOfAnotherThreadIsAhead_countsInItsWindow()
{
    RateLimiter limiter;
    const auto counter = limiter.counterOf(makeKey("key_a"));
    (void)counter->take(small, Timestamp(midnight + minute));
    const RateStanding standing = counter->take(small, Timestamp(midnight + minute - 1));
    QCOMPARE(standing.remaining, 1u);
    QCOMPARE(standing.reset, (midnight + 2 * minute) / second);
}

void RateLimiterTest::look_never_counts()
{
    RateLimiter limiter;
    const auto counter = limiter.counterOf(makeKey("key_a"));
    (void)counter->take(small, Timestamp(midnight));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(counter->look(small, Timestamp(midnight)).remaining, 2u);
    QCOMPARE(counter->look(small, Timestamp(midnight + minute)).remaining, 3u);
}

void RateLimiterTest::counterOf_otherKeys_areCountedByThemselves()
{
    RateLimiter limiter;
    (void)takeMany(*limiter.counterOf(makeKey("key_a")), small, Timestamp(midnight), 3);
    QCOMPARE(limiter.counterOf(makeKey("key_b"))->look(small, Timestamp(midnight)).remaining, 3u);
    QCOMPARE(limiter.counterOf(makeKey("key_a"))->look(small, Timestamp(midnight)).remaining, 0u);
}

void RateLimiterTest::load_whatWasSaved_goesOn()
{
    RateLimiter before;
    (void)takeMany(*before.counterOf(makeKey("key_a")), small, Timestamp(midnight), 2);
    RateLimiter after;
    after.load(before.save(), Timestamp(midnight + second));
    QCOMPARE(after.counterOf(makeKey("key_a"))->take(small, Timestamp(midnight)).remaining, 0u);
}

void RateLimiterTest::load_windowsThatAreOver_countAsNone()
{
    RateLimiter before;
    (void)takeMany(*before.counterOf(makeKey("key_a")), small, Timestamp(midnight), 2);
    RateLimiter later;
    later.load(before.save(), Timestamp(midnight + minute));
    const RateStanding standing =
        later.counterOf(makeKey("key_a"))->look(small, Timestamp(midnight + minute));
    QCOMPARE(standing.limit, 5u); // of the day, of which two are gone
    QCOMPARE(standing.remaining, 3u);
    RateLimiter nextDay;
    nextDay.load(before.save(), Timestamp(midnight + day));
    QCOMPARE(nextDay.save(), "{}");
    RateLimiter earlier; // the clock has been put right meanwhile
    earlier.load(before.save(), Timestamp(midnight - day));
    QCOMPARE(earlier.save(), "{}");
}

void RateLimiterTest::load_nonsense_countsAsNone_data()
{
    QTest::addColumn<QByteArray>("saved");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"key_a\":[");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("too few") << QByteArray("{\"key_a\":[1,2,3]}");
    QTest::newRow("other types") << QByteArray("{\"key_a\":{\"a\":1},\"key_b\":[null,\"\",{},[]]}");
}

void RateLimiterTest::load_nonsense_countsAsNone()
{
    QFETCH(QByteArray, saved);
    RateLimiter limiter;
    limiter.load(saved, Timestamp(midnight));
    QCOMPARE(limiter.save(), "{}");
}

void RateLimiterTest::keeper_ends_hasWrittenAllDown()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"rates.json"_s);
    {
        RateLimiter limiter;
        const RateKeeper keeper(limiter, file, Timestamp(midnight));
        (void)limiter.counterOf(makeKey("key_a"))->take(small, Timestamp(midnight));
    }
    RateLimiter limiter;
    const RateKeeper keeper(limiter, file, Timestamp(midnight));
    QCOMPARE(limiter.counterOf(makeKey("key_a"))->look(small, Timestamp(midnight)).remaining, 2u);
#ifdef Q_OS_UNIX
    QCOMPARE(
        QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());
#endif
}

void RateLimiterTest::keeper_whileItLives_writesEachSecond()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"rates.json"_s);
    RateLimiter limiter;
    const RateKeeper keeper(limiter, file, Timestamp(midnight));
    (void)limiter.counterOf(makeKey("key_a"))->take(small, Timestamp(midnight));
    const auto content = [&file] {
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(content(), limiter.save(), 30'000);
}

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "tst_ratelimiter.moc"
