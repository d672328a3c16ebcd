// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/business/catalogue.h"
#include "ui/records/recordsmodel.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QCompleter;
class QLabel;
class QMenu;
class QStackedWidget;
class QStringListModel;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class ColumnFit;
class ElidedLabel;
class EmptyPlace;
class FilterBar;
class ListTable;
class NoticeBar;

/// The middle column where the chosen namespace is a collection of the business API: its records
/// as a table, which the API's own filter and sort go over.
class RecordsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordsPanel)

public:
    /// `newRecord`, `asKeys` and `back` get buttons in the column's head.
    RecordsPanel(
        Store& store, QAction* newRecord, QAction* asKeys, QAction* back,
        QWidget* parent = nullptr);
    ~RecordsPanel() override;

    RecordsModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    FilterBar& filter() { return *m_filter; }
    NoticeBar& notice() { return *m_notice; }

    /// Shows a collection, with `id` chosen, else its first record. With a filter all that it does
    /// not find is left out, until it is taken away.
    void show(
        const business::Resource& resource, const std::optional<QByteArray>& id = std::nullopt,
        const QString& filter = {});
    /// How many records the collection has.
    void setTotal(qint64 records);
    /// Nothing is chosen any more; what is shown stays.
    void clearChoice();
    void setWritable(bool writable);
    /// Where a record can be written to, for the example of an empty collection; may be empty.
    void setServerUrl(const QString& url);
    /// There is somebody who makes keys when asked to.
    void offerKeys();
    /// Tells of a key that was made.
    void showKey(const QString& key);
    void showError(const Error& error);

    QAction* samplesAction() { return m_samples; }
    QAction* keyAction() { return m_key; }

Q_SIGNALS:
    /// The user chose a record, or the first one was chosen for him.
    void chosen(const stateroom::EntryName& name);
    /// Enter, F2 or a double click: on to the form.
    void activated();
    /// Del: who shows the record deletes it.
    void removeWanted();
    /// A key for this API is to be made.
    void keyWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void showReadFailure(const Error& error);
    QWidget* makeHead(QAction* newRecord, QAction* asKeys, QAction* back);
    QWidget* makeOffers(QAction* newRecord);
    void makeActions();
    void makeCompleter();
    void setUpView();
    void setUpColumns();
    void fillSortMenu();
    void connectParts();

    void filterBy(const QString& text);
    void setAnswered(bool answered);
    void completeName();
    void takeCompletion(const QString& name);
    void chooseRow();
    void selectCurrent();
    void afterLoad();
    void goToEnd(RecordsModel::From end);
    void chooseEnd(RecordsModel::From end);
    void keepPlace(const QModelIndex& parent, int first, int last);
    void updateContents();
    void updateCount();
    void addSamples();

    Store& m_store;
    RecordsModel* m_model;
    ListTable* m_view;
    ColumnFit* m_columns = nullptr;
    ElidedLabel* m_title;
    QLabel* m_count;
    FilterBar* m_filter;
    NoticeBar* m_notice;
    int m_readFailure = 0; ///< the notice of it
    int m_told = 0;        ///< the notice that ends when the user goes on
    EmptyPlace* m_empty;
    QWidget* m_offers = nullptr; ///< in m_empty
    QStackedWidget* m_pages;
    QMenu* m_sorts;
    QAction* m_find = nullptr;
    QAction* m_samples = nullptr;
    QAction* m_key = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_first = nullptr;
    QAction* m_last = nullptr;
    QCompleter* m_completer = nullptr;
    QStringListModel* m_names;
    QTimer m_slow; ///< runs while it is not yet time to say that something takes long
    QString m_url;
    std::optional<QByteArray> m_current;
    qint64 m_total = 0;
    std::optional<RecordsModel::From> m_wantedEnd; ///< to be chosen once it is read
    bool m_fitColumns = false;                     ///< to what has been read
    bool m_chooseFirst = false;                    ///< as soon as there is one
    bool m_changingByItself = false;
    bool m_isWritable = true;
};

} // namespace stateroom::ui
