// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/throttle.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;

class ThrottleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void request_manyAtOnce_runsOnce();
    void request_duringTheInterval_runsOnceMore();
    void request_inARow_keepsTheInterval();
    void request_fromTheAction_runsAgain();
    void cancel_requested_doesNotRun();
};

void ThrottleTest::request_manyAtOnce_runsOnce()
{
    int runs = 0;
    Throttle throttle(Milliseconds(20), [&runs] { ++runs; });
    for (int i = 0; i < 1000; ++i)
        throttle.request();
    QCOMPARE(runs, 0); // not within the caller
    QTRY_COMPARE(runs, 1);
}

void ThrottleTest::request_duringTheInterval_runsOnceMore()
{
    int runs = 0;
    Throttle throttle(Milliseconds(20), [&runs] { ++runs; });
    throttle.request();
    QTRY_COMPARE(runs, 1);
    throttle.request();
    throttle.request();
    QTRY_COMPARE(runs, 2);
}

void ThrottleTest::request_inARow_keepsTheInterval()
{
    constexpr qint64 interval = 10;
    QList<qint64> moments;
    QElapsedTimer clock;
    clock.start();
    Throttle throttle(Milliseconds(interval), [&] { moments.append(clock.elapsed()); });
    while (moments.size() < 5) {
        throttle.request();
        QCoreApplication::processEvents();
        QVERIFY(clock.elapsed() < 5000);
    }
    for (qsizetype i = 1; i < moments.size(); ++i)
        QVERIFY(moments[i] - moments[i - 1] >= interval - 1); // a millisecond is rounded
}

void ThrottleTest::request_fromTheAction_runsAgain()
{
    int runs = 0;
    Throttle* self = nullptr;
    Throttle throttle(Milliseconds(1), [&] {
        if (++runs < 3)
            self->request();
    });
    self = &throttle;
    throttle.request();
    QTRY_COMPARE(runs, 3);
}

void ThrottleTest::cancel_requested_doesNotRun()
{
    int cancelled = 0;
    int later = 0;
    Throttle throttle(Milliseconds(1), [&cancelled] { ++cancelled; });
    Throttle other(Milliseconds(5), [&later] { ++later; });
    throttle.request();
    throttle.cancel();
    other.request();
    QTRY_COMPARE(later, 1);
    QCOMPARE(cancelled, 0);
}

QTEST_GUILESS_MAIN(ThrottleTest)
#include "tst_throttle.moc"
