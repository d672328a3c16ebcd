// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/linediff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stateroom::ui;

namespace {

QByteArray apply(const QByteArray& before, const QByteArray& after, int* edits)
{
    const QByteArrayList a = before.split('\n');
    const QByteArrayList b = after.split('\n');
    QByteArrayList result;
    int at = 0;
    for (const LineHunk& hunk : diffLines(before, after)) {
        while (at < hunk.oldBegin)
            result << a[at++];
        at += hunk.oldCount;
        result << b.mid(hunk.newBegin, hunk.newCount);
        *edits += hunk.oldCount + hunk.newCount;
    }
    while (at < a.size())
        result << a[at++];
    return result.join('\n');
}

/// By the book: the length of the shortest edit script.
int shortest(const QByteArrayList& a, const QByteArrayList& b)
{
    std::vector<std::vector<int>> common(
        size_t(a.size()) + 1, std::vector<int>(size_t(b.size()) + 1, 0));
    for (size_t i = 1; i < common.size(); ++i)
        for (size_t j = 1; j < common[i].size(); ++j)
            common[i][j] = a[qsizetype(i) - 1] == b[qsizetype(j) - 1]
                               ? common[i - 1][j - 1] + 1
                               : std::max(common[i - 1][j], common[i][j - 1]);
    return int(a.size() + b.size()) - 2 * common.back().back();
}

} // namespace

class LineDiffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diffLines_sameText_isEmpty();
    void diffLines_oneLine_isOneHunk();
    void diffLines_randomTexts_isShortestAndLeadsThere();
    void diffLines_nothingInCommon_isOneHunkInTime();
};

void LineDiffTest::diffLines_sameText_isEmpty()
{
    QVERIFY(diffLines("a\nb", "a\nb").empty());
    QVERIFY(diffLines("", "").empty());
}

void LineDiffTest::diffLines_oneLine_isOneHunk()
{
    const std::vector<LineHunk> expected{{1, 1, 1, 2}};
    QCOMPARE(diffLines("a\nb\nc", "a\nx\ny\nc"), expected);
}

void LineDiffTest::diffLines_randomTexts_isShortestAndLeadsThere()
{
    QRandomGenerator random(11);
    const auto text = [&random] {
        QByteArrayList lines;
        for (int i = random.bounded(0, 12); i > 0; --i)
            lines << QByteArray(1, char('a' + random.bounded(4)));
        return lines.join('\n');
    };
    for (int round = 0; round < 2000; ++round) {
        const QByteArray before = text();
        const QByteArray after = text();
        int edits = 0;
        QCOMPARE(apply(before, after, &edits), after);
        QCOMPARE(edits, shortest(before.split('\n'), after.split('\n')));
    }
}

void LineDiffTest::diffLines_nothingInCommon_isOneHunkInTime()
{
    QByteArray before;
    QByteArray after;
    for (int i = 0; i < 50'000; ++i) {
        before += "a" + QByteArray::number(i) + '\n';
        after += "b" + QByteArray::number(i) + '\n';
    }
    QCOMPARE(diffLines(before, after).size(), size_t(1));
}

QTEST_APPLESS_MAIN(LineDiffTest)
#include "tst_linediff.moc"
