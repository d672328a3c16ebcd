// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <QWidget>

class QAction;
class QPushButton;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class ColumnFit;
class DifferenceView;
class HistoryModel;
class ListTable;

/// A key's versions, and how the chosen one differs: from the one before it, or from one that was
/// marked to compare with.
class HistoryView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryView)

public:
    /// The store must outlive it.
    explicit HistoryView(Store& store, QWidget* parent = nullptr);

    void open(const EntryName& name);
    void close();
    /// Whether a version may be written over what is there now.
    void setWritable(bool writable);

    HistoryModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    DifferenceView& difference() { return *m_difference; }
    QAction* restoreAction() { return m_restore; }
    QAction* markAction() { return m_mark; }

    /// Offers to show the request that made a version: where there is a server.
    void offerRequests();
    QAction* requestAction() { return m_request; }

Q_SIGNALS:
    /// This older value is to be written again.
    void restoreWanted(const stateroom::JsonText& value, stateroom::Version version);
    /// The request that made the chosen version should be shown.
    void requestWanted(const QByteArray& requestId);
    /// Esc: back to where one came from.
    void left();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    void setUpView();
    void setUpColumns();
    QWidget* makeBar();
    void takeLoaded();
    void choose();
    void toggleMark();
    void askRestore();

    Store& m_store;
    EntryName m_name;
    HistoryModel* m_model;
    ListTable* m_view;
    DifferenceView* m_difference;
    ColumnFit* m_columns = nullptr;
    QWidget* m_bar = nullptr;
    QAction* m_restore = nullptr;
    QAction* m_mark = nullptr;
    QAction* m_request = nullptr;
    bool m_writable = false;
};

} // namespace stateroom::ui
