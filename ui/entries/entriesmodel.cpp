// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entriesmodel.h"

#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

#include <limits>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

EntriesModel::EntriesModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_flush(Throttle::frame, [this] { flush(); })
{
}

void EntriesModel::setNamespace(const Namespace& space)
{
    if (space == m_space)
        return;
    m_space = space;
    reload();
}

void EntriesModel::reload()
{
    clear();
    if (m_space.isNull())
        return;
    // First listen, then read: nothing can fall between.
    subscribe();
    m_more = true;
    fetchMore({});
}

int EntriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EntriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EntriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EntryRow& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case KeyColumn:
            return displayText(row.key.bytes());
        case ValueColumn:
            return plainText(row.preview);
        case VersionColumn:
            return u"v%1"_s.arg(row.version.value());
        case AgeColumn:
            return ageText(row.writtenAt, m_store.now());
        }
        return {};
    case SpansRole:
        return column == ValueColumn ? QVariant::fromValue(row.preview) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column >= VersionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return row.key.bytes();
    case DraftRole:
        return m_drafts.contains(row.key);
    }
    return {};
}

QString EntriesModel::toolTip(const EntryRow& row, int column) const
{
    switch (column) {
    case KeyColumn: {
        const QString key = displayText(row.key.bytes());
        //: Tooltip of a key whose edit has not been saved
        return m_drafts.contains(row.key) ? tr("%1 has an unsaved edit").arg(key) : key;
    }
    case ValueColumn:
        return plainText(row.preview);
    default:
        return exactTimeText(row.writtenAt);
    }
}

QVariant EntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (section >= VersionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key", "column");
    case ValueColumn:
        return tr("Value", "column");
    case VersionColumn:
        //: Column with an entry's version; narrow
        return tr("Version", "column");
    case AgeColumn:
        //: Column that says how long ago an entry was written; narrow
        return tr("Age", "column");
    }
    return {};
}

QHash<int, QByteArray> EntriesModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert(SpansRole, "spans");
    names.insert(KeyRole, "key");
    names.insert(DraftRole, "draft");
    return names;
}

bool EntriesModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more && !m_fetching;
}

void EntriesModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_fetching = true;
    PageRequest request;
    request.limit = pageSize;
    if (!m_rows.empty())
        request.after = m_rows.back().key;
    m_store.read(
        [space = m_space, request](Reader& reader) -> Result<EntryRows> {
            const auto page = reader.page(space, request);
            if (!page)
                return failureOf(page);
            EntryRows rows;
            rows.more = page->more;
            rows.rows.reserve(page->entries.size());
            for (const Entry& entry : page->entries)
                rows.rows.push_back(EntryRow::of(entry));
            return rows;
        },
        this,
        [this, generation = m_generation](const Result<EntryRows>& page) {
            if (generation == m_generation)
                takePage(page);
        });
}

QModelIndex EntriesModel::indexOf(const Key& key) const
{
    const std::size_t at = lowerBound(key);
    if (at == m_rows.size() || !(m_rows[at].key == key))
        return {};
    return index(int(at), KeyColumn);
}

Key EntriesModel::keyAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].key : Key();
}

void EntriesModel::setDrafts(const QSet<Key>& drafts)
{
    if (drafts == m_drafts)
        return;
    m_drafts = drafts;
    if (!m_rows.empty())
        Q_EMIT dataChanged(
            index(0, KeyColumn), index(int(m_rows.size()) - 1, KeyColumn), {DraftRole});
}

void EntriesModel::refreshAges()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(
            index(0, AgeColumn), index(int(m_rows.size()) - 1, AgeColumn), {Qt::DisplayRole});
}

void EntriesModel::subscribe()
{
    ChangeFilter filter;
    filter.space = m_space;
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>& changes) { takeChanges(changes); },
         .reset = [this](Seq) { QTimer::singleShot(0, this, &EntriesModel::reload); },
         .ended = [this](const Error& error) { Q_EMIT failed(error); }});
}

void EntriesModel::clear()
{
    ++m_generation;
    m_subscription.cancel();
    m_flush.cancel();
    m_pending.clear();
    m_duringFetch.clear();
    m_loaded = m_fetching = m_more = false;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void EntriesModel::takePage(const Result<EntryRows>& page)
{
    if (!page) {
        m_fetching = m_more = false;
        Q_EMIT failed(page.error());
        return;
    }
    m_loaded = true;
    // Still fetching: who hears of the insertion may ask for more, which begins behind these rows.
    if (!page->rows.empty())
        insertRun(m_rows.size(), page->rows);
    m_more = page->more;
    m_fetching = false;
    apply(std::exchange(m_duringFetch, {}));
    Q_EMIT pageLoaded();
}

void EntriesModel::takeChanges(const std::vector<ChangePtr>& changes)
{
    for (const ChangePtr& change : changes)
        m_pending[change->name.key] = change;
    m_flush.request();
}

void EntriesModel::flush()
{
    auto changes = std::exchange(m_pending, {});
    if (m_fetching) {
        for (const auto& [key, change] : changes)
            if (!isWithinReach(key))
                m_duringFetch[key] = change;
    }
    apply(std::move(changes));
}

void EntriesModel::apply(std::map<Key, ChangePtr> changes)
{
    // Keys come in order, so that what is inserted or removed later moves neither of these.
    int firstChanged = std::numeric_limits<int>::max();
    int lastChanged = -1;
    for (auto it = changes.begin(); it != changes.end();) {
        const Change& change = *it->second;
        const std::size_t at = lowerBound(it->first);
        const bool present = at < m_rows.size() && m_rows[at].key == it->first;
        if (present && m_rows[at].seq >= change.seq) {
            ++it; // the page was read later than this
        } else if (present && leavesValue(change.op)) {
            m_rows[at] = EntryRow::of(change);
            firstChanged = std::min(firstChanged, int(at));
            lastChanged = std::max(lastChanged, int(at));
            ++it;
        } else if (present) {
            removeRow(at);
            ++it;
        } else if (!leavesValue(change.op) || !isWithinReach(it->first)) {
            ++it;
        } else {
            // New keys that stand together come as one insertion.
            std::vector<EntryRow> run;
            do {
                run.push_back(EntryRow::of(*it->second));
                ++it;
            } while (it != changes.end() && leavesValue(it->second->op) &&
                     isWithinReach(it->first) && lowerBound(it->first) == at &&
                     (at == m_rows.size() || !(m_rows[at].key == it->first)));
            insertRun(at, std::move(run));
        }
    }
    if (lastChanged >= 0)
        Q_EMIT dataChanged(index(firstChanged, 0), index(lastChanged, ColumnCount - 1));
    // A view does not ask for more by itself when its last row goes.
    if (m_rows.empty())
        fetchMore({});
}

void EntriesModel::insertRun(std::size_t at, std::vector<EntryRow> rows)
{
    beginInsertRows({}, int(at), int(at + rows.size()) - 1);
    m_rows.insert(
        m_rows.begin() + std::ptrdiff_t(at), std::make_move_iterator(rows.begin()),
        std::make_move_iterator(rows.end()));
    endInsertRows();
}

void EntriesModel::removeRow(std::size_t at)
{
    beginRemoveRows({}, int(at), int(at));
    m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
    endRemoveRows();
}

bool EntriesModel::isWithinReach(const Key& key) const
{
    if (!m_loaded)
        return false;
    return !m_more || (!m_rows.empty() && !(m_rows.back().key < key));
}

std::size_t EntriesModel::lowerBound(const Key& key) const
{
    const auto found = std::lower_bound(
        m_rows.begin(), m_rows.end(), key,
        [](const EntryRow& row, const Key& wanted) { return row.key < wanted; });
    return std::size_t(found - m_rows.begin());
}

} // namespace stateroom::ui
