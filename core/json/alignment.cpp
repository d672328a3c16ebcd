// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/alignment.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace stateroom {

namespace {

using Elements = std::vector<size_t>;

/// What is left between equal beginnings and ends.
struct Middle {
    size_t begin = 0;     ///< on both sides
    size_t beforeEnd = 0; ///< exclusive
    size_t afterEnd = 0;
};

Middle middleOf(const Elements& before, const Elements& after)
{
    Middle middle{0, before.size(), after.size()};
    const size_t shorter = std::min(before.size(), after.size());
    while (middle.begin < shorter && before[middle.begin] == after[middle.begin])
        ++middle.begin;
    while (middle.beforeEnd > middle.begin && middle.afterEnd > middle.begin &&
           before[middle.beforeEnd - 1] == after[middle.afterEnd - 1]) {
        --middle.beforeEnd;
        --middle.afterEnd;
    }
    return middle;
}

/// Myers' greedy search. `m_furthest[edits]` holds, for each diagonal (x - y) that this many edits
/// reach, how far they get; from that the way is found backwards.
class ShortestEdit {
public:
    ShortestEdit(const Elements& before, const Elements& after, const Middle& middle)
        : m_before(before)
        , m_after(after)
        , m_begin(middle.begin)
        , m_width(int64_t(middle.beforeEnd - middle.begin))
        , m_height(int64_t(middle.afterEnd - middle.begin))
    {
    }

    /// The pairs from the last to the first; nothing when more edits are needed.
    std::optional<std::vector<std::pair<size_t, size_t>>> pairs(int maxEdits)
    {
        for (int edits = 0; edits <= maxEdits; ++edits) {
            m_furthest.emplace_back(size_t(edits) + 1, 0);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                const int64_t x = follow(start(edits, diagonal), diagonal);
                at(edits, diagonal) = x;
                if (x >= m_width && x - diagonal >= m_height)
                    return wayBack(edits, diagonal);
            }
        }
        return std::nullopt;
    }

private:
    int64_t& at(int edits, int diagonal)
    {
        return m_furthest[size_t(edits)][size_t((diagonal + edits) / 2)];
    }
    /// Whether the best way here is an insertion, from the diagonal above.
    bool isInsertion(int edits, int diagonal)
    {
        return diagonal == -edits ||
               (diagonal != edits && at(edits - 1, diagonal - 1) < at(edits - 1, diagonal + 1));
    }
    int64_t start(int edits, int diagonal)
    {
        if (edits == 0)
            return 0;
        return isInsertion(edits, diagonal) ? at(edits - 1, diagonal + 1)
                                            : at(edits - 1, diagonal - 1) + 1;
    }
    int64_t follow(int64_t x, int64_t diagonal) const
    {
        while (x < m_width && x - diagonal < m_height &&
               m_before[m_begin + size_t(x)] == m_after[m_begin + size_t(x - diagonal)])
            ++x;
        return x;
    }
    std::vector<std::pair<size_t, size_t>> wayBack(int edits, int diagonal)
    {
        std::vector<std::pair<size_t, size_t>> pairs;
        for (;; --edits) {
            const int64_t from = start(edits, diagonal);
            for (int64_t x = at(edits, diagonal); x > from; --x)
                pairs.emplace_back(m_begin + size_t(x - 1), m_begin + size_t(x - 1 - diagonal));
            if (edits == 0)
                return pairs;
            diagonal += isInsertion(edits, diagonal) ? 1 : -1;
        }
    }

    const Elements& m_before;
    const Elements& m_after;
    const size_t m_begin;
    const int64_t m_width;
    const int64_t m_height;
    std::vector<std::vector<int64_t>> m_furthest;
};

} // namespace

Alignment align(const Elements& before, const Elements& after, int maxEdits)
{
    const Middle middle = middleOf(before, after);
    Alignment aligned;
    for (size_t i = 0; i < middle.begin; ++i)
        aligned.pairs.emplace_back(i, i);
    if (middle.begin < middle.beforeEnd && middle.begin < middle.afterEnd) {
        const auto pairs = ShortestEdit(before, after, middle).pairs(maxEdits);
        if (pairs)
            aligned.pairs.insert(aligned.pairs.end(), pairs->rbegin(), pairs->rend());
        else
            aligned.isComplete = false;
    }
    for (size_t i = 0; middle.beforeEnd + i < before.size(); ++i)
        aligned.pairs.emplace_back(middle.beforeEnd + i, middle.afterEnd + i);
    return aligned;
}

} // namespace stateroom
