// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/mistakes.h"

#include "core/cli/commandtable.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

/// How many letters must be changed, added, dropped or swapped with the next.
int distance(const QString& a, const QString& b)
{
    const auto columns = size_t(b.size()) + 1;
    std::vector<std::vector<int>> rows(size_t(a.size()) + 1, std::vector<int>(columns));
    for (size_t i = 0; i < rows.size(); ++i) {
        for (size_t j = 0; j < columns; ++j) {
            if (i == 0 || j == 0) {
                rows[i][j] = int(i + j);
                continue;
            }
            const QChar x = a[qsizetype(i) - 1];
            const QChar y = b[qsizetype(j) - 1];
            rows[i][j] = std::min(
                {rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == y)
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows.back().back();
}

/// The known word that begins so, or is but a slip or two away.
QString meant(const QString& word, const QStringList& known)
{
    const QStringList longer =
        known.filter(QRegularExpression(u'^' + QRegularExpression::escape(word)));
    if (longer.size() == 1)
        return longer.first();
    const auto nearest = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
        return distance(word, a) < distance(word, b);
    });
    const int slips = nearest == known.end() ? int(word.size()) : distance(word, *nearest);
    return slips <= 2 && slips < word.size() ? *nearest : QString();
}

} // namespace

ClientFailure wrongUsage(const QString& message, const QString& hint)
{
    return clientFailure(ClientErrorCode::WrongUsage, message, hint);
}

QString helpHint(const Command* command)
{
    return command ? u"stateroomctl help "_s + command->name + u" tells more."_s
                   : u"stateroomctl help lists the commands."_s;
}

ClientFailure unknownCommand(const QString& word)
{
    if (isCommandGroup(word))
        return wrongUsage(
            u"Missing the command of "_s + word + u'.',
            u"stateroomctl help "_s + word + u" lists them."_s);
    QStringList names;
    for (const Command& command : commandTable())
        names += command.name;
    const QString guess = meant(word, names + QStringList{u"keys"_s, u"help"_s});
    return wrongUsage(
        u"There is no command \""_s + word + u"\"."_s,
        guess.isEmpty() ? helpHint(nullptr) : u"Did you mean \""_s + guess + u"\"?"_s);
}

ClientFailure unknownOption(const Command* command, const QString& word)
{
    QStringList names;
    if (command) {
        for (const OptionDefinition& option : command->options)
            names += u"--"_s + option.name;
    }
    for (const OptionDefinition& option : generalOptions())
        names += u"--"_s + option.name;
    const QString guess = meant(word, names);
    return wrongUsage(
        u"Unknown option "_s + word + (command ? u" of "_s + command->name : QString()) + u'.',
        guess.isEmpty() ? helpHint(command) : u"Did you mean "_s + guess + u'?');
}

} // namespace stateroom::cli
