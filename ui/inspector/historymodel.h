// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "ui/model/valuepreview.h"

#include <QAbstractTableModel>

#include <vector>

namespace stateroom {
class Reader;
class Store;
} // namespace stateroom

namespace stateroom::ui {

/// The versions of one key that history holds, newest first: what was done, when and by whom. It
/// keeps no values, only a line of each.
///
/// Roles: DisplayRole, SpansRole (of Value), ToolTipRole.
class HistoryModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryModel)

public:
    enum Column { VersionColumn, WhatColumn, WhenColumn, WhoColumn, ValueColumn, ColumnCount };

    struct Row {
        Version version;
        ChangeOp op = ChangeOp::Set;
        Timestamp at;
        std::optional<Timestamp> expiresAt;
        Attribution by;
        QString label; ///< of the API key, where it is known
        Spans preview;
    };

    /// The store must outlive the model.
    explicit HistoryModel(Store& store, QObject* parent = nullptr);

    /// Shows this key's versions.
    void open(const EntryName& name);
    void close();
    /// Reads what has come on top.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    const Row& rowAt(int row) const { return m_rows[std::size_t(row)]; }
    /// The row of this version, or -1.
    int rowOf(Version version) const;
    /// The version to compare others with; 0 = each with the one before it.
    Version mark() const { return m_mark; }
    void setMark(Version version);
    /// The request that made this version; empty when it was none.
    QByteArray requestIdOf(int row) const;

    /// Who it is where no program wrote: the words of the column, for its width.
    static QString windowText();
    static QString expiryText();

Q_SIGNALS:
    /// The first page, or news, have been read.
    void loaded();

private:
    struct Page {
        std::vector<Row> rows;
        bool more = false;
    };
    static Result<Page>
    readPage(Reader& reader, const EntryName& name, std::optional<Version> before);
    void read(std::optional<Version> before);
    void takeTop(Page page);
    QString who(const Row& row) const;

    Store& m_store;
    EntryName m_name;
    std::vector<Row> m_rows;
    Version m_mark;
    quint64 m_generation = 0;
    bool m_more = false;
    bool m_reading = false;
    bool m_again = false;
};

/// What a change did, as a word with a sign before it.
QString changeWord(ChangeOp op);

} // namespace stateroom::ui
