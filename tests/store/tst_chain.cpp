// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/chain.h"
#include "core/store/sql/connection.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

/// What the store's own tests cannot see: how many rows are read to find an old one.
class ChainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jumps_anyTarget_areLogarithmic();
};

void ChainTest::jumps_anyTarget_areLogarithmic()
{
    const EntryName k = entryName("workflow/wf-1", "k");
    constexpr qint64 count = 3000;
    StoreFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(f.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        for (qint64 i = 0; i < count; ++i) {
            if (auto set = t.set(k, JsonText::fromNumber(i)); !set)
                return failureOf(set);
        }
        return {};
    }));
    f.close();
    const auto file = sql::Connection::open(
        f.options.directory + u"/stateroom.db"_s, sql::Access::ReadOnly, 1000);
    VERIFY_OK(file);
    sql::Chain chain(**file);
    std::vector<sql::ChainNode> nodes(size_t(count) + 1);
    for (qint64 seq = 1; seq <= count; ++seq)
        nodes[size_t(seq)] = *chain.node(Seq(seq)).value();

    int most = 0;
    for (qint64 target = 1; target <= count; ++target) {
        int steps = 0;
        for (qint64 at = count; at != target; ++steps) {
            const sql::ChainNode& node = nodes[size_t(at)];
            QCOMPARE(node.previous, Seq(at - 1));
            QVERIFY(node.jump < node.seq);
            at = node.jump.value() >= target ? node.jump.value() : node.previous.value();
        }
        most = std::max(most, steps);
    }
    // At most three times the binary logarithm; one by one it would be thousands.
    QVERIFY2(most <= 34, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(ChainTest)
#include "tst_chain.moc"
