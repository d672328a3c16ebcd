// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QWidget>

class QAction;
class QLabel;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class ListTable;
class LiveModel;

/// The strip at the bottom: changes as they happen.
class LivePanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LivePanel)

public:
    explicit LivePanel(Store& store, QWidget* parent = nullptr);

    LiveModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    QAction* pauseAction() { return m_pause; }

Q_SIGNALS:
    /// Enter or a double click on a change: show its key.
    void activated(const stateroom::EntryName& name);

private:
    QWidget* makeHead();
    void setUpView();
    void setPaused(bool paused);
    void updateState();

    LiveModel* m_model;
    ListTable* m_view;
    QAction* m_pause;
    QLabel* m_state;
};

} // namespace stateroom::ui
