// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

#include <QHash>

#include <optional>

namespace stateroom::cli {

/// A command line that was understood: each option is one that the command has, each number of
/// arguments one that it takes.
class Invocation {
public:
    const Command* command = nullptr; ///< null: only --help or --version was asked for
    QStringList arguments;
    QHash<QString, QStringList> options;

    bool has(const QString& option) const { return options.contains(option); }
    /// Whether only help or the program's version is asked for. `--version` may be an option of the
    /// command's own, which has a value then.
    bool asksForHelp() const { return has(QStringLiteral("help")); }
    bool asksForVersion() const;
    /// The option's value, the last where it was given more than once; null when it was not.
    QString text(const QString& option) const;
    /// The value of a general option, also where the command has one of the same name of its own:
    /// then it was given before the command (`--data DIR hook run … --data FILE`).
    QString generalText(const QString& option) const;
    QStringList list(const QString& option) const { return options.value(option); }
    /// A whole number in this range; nothing when it was not given.
    Outcome<std::optional<qint64>> number(const QString& option, qint64 least, qint64 most) const;
    /// The argument at this place; null when there is none.
    QString argument(qsizetype index) const;
};

/// Understands `words` (without the program's name). Options may stand anywhere behind the command,
/// the general ones before it, too; `--` ends them, and `-` and negative numbers are arguments.
/// WrongUsage says what is wrong, and what was perhaps meant.
Outcome<Invocation> parseCommandLine(const QStringList& words);

/// The place of the first word from `at` on that is neither an option nor the value of a general
/// one; the number of words where there is none before `--`.
qsizetype nextWord(const QStringList& words, qsizetype at);

/// The option of this name or letter among the command's and the general ones; null: none.
const OptionDefinition* findOption(const Command* command, const QString& name);
const OptionDefinition* findOption(const Command* command, QChar letter);

/// `stateroomctl get NAMESPACE KEY [--version N]`
QString synopsis(const Command& command);

} // namespace stateroom::cli
