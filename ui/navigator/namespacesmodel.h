// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/model/throttle.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace stateroom {
class Reader;
class Store;
} // namespace stateroom

namespace stateroom::ui {

/// The namespaces that hold keys, under a heading per kind, with their counts; by choice also those
/// that have been emptied, as long as history holds something of them. One with an edit that is not
/// saved always stands here, so that there is a way to it. Follows the store: read anew on a
/// reader's thread, at most four times a second.
///
/// Roles: DisplayRole (a name that can be shown), NamespaceRole, CountRole, HeadingRole,
/// ChangedRole (for some seconds after something in it has changed), DraftRole.
class NamespacesModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamespacesModel)

public:
    /// Starts reading at once. The store must outlive the model.
    explicit NamespacesModel(Store& store, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Whether the store has been read, so that no rows means no namespaces.
    bool isLoaded() const { return m_loaded; }
    /// Where a namespace stands; invalid when it is not shown.
    QModelIndex indexOf(const Namespace& space) const;
    /// The first namespace that has keys, else the first one; below the first heading.
    QModelIndex firstWithKeys() const;
    /// The namespace of a row; null for a heading.
    Namespace at(const QModelIndex& index) const;
    /// Whether emptied namespaces are shown, too.
    void setShowsEmptied(bool shows);
    bool showsEmptied() const { return m_showsEmptied; }
    /// Whether there are any, shown or not.
    bool hasEmptied() const { return m_hasEmptied; }
    /// Where edits are that have not been saved.
    void setDrafts(const QSet<Namespace>& spaces);

    /// These stand here also while they have no keys: once there is any other namespace, or
    /// showStanding() has been called.
    void setStanding(std::vector<Namespace> spaces);
    void showStanding();
    /// Whether the store has nothing to show.
    bool isEmpty() const { return m_read.empty() && m_drafts.isEmpty(); }

    /// How many keys a namespace has; 0 when it is unknown.
    qint64 keyCount(const Namespace& space) const;

Q_SIGNALS:
    /// The store has been read, the first time or again.
    void refreshed();
    void failed(const stateroom::Error& error);

private:
    struct Row {
        QByteArray kind;
        Namespace space;  ///< null for the kind's heading
        qint64 count = 0; ///< keys; of a heading: namespaces
    };

    void follow();
    void noteChanges(const std::vector<ChangePtr>& changes);
    void forgetChanges();
    void readAgain();
    /// What the store has to show; those of drafts come in besides.
    struct Contents {
        std::vector<NamespaceInfo> spaces;
        bool hasEmptied = false;
    };
    static Result<Contents> readContents(Reader& reader, bool withEmptied);
    void showRows();
    /// Makes the rows these, by inserting, removing and changing no more than differs.
    void mergeRows(std::vector<Row> wanted);
    std::vector<Row> rowsOf(const std::vector<NamespaceInfo>& infos) const;
    static bool comesBefore(const Row& a, const Row& b);

    Store& m_store;
    std::vector<Row> m_rows;
    std::vector<NamespaceInfo> m_read; ///< what the store had
    QSet<Namespace> m_drafts;
    std::vector<Namespace> m_standing;
    bool m_showsStanding = false;
    Throttle m_refresh;
    QHash<Namespace, qint64> m_changed; ///< when something in it did, by m_clock
    QElapsedTimer m_clock;
    QTimer m_forget;
    Subscription m_subscription;
    bool m_showsEmptied = false;
    bool m_hasEmptied = false;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_again = false;
};

/// A namespace as it is named to people: its name, or a word for the one without.
QString namespaceTitle(const Namespace& space);

} // namespace stateroom::ui
