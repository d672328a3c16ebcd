// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/rowcache.h"

#include "core/store/store.h"

namespace stateroom::ui {

namespace {
constexpr int mostAtOnce = 400; ///< some windows full; of more, those behind are not looked at
} // namespace

RowCache::RowCache(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_rows(capacity)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RowCache::fetch);
}

void RowCache::begin(const Namespace& space)
{
    ++m_generation;
    m_space = space;
    m_rows.clear();
    m_wanted.clear();
    m_underWay.clear();
    m_soon.stop();
}

void RowCache::want(const Key& key)
{
    if (m_underWay.contains(key))
        return;
    m_wanted.insert(key);
    if (m_underWay.isEmpty() && !m_soon.isActive())
        m_soon.start();
}

void RowCache::put(const EntryRow& row)
{
    const EntryRow* known = m_rows.object(row.key);
    if (known == nullptr || known->seq < row.seq)
        m_rows.insert(row.key, new EntryRow(row));
}

bool RowCache::update(const Change& change)
{
    const EntryRow* known = m_rows.object(change.name.key);
    // What is being read may have been read before this change.
    if (known == nullptr ? !m_underWay.contains(change.name.key) : known->seq >= change.seq)
        return false;
    if (leavesValue(change.op))
        m_rows.insert(change.name.key, new EntryRow(EntryRow::of(change)));
    else
        m_rows.remove(change.name.key);
    return true;
}

void RowCache::fetch()
{
    m_underWay = std::exchange(m_wanted, {});
    if (m_underWay.isEmpty())
        return;
    // Whoever scrolls fast leaves behind what he wanted; what is seen is wanted again.
    while (m_underWay.size() > mostAtOnce)
        m_underWay.erase(m_underWay.begin());
    m_store.read(
        [space = m_space,
         keys = m_underWay.values()](Reader& reader) -> Result<std::vector<EntryRow>> {
            std::vector<EntryRow> rows;
            for (const Key& key : keys) {
                const auto entry = reader.get({space, key});
                if (!entry)
                    return failureOf(entry);
                if (*entry)
                    rows.push_back(EntryRow::of(**entry));
            }
            return rows;
        },
        this,
        [this, generation = m_generation](const Result<std::vector<EntryRow>>& rows) {
            take(rows, generation);
        });
}

void RowCache::take(const Result<std::vector<EntryRow>>& rows, quint64 generation)
{
    if (generation != m_generation)
        return;
    m_underWay.clear();
    if (!rows) {
        m_wanted.clear();
        Q_EMIT failed(rows.error());
        return;
    }
    for (const EntryRow& row : *rows)
        put(row);
    Q_EMIT arrived();
    if (!m_wanted.isEmpty())
        m_soon.start();
}

} // namespace stateroom::ui
