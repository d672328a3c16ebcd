// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QItemSelection>
#include <QTimer>
#include <QWidget>

class QActionGroup;
class QLabel;
class QMenu;
class QPushButton;
class QSettings;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class BulkActions;
class BulkNotice;
class ChoiceBar;
class ElidedLabel;
class EmptyPlace;
class EntriesModel;
class ExpiryBar;
class FilterBar;
class ListTable;
class NoticeBar;
enum class SortBy;
struct ListQuery;

/// The middle column: the keys of the chosen namespace, one line each; filtered, sorted, as a tree,
/// several chosen at once.
class EntriesPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EntriesPanel)

public:
    /// `newKey` gets a button in the column's head.
    EntriesPanel(Store& store, QAction* newKey, QWidget* parent = nullptr);
    ~EntriesPanel() override;

    EntriesModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    FilterBar& filter() { return *m_filter; }
    NoticeBar& notice() { return *m_notice; }
    /// What changes many keys here.
    BulkActions& bulk() { return *m_bulk; }

    /// Shows a namespace, with `key` chosen, else its first key.
    void show(const Namespace& space, const std::optional<Key>& key = std::nullopt);
    /// How many keys the namespace has, read or not.
    void setTotal(qint64 keys);
    /// Nothing is chosen any more; what is shown stays.
    void clearChoice();
    /// The user goes on to something else: what was merely told has been heard.
    void goOn();
    /// Whether keys can be written at all.
    void setWritable(bool writable);

    /// How the list was shown the last time, and the widths of its columns.
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

    /// Puts a button for this below a namespace without keys, while it is enabled.
    void offerWhenEmpty(QAction* action);

    /// To the filter; for panes from which one comes by the same shortcut.
    QAction* filterAction() { return m_find; }
    /// Asks when the chosen keys are to expire; false when no several are.
    bool askExpiryOfMany();
    QAction* removeAction() { return m_remove; }
    /// What can be done here, for menus and the palette.
    QList<QAction*> viewActions() const;
    /// Where keys are split into a tree.
    QList<QAction*> splitActions() const;

Q_SIGNALS:
    /// The user chose a key, or the first one was chosen for him.
    void chosen(const stateroom::EntryName& name);
    /// Enter, F2 or a double click: on to the value.
    void activated();
    /// Del on one key: who shows it deletes it.
    void removeWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead(QAction* newKey);
    void setUpView();
    void setUpColumns();
    void makeActions();
    void makeSortActions();
    QAction* addAction(const QString& text, const QKeySequence& keys, void (EntriesPanel::*run)());
    QMenu* makeExpiryMenu();
    void makeDelimiterActions();
    void connectModel();
    void connectView();

    void chooseRow(const QModelIndex& index);
    void openRow(const QModelIndex& index);
    void sidestep(bool right);
    void pressSign(const QModelIndex& index, const QPoint& place);
    void afterPage();
    void afterInsertion();
    void afterRemoval();
    void beforeReset();
    void afterReset(bool asked);
    void selectCurrentRow();
    void showReadFailure(const Error& error);
    void updateContents();
    void updateCount();
    void updateChoice();
    void updateColumns();

    Result<void> setQuery(const ListQuery& query);
    void filterBy(const QString& text);
    void sortBy(SortBy sort);
    void sortByColumn(int column);
    void setTree(bool tree);
    void findKey();

    std::vector<Key> chosenKeys() const;
    bool hasManyChosen() const { return m_chosenRows > 1; }
    void copyKeys();
    void copyValues();
    void removeChosen();

    EntriesModel* m_model;
    BulkActions* m_bulk;
    ListTable* m_view;
    ElidedLabel* m_title;
    QLabel* m_count;
    FilterBar* m_filter;
    NoticeBar* m_notice;
    BulkNotice* m_told;
    int m_readFailure = 0; ///< the notice of it
    EmptyPlace* m_empty;
    QPushButton* m_offer; ///< in m_empty
    ExpiryBar* m_expiry;
    ChoiceBar* m_choice = nullptr;
    QAction* m_find = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_copyValues = nullptr;
    QAction* m_expire = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_tree = nullptr;
    QActionGroup* m_sorts = nullptr;
    QActionGroup* m_delimiters = nullptr;
    QTimer m_ages;
    QTimer m_glow;
    std::vector<Key> m_expiring; ///< keys whose expiry is asked
    std::optional<Key> m_current;
    /// How the list was sorted before it became a tree, and is again when it is none any more.
    SortBy m_listSort{};
    bool m_listDescending = false;
    qint64 m_total = 0;
    qint64 m_chosenRows = 0;
    int m_scrolledTo = 0;
    bool m_chooseFirst = false; ///< as soon as there is one
    bool m_changingByItself = false;
};

} // namespace stateroom::ui
