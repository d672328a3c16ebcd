// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/exportrun.h"
#include "tests/actions/actionfixture.h"

using namespace stateroom;
using namespace stateroom::test;

class ExportRunTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void next_largeValuesBehindSmallOnes_areNotReadTogether_data();
    void next_largeValuesBehindSmallOnes_areNotReadTogether();
};

void ExportRunTest::next_largeValuesBehindSmallOnes_areNotReadTogether_data()
{
    QTest::addColumn<bool>("history");
    QTest::newRow("entries") << false;
    QTest::newRow("history") << true;
}

// A piece ends with the value that fills it, however small those before it were.
void ExportRunTest::next_largeValuesBehindSmallOnes_areNotReadTogether()
{
    QFETCH(bool, history);
    constexpr int large = 12;
    ActionFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.fill("workflow/w", 40, "1"));
    const auto filled = f.store().transactAndWait({}, [](Transaction& t) -> Result<void> {
        const JsonText value = json('"' + QByteArray(600 * 1024, 'x') + '"');
        for (int i = 0; i < large; ++i) {
            (void)t.set(entryName("workflow/w", "x" + QByteArray::number(i)), value).value();
            (void)t.set(entryName("workflow/w", "z"), value).value();
        }
        return {};
    });
    VERIFY_OK(filled);
    ExportRun run({{}, history});
    int values = 0;
    while (!run.isDone()) {
        const auto piece = run.next(f.reader(), f.clock.now());
        VERIFY_OK(piece);
        QVERIFY(piece->size() < 1'300'000);
        values += int(piece->count("xxx\""));
    }
    QCOMPARE(values, history ? 2 * large : large + 1);
}

QTEST_GUILESS_MAIN(ExportRunTest)
#include "tst_exportrun.moc"
