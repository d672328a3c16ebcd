// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/deletedmodel.h"

#include "core/store/store.h"
#include "ui/inspector/historymodel.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

namespace stateroom::ui {

namespace {
constexpr Milliseconds reloadInterval{500};
/// Keys whose past is read in one go.
constexpr int rowsPerSlice = 50;
} // namespace

DeletedModel::DeletedModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_reload(reloadInterval, [this] { reload(); })
{
}

void DeletedModel::open(const Namespace& space)
{
    close();
    m_space = space;
    ChangeFilter filter;
    filter.space = space;
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>&) { m_reload.request(); },
         .reset = [this](Seq) { m_reload.request(); },
         .ended = [](const Error&) {}});
    reload();
}

void DeletedModel::close()
{
    ++m_generation;
    m_subscription.cancel();
    m_reload.cancel();
    m_reading = m_again = m_cut = false;
    m_space = Namespace();
    show({});
}

void DeletedModel::reload()
{
    if (m_space.isNull())
        return;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_gathered.clear();
    m_cut = false;
    read(std::nullopt);
}

void DeletedModel::read(std::optional<Key> after)
{
    m_reading = true;
    m_store.read(
        [space = m_space, after](Reader& reader) { return readSlice(reader, space, after); }, this,
        [this, generation = m_generation](Result<Slice> slice) {
            if (generation != m_generation)
                return;
            if (slice)
                std::move(slice->rows.begin(), slice->rows.end(), std::back_inserter(m_gathered));
            m_cut = m_gathered.size() >= std::size_t(capacity);
            if (slice && slice->upTo && !m_cut) {
                read(slice->upTo);
                return;
            }
            m_reading = false;
            show(std::exchange(m_gathered, {}));
            if (std::exchange(m_again, false))
                m_reload.request();
            Q_EMIT loaded();
        });
}

Result<DeletedModel::Slice>
DeletedModel::readSlice(Reader& reader, const Namespace& space, const std::optional<Key>& after)
{
    Slice slice;
    const auto page = reader.knownKeys(space, {.after = after, .limit = Reader::maxPage});
    if (!page)
        return failureOf(page);
    if (page->more)
        slice.upTo = page->keys.back().key;
    for (const KnownKey& known : page->keys) {
        if (known.exists)
            continue;
        // Two: the removal, and what it removed.
        const auto history = reader.history({space, known.key}, 2);
        if (!history)
            return failureOf(history);
        if (history->changes.empty())
            continue;
        const Change& newest = history->changes.front();
        Row row{known.key, newest.version, newest.op, newest.at(), {}};
        // Its time is over, though the writer has not recorded it yet.
        if (leavesValue(newest.op))
            row.op = ChangeOp::Expire;
        for (const Change& change : history->changes)
            if (row.preview.isEmpty() && change.value)
                row.preview = valuePreview(*change.value);
        slice.rows.push_back(std::move(row));
        if (slice.rows.size() >= std::size_t(rowsPerSlice)) {
            slice.upTo = known.key;
            break;
        }
    }
    return slice;
}

void DeletedModel::show(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int DeletedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DeletedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DeletedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case KeyColumn:
            return displayText(row.key.bytes());
        case ValueColumn:
            return plainText(row.preview);
        case WhatColumn:
            return changeWord(row.op);
        case WhenColumn:
            return agoText(row.at, m_store.now());
        }
        return {};
    case SpansRole:
        return index.column() == ValueColumn ? QVariant::fromValue(row.preview) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == WhenColumn || index.column() == WhatColumn
                   ? exactTimeText(row.at)
                   : plainToolTip(data(index, Qt::DisplayRole).toString());
    case NamespaceRole:
        return m_space.text();
    case KeyRole:
        return row.key.bytes();
    }
    return {};
}

QVariant DeletedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key", "column");
    case ValueColumn:
        return tr("Last value", "column");
    case WhatColumn:
        return tr("What", "column");
    case WhenColumn:
        return tr("When", "column");
    }
    return {};
}

EntryName DeletedModel::nameAt(int row) const
{
    return {m_space, m_rows[std::size_t(row)].key};
}

} // namespace stateroom::ui
