// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"

#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto revision = call.number(u"revision"_s, 1, std::numeric_limits<qint64>::max());
    if (!revision)
        return tl::unexpected(revision.error());
    const QString word = call.argument(0);
    if (revision->has_value() == !word.isNull())
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Which operation is to be undone?"_s,
            u"Give its number, as the command that made it has told (history shows it, too), or "
            u"--revision N."_s);
    JsonObject body;
    if (*revision) {
        body.add("revision", **revision);
    } else {
        bool isNumber = false;
        const qint64 operation = word.toLongLong(&isNumber);
        if (!isNumber || operation < 1)
            return clientFailure(
                ClientErrorCode::WrongUsage, u"\""_s + word + u"\" is no operation's number."_s);
        body.add("operation", operation);
    }
    body.addIf("force", call.has(u"force"_s)).addIf("dryRun", call.has(u"dry-run"_s));
    auto answer = sendBulk(context, CallTarget("undo"), body);
    if (!answer) {
        ClientError error = answer.error();
        if (error.code == ClientErrorCode::Conflict && error.hint.isEmpty())
            error.hint = u"--force undoes what was written since, too."_s;
        return tl::unexpected(error);
    }
    return printOutcome(
        context, *answer,
        {{"restored", u"restored"_s},
         {"deleted", u"deleted"_s},
         {"unchanged", u"left alone"_s},
         {"expired", u"expired meanwhile"_s},
         {"skipped", u"skipped"_s}});
}

} // namespace

Command undoCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"undo"_s,
        u"Take back an operation as a whole: a deletion of many, a restore, an import."_s,
        u"Each key becomes what it was before. If somebody has written one of them since, nothing "
        u"is done and the exit code is 5, unless --force. An undo is an operation, too."_s,
        {{u"OPERATION"_s, WordKind::Other, true}},
        {{u"revision"_s, Text, u"N"_s, u"Undo all changes of this one revision instead."_s},
         {u"force"_s, Flag, {}, u"Undo what was written since, too."_s},
         dryRunOption()},
        {{u"undo 57"_s, u"The operation that a command has told"_s}},
        run};
}

} // namespace stateroom::cli
