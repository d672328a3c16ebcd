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

class BulkActions;
class BulkNotice;
class ColumnFit;
class DeletedModel;
class ElidedLabel;
class EmptyPlace;
class ListTable;
class NoticeBar;

/// The keys of a namespace that were deleted: to look at them, and to bring them back.
class DeletedView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeletedView)

public:
    /// The store must outlive it.
    explicit DeletedView(Store& store, QWidget* parent = nullptr);

    void open(const Namespace& space);
    void close();

    DeletedModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    QAction* bringBackAction() { return m_bringBack; }
    /// What brings keys back.
    BulkActions& bulk() { return *m_bulk; }

Q_SIGNALS:
    /// Enter or a double click: show this key.
    void activated(const stateroom::EntryName& name);
    /// Esc, or the button.
    void left();

private:
    void setUpView();
    QWidget* makeHead();
    QWidget* makeBar();
    void bringBack();
    void update();
    void updateState();

    Store& m_store;
    DeletedModel* m_model;
    ListTable* m_view;
    EmptyPlace* m_none; ///< over the table
    NoticeBar* m_notice;
    BulkActions* m_bulk;
    BulkNotice* m_told;
    ElidedLabel* m_title;
    ElidedLabel* m_state;
    ColumnFit* m_columns = nullptr;
    QPushButton* m_all;
    QAction* m_bringBack;
};

} // namespace stateroom::ui
