// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/model/filteringmodel.h"
#include "ui/model/keyfilter.h"

namespace stateroom::ui {

/// Of the live changes those that one wants to see: of one entry, or of those whose
/// `namespace/key` a filter matches.
class LiveFilter final : public FilteringModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveFilter)

public:
    explicit LiveFilter(QObject* parent = nullptr);

    void setFilter(const KeyFilter& filter);
    /// One entry alone; a null name for all.
    void setOnly(const EntryName& name);
    const EntryName& only() const { return m_only; }
    bool isFiltering() const { return !m_filter.isEmpty() || !m_only.space.isNull(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    KeyFilter m_filter;
    EntryName m_only;
};

} // namespace stateroom::ui
