// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commandtable.h"

#include "core/cli/commands/commands.h"

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

const std::vector<Command>& commandTable()
{
    static const std::vector<Command> all = {
        getCommand(),
        setCommand(),
        deleteCommand(),
        listCommand(),
        watchCommand(),
        historyCommand(),
        diffCommand(),
        restoreCommand(),
        undeleteCommand(),
        undoCommand(),
        copyCommand(),
        keysListCommand(),
        keysShowCommand(),
        keysCreateCommand(),
        keysRotateCommand(),
        keysRevokeCommand(),
        exportCommand(),
        importCommand(),
        statsCommand(),
        tokenUserCommand(),
        hookRunCommand(),
        webhooksListCommand(),
        webhooksDeliveriesCommand(),
        webhooksResendCommand(),
        webhooksTestCommand(),
        webhooksEnableCommand(),
        webhooksDisableCommand(),
    };
    return all;
}

const std::vector<OptionDefinition>& generalOptions()
{
    using enum OptionDefinition::Kind;
    static const std::vector<OptionDefinition> all = {
        {u"url"_s, Text, u"URL"_s, u"Call the server at URL [STATEROOM_URL]."_s},
        {u"data"_s, Text, u"DIR"_s,
         u"Call the server that serves the data directory DIR, with its token [STATEROOM_DATA]."_s},
        {u"token-file"_s, Text, u"FILE"_s, u"Read the control token from FILE."_s},
        {u"token"_s, Text, u"TOKEN"_s,
         u"Use this control token [STATEROOM_TOKEN]. Others can see it in the list of processes; "
         u"prefer a file."_s},
        {u"insecure"_s, Flag, {}, u"Send the token over plain http even to another machine."_s},
        {u"ca"_s, Text, u"FILE"_s, u"Trust the certificates in FILE (PEM), too."_s},
        {u"timeout"_s, Text, u"SECONDS"_s,
         u"Give up when the server is silent for that long; 0: never (60, or 600 where many keys "
         u"are changed)."_s},
        {u"json"_s,
         Flag,
         {},
         u"Print what the server answers: one JSON document, or one a line for streams."_s},
        {u"color"_s,
         Text,
         u"WHEN"_s,
         u"Use colours: auto (on a terminal, unless NO_COLOR is set), always, never."_s,
         {},
         {u"auto"_s, u"always"_s, u"never"_s}},
        {u"quiet"_s, Flag, {}, u"Say nothing on standard error but errors."_s, u'q'},
        {u"help"_s, Flag, {}, u"Show help, of the command where one is given."_s, u'h'},
        {u"version"_s, Flag, {}, u"Show the version of stateroomctl."_s, u'v'},
    };
    return all;
}

const Command* findCommand(const QString& name)
{
    const auto& all = commandTable();
    const auto found =
        std::find_if(all.begin(), all.end(), [&name](const Command& c) { return c.name == name; });
    return found == all.end() ? nullptr : &*found;
}

bool isCommandGroup(const QString& word)
{
    const auto& all = commandTable();
    return std::any_of(all.begin(), all.end(), [&word](const Command& c) {
        return c.name.startsWith(word + u' ');
    });
}

} // namespace stateroom::cli
