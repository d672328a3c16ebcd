// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace stateroom {

/// One option of a program: what its parser, its help, its manual page and its completion are made
/// from.
struct OptionDefinition {
    enum class Kind { Text, Flag, List };

    QString name; ///< without its dashes
    Kind kind = Kind::Flag;
    QString value{}; ///< what stands for the value in the help
    QString description{};
    QChar letter{};        ///< its short form; null: none
    QStringList choices{}; ///< the values that it can have, where they are few
};

} // namespace stateroom
