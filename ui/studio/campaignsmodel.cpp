// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/campaignsmodel.h"

#include "ui/model/displaytext.h"

#include <QLocale>

#include <algorithm>

namespace stateroom::ui {

int CampaignsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CampaignsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CampaignsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CampaignInfo& info = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? displayText(info.id)
                                            : QLocale().toString(info.variables);
    case Qt::ToolTipRole:
        return plainToolTip(displayText(info.id));
    case Qt::AccessibleTextRole:
        //: Read aloud: the name of a campaign and how many variables it has
        return tr("%1, %Ln variables", nullptr, int(info.variables)).arg(displayText(info.id));
    }
    return {};
}

void CampaignsModel::take(std::vector<CampaignInfo> campaigns)
{
    m_isLoaded = true;
    m_stored = std::move(campaigns);
    const bool isStored = std::any_of(
        m_stored.begin(), m_stored.end(), [this](const auto& info) { return info.id == m_draft; });
    if (isStored)
        m_draft.clear();
    showRows();
}

void CampaignsModel::setDraft(const QByteArray& id)
{
    m_draft = id;
    take(m_stored);
}

void CampaignsModel::showRows()
{
    std::vector<CampaignInfo> rows = m_stored;
    if (!m_draft.isEmpty()) {
        const auto place = std::lower_bound(
            rows.begin(), rows.end(), m_draft,
            [](const CampaignInfo& info, const QByteArray& id) { return info.id < id; });
        rows.insert(place, {m_draft, 0});
    }
    const bool sameIds = std::equal(
        rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const CampaignInfo& a, const CampaignInfo& b) { return a.id == b.id; });
    if (sameIds) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, CountColumn), index(rowCount() - 1, CountColumn));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CampaignsModel::rowOf(const QByteArray& id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const CampaignInfo& info) { return info.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

} // namespace stateroom::ui
