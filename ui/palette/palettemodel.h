// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/model/textmark.h"

#include <QAbstractListModel>
#include <QPointer>

class QAction;

namespace stateroom::ui {

/// What the palette offers for a text: actions that it fits, best first, then keys as they are
/// found.
///
/// Roles: DisplayRole, MarksRole, ShortcutRole (text at the right), GroupRole.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaletteModel)

public:
    enum Role { ShortcutRole = Qt::UserRole + 100, IsKeyRole };

    explicit PaletteModel(QObject* parent = nullptr);

    /// Shows the actions that fit, and forgets the keys.
    void setText(const QString& text, const QList<QAction*>& actions);
    void addKeys(const QList<EntryName>& names);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The action of a row; null for a key.
    QAction* actionAt(const QModelIndex& index) const;
    EntryName nameAt(const QModelIndex& index) const;

private:
    struct Row {
        QPointer<QAction> action;
        EntryName name;
        QString text;
        TextMarks marks;
    };

    std::vector<Row> m_rows;
    QString m_text;
};

} // namespace stateroom::ui
