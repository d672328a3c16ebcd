// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watch/livefilter.h"

#include "ui/model/roles.h"

namespace stateroom::ui {

LiveFilter::LiveFilter(QObject* parent)
    : FilteringModel(parent)
{
}

void LiveFilter::setFilter(const KeyFilter& filter)
{
    changeFilter([&] { m_filter = filter; });
}

void LiveFilter::setOnly(const EntryName& name)
{
    changeFilter([&] { m_only = name; });
}

bool LiveFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (!isFiltering())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QByteArray space = index.data(NamespaceRole).toByteArray();
    const QByteArray key = index.data(KeyRole).toByteArray();
    if (!m_only.space.isNull() && (space != m_only.space.text() || key != m_only.key.bytes()))
        return false;
    return m_filter.isEmpty() || m_filter.matches(space + '/' + key);
}

} // namespace stateroom::ui
