// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workqueue.h"

#include <QTest>

#include <array>
#include <memory>
#include <thread>

using namespace stateroom;
using namespace std::chrono_literals;

namespace {

struct Item {
    int producer = 0;
    int number = 0;
};

using Queue = WorkQueue<std::unique_ptr<Item>>;

std::unique_ptr<Item> item(int producer, int number)
{
    return std::make_unique<Item>(Item{producer, number});
}

} // namespace

class WorkQueueTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void take_itemsWaiting_areHandedOutInOrder()
    {
        Queue queue;
        for (int i = 0; i < 5; ++i)
            QVERIFY(queue.push(item(0, i)));
        const auto first = queue.take(3, 0ms);
        const auto rest = queue.take(3, 0ms);
        QCOMPARE(first->size(), size_t(3));
        QCOMPARE(rest->size(), size_t(2));
        QCOMPARE(first->front()->number, 0);
        QCOMPARE(rest->back()->number, 4);
    }

    void take_nothingWaits_isOverWithTheWait()
    {
        Queue queue;
        const auto none = queue.take(1, 1ms);
        QVERIFY(none);
        QVERIFY(none->empty());
    }

    void push_closed_leavesTheItem()
    {
        Queue queue;
        QVERIFY(queue.push(item(0, 1)));
        queue.close();
        QVERIFY(queue.isClosed());
        auto refused = item(0, 2);
        QVERIFY(!queue.push(std::move(refused)));
        QCOMPARE(refused->number, 2); // NOLINT: that is promised
        QCOMPARE(queue.take(9, 1h)->size(), size_t(1));
        QVERIFY(!queue.take(9, 1h));
    }

    void take_manyThreads_eachAcceptedItemIsHandedOutOnceAndInOrder()
    {
        constexpr int producers = 4;
        constexpr int least = 200; // items of each before the queue is closed
        Queue queue;
        std::atomic<int> busy = producers;
        std::array<int, producers> accepted{};
        std::vector<std::thread> threads;
        for (int producer = 0; producer < producers; ++producer)
            threads.emplace_back([&, producer] {
                int& number = accepted[size_t(producer)];
                while (queue.push(item(producer, number))) {
                    if (++number == least)
                        --busy;
                }
            });
        std::array<int, producers> taken{};
        bool inOrder = true;
        std::thread worker([&] {
            while (const auto items = queue.take(16, 1ms)) {
                for (const auto& one : *items)
                    inOrder = inOrder && one->number == taken[size_t(one->producer)]++;
            }
        });
        while (busy > 0)
            std::this_thread::yield();
        queue.close();
        for (std::thread& thread : threads)
            thread.join();
        worker.join();
        QVERIFY(inOrder);
        QCOMPARE(taken, accepted);
    }

    void close_twoWorkersWait_bothAreFreed()
    {
        Queue queue;
        std::vector<std::thread> workers;
        for (int i = 0; i < 2; ++i)
            workers.emplace_back([&queue] {
                while (queue.take(1, 1h)) {
                }
            });
        queue.close();
        for (std::thread& worker : workers)
            worker.join(); // or the test's time is over
    }
};

QTEST_GUILESS_MAIN(WorkQueueTest)
#include "tst_workqueue.moc"
