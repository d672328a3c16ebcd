// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace stateroom::ui {

/// A proxy whose filter changes, in the way that the Qt at hand wants to be told of it: the old way
/// is deprecated where Qt 6.10 and later have the other.
class FilteringModel : public QSortFilterProxyModel {
    Q_DISABLE_COPY_MOVE(FilteringModel)

protected:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// `change` is to change what filterAcceptsRow() goes by, and no more.
    template <class Change> void changeFilter(Change change)
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
        beginFilterChange();
        change();
        endFilterChange(Direction::Rows);
#else
        change();
        invalidateRowsFilter();
#endif
    }
};

} // namespace stateroom::ui
