// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watchedapplication.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>
#include <QTimer>

using namespace stateroom::ui;

namespace {

/// Takes the processor for that long.
void work(int milliseconds)
{
    timespec now{};
    const auto spent = [&] {
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return now.tv_sec * 1'000 + now.tv_nsec / 1'000'000;
    };
    for (const auto begin = spent(); spent() - begin < milliseconds;) {
    }
}

} // namespace

class WatchedApplicationTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void event_long_isTold();
    void event_longAsAllowed_isNotTold();
    void event_thatWaits_isNotTold();
    void event_withALoopInside_isJudgedWithoutIt();

private:
    static void post(std::function<void()> run)
    {
        QMetaObject::invokeMethod(qApp, std::move(run), Qt::QueuedConnection);
        QCoreApplication::sendPostedEvents();
    }

    QByteArrayList m_told;
};

void WatchedApplicationTest::init()
{
    m_told.clear();
    static_cast<WatchedApplication*>(qApp)->tell = [this](const QByteArray& text) {
        m_told << text;
    };
}

void WatchedApplicationTest::cleanup()
{
    static_cast<WatchedApplication*>(qApp)->tell = nullptr;
}

void WatchedApplicationTest::event_long_isTold()
{
    post([] { work(250); });
    QCOMPARE(m_told.size(), 1);
    QVERIFY2(m_told[0].contains("MetaCall of"), m_told[0].constData());
}

void WatchedApplicationTest::event_longAsAllowed_isNotTold()
{
    const WatchedApplication::Allowance allowance(1'000);
    post([] { work(250); });
    QCOMPARE(m_told, QByteArrayList());
}

void WatchedApplicationTest::event_thatWaits_isNotTold()
{
    post([] { QThread::msleep(300); }); // as when others have the processor
    QCOMPARE(m_told, QByteArrayList());
}

void WatchedApplicationTest::event_withALoopInside_isJudgedWithoutIt()
{
    post([] {
        QEventLoop loop;
        for (int i = 0; i < 10; ++i)
            QTimer::singleShot(0, &loop, [] { work(25); });
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
    });
    QCOMPARE(m_told, QByteArrayList());
    post([] {
        QEventLoop loop;
        QTimer::singleShot(0, &loop, [] { work(250); });
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
    });
    QCOMPARE(m_told.size(), 1);
}

STATEROOM_WATCHED_MAIN(WatchedApplicationTest)
#include "tst_watchedapplication.moc"
