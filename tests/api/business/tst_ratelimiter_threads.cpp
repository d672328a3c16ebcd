// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/ratelimiter.h"

#include <QTest>

#include <array>
#include <thread>

using namespace stateroom;
using namespace stateroom::business;

class RateLimiterThreadsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The clock goes on while they call, so that windows end under their hands.
    void take_manyThreads_admitsExactlyAsManyAsThePlan()
    {
        constexpr int threads = 4;
        constexpr int windows = 50;
        constexpr int callsPerThread = 40'000;
        constexpr quint32 perMinute = 100;
        constexpr Plan plan{"plan", perMinute, 0};
        RateLimiter limiter;
        ApiKey key;
        key.id = "key_a";
        std::array<std::atomic<quint32>, windows> admitted{};
        std::array<std::atomic<quint32>, windows> called{};
        std::atomic<int> calls = 0;
        std::vector<std::thread> callers;
        for (int i = 0; i < threads; ++i)
            callers.emplace_back([&] {
                const auto counter = limiter.counterOf(key);
                for (int n = 0; n < callsPerThread; ++n) {
                    const qint64 at = qint64(calls++) * windows / (threads * callsPerThread);
                    const RateStanding standing = counter->take(plan, Timestamp(at * 60'000));
                    const auto window = size_t(standing.reset / 60 - 1);
                    ++called[window];
                    if (standing.admitted)
                        ++admitted[window];
                    if (n % 1'000 == 0)
                        (void)limiter.save();
                }
            });
        for (std::thread& caller : callers)
            caller.join();
        for (size_t window = 0; window < windows; ++window) {
            QVERIFY(called[window] > perMinute);
            QCOMPARE(admitted[window].load(), perMinute);
        }
    }
};

QTEST_GUILESS_MAIN(RateLimiterThreadsTest)
#include "tst_ratelimiter_threads.moc"
