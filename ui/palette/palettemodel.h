// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/model/textmark.h"

#include <QAbstractListModel>
#include <QPointer>

#include <optional>
#include <vector>

class QAction;

namespace stateroom::ui {

/// What the palette offers for a text, best first: namespaces and keys of this name, those and the
/// actions that begin with it or have it as a word, then what has it elsewhere.
///
/// Roles: DisplayRole, MarksRole, ShortcutRole (text at the right), GroupRole.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaletteModel)

public:
    enum Role { ShortcutRole = Qt::UserRole + 100, IsKeyRole, IsSpaceRole };
    /// More keys than these do not stand before the actions unless one is named exactly so.
    static constexpr int mostKeysFirst = 6;

    explicit PaletteModel(QObject* parent = nullptr);

    /// Shows the actions that fit, and forgets the keys.
    void setText(const QString& text, const QList<QAction*>& actions);
    void addSpaces(const QList<Namespace>& spaces);
    void addKeys(const QList<EntryName>& names);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The action of a row; null for a key or a namespace.
    QAction* actionAt(const QModelIndex& index) const;
    /// The key of a row; of a namespace that alone.
    EntryName nameAt(const QModelIndex& index) const;
    /// Whether Enter may run it without its having been chosen.
    bool isHarmless(const QModelIndex& index) const;

private:
    /// What stands before what.
    enum class Rank { ExactKey, ExactAction, FirstKey, WordKey, Action, KeywordAction, Rest };

    struct Row {
        Rank rank = Rank::Rest;
        int order = 0; ///< among those of a rank
        QPointer<QAction> action;
        EntryName name;
        bool isSpace = false; ///< `name` names a namespace alone
        QString text;
        TextMarks marks;
    };

    static std::optional<Row> rowOf(QAction* action, const QString& text);
    Row rowOf(const EntryName& name);
    Row rowOf(const Namespace& space);
    void rankByFit(Row& row, const QStringList& texts);
    void insert(Row row);
    static bool isBefore(const Row& a, const Row& b);

    std::vector<Row> m_rows;
    int m_keysFirst = 0;
    QString m_text;
};

} // namespace stateroom::ui
