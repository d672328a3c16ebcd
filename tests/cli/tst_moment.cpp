// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/moment.h"

#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

class TstMoment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parseMoment_text_isRfc3339_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("moment"); // empty: it is none
        const auto row = [](const char* text, const char* moment) {
            QTest::newRow(text) << QString::fromLatin1(text) << QByteArray(moment);
        };
        // Now is 2023-11-14T22:13:20Z.
        row("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000Z");
        row("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.500Z");
        row("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00.000Z");
        row("2026-03-01 12:00", "2026-03-01T12:00:00.000Z");
        row("2026-03-01 12:00:07", "2026-03-01T12:00:07.000Z");
        row("2026-03-01", "2026-03-01T00:00:00.000Z");
        row("06:48", "2023-11-14T06:48:00.000Z");
        row("20s", "2023-11-14T22:13:00.000Z");
        row("10m", "2023-11-14T22:03:20.000Z");
        row("2h", "2023-11-14T20:13:20.000Z");
        row("3d", "2023-11-11T22:13:20.000Z");
        row("yesterday", "");
        row("", "");
        row("10", "");
        row("10 m", "");
        row("-10m", "");
        row("2026-02-30", "");
        row("25:00", "");
    }

    void parseMoment_text_isRfc3339()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, moment);
        const ManualClock clock(Timestamp(1'700'000'000'000));
        const auto parsed = cli::parseMoment(text, clock);
        QCOMPARE(parsed.value_or(QByteArray()), moment);
        if (!parsed)
            QCOMPARE(parsed.error().code, ClientErrorCode::WrongUsage);
    }
};

QTEST_GUILESS_MAIN(TstMoment)
#include "tst_moment.moc"
