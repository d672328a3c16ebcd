// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace stateroom::ui {

/// What models of the window offer beside Qt's roles.
enum Role {
    SpansRole = Qt::UserRole + 1, ///< Spans: the text in coloured pieces; DisplayRole has it plain
    NamespaceRole,                ///< QByteArray: `kind/name`; null for a heading
    KeyRole,                      ///< QByteArray: the key's bytes
    CountRole,                    ///< qint64: how many keys
    HeadingRole,                  ///< bool: a heading, which cannot be chosen
    DraftRole,                    ///< bool: has an edit that is not saved
    MarksRole,                    ///< TextMarks: where a filter matches within DisplayRole
    DepthRole,                    ///< int: how deep a row stands in a tree
    ExpandedRole,                 ///< bool: of a group of a tree, whether it is open; else nothing
    GlowRole,                     ///< qreal from 1 to 0: how much a row still glows; else nothing
    TroubleRole,                  ///< Trouble: of a cell that tells of one
    ChangedRole,                  ///< bool: something has just changed in it
    MarkedRole,                   ///< bool: of a row that others are compared with
};

/// How badly something went, which a sign shows before the words.
enum class Trouble { None, Refused, Failed };

} // namespace stateroom::ui
