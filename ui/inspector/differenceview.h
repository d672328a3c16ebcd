// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "ui/widgets/differencepane.h"

#include <QWidget>

namespace stateroom {
class Store;
} // namespace stateroom

namespace stateroom::ui {

/// How one version of a key differs from another.
class DifferenceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DifferenceView)

public:
    /// The store must outlive it.
    explicit DifferenceView(Store& store, QWidget* parent = nullptr);

    /// Compares; version 0, or one that is a removal, holds nothing.
    void compare(const EntryName& name, Version before, Version after);
    void clear();

    DiffModel& model() { return m_pane->model(); }
    JsonEditor& lines() { return m_pane->lines(); }
    QTreeView& tree() { return m_pane->tree(); }
    void showLines(bool lines) { m_pane->showLines(lines); }
    /// Signs for what can be done with the two versions, in its head while they are shown.
    void setCommands(const QList<QAction*>& commands) { m_pane->setCommands(commands); }
    void showCommands(bool shown) { m_pane->showCommands(shown); }

private:
    Store& m_store;
    DifferencePane* m_pane;
    quint64 m_generation = 0;
};

} // namespace stateroom::ui
