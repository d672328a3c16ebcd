// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/timetext.h"

#include <QLocale>
#include <QTest>

#include <chrono>

using namespace stateroom;
using namespace stateroom::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(stateroom::Milliseconds)

class TimeTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ageText_anyAge_isShort_data();
    void ageText_anyAge_isShort();
    void agoText_underADay_saysAgo();
    void agoText_overADay_isTheDate();
    void countdownText_anyTime_counts_data();
    void countdownText_anyTime_counts();
    void exactTimeText_anyMoment_hasMilliseconds();

private:
    const Timestamp m_now{1'700'000'000'000}; // 2023-11-14 22:13:20 UTC
};

void TimeTextTest::initTestCase()
{
    qputenv("TZ", "UTC");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void TimeTextTest::ageText_anyAge_isShort_data()
{
    QTest::addColumn<Milliseconds>("age");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString& expected, Milliseconds age) {
        QTest::newRow(qPrintable(expected)) << age << expected;
    };
    row(u"now"_s, 999ms);
    row(u"1 s"_s, 1000ms);
    row(u"59 s"_s, 59'999ms);
    row(u"1 min"_s, 60s);
    row(u"59 min"_s, 3599s);
    row(u"1 h"_s, 1h);
    row(u"23 h"_s, 24h - 1ms);
    row(u"13 Nov"_s, 24h);
    row(u"31 Dec 2022"_s, 24h * 318);
    QTest::newRow("a clock that is ahead") << Milliseconds(-5s) << u"now"_s;
}

void TimeTextTest::ageText_anyAge_isShort()
{
    QFETCH(Milliseconds, age);
    QFETCH(QString, expected);
    QCOMPARE(ageText(m_now + -age, m_now), expected);
}

void TimeTextTest::agoText_underADay_saysAgo()
{
    QCOMPARE(agoText(m_now, m_now), u"just now"_s);
    QCOMPARE(agoText(m_now + -12s, m_now), u"12 s ago"_s);
}

void TimeTextTest::agoText_overADay_isTheDate()
{
    QCOMPARE(agoText(m_now + -24h, m_now), u"13 Nov"_s);
}

void TimeTextTest::countdownText_anyTime_counts_data()
{
    QTest::addColumn<Milliseconds>("left");
    QTest::addColumn<QString>("expected");
    QTest::newRow("seconds") << Milliseconds(9s) << u"0:09"_s;
    QTest::newRow("minutes") << Milliseconds(3min + 12s) << u"3:12"_s;
    QTest::newRow("hours") << Milliseconds(2h + 3min + 12s) << u"2:03:12"_s;
    QTest::newRow("days") << Milliseconds(24h * 4 + 1h) << u"4 d"_s;
    QTest::newRow("over") << Milliseconds(-1s) << u"0:00"_s;
}

void TimeTextTest::countdownText_anyTime_counts()
{
    QFETCH(Milliseconds, left);
    QFETCH(QString, expected);
    QCOMPARE(countdownText(m_now + left, m_now), expected);
}

void TimeTextTest::exactTimeText_anyMoment_hasMilliseconds()
{
    QCOMPARE(exactTimeText(m_now + 203ms), u"2023-11-14 22:13:20.203"_s);
    QCOMPARE(timeOfDayText(m_now + 203ms), u"22:13:20.203"_s);
}

QTEST_GUILESS_MAIN(TimeTextTest)
#include "tst_timetext.moc"
