// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class ElidedLabel;
class EmptyPlace;
class EntriesModel;
class ListTable;
class NoticeBar;

/// The middle column: the keys of the chosen namespace, one line each.
class EntriesPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EntriesPanel)

public:
    /// `newKey` gets a button in the column's head.
    EntriesPanel(Store& store, QAction* newKey, QWidget* parent = nullptr);

    EntriesModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }

    /// Shows a namespace, with `key` chosen, else its first key.
    void show(const Namespace& space, const std::optional<Key>& key = std::nullopt);
    /// How many keys the namespace has, read or not.
    void setTotal(qint64 keys);
    /// Nothing is chosen any more; what is shown stays.
    void clearChoice();

Q_SIGNALS:
    /// The user chose a key, or the first one was chosen for him.
    void chosen(const stateroom::EntryName& name);
    /// Enter, F2 or a double click: on to the value.
    void activated();

private:
    QWidget* makeHead(QAction* newKey);
    void setUpView();
    void chooseRow(const QModelIndex& index);
    void afterPage();
    void afterRemoval();
    void selectCurrentRow();
    void prefetch();
    void showFailure(const Error& error);
    void updateContents();
    void copyKey();

    EntriesModel* m_model;
    ListTable* m_view;
    ElidedLabel* m_title;
    QLabel* m_count;
    NoticeBar* m_notice;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
    QTimer m_ages;
    std::optional<Key> m_current;
    bool m_chooseFirst = false; ///< as soon as there is one
    bool m_changingByItself = false;
};

} // namespace stateroom::ui
