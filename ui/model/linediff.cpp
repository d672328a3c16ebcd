// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/linediff.h"

#include <QHash>

#include <algorithm>

namespace stateroom::ui {

namespace {

/// Edits beyond which the search for the shortest list is given up: its time grows by the square.
constexpr int mostEdits = 1500;

using Lines = std::vector<int>; ///< a number for each line; equal lines have the same

Lines numberLines(const QByteArray& text, QHash<QByteArrayView, int>& numbers)
{
    Lines lines;
    for (qsizetype begin = 0; begin <= text.size();) {
        qsizetype end = begin;
        while (end < text.size() && text[end] != '\n' && text[end] != '\r')
            ++end;
        const QByteArrayView line = QByteArrayView(text).sliced(begin, end - begin);
        const auto known = numbers.constFind(line);
        lines.push_back(known != numbers.cend() ? *known : int(numbers.size()));
        if (known == numbers.cend())
            numbers.insert(line, lines.back());
        begin = end + 1;
    }
    return lines;
}

/// Myers' greedy search (1986). Keeps each round's furthest points, to walk back along them.
class Search {
public:
    Search(const int* a, int aSize, const int* b, int bSize)
        : m_a(a)
        , m_b(b)
        , m_aSize(aSize)
        , m_bSize(bSize)
    {
    }

    /// Marks what is in one text alone; false when it took too long.
    bool run(std::vector<bool>& removed, std::vector<bool>& added)
    {
        const int most = std::min(m_aSize + m_bSize, mostEdits);
        std::vector<int> ends(size_t(2 * most + 3), 0);
        const auto at = [&](int diagonal) -> int& { return ends[size_t(diagonal + most + 1)]; };
        for (int edits = 0; edits <= most; ++edits) {
            m_rounds.emplace_back(ends.begin() + most + 1 - edits, ends.begin() + most + 2 + edits);
            for (int k = -edits; k <= edits; k += 2) {
                const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
                int x = down ? at(k + 1) : at(k - 1) + 1;
                while (x < m_aSize && x - k < m_bSize && m_a[x] == m_b[x - k])
                    ++x;
                at(k) = x;
                if (x >= m_aSize && x - k >= m_bSize) {
                    walkBack(edits, k, removed, added);
                    return true;
                }
            }
        }
        return false;
    }

private:
    void walkBack(int edits, int k, std::vector<bool>& removed, std::vector<bool>& added) const
    {
        for (; edits > 0; --edits) {
            const std::vector<int>& ends = m_rounds[size_t(edits)]; // of the round before
            const auto at = [&](int diagonal) {
                const int index = diagonal + edits;
                return index < 0 || index > 2 * edits ? 0 : ends[size_t(index)];
            };
            const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
            if (down) {
                const int x = at(k + 1);
                added[size_t(x - k - 1)] = true;
                ++k;
            } else {
                removed[size_t(at(k - 1))] = true;
                --k;
            }
        }
    }

    const int* m_a;
    const int* m_b;
    int m_aSize;
    int m_bSize;
    std::vector<std::vector<int>> m_rounds;
};

} // namespace

std::vector<LineHunk> diffLines(const QByteArray& oldText, const QByteArray& newText)
{
    QHash<QByteArrayView, int> numbers;
    const Lines a = numberLines(oldText, numbers);
    const Lines b = numberLines(newText, numbers);
    const size_t shorter = std::min(a.size(), b.size());
    size_t head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const int aSize = int(a.size() - head - tail);
    const int bSize = int(b.size() - head - tail);
    std::vector<LineHunk> hunks;
    if (aSize == 0 && bSize == 0)
        return hunks;
    std::vector<bool> removed(static_cast<size_t>(aSize));
    std::vector<bool> added(static_cast<size_t>(bSize));
    if (!Search(a.data() + head, aSize, b.data() + head, bSize).run(removed, added))
        return {{int(head), aSize, int(head), bSize}};
    int x = 0;
    int y = 0;
    while (x < aSize || y < bSize) {
        LineHunk hunk{int(head) + x, 0, int(head) + y, 0};
        while (x < aSize && removed[size_t(x)])
            ++x, ++hunk.oldCount;
        while (y < bSize && added[size_t(y)])
            ++y, ++hunk.newCount;
        if (hunk.oldCount + hunk.newCount > 0) {
            hunks.push_back(hunk);
        } else {
            ++x;
            ++y;
        }
    }
    return hunks;
}

} // namespace stateroom::ui
