// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/hotkeys.h"

#include <QTest>

using namespace stateroom;

namespace {

HotKeys::Known at(qint64 seq)
{
    HotKeys::Known known;
    known.row.node.seq = Seq(seq);
    known.row.living = true;
    return known;
}

qint64 seqOf(const HotKeys& keys, qint64 space, const char* key)
{
    const HotKeys::Known* known = keys.find(space, Key(key));
    return known ? known->row.node.seq.value() : 0;
}

} // namespace

class HotKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void find_sameKeyOfAnotherSpace_isAnother();
    void remember_longNames_stayWithinTheBound();
    void remember_again_countsOnce();
    void remember_longerThanTheBound_isRememberedAlone();
};

void HotKeysTest::find_sameKeyOfAnotherSpace_isAnother()
{
    HotKeys keys(1 << 20);
    keys.remember(1, Key("k"), at(10));
    keys.remember(2, Key("k"), at(20));
    QCOMPARE(seqOf(keys, 1, "k"), 10);
    QCOMPARE(seqOf(keys, 2, "k"), 20);
    QCOMPARE(seqOf(keys, 3, "k"), 0);
    keys.forget(1, Key("k"));
    QCOMPARE(seqOf(keys, 1, "k"), 0);
    QCOMPARE(seqOf(keys, 2, "k"), 20);
}

void HotKeysTest::remember_longNames_stayWithinTheBound()
{
    constexpr qsizetype bound = 1 << 20;
    HotKeys keys(bound);
    Key last;
    for (int i = 0; i < 1000; ++i) {
        last = Key(QByteArray::number(i).rightJustified(4096, 'x'));
        keys.remember(1, last, at(i));
        QVERIFY(keys.bytes() <= bound);
    }
    QVERIFY(keys.bytes() > 0);
    QVERIFY(keys.find(1, last));
}

void HotKeysTest::remember_again_countsOnce()
{
    HotKeys keys(1 << 20);
    for (int i = 1; i <= 5; ++i)
        keys.remember(1, Key("k"), at(i));
    QCOMPARE(seqOf(keys, 1, "k"), 5);
    QCOMPARE(keys.bytes(), HotKeys::costOf(Key("k")));
    keys.forget(1, Key("other"));
    QCOMPARE(keys.bytes(), HotKeys::costOf(Key("k")));
    keys.forget(1, Key("k"));
    QCOMPARE(keys.bytes(), 0);
    keys.remember(1, Key("k"), at(6));
    keys.forgetAll();
    QCOMPARE(keys.bytes(), 0);
    QCOMPARE(seqOf(keys, 1, "k"), 0);
}

void HotKeysTest::remember_longerThanTheBound_isRememberedAlone()
{
    HotKeys keys(100);
    keys.remember(1, Key("a"), at(1));
    keys.remember(1, Key("b"), at(2));
    QCOMPARE(seqOf(keys, 1, "a"), 0);
    QCOMPARE(seqOf(keys, 1, "b"), 2);
}

QTEST_GUILESS_MAIN(HotKeysTest)
#include "tst_hotkeys.moc"
