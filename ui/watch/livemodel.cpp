// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watch/livemodel.h"

#include "core/store/store.h"
#include "ui/model/background.h"
#include "ui/model/bywindow.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"

#include <QElapsedTimer>

#include <algorithm>
#include <iterator>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Of so many bytes the window's thread finds out at once what they changed.
constexpr qsizetype smallBatch = 8 * 1024;
/// After that the rest of a batch is told without the places that changed.
constexpr Milliseconds longestLook{100};

template <class Changes> qsizetype bytesOf(const Changes& changes)
{
    qsizetype bytes = 0;
    for (const ChangePtr& change : changes)
        for (const auto* value : {&change->oldValue, &change->value})
            bytes += *value ? (*value)->bytes().size() : 0;
    return bytes;
}

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
    if (!paused) {
        insert(std::exchange(m_prepared, {}));
        flush();
    }
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
    if (m_pending.empty() || m_preparing)
        return;
    Batch batch = std::exchange(m_pending, {});
    if (bytesOf(batch) <= smallBatch) {
        insert(rowsOf(batch));
        return;
    }
    m_preparing = true;
    inBackground(
        [batch = std::move(batch)] { return rowsOf(batch); }, this,
        [this](std::vector<Row> rows) { takePrepared(std::move(rows)); });
}

void LiveModel::takePrepared(std::vector<Row> rows)
{
    m_preparing = false;
    if (m_paused) {
        m_waiting += qint64(rows.size());
        m_prepared = std::move(rows);
        Q_EMIT waitingChanged();
        return;
    }
    insert(std::move(rows));
    m_flush.request(); // what has come meanwhile
}

std::vector<LiveModel::Row> LiveModel::rowsOf(const Batch& changes)
{
    QElapsedTimer timer;
    timer.start();
    std::vector<Row> rows;
    rows.reserve(changes.size());
    for (const ChangePtr& change : changes) {
        const bool late = Milliseconds(timer.elapsed()) > longestLook;
        rows.push_back(
            {change->name, change->version, change->at(),
             changePreview(
                 change->oldValue, change->value, change->op == ChangeOp::Expire, change->expiresAt,
                 late ? ChangeDetail::Whole : ChangeDetail::Places),
             isByWindow(change->by) ? QByteArray() : change->by.requestId});
    }
    return rows;
}

/// Oldest first.
void LiveModel::insert(std::vector<Row> rows)
{
    const int added = int(rows.size());
    if (added == 0)
        return;
    const int tooMany = int(m_rows.size()) + added - capacity;
    if (tooMany > 0) {
        beginRemoveRows({}, int(m_rows.size()) - tooMany, int(m_rows.size()) - 1);
        m_rows.resize(m_rows.size() - std::size_t(tooMany));
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    for (Row& row : rows)
        m_rows.push_front(std::move(row));
    endInsertRows();
}

} // namespace stateroom::ui
