// SPDX-License-Identifier: GPL-3.0-or-later
// Keys at the end of their namespace, which the writer takes for new without a look: none that has
// a past may pass for one.
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

EntryName in(const QByteArray& key)
{
    return entryName("workflow/w", key);
}

/// One step of a story: `+k` sets k, `-k` removes it, `!k` sets it and then gives up, `|` opens the
/// store again. What a set or a removal answers is its version.
Result<Version> play(StoreFixture& f, const QByteArray& step)
{
    if (step == "|") {
        auto opened = f.reopen();
        return opened ? Result<Version>(Version(0)) : Result<Version>(failureOf(opened));
    }
    const EntryName name = in(step.sliced(1));
    return f.store().transactAndWait({}, [&](Transaction& t) -> Result<Version> {
        if (step.startsWith('-')) {
            auto removed = t.remove(name);
            return removed ? Result<Version>(removed->value())
                           : Result<Version>(failureOf(removed));
        }
        auto version = t.set(name, json("1"));
        if (version && step.startsWith('!'))
            return fail(ErrorCode::InvalidInput, u"given up"_s);
        return version;
    });
}

} // namespace

class NewKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versions_ofKeysAtTheEnd_goOn_data();
    void versions_ofKeysAtTheEnd_goOn();
};

void NewKeysTest::versions_ofKeysAtTheEnd_goOn_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArray>("versions"); // `x` where it gives up
    QTest::newRow("in order") << QByteArray("+a +b +c +b +c") << QByteArray("1 1 1 2 2");
    QTest::newRow("against the order") << QByteArray("+c +b +a +c") << QByteArray("1 1 1 2");
    QTest::newRow("opened again") << QByteArray("+b | +b +c +c") << QByteArray("1 0 2 1 2");
    QTest::newRow("a new one first") << QByteArray("+b | +a +b +c +c") << QByteArray("1 0 1 2 1 2");
    QTest::newRow("the last removed") << QByteArray("+a +b -b +b") << QByteArray("1 1 2 3");
    QTest::newRow("the last removed, opened again")
        << QByteArray("+a +b -b | +a +b") << QByteArray("1 1 2 0 2 3");
    QTest::newRow("the last removed, a new one first")
        << QByteArray("+a +c -c | +b +c") << QByteArray("1 1 2 0 1 3");
    QTest::newRow("all removed") << QByteArray("+a -a | +b -b +a +b")
                                 << QByteArray("1 2 0 1 2 3 3");
    QTest::newRow("given up") << QByteArray("+a !b +b +b") << QByteArray("1 x 1 2");
    QTest::newRow("the namespace's first given up")
        << QByteArray("!b +a +b +b") << QByteArray("x 1 1 2");
    QTest::newRow("learned by one that gives up")
        << QByteArray("+a +c | !b +d +c +d") << QByteArray("1 1 0 x 1 2 2");
    QTest::newRow("a longer one that begins alike")
        << QByteArray("+a +aa +a +aa -aa +aaa +aa") << QByteArray("1 1 2 2 3 1 4");
    QTest::newRow("bytes beyond ASCII")
        << QByteArray("+z +\xc3\xa9 | +y +\xc3\xa9 +z +\xc3\xa9") << QByteArray("1 1 0 1 2 2 3");
}

void NewKeysTest::versions_ofKeysAtTheEnd_goOn()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArray, versions);
    StoreFixture f;
    f.options.writer.hotKeyBytes = 0; // what was written last is in its memory as well
    VERIFY_OK(f.open());
    QByteArrayList found;
    for (const QByteArray& step : steps.split(' ')) {
        const auto version = play(f, step);
        found << (version ? QByteArray::number(version->value()) : QByteArray("x"));
    }
    QCOMPARE(found.join(' '), versions);
}

QTEST_GUILESS_MAIN(NewKeysTest)
#include "tst_newkeys.moc"
