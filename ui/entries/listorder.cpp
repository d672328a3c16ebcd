// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/listorder.h"

#include <algorithm>
#include <numeric>

namespace stateroom::ui {

namespace {

constexpr int maxDepth = 64;
constexpr int openWhenFiltered = 2000; ///< so few hits are all shown, in whatever group

/// Groups consecutive keys that share a text up to the delimiter.
class TreeMaker {
public:
    TreeMaker(const KeyIndex& index, std::vector<quint32> hits, const ListQuery& query)
        : m_index(index)
        , m_hits(std::move(hits))
        , m_query(query)
        , m_openAll(!query.filter.isEmpty() && m_hits.size() <= openWhenFiltered)
    {
    }

    void fill(ListOrder& order)
    {
        m_order = &order;
        group(0, m_hits.size(), 0, 0);
    }

private:
    QByteArrayView key(std::size_t hit) const { return m_index.keyAt(int(m_hits[hit])); }

    void group(std::size_t begin, std::size_t end, qsizetype above, int depth)
    {
        for (std::size_t i = begin; i < end;) {
            const QByteArray whole = key(i).toByteArray();
            const qsizetype cut = depth < maxDepth ? whole.indexOf(m_query.delimiter, above) : -1;
            if (cut < 0) {
                add(i, {.above = quint32(above), .depth = quint16(depth)});
                ++i;
                continue;
            }
            const QByteArray prefix = whole.first(cut + m_query.delimiter.size());
            const std::size_t behind = behindPrefix(i, end, prefix);
            const bool open = m_openAll || m_query.expanded.contains(prefix);
            add(i, {.count = qint32(behind - i),
                    .length = quint32(prefix.size()),
                    .above = quint32(above),
                    .depth = quint16(depth),
                    .expanded = open});
            if (open)
                group(i, behind, prefix.size(), depth + 1);
            i = behind;
        }
    }

    std::size_t behindPrefix(std::size_t begin, std::size_t end, const QByteArray& prefix) const
    {
        while (begin < end) {
            const std::size_t middle = begin + (end - begin) / 2;
            if (key(middle).startsWith(prefix))
                begin = middle + 1;
            else
                end = middle;
        }
        return begin;
    }

    void add(std::size_t hit, TreeLine line)
    {
        m_order->positions.push_back(m_hits[hit]);
        m_order->tree.push_back(line);
    }

    const KeyIndex& m_index;
    const std::vector<quint32> m_hits;
    const ListQuery& m_query;
    const bool m_openAll;
    ListOrder* m_order = nullptr;
};

/// The positions whose keys pass; false when it was cancelled.
bool collect(
    const KeyIndex& index, const KeyFilter& filter, const std::atomic<bool>& cancelled,
    std::vector<quint32>& hits)
{
    if (filter.isEmpty()) {
        hits.resize(std::size_t(index.size()));
        std::iota(hits.begin(), hits.end(), 0);
        return !cancelled;
    }
    index.visit(0, index.size(), [&](int position, QByteArrayView key) {
        if (filter.matches(key))
            hits.push_back(quint32(position));
        return position % 256 != 0 || !cancelled;
    });
    return !cancelled;
}

void sortHits(const KeyIndex& index, const ListQuery& query, std::vector<quint32>& hits)
{
    if (query.sort != SortBy::Key) {
        std::vector<std::pair<qint64, quint32>> ranked;
        ranked.reserve(hits.size());
        for (const quint32 hit : hits) {
            const qint64 rank = query.sort == SortBy::Version ? index.versionAt(int(hit)).value()
                                                              : index.seqAt(int(hit)).value();
            ranked.emplace_back(-rank, hit); // among equals the keys' order
        }
        std::sort(ranked.begin(), ranked.end());
        std::transform(ranked.begin(), ranked.end(), hits.begin(), [](const auto& each) {
            return each.second;
        });
    }
    if (query.descending)
        std::reverse(hits.begin(), hits.end());
}

} // namespace

bool ListOrder::looksLike(const ListOrder& other) const
{
    if (positions.size() != other.positions.size() || tree.size() != other.tree.size())
        return false;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (index.keyAt(int(positions[i])) != other.index.keyAt(int(other.positions[i])))
            return false;
        if (!isTree())
            continue;
        const TreeLine& a = tree[i];
        const TreeLine& b = other.tree[i];
        if (a.length != b.length || a.expanded != b.expanded || (a.count == 0) != (b.count == 0))
            return false;
    }
    return true;
}

std::optional<ListOrder> computeOrder(
    const KeyIndex& index, const ListQuery& query, const KeyFilter& filter,
    const std::atomic<bool>& cancelled)
{
    ListOrder order;
    order.index = index;
    std::vector<quint32> hits;
    if (!collect(index, filter, cancelled, hits))
        return std::nullopt;
    order.hits = int(hits.size());
    if (query.delimiter.isEmpty()) {
        sortHits(index, query, hits);
        order.positions = std::move(hits);
    } else {
        TreeMaker(order.index, std::move(hits), query).fill(order);
    }
    return order;
}

} // namespace stateroom::ui
