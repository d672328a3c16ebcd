// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storemodelrun.h"

using namespace stateroom;
using namespace Qt::StringLiterals;

/// Random steps against a model. STATEROOM_SEED repeats a run, STATEROOM_STEPS makes it longer.
class StoreModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomSteps_anyHistory_storeAndModelAgree_data();
    void randomSteps_anyHistory_storeAndModelAgree();
};

void StoreModelTest::randomSteps_anyHistory_storeAndModelAgree_data()
{
    QTest::addColumn<HistoryPolicy>("history");
    QTest::addColumn<bool>("compacts");
    QTest::addRow("everything is kept") << HistoryPolicy{} << false;
    QTest::addRow("the floor follows age")
        << HistoryPolicy{Milliseconds(15'000), 1 << 30, 3} << true;
    QTest::addRow("the floor follows size")
        << HistoryPolicy{std::chrono::hours(1000), 100'000, 1} << true;
    QTest::addRow("nothing below the floor")
        << HistoryPolicy{Milliseconds(15'000), 60'000, 0} << true;
}

void StoreModelTest::randomSteps_anyHistory_storeAndModelAgree()
{
    QFETCH(HistoryPolicy, history);
    QFETCH(bool, compacts);
    bool given = false;
    quint64 seed = qEnvironmentVariable("STATEROOM_SEED").toULongLong(&given);
    if (!given)
        seed = std::random_device{}();
    bool stepsGiven = false;
    int steps = qEnvironmentVariableIntValue("STATEROOM_STEPS", &stepsGiven);
    if (!stepsGiven)
        steps = 1200;
    qInfo("STATEROOM_SEED=%llu STATEROOM_STEPS=%d", seed, steps);

    test::ModelRun run(seed, history);
    run.open();
    for (int step = 0; step < steps && run.failure.isEmpty(); ++step)
        run.step();
    if (run.failure.isEmpty())
        run.compareAll();
    if (!run.failure.isEmpty())
        QFAIL(qPrintable(run.failure));
    // That the run was worth something: all of it happened.
    if (steps >= 1000) {
        QVERIFY(run.model.last() > Seq(steps / 2));
        QVERIFY(run.refusedTransactions > 0);
        QVERIFY(run.mostRuns >= 2);
        QCOMPARE(run.floor() > Seq(0), compacts);
    }
}

QTEST_GUILESS_MAIN(StoreModelTest)
#include "tst_store_model.moc"
