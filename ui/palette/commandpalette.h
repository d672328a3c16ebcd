// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QFrame>
#include <QPointer>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QListView;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class KeySearch;
class PaletteModel;

/// Everything by its name: lies over the window, takes a few letters, offers the actions, the
/// namespaces and the keys of all of them that they fit. Enter does it, Esc leaves everything as it
/// was. What takes something away is done only when it has been chosen by the arrow keys or the
/// mouse.
class CommandPalette final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandPalette)

public:
    /// `actions` is asked each time it opens: what can be done at the moment.
    CommandPalette(Store& store, std::function<QList<QAction*>()> actions, QWidget* window);

    void open();
    QLineEdit& edit() { return *m_edit; }
    PaletteModel& model() { return *m_model; }

Q_SIGNALS:
    /// A key was chosen.
    void wanted(const stateroom::EntryName& name);
    void namespaceWanted(const stateroom::Namespace& space);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void arrange();
    void place();
    void search(const QString& text);
    void fit();
    void step(int by);
    void chooseFirst();
    void run(const QModelIndex& index);
    void leave();

    std::function<QList<QAction*>()> m_actions;
    QList<QAction*> m_offered;
    KeySearch* m_search;
    PaletteModel* m_model;
    QLineEdit* m_edit;
    QListView* m_list;
    QLabel* m_state;
    bool m_stepped = false;     ///< a row was chosen by hand
    QPointer<QWidget> m_before; ///< had the keyboard
};

} // namespace stateroom::ui
