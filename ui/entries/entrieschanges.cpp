// SPDX-License-Identifier: GPL-3.0-or-later
// EntriesModel: what is read and what changes, and the orders that are computed of it.
#include "core/store/completion.h"
#include "core/store/store.h"
#include "ui/entries/entriesmodel.h"

#include <limits>

namespace stateroom::ui {

namespace {

constexpr int fewChanges = 4; ///< so few are told one by one, also of a large list
constexpr Milliseconds largeInterval{250};
constexpr Milliseconds shortestWait{100}; ///< between two orders that nobody asked for
constexpr Milliseconds longestWait{2000};

} // namespace

void EntriesModel::takeStretch(const KeyStretch& stretch)
{
    for (const EntryRow& row : stretch.rows)
        m_rows.put(row);
    m_loaded = true;
    const int before = m_index.size();
    const int added = int(stretch.heads.size());
    if (m_order) {
        m_index.append(stretch.heads);
    } else if (added > 0) {
        beginInsertRows({}, before, before + added - 1);
        m_index.append(stretch.heads);
        endInsertRows();
    }
    if (before <= large && m_index.size() > large)
        m_feed.setInterval(largeInterval);
    // Also when the query has become plain meanwhile: what was empty until now is to be shown.
    if (m_asked || !m_query.isPlain())
        reorder();
    Q_EMIT pageLoaded();
}

void EntriesModel::takeChanges(const KeyChanges& changes)
{
    touchRows(changes);
    if (m_order) {
        applyQuietly(changes);
        tellAllRows(KeyColumn);
    } else if (m_index.size() > large && comingAndGoing(changes) > fewChanges) {
        beginResetModel();
        applyQuietly(changes);
        endResetModel();
        Q_EMIT orderChanged(false);
    } else {
        applyPrecisely(changes);
    }
    if (!m_query.isPlain())
        reorder();
}

int EntriesModel::comingAndGoing(const KeyChanges& changes) const
{
    return int(std::count_if(changes.begin(), changes.end(), [this](const auto& each) {
        return leavesValue(each.second->op) != (m_index.find(each.first.bytes()) >= 0);
    }));
}

void EntriesModel::touchRows(const KeyChanges& changes)
{
    bool touched = false;
    for (const auto& [key, change] : changes) {
        const bool seen = m_rows.update(*change);
        if (!leavesValue(change->op))
            m_glow.remove(key);
        else if (seen || m_index.find(key.bytes()) < 0) {
            m_glow.insert(key, m_clock.elapsed());
            touched = true;
        }
    }
    if (touched)
        Q_EMIT glowing();
}

void EntriesModel::applyQuietly(const KeyChanges& changes)
{
    for (const auto& [key, change] : changes) {
        const int at = m_index.lowerBound(key.bytes());
        const bool present = at < m_index.size() && m_index.keyAt(at) == key.bytes();
        if (present && m_index.seqAt(at) >= change->seq)
            continue;
        if (present && leavesValue(change->op))
            m_index.update(at, change->version, change->seq);
        else if (present)
            m_index.remove(at);
        else if (leavesValue(change->op))
            m_index.insert(at, key.bytes(), change->version, change->seq);
    }
}

void EntriesModel::applyPrecisely(const KeyChanges& changes)
{
    // Keys come in order, so that what is inserted or removed later moves neither of these.
    int firstChanged = std::numeric_limits<int>::max();
    int lastChanged = -1;
    const auto stands = [this](int at, const Key& key) {
        return at < m_index.size() && m_index.keyAt(at) == key.bytes();
    };
    for (auto it = changes.begin(); it != changes.end();) {
        const Change& change = *it->second;
        const int at = m_index.lowerBound(it->first.bytes());
        if (stands(at, it->first)) {
            if (m_index.seqAt(at) >= change.seq) {
                // it was read later than this
            } else if (leavesValue(change.op)) {
                m_index.update(at, change.version, change.seq);
                firstChanged = std::min(firstChanged, at);
                lastChanged = std::max(lastChanged, at);
            } else {
                beginRemoveRows({}, at, at);
                m_index.remove(at);
                endRemoveRows();
            }
            ++it;
        } else if (!leavesValue(change.op)) {
            ++it;
        } else {
            // New keys that stand together come as one insertion.
            const auto first = it;
            int count = 0;
            do {
                ++it;
                ++count;
            } while (it != changes.end() && leavesValue(it->second->op) &&
                     m_index.lowerBound(it->first.bytes()) == at && !stands(at, it->first));
            beginInsertRows({}, at, at + count - 1);
            int place = at;
            for (auto each = first; each != it; ++each)
                m_index.insert(
                    place++, each->first.bytes(), each->second->version, each->second->seq);
            endInsertRows();
        }
    }
    if (lastChanged >= 0)
        Q_EMIT dataChanged(index(firstChanged, 0), index(lastChanged, ColumnCount - 1));
}

// Orders

void EntriesModel::reorder()
{
    if (m_asked && !m_computing) {
        startComputing();
    } else if (!m_reorderSoon.isActive() && !m_held) {
        m_reorderSoon.start();
    }
}

void EntriesModel::startComputing()
{
    if (!m_asked && m_computing) {
        m_reorderSoon.start();
        return;
    }
    if (m_computing)
        *std::exchange(m_computing, nullptr) = true;
    if (m_query.isPlain()) {
        showOrder(nullptr);
        return;
    }
    struct Computed {
        OrderPtr order;
        bool looksAlike = false;
        Milliseconds took{0};
    };
    m_computing = std::make_shared<std::atomic<bool>>(false);
    auto completion = Completion<Computed>::posted(
        this, [this, run = m_computing](const Result<Computed>& computed) {
            if (run != m_computing || !computed)
                return;
            m_computing.reset();
            m_reorderSoon.setInterval(std::clamp(10 * computed->took, shortestWait, longestWait));
            takeOrder(computed->order, computed->looksAlike);
        });
    m_pool.start([index = m_index, query = m_query, filter = m_filter, former = m_order,
                  cancelled = m_computing, completion = std::move(completion)]() mutable {
        QElapsedTimer clock;
        clock.start();
        auto order = computeOrder(index, query, filter, *cancelled);
        if (!order) {
            completion.complete(fail(ErrorCode::Cancelled, QString()));
            return;
        }
        Computed computed;
        computed.order = std::make_shared<const ListOrder>(std::move(*order));
        computed.looksAlike = former && former->looksLike(*computed.order);
        computed.took = Milliseconds(clock.elapsed());
        completion.complete(std::move(computed));
    });
}

void EntriesModel::takeOrder(const OrderPtr& order, bool looksAlike)
{
    if (looksAlike && m_order) {
        m_order = order;
        m_asked = false;
        tellAllRows(KeyColumn);
        Q_EMIT pageLoaded();
    } else if (m_asked || !m_held) {
        showOrder(order);
    }
}

void EntriesModel::showOrder(const OrderPtr& order)
{
    const bool asked = std::exchange(m_asked, false);
    if (!order && !m_order) {
        Q_EMIT pageLoaded();
        return;
    }
    beginResetModel();
    m_order = order;
    endResetModel();
    Q_EMIT orderChanged(asked);
    Q_EMIT pageLoaded();
}

} // namespace stateroom::ui
