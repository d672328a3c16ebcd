// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/keyindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace stateroom;
using namespace stateroom::ui;

namespace {

using Reference = std::map<QByteArray, std::pair<qint64, qint64>>;

QByteArray keyOf(int number)
{
    return "k" + QByteArray::number(number);
}

void compare(const KeyIndex& index, const Reference& reference)
{
    QCOMPARE(index.size(), int(reference.size()));
    int position = 0;
    for (const auto& [key, numbers] : reference) {
        QCOMPARE(index.keyAt(position).toByteArray(), key);
        QCOMPARE(index.versionAt(position).value(), numbers.first);
        QCOMPARE(index.seqAt(position).value(), numbers.second);
        QCOMPARE(index.find(key), position);
        ++position;
    }
    position = 0;
    index.visit(0, index.size(), [&](int at, QByteArrayView) { return at == position++; });
    QCOMPARE(position, index.size());
}

} // namespace

class KeyIndexTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anything_random_isAsAMap();
    void lowerBound_betweenKeys_isTheNextOne();
    void copy_changedAfterwards_keepsWhatItWas();
    void visit_part_stopsWhereToldTo();
};

void KeyIndexTest::anything_random_isAsAMap()
{
    QRandomGenerator random(11);
    KeyIndex index;
    Reference reference;
    std::vector<KeyHead> heads;
    for (int i = 0; i < 5'000; ++i)
        reference[keyOf(i)] = {1, i + 1};
    for (const auto& [key, numbers] : reference)
        heads.push_back({Key(key), Version(numbers.first), Seq(numbers.second)});
    index.append(heads);
    compare(index, reference);
    for (int step = 0; step < 20'000; ++step) {
        const QByteArray key = keyOf(random.bounded(9'000));
        const int at = index.lowerBound(key);
        const bool present = index.find(key) >= 0;
        QCOMPARE(present, reference.contains(key));
        if (present && random.bounded(2) == 0) {
            index.remove(at);
            reference.erase(key);
        } else if (present) {
            index.update(at, Version(step), Seq(step));
            reference[key] = {step, step};
        } else {
            index.insert(at, key, Version(7), Seq(step));
            reference[key] = {7, step};
        }
    }
    compare(index, reference);
    for (int i = 0; i < 9'000; ++i)
        if (const int at = index.find(keyOf(i)); at >= 0)
            index.remove(at);
    QVERIFY(index.isEmpty());
    QCOMPARE(index.size(), 0);
}

void KeyIndexTest::lowerBound_betweenKeys_isTheNextOne()
{
    KeyIndex index;
    QCOMPARE(index.lowerBound("a"), 0);
    index.append({{Key("b"), Version(1), Seq(1)}, {Key("d"), Version(1), Seq(2)}});
    QCOMPARE(index.lowerBound("a"), 0);
    QCOMPARE(index.lowerBound("b"), 0);
    QCOMPARE(index.lowerBound("c"), 1);
    QCOMPARE(index.lowerBound("e"), 2);
    QCOMPARE(index.find("c"), -1);
}

void KeyIndexTest::copy_changedAfterwards_keepsWhatItWas()
{
    KeyIndex index;
    index.append({{Key("b"), Version(1), Seq(1)}});
    const KeyIndex copy = index;
    index.insert(0, "a", Version(1), Seq(2));
    index.update(1, Version(2), Seq(3));
    QCOMPARE(copy.size(), 1);
    QCOMPARE(copy.keyAt(0).toByteArray(), QByteArray("b"));
    QCOMPARE(copy.versionAt(0), Version(1));
}

void KeyIndexTest::visit_part_stopsWhereToldTo()
{
    KeyIndex index;
    for (int i = 0; i < 10; ++i)
        index.append({{Key(QByteArray(1, char('a' + i))), Version(1), Seq(i + 1)}});
    QByteArray seen;
    index.visit(2, 8, [&](int, QByteArrayView key) {
        seen += key;
        return key != QByteArrayView("f");
    });
    QCOMPARE(seen, QByteArray("cdef"));
}

QTEST_GUILESS_MAIN(KeyIndexTest)
#include "tst_keyindex.moc"
