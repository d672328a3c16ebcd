// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class ElidedLabel;
class ListTable;
class LiveFilter;
class LiveModel;

/// Changes as they happen: a strip of one line at the bottom that tells the newest, or, grown, a
/// list of them that can be filtered and held.
class LivePanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LivePanel)

public:
    explicit LivePanel(Store& store, QWidget* parent = nullptr);

    LiveModel& model() { return *m_model; }
    LiveFilter& filter() { return *m_filter; }
    ListTable& view() { return *m_view; }
    QAction* pauseAction() { return m_pause; }
    /// What the menus offer: pause, grow or shrink, clear.
    const QList<QAction*>& actions() const { return m_actions; }

    /// The height that it wants: a line, or some rows.
    int wantedHeight() const;
    bool isStrip() const;
    void setStrip(bool strip);
    /// Shows the changes of this entry alone, grown.
    void watch(const EntryName& name);
    /// Asks for the request behind the chosen change.
    QAction* requestAction() { return m_request; }
    /// Puts it to use: there is somebody who shows requests.
    void offerRequests();

Q_SIGNALS:
    /// Enter or a double click on a change: show its key.
    void activated(const stateroom::EntryName& name);
    /// Esc in the list.
    void left();
    /// It wants another height now.
    void stripChanged();
    /// Show the request that made a change.
    void requestWanted(const QByteArray& requestId);

private:
    void makeActions();
    QAction* makeAction(const QString& text, const QKeySequence& keys);
    QWidget* makeHead();
    void setUpView();
    void setPaused(bool paused);
    void takeFilter();
    void showAll();
    void copyChange();
    void updateState();

    LiveModel* m_model;
    LiveFilter* m_filter;
    ListTable* m_view;
    QAction* m_request;
    QAction* m_pause = nullptr;
    QAction* m_grow = nullptr;
    QAction* m_clear = nullptr;
    QList<QAction*> m_actions;
    QToolButton* m_clearButton = nullptr;
    QLineEdit* m_text;
    QPushButton* m_only;
    QLabel* m_state;
    ElidedLabel* m_newest;
};

} // namespace stateroom::ui
