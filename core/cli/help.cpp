// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/help.h"

#include "core/cli/commandline.h"
#include "core/cli/commandtable.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int width = 80;
constexpr int optionColumn = 25;
constexpr int commandColumn = 17;

/// `term` at the left, what it means in a column of its own.
QString entry(const QString& term, const QString& meaning, int column)
{
    QString line = u"  "_s + term;
    line = line.size() + 2 <= column ? line.leftJustified(column)
                                     : line + u'\n' + QString(column, u' ');
    return line + wrapped(meaning, width - column, column) + u'\n';
}

QString optionTerm(const OptionDefinition& option)
{
    QString term = option.letter.isNull() ? u"    "_s : u'-' + QString(option.letter) + u", "_s;
    term += u"--"_s + option.name;
    if (option.kind != OptionDefinition::Kind::Flag)
        term += u' ' + option.value;
    return term;
}

QString optionList(const std::vector<OptionDefinition>& options)
{
    QString text;
    for (const OptionDefinition& option : options)
        text += entry(optionTerm(option), option.description, optionColumn);
    return text;
}

QString commandList(const QString& group = {})
{
    QString text;
    for (const Command& command : commandTable()) {
        if (group.isEmpty() || command.name.startsWith(group + u' '))
            text += entry(command.name, command.summary, commandColumn);
    }
    return text;
}

} // namespace

QString wrapped(const QString& text, int columns, int indent)
{
    QString result;
    qsizetype used = 0;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        if (used > 0 && used + 1 + word.size() > columns) {
            result += u'\n' + QString(indent, u' ');
            used = 0;
        }
        if (used > 0) {
            result += u' ';
            ++used;
        }
        result += word;
        used += word.size();
    }
    return result;
}

QString generalHelp()
{
    return u"Usage: stateroomctl COMMAND [ARGUMENT]... [OPTION]...\n"
           u"Reads and changes what a running Stateroom keeps.\n\nCommands:\n"_s +
           commandList() + u"\nOptions of every command:\n"_s + optionList(generalOptions()) +
           u"\nA NAMESPACE is written kind/name: workflow/wf-1, integration/, business/orders.\n"
           u"stateroomctl help COMMAND tells more, man stateroomctl everything.\n"_s;
}

QString groupHelp(const QString& group)
{
    return u"Commands:\n"_s + commandList(group) + u"\nstateroomctl help "_s + group +
           u" COMMAND tells more.\n"_s;
}

QString commandHelp(const Command& command)
{
    QString text = u"Usage: "_s + synopsis(command) + u"\n\n"_s;
    const QStringList paragraphs =
        (command.summary + u"\n\n"_s + command.description).split(u"\n\n"_s, Qt::SkipEmptyParts);
    for (const QString& paragraph : paragraphs)
        text += wrapped(paragraph, width, 0) + u"\n\n"_s;
    if (!command.options.empty())
        text += u"Options:\n"_s + optionList(command.options) + u'\n';
    if (!command.examples.empty()) {
        text += u"Examples:\n"_s;
        for (const Example& example : command.examples)
            text += u"  # "_s + example.meaning + u"\n  stateroomctl "_s + example.command + u'\n';
        text += u'\n';
    }
    return text + u"Options of every command: stateroomctl help\n"_s;
}

} // namespace stateroom::cli
