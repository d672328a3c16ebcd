// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QWidget>

class QListView;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class NamespacesModel;

/// The left column: which namespace the others show.
class NamespacesPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamespacesPanel)

public:
    explicit NamespacesPanel(Store& store, QWidget* parent = nullptr);

    NamespacesModel& model() { return *m_model; }
    QListView& view() { return *m_view; }

    const Namespace& current() const { return m_current; }
    /// Chooses a namespace, also one that has no keys yet.
    void setCurrent(const Namespace& space);

Q_SIGNALS:
    void currentChanged(const stateroom::Namespace& space);
    /// Enter or a double click: on to the keys.
    void activated();

private:
    void arrange();
    void chooseRow(const QModelIndex& index);
    void showCurrent();
    void afterRefresh();

    NamespacesModel* m_model;
    QListView* m_view;
    Namespace m_current;
    bool m_removing = false;
};

} // namespace stateroom::ui
