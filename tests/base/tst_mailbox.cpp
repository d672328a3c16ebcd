// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QTest>
#include <QThread>

#include <atomic>
#include <future>
#include <thread>

using namespace stateroom;

namespace {

/// A thread with an event loop, and its mailbox and a context that lives there.
class Receiver {
public:
    Receiver()
    {
        std::promise<void> ready;
        m_thread.reset(QThread::create([this, &ready] {
            mailbox = Mailbox::ofThisThread();
            QObject owner;
            context = &owner;
            QEventLoop loop;
            m_loop = &loop;
            ready.set_value();
            loop.exec();
        }));
        m_thread->start();
        ready.get_future().wait();
    }
    ~Receiver() { end(); }

    void end()
    {
        mailbox->post(context, [this] { m_loop->quit(); });
        m_thread->wait();
    }
    QThread* thread() { return m_thread.get(); }

    std::shared_ptr<Mailbox> mailbox;
    QPointer<QObject> context;

private:
    std::unique_ptr<QThread> m_thread;
    QEventLoop* m_loop = nullptr;
};

/// Counts the events by which this thread is woken.
class WakeUpCounter : public QObject {
public:
    WakeUpCounter() { qApp->installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override
    {
        count += event->type() == QEvent::User;
        return false;
    }
    int count = 0;
};

} // namespace

class TestMailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofThisThread_asked_isOnePerThread();
    void post_ownThread_runsLaterInOrder();
    void post_manyLetters_wakeUpOnce();
    void post_severalThreads_allRunInTheReceiverInEachSendersOrder();
    void post_contextGone_letterIsDropped();
    void post_contextDestroyedByEarlierLetter_letterIsDropped();
    void post_insideLetter_runsAfterWhatWaits();
    void post_letterRunsAnEventLoop_othersAreReadOnInOrder();
    void post_whatALetterHolds_goesInTheReceiver();
    void post_receiverEnded_letterIsDropped();
    void threadEnds_lettersUnread_areFreed();
    void post_whileThreadEnds_neitherCrashesNorLeaks();
};

void TestMailbox::ofThisThread_asked_isOnePerThread()
{
    QCOMPARE(Mailbox::ofThisThread(), Mailbox::ofThisThread());
    std::shared_ptr<Mailbox> other;
    std::thread([&] { other = Mailbox::ofThisThread(); }).join();
    QVERIFY(other);
    QVERIFY(other != Mailbox::ofThisThread());
}

void TestMailbox::post_ownThread_runsLaterInOrder()
{
    const auto mailbox = Mailbox::ofThisThread();
    QList<int> seen;
    for (int i = 0; i < 3; ++i)
        mailbox->post(this, [&seen, i] { seen << i; });
    QVERIFY(seen.isEmpty());
    QCoreApplication::sendPostedEvents();
    QCOMPARE(seen, (QList<int>{0, 1, 2}));
}

void TestMailbox::post_manyLetters_wakeUpOnce()
{
    const auto mailbox = Mailbox::ofThisThread();
    QCoreApplication::sendPostedEvents();
    WakeUpCounter wakeUps;
    int read = 0;
    for (int i = 0; i < 1000; ++i)
        mailbox->post(this, [&read] { ++read; });
    QCoreApplication::sendPostedEvents();
    QCOMPARE(read, 1000);
    QVERIFY(wakeUps.count <= 2);
}

void TestMailbox::post_severalThreads_allRunInTheReceiverInEachSendersOrder()
{
    constexpr int senders = 4;
    constexpr int letters = 5000;
    Receiver receiver;
    std::vector<std::vector<int>> seen(senders);
    std::atomic<int> strangers = 0;
    std::vector<std::thread> threads;
    for (size_t sender = 0; sender < senders; ++sender) {
        threads.emplace_back([&, sender] {
            for (int i = 0; i < letters; ++i) {
                receiver.mailbox->post(receiver.context, [&, sender, i] {
                    strangers += QThread::currentThread() != receiver.thread();
                    seen[sender].push_back(i);
                });
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    receiver.end();
    QCOMPARE(strangers, 0);
    for (const std::vector<int>& order : seen) {
        QCOMPARE(order.size(), size_t(letters));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }
}

void TestMailbox::post_contextGone_letterIsDropped()
{
    const auto mailbox = Mailbox::ofThisThread();
    bool kept = false;
    bool dropped = false;
    auto context = std::make_unique<QObject>();
    mailbox->post(context.get(), [&] { dropped = true; });
    mailbox->post(this, [&] { kept = true; });
    context.reset();
    mailbox->post({}, [&] { dropped = true; });
    QCoreApplication::sendPostedEvents();
    QVERIFY(kept);
    QVERIFY(!dropped);
}

void TestMailbox::post_contextDestroyedByEarlierLetter_letterIsDropped()
{
    const auto mailbox = Mailbox::ofThisThread();
    bool dropped = false;
    auto context = std::make_unique<QObject>();
    mailbox->post(context.get(), [&] { context.reset(); });
    mailbox->post(context.get(), [&] { dropped = true; });
    QCoreApplication::sendPostedEvents();
    QVERIFY(!context);
    QVERIFY(!dropped);
}

void TestMailbox::post_insideLetter_runsAfterWhatWaits()
{
    const auto mailbox = Mailbox::ofThisThread();
    QList<int> seen;
    mailbox->post(this, [&] {
        seen << 1;
        mailbox->post(this, [&] { seen << 3; });
    });
    mailbox->post(this, [&] { seen << 2; });
    while (seen.size() < 3)
        QCoreApplication::processEvents();
    QCOMPARE(seen, (QList<int>{1, 2, 3}));
}

void TestMailbox::post_letterRunsAnEventLoop_othersAreReadOnInOrder()
{
    const auto mailbox = Mailbox::ofThisThread();
    QList<int> seen;
    QEventLoop inner;
    mailbox->post(this, [&] {
        seen << 1;
        mailbox->post(this, [&] {
            seen << 3;
            inner.quit();
        });
        inner.exec(); // as a dialog would; it ends only when the letters behind are read
        seen << 4;
    });
    mailbox->post(this, [&] { seen << 2; });
    while (seen.size() < 4)
        QCoreApplication::processEvents();
    QCOMPARE(seen, (QList<int>{1, 2, 3, 4}));
}

void TestMailbox::post_whatALetterHolds_goesInTheReceiver()
{
    Receiver receiver;
    std::atomic<QThread*> freedIn = nullptr;
    {
        std::shared_ptr<int> held(new int(1), [&](int* number) {
            freedIn = QThread::currentThread();
            delete number;
        });
        receiver.mailbox->post(receiver.context, [held = std::move(held)] {});
    }
    receiver.end();
    QCOMPARE(freedIn, receiver.thread());
}

void TestMailbox::post_receiverEnded_letterIsDropped()
{
    Receiver receiver;
    receiver.end();
    const auto token = std::make_shared<int>();
    bool run = false;
    receiver.mailbox->post(this, [&run, token] { run = true; });
    // The mailbox closes a moment after QThread::wait() returns.
    QTRY_COMPARE(token.use_count(), 1);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!run);
}

void TestMailbox::threadEnds_lettersUnread_areFreed()
{
    const auto token = std::make_shared<int>();
    std::shared_ptr<Mailbox> mailbox;
    std::thread([&] {
        mailbox = Mailbox::ofThisThread();
        QObject context;
        mailbox->post(&context, [token] {}); // no event loop ever reads it
    }).join();
    QCOMPARE(token.use_count(), 1);
}

void TestMailbox::post_whileThreadEnds_neitherCrashesNorLeaks()
{
    const auto token = std::make_shared<int>();
    for (int round = 0; round < 50; ++round) {
        Receiver receiver;
        std::atomic<bool> stop = false;
        std::vector<std::thread> senders;
        for (int i = 0; i < 2; ++i) {
            senders.emplace_back([&, mailbox = receiver.mailbox, context = receiver.context] {
                while (!stop)
                    mailbox->post(context, [token] {});
            });
        }
        receiver.end();
        stop = true;
        for (std::thread& sender : senders)
            sender.join();
    }
    QTRY_COMPARE(token.use_count(), 1);
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
