// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watch/livemodel.h"

#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

#include <algorithm>
#include <iterator>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// `wf-1/status`; of a namespace without a name the kind stands in front.
QString shortName(const EntryName& name)
{
    const QByteArrayView space = name.space.name();
    const QByteArray front = space.isEmpty() ? name.space.text() : space.toByteArray() + '/';
    return displayText(front + name.key.bytes());
}

} // namespace

LiveModel::LiveModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_flush(Throttle::frame, [this] { flush(); })
{
    m_subscription = store.feed().subscribe(
        ChangeFilter(), std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>& changes) { take(changes); },
         .reset = [](Seq) {}, // what has been seen has happened
         .ended = [](const Error&) {}});
}

int LiveModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LiveModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LiveModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case TimeColumn:
            return timeOfDayText(row.at);
        case EntryColumn:
            return shortName(row.name);
        case VersionColumn:
            return u"v%1"_s.arg(row.version.value());
        case ChangeColumn:
            return plainText(row.preview);
        }
        return {};
    case SpansRole:
        return index.column() == ChangeColumn ? QVariant::fromValue(row.preview) : QVariant();
    case Qt::ToolTipRole:
        switch (index.column()) {
        case TimeColumn:
            return exactTimeText(row.at);
        case ChangeColumn:
            return plainToolTip(plainText(row.preview));
        default:
            return plainToolTip(
                displayText(row.name.space.text()) + u"  "_s + displayText(row.name.key.bytes()));
        }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (index.column() == VersionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case NamespaceRole:
        return row.name.space.text();
    case KeyRole:
        return row.name.key.bytes();
    }
    return {};
}

QVariant LiveModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time", "column");
    case EntryColumn:
        return tr("Entry", "column");
    case VersionColumn:
        return tr("Version", "column");
    case ChangeColumn:
        return tr("Change", "column");
    }
    return {};
}

QHash<int, QByteArray> LiveModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert(SpansRole, "spans");
    names.insert(NamespaceRole, "namespace");
    names.insert(KeyRole, "key");
    return names;
}

EntryName LiveModel::nameAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].name : EntryName();
}

void LiveModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

QByteArray LiveModel::requestIdAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[std::size_t(index.row())].requestId : QByteArray();
}

void LiveModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    m_waiting = qint64(m_pending.size());
    if (!paused)
        flush();
    Q_EMIT waitingChanged();
}

void LiveModel::take(const std::vector<ChangePtr>& changes)
{
    const size_t before = m_pending.size();
    std::copy_if(
        changes.begin(), changes.end(), std::back_inserter(m_pending),
        [](const ChangePtr& change) { return !change->name.space.isSystem(); });
    const qint64 added = qint64(m_pending.size() - before);
    if (added == 0)
        return;
    if (m_pending.size() > std::size_t(capacity))
        m_pending.erase(m_pending.begin(), m_pending.end() - capacity);
    if (m_paused)
        m_waiting += added;
    m_flush.request();
}

void LiveModel::flush()
{
    if (m_paused) {
        Q_EMIT waitingChanged();
        return;
    }
    m_waiting = 0;
    if (m_pending.empty())
        return;
    const int added = int(m_pending.size());
    const int tooMany = int(m_rows.size()) + added - capacity;
    if (tooMany > 0) {
        beginRemoveRows({}, int(m_rows.size()) - tooMany, int(m_rows.size()) - 1);
        m_rows.resize(m_rows.size() - std::size_t(tooMany));
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    for (const ChangePtr& change : std::exchange(m_pending, {}))
        m_rows.push_front(
            {change->name, change->version, change->at(),
             changePreview(
                 change->oldValue, change->value, change->op == ChangeOp::Expire,
                 change->expiresAt),
             change->by.requestId});
    endInsertRows();
}

} // namespace stateroom::ui
