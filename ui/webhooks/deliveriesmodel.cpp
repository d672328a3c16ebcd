// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/deliveriesmodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"
#include "ui/webhooks/deliverytext.h"

#include <QSet>

#include <algorithm>
#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

DeliveriesModel::DeliveriesModel(Store& store, QObject* parent)
    : TableModel(
          {{tr("Time", "column")},
           {tr("Event", "column")},
           {tr("Record", "column")},
           {tr("State", "column")},
           {tr("Tries", "column"), Qt::AlignRight},
           {tr("Status", "column"), Qt::AlignRight},
           //: When it is tried next
           {tr("Next", "column"), Qt::AlignRight}},
          parent)
    , m_store(store)
    , m_refresh(interval, [this] { read(); })
{
}

QVariant DeliveriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Delivery& delivery = at(index.row());
    if (role == Qt::DisplayRole)
        return displayOf(delivery, index.column());
    if (role == Qt::ToolTipRole)
        return plainToolTip(toolTipOf(delivery, index.column()));
    if (!m_marked.isEmpty() && delivery.id == m_marked) {
        if (role == MarkedRole)
            return true;
        if (role == Qt::AccessibleTextRole && index.column() == TimeColumn)
            //: %1 is a time; of a row in a list
            return tr("%1, compared with").arg(displayOf(delivery, TimeColumn).toString());
    }
    if (role == TroubleRole && index.column() == StateColumn)
        return QVariant::fromValue(troubleOf(delivery.state));
    return {};
}

QVariant DeliveriesModel::displayOf(const Delivery& delivery, int column) const
{
    switch (column) {
    case TimeColumn:
        return m_store.now() - delivery.queuedAt < std::chrono::hours(24)
                   ? timeOfDayText(delivery.queuedAt)
                   : ageText(delivery.queuedAt, m_store.now());
    case EventColumn:
        return displayText(delivery.type);
    case RecordColumn:
        return displayText(delivery.record);
    case StateColumn:
        return stateText(delivery.state);
    case TriesColumn:
        return delivery.tries == 0 ? QString() : QString::number(delivery.tries);
    case StatusColumn:
        return statusText(delivery);
    case NextColumn:
        return nextText(delivery, m_isEnabled, m_store.now());
    }
    return {};
}

QString DeliveriesModel::toolTipOf(const Delivery& delivery, int column) const
{
    if (column == TimeColumn && !m_marked.isEmpty() && delivery.id == m_marked)
        //: %1 is a time; a delivery
        return tr("%1: others are compared with this one").arg(exactTimeText(delivery.queuedAt));
    if (column == TimeColumn)
        return exactTimeText(delivery.queuedAt);
    if (column == NextColumn && delivery.nextAt && isOpen(delivery.state))
        return exactTimeText(*delivery.nextAt);
    if (column == StateColumn || column == StatusColumn)
        return whyText(delivery, m_isEnabled);
    return displayOf(delivery, column).toString();
}

bool DeliveriesModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasMore && m_limit <= int(m_rows.size());
}

void DeliveriesModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_limit += pageSize;
    m_refresh.request();
}

void DeliveriesModel::show(const QByteArray& webhook)
{
    if (webhook == m_webhook)
        return;
    m_webhook = webhook;
    m_marked.clear();
    startAnew();
    follow();
}

void DeliveriesModel::setFilter(DeliveryFilter filter)
{
    if (std::exchange(m_filter, filter) != filter)
        startAnew();
}

void DeliveriesModel::startAnew()
{
    beginResetModel();
    m_rows.clear();
    m_limit = pageSize;
    m_hasMore = false;
    m_isLoaded = false;
    endResetModel();
    m_refresh.cancel();
    if (!m_webhook.isEmpty())
        read();
}

void DeliveriesModel::setMarked(const QByteArray& delivery)
{
    const QByteArray before = std::exchange(m_marked, delivery);
    for (const QByteArray& id : {before, delivery}) {
        const int row = before == delivery ? -1 : rowOf(id);
        if (row >= 0)
            Q_EMIT dataChanged(
                index(row, 0), index(row, ColumnCount - 1),
                {MarkedRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    }
}

void DeliveriesModel::setEnabled(bool enabled)
{
    if (std::exchange(m_isEnabled, enabled) != enabled)
        tick();
}

void DeliveriesModel::tick()
{
    for (int row = 0; row < rowCount(); ++row)
        if (isOpen(at(row).state))
            Q_EMIT dataChanged(
                index(row, NextColumn), index(row, NextColumn), {Qt::DisplayRole, Qt::ToolTipRole});
}

int DeliveriesModel::rowOf(const QByteArray& id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&id](const Delivery& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void DeliveriesModel::follow()
{
    m_subscriptions = {};
    if (m_webhook.isEmpty())
        return;
    const Namespace spaces[] = {outboxSpace(m_webhook), deliveriesSpace(m_webhook)};
    for (size_t i = 0; i < m_subscriptions.size(); ++i)
        m_subscriptions[i] = m_store.feed().subscribe(
            {.space = spaces[i]}, std::nullopt, this,
            {.changes = [this](const std::vector<ChangePtr>&) { m_refresh.request(); },
             .reset = [this](Seq) { m_refresh.request(); },
             .ended = [](const Error&) {}});
}

void DeliveriesModel::read()
{
    if (m_webhook.isEmpty())
        return;
    if (std::exchange(m_isReading, true)) {
        m_again = true;
        return;
    }
    m_store.read(
        [webhook = m_webhook, limit = m_limit, filter = m_filter](Reader& reader) {
            return readDeliveries(reader, webhook, limit, {}, filter);
        },
        this,
        [this, webhook = m_webhook, filter = m_filter](Result<DeliveryPage> page) {
            m_isReading = false;
            if (std::exchange(m_again, false))
                m_refresh.request();
            if (webhook != m_webhook || filter != m_filter)
                return m_refresh.request();
            if (!page)
                return Q_EMIT failed(page.error());
            m_hasMore = page->more;
            m_isLoaded = true;
            take(std::move(page->deliveries));
            Q_EMIT refreshed();
        });
}

/// Row by row, so that what is chosen stays chosen.
void DeliveriesModel::take(std::vector<Delivery> rows)
{
    for (Delivery& row : rows)
        row.body.reset();
    removeAllBut(rows);
    insertAndChange(rows);
}

void DeliveriesModel::removeAllBut(const std::vector<Delivery>& rows)
{
    QSet<QByteArray> kept;
    for (const Delivery& row : rows)
        kept.insert(row.id);
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (kept.contains(at(last).id))
            continue;
        int first = last;
        while (first > 0 && !kept.contains(at(first - 1).id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// What is shown now is among `rows`, in the same order: ids go up.
void DeliveriesModel::insertAndChange(std::vector<Delivery>& rows)
{
    for (size_t row = 0; row < rows.size(); ++row) {
        if (row < m_rows.size() && m_rows[row].id == rows[row].id) {
            if (m_rows[row] == rows[row])
                continue;
            m_rows[row] = std::move(rows[row]);
            Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
            continue;
        }
        size_t end = row + 1;
        while (end < rows.size() && (row >= m_rows.size() || rows[end].id != m_rows[row].id))
            ++end;
        beginInsertRows({}, int(row), int(end) - 1);
        m_rows.insert(
            m_rows.begin() + qsizetype(row), std::make_move_iterator(rows.begin() + qsizetype(row)),
            std::make_move_iterator(rows.begin() + qsizetype(end)));
        endInsertRows();
        row = end - 1;
    }
}

} // namespace stateroom::ui
