// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/model/throttle.h"
#include "ui/model/valuepreview.h"

#include <QAbstractTableModel>

#include <vector>

namespace stateroom {
class Reader;
class Store;
} // namespace stateroom

namespace stateroom::ui {

/// The keys of a namespace that are gone and that history still knows, in key order: what they held
/// last, when and how they went. Follows the store.
///
/// Roles: DisplayRole, SpansRole (of Value), ToolTipRole, NamespaceRole, KeyRole.
class DeletedModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeletedModel)

public:
    enum Column { KeyColumn, ValueColumn, WhatColumn, WhenColumn, ColumnCount };
    /// More are not gathered.
    static constexpr int capacity = 5000;

    /// The store must outlive the model.
    explicit DeletedModel(Store& store, QObject* parent = nullptr);

    void open(const Namespace& space);
    void close();
    const Namespace& space() const { return m_space; }
    /// Whether all there are have been read.
    bool isLoaded() const { return !m_reading; }
    bool isCut() const { return m_cut; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    EntryName nameAt(int row) const;

Q_SIGNALS:
    void loaded();

private:
    struct Row {
        Key key;
        Version version;
        ChangeOp op = ChangeOp::Delete;
        Timestamp at;
        Spans preview;
    };
    struct Slice {
        std::vector<Row> rows;
        std::optional<Key> upTo; ///< read on behind this one; nothing: that was all
    };
    static Result<Slice>
    readSlice(Reader& reader, const Namespace& space, const std::optional<Key>& after);
    void read(std::optional<Key> after);
    void reload();
    void show(std::vector<Row> rows);

    Store& m_store;
    Namespace m_space;
    std::vector<Row> m_rows;
    std::vector<Row> m_gathered;
    Subscription m_subscription;
    Throttle m_reload;
    quint64 m_generation = 0;
    bool m_reading = false;
    bool m_again = false;
    bool m_cut = false;
};

} // namespace stateroom::ui
