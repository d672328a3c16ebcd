// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListView;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class BulkActions;
class BulkNotice;
class NamespacesModel;
class NoticeBar;

/// The left column: which namespace the others show.
class NamespacesPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamespacesPanel)

public:
    explicit NamespacesPanel(Store& store, QWidget* parent = nullptr);
    ~NamespacesPanel() override;

    NamespacesModel& model() { return *m_model; }
    QListView& view() { return *m_view; }

    const Namespace& current() const { return m_current; }
    /// Chooses a namespace, also one that has no keys yet.
    void setCurrent(const Namespace& space);
    /// The user goes on to something else: what was merely told has been heard.
    void goOn();
    void setWritable(bool writable);
    /// What can be done with namespaces.
    QList<QAction*> actions() const { return {m_create, m_copy, m_remove, m_bringBack, m_emptied}; }
    /// The one to begin with, if it is there when the store has been read.
    void setPreferred(const Namespace& space) { m_preferred = space; }
    /// Asks for the name of a new one.
    QAction* newAction() { return m_create; }
    /// Shows namespaces that have been emptied, too; checkable.
    QAction* emptiedAction() { return m_emptied; }
    /// Brings back all that was deleted in the chosen one.
    QAction* bringBackAction() { return m_bringBack; }
    QLineEdit& form() { return *m_form; }

    NoticeBar& notice() { return *m_notice; }
    /// What changes many keys here.
    BulkActions& bulk() { return *m_bulk; }

Q_SIGNALS:
    void currentChanged(const stateroom::Namespace& space);
    /// Enter or a double click: on to the keys.
    void activated();
    /// A name will be asked for, in a form that should be seen.
    void aboutToAsk();
    /// A namespace is chosen that has no key yet: its first one is to be made.
    void firstKeyWanted();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void arrange();
    void makeActions();
    QWidget* makeHead();
    QWidget* makeForm();
    void askForName(const QString& begin, bool copying);
    void takeName();
    void leaveForm();
    void removeCurrent();
    void chooseRow(const QModelIndex& index);
    void showCurrent();
    void afterRefresh();

    NamespacesModel* m_model;
    QListView* m_view;
    BulkActions* m_bulk;
    QAction* m_create = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_bringBack = nullptr;
    QAction* m_emptied = nullptr;
    QWidget* m_formBox = nullptr;
    QLabel* m_formTitle = nullptr;
    QLineEdit* m_form = nullptr;
    QLabel* m_formTrouble = nullptr;
    NoticeBar* m_notice;
    BulkNotice* m_told;
    QString m_formKind; ///< of a name that is given without one
    Namespace m_copied; ///< what the form asks a name for; null: for a new one
    Namespace m_current;
    Namespace m_preferred;
    bool m_removing = false;
};

} // namespace stateroom::ui
