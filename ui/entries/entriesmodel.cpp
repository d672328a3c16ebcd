// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entriesmodel.h"

#include "core/store/store.h"
#include "ui/model/roles.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

EntriesModel::EntriesModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_feed(store)
    , m_rows(store)
{
    m_clock.start();
    m_pool.setMaxThreadCount(1);
    m_reorderSoon.setSingleShot(true);
    connect(&m_reorderSoon, &QTimer::timeout, this, &EntriesModel::startComputing);
    connect(&m_feed, &KeyFeed::stretchRead, this, &EntriesModel::takeStretch);
    connect(&m_feed, &KeyFeed::changed, this, &EntriesModel::takeChanges);
    connect(&m_feed, &KeyFeed::lost, this, &EntriesModel::reload);
    connect(&m_feed, &KeyFeed::failed, this, &EntriesModel::failed);
    connect(&m_rows, &RowCache::failed, this, &EntriesModel::failed);
    connect(&m_rows, &RowCache::arrived, this, [this] { tellAllRows(ValueColumn); });
}

EntriesModel::~EntriesModel()
{
    if (m_computing)
        *m_computing = true;
    m_pool.waitForDone();
}

void EntriesModel::setNamespace(const Namespace& space)
{
    if (space == m_space)
        return;
    m_space = space;
    m_query.expanded.clear();
    reload();
}

void EntriesModel::reload()
{
    if (m_computing)
        *std::exchange(m_computing, nullptr) = true;
    m_reorderSoon.stop();
    beginResetModel();
    m_loaded = m_hasExpiries = false;
    m_asked = !m_query.isPlain();
    m_index.clear();
    // Until there is one to show, nothing is better than another order.
    m_order = m_query.isPlain() ? nullptr : std::make_shared<const ListOrder>();
    m_glow.clear();
    m_rows.begin(m_space);
    endResetModel();
    m_feed.setInterval(Throttle::frame);
    m_feed.begin(m_space);
}

Result<void> EntriesModel::setQuery(const ListQuery& query)
{
    auto filter = KeyFilter::parse(query.filter);
    if (!filter)
        return failureOf(filter);
    m_query = query;
    m_filter = std::move(*filter);
    m_asked = true;
    if (m_loaded)
        startComputing();
    return {};
}

void EntriesModel::toggle(const QModelIndex& group)
{
    const TreeLine* line = lineAt(group.row());
    if (line == nullptr || line->count == 0)
        return;
    const QByteArray prefix = keyAt(group).bytes().first(line->length);
    ListQuery query = m_query;
    if (!query.expanded.remove(prefix))
        query.expanded.insert(prefix);
    std::ignore = setQuery(query);
}

void EntriesModel::reveal(const Key& key)
{
    if (m_query.delimiter.isEmpty())
        return;
    ListQuery query = m_query;
    const QByteArray& bytes = key.bytes();
    for (auto at = bytes.indexOf(query.delimiter); at >= 0;) {
        at += query.delimiter.size();
        query.expanded.insert(bytes.first(at));
        at = bytes.indexOf(query.delimiter, at);
    }
    if (query.expanded != m_query.expanded)
        std::ignore = setQuery(query);
}

int EntriesModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return m_order ? int(m_order->positions.size()) : m_index.size();
}

int EntriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QModelIndex EntriesModel::indexOf(const Key& key) const
{
    const int position = shown().find(key.bytes());
    if (position < 0 || !m_order)
        return position < 0 ? QModelIndex() : index(position, KeyColumn);
    const auto& positions = m_order->positions;
    for (auto at = std::find(positions.begin(), positions.end(), quint32(position));
         at != positions.end(); at = std::find(at + 1, positions.end(), quint32(position))) {
        const QModelIndex found = index(int(at - positions.begin()), KeyColumn);
        if (!isGroup(found))
            return found;
    }
    return {};
}

Key EntriesModel::keyAt(const QModelIndex& index) const
{
    return index.isValid() ? Key(shown().keyAt(positionAt(index.row())).toByteArray()) : Key();
}

bool EntriesModel::isGroup(const QModelIndex& index) const
{
    const TreeLine* line = index.isValid() ? lineAt(index.row()) : nullptr;
    return line != nullptr && line->count > 0;
}

bool EntriesModel::isOpen(const QModelIndex& group) const
{
    return isGroup(group) && lineAt(group.row())->expanded;
}

int EntriesModel::depthOf(const QModelIndex& index) const
{
    const TreeLine* line = index.isValid() ? lineAt(index.row()) : nullptr;
    return line != nullptr ? line->depth : 0;
}

QModelIndex EntriesModel::groupAround(const QModelIndex& index) const
{
    const TreeLine* line = index.isValid() ? lineAt(index.row()) : nullptr;
    if (line == nullptr || line->depth == 0)
        return {};
    for (int row = index.row() - 1; row >= 0; --row)
        if (lineAt(row)->count > 0 && lineAt(row)->depth < line->depth)
            return this->index(row, KeyColumn);
    return {};
}

std::vector<Key> EntriesModel::keysIn(const QItemSelection& rows) const
{
    std::vector<int> positions;
    for (const QItemSelectionRange& range : rows)
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const int first = positionAt(row);
            const TreeLine* line = lineAt(row);
            if (line == nullptr || line->count == 0) {
                positions.push_back(first);
                continue;
            }
            const QByteArray prefix = shown().keyAt(first).first(line->length).toByteArray();
            shown().visit(first, shown().size(), [&](int position, QByteArrayView key) {
                if (key.startsWith(prefix) && m_filter.matches(key))
                    positions.push_back(position);
                return key.startsWith(prefix);
            });
        }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    std::vector<Key> keys;
    keys.reserve(positions.size());
    for (const int position : positions)
        keys.emplace_back(shown().keyAt(position).toByteArray());
    return keys;
}

void EntriesModel::setDrafts(const QSet<Key>& drafts)
{
    if (drafts == m_drafts)
        return;
    m_drafts = drafts;
    tellAllRows(KeyColumn, {DraftRole});
}

void EntriesModel::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    m_feed.setHeld(held && m_index.size() > large);
    if (!held && m_order)
        reorder();
}

void EntriesModel::refreshAges()
{
    tellAllRows(AgeColumn, {Qt::DisplayRole});
}

bool EntriesModel::refreshGlow()
{
    const qint64 over = m_clock.elapsed() - glow.count();
    m_glow.removeIf([over](const auto& each) { return each.value() <= over; });
    tellAllRows(KeyColumn, {GlowRole});
    return !m_glow.isEmpty();
}

const EntryRow* EntriesModel::rowAt(int row) const
{
    const Key key(shown().keyAt(positionAt(row)).toByteArray());
    const EntryRow* known = m_rows.find(key);
    if (known == nullptr)
        m_rows.want(key);
    else if (known->expiresAt)
        m_hasExpiries = true;
    return known;
}

int EntriesModel::positionAt(int row) const
{
    return m_order ? int(m_order->positions[std::size_t(row)]) : row;
}

const TreeLine* EntriesModel::lineAt(int row) const
{
    return m_order && m_order->isTree() ? &m_order->tree[std::size_t(row)] : nullptr;
}

void EntriesModel::tellAllRows(int firstColumn, const QList<int>& roles)
{
    if (const int rows = rowCount(); rows > 0)
        Q_EMIT dataChanged(index(0, firstColumn), index(rows - 1, ColumnCount - 1), roles);
}

} // namespace stateroom::ui
