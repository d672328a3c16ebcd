// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QDateTime>
#include <QTest>

using namespace stateroom;
using namespace std::chrono_literals;

class TestClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timestampToIso_moment_isUtcWithMilliseconds_data();
    void timestampToIso_moment_isUtcWithMilliseconds();
    void timestamp_arithmetic_isInMilliseconds();
    void manualClock_standing_movesOnlyWhenMoved();
    void manualClock_setBack_steadyGoesOn();
    void systemClock_now_isTheWallClock();
    void systemClock_steady_neverGoesBack();
};

void TestClock::timestampToIso_moment_isUtcWithMilliseconds_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QByteArray>("iso");
    QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01T00:00:00.000Z");
    QTest::newRow("whole second") << qint64(1'700'000'000'000)
                                  << QByteArray("2023-11-14T22:13:20.000Z");
    QTest::newRow("millisecond") << qint64(1'700'000'000'007)
                                 << QByteArray("2023-11-14T22:13:20.007Z");
    QTest::newRow("before the epoch") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999Z");
    QTest::newRow("leap day") << qint64(1'709'164'805'040)
                              << QByteArray("2024-02-29T00:00:05.040Z");
    QTest::newRow("year 0") << qint64(-62'167'219'200'000)
                            << QByteArray("0000-01-01T00:00:00.000Z");
    QTest::newRow("year 9999") << qint64(253'402'300'799'999)
                               << QByteArray("9999-12-31T23:59:59.999Z");
}

void TestClock::timestampToIso_moment_isUtcWithMilliseconds()
{
    QFETCH(const qint64, milliseconds);
    QFETCH(const QByteArray, iso);
    QCOMPARE(Timestamp(milliseconds).toIso(), iso);
}

void TestClock::timestamp_arithmetic_isInMilliseconds()
{
    const Timestamp at(1000);
    QCOMPARE((at + 2s).value(), 3000);
    QVERIFY((at + 2s) - at == 2000ms);
    QVERIFY(at - (at + 1ms) == -1ms);
    QVERIFY(at < at + 1ms);
}

void TestClock::manualClock_standing_movesOnlyWhenMoved()
{
    ManualClock clock(Timestamp(5000));
    QCOMPARE(clock.now(), Timestamp(5000));
    QCOMPARE(clock.now(), Timestamp(5000));
    const Milliseconds before = clock.steady();
    clock.advance(250ms);
    QCOMPARE(clock.now(), Timestamp(5250));
    QVERIFY(clock.steady() - before == 250ms);
}

void TestClock::manualClock_setBack_steadyGoesOn()
{
    ManualClock clock(Timestamp(5000));
    clock.advance(1s);
    const Milliseconds before = clock.steady();
    clock.setNow(Timestamp(100));
    QCOMPARE(clock.now(), Timestamp(100));
    QVERIFY(clock.steady() == before);
}

void TestClock::systemClock_now_isTheWallClock()
{
    const SystemClock clock;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 now = clock.now().value();
    QVERIFY(now >= before - 1); // which newer Qt rounds to the nearest
    QVERIFY(now <= QDateTime::currentMSecsSinceEpoch());
}

void TestClock::systemClock_steady_neverGoesBack()
{
    const SystemClock clock;
    Milliseconds last = clock.steady();
    for (int i = 0; i < 1000; ++i) {
        const Milliseconds next = clock.steady();
        QVERIFY(next >= last);
        last = next;
    }
}

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
