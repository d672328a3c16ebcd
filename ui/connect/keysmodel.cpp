// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/keysmodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/timetext.h"

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

KeysModel::KeysModel(Service& service, QObject* parent)
    : QAbstractTableModel(parent)
    , m_service(service)
    , m_refresh(Throttle::frame, [this] { refresh(); })
{
    m_subscription = service.store().feed().subscribe(
        {.space = Namespace("system", "keys")}, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>&) { m_refresh.request(); },
         .reset = [this](Seq) { m_refresh.request(); },
         .ended = [](const Error&) {}});
    refresh();
}

int KeysModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int KeysModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant KeysModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& [key, used] = m_keys[size_t(index.row())];
    if (role == Qt::ToolTipRole) {
        if (index.column() == CreatedColumn)
            return exactTimeText(key->created);
        if (index.column() == UsedColumn && used)
            return exactTimeText(*used);
        return plainToolTip(
            index.column() == KeyColumn ? displayText(key->id)
                                        : data(index, Qt::DisplayRole).toString());
    }
    if (role != Qt::DisplayRole)
        return {};
    const Timestamp now = m_service.store().now();
    switch (index.column()) {
    case KeyColumn:
        return key->hint.isEmpty() ? u"…"_s : displayText(key->hint + "…");
    case LabelColumn:
        return displayText(key->label);
    case ApiColumn:
        return QString::fromLatin1(apiName(key->api));
    case RightsColumn:
        return rightsText(*key);
    case PlanColumn:
        return displayText(key->plan);
    case CreatedColumn:
        return agoText(key->created, now);
    case UsedColumn:
        return used ? agoText(*used, now) : tr("not yet");
    }
    return {};
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key", "column");
    case LabelColumn:
        return tr("Label", "column");
    case ApiColumn:
        return tr("API", "column");
    case RightsColumn:
        return tr("May", "column");
    case PlanColumn:
        return tr("Plan", "column");
    case CreatedColumn:
        return tr("Made", "column");
    case UsedColumn:
        return tr("Last used", "column");
    }
    return {};
}

int KeysModel::rowOf(const QByteArray& id) const
{
    const auto found = std::find_if(
        m_keys.begin(), m_keys.end(), [&](const Row& row) { return row.key->id == id; });
    return found == m_keys.end() ? -1 : int(found - m_keys.begin());
}

void KeysModel::refresh()
{
    std::vector<Row> now;
    for (const ApiKeyPtr& key : m_service.keys().all())
        now.push_back({key, m_service.keys().lastUse(key->id)});
    const bool sameKeys = std::equal(
        now.begin(), now.end(), m_keys.begin(), m_keys.end(),
        [](const Row& a, const Row& b) { return a.key->id == b.key->id; });
    if (sameKeys) {
        m_keys = std::move(now);
        if (!m_keys.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_keys = std::move(now);
        endResetModel();
    }
    Q_EMIT refreshed();
}

QString rightsText(const ApiKey& key)
{
    const QString resources = displayText(key.resources.join(", "));
    if (key.resources.isEmpty())
        return key.readOnly ? KeysModel::tr("read") : KeysModel::tr("read and write");
    //: %1 is a list of resources such as imports/55cc
    return key.readOnly ? KeysModel::tr("read %1").arg(resources)
                        : KeysModel::tr("read and write %1").arg(resources);
}

} // namespace stateroom::ui
