// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"
#include "core/cli/text.h"

#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

ClientFailure nothing(const Invocation& call)
{
    const QString space = visible(QString::fromUtf8(namespaceOf(call.argument(0))));
    return clientFailure(
        ClientErrorCode::NothingThere, u"There was nothing to delete in "_s + space + u'.');
}

/// One key: with its version, if that is expected.
Outcome<void> deleteOne(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto expected = call.number(u"expect"_s, 1, std::numeric_limits<qint64>::max());
    if (!expected)
        return tl::unexpected(expected.error());
    CallTarget target = entryTarget(call.argument(0), call.argument(1));
    if (*expected)
        target.number("expectedVersion", **expected);
    const auto answer = context.client.send("DELETE", target);
    if (!answer)
        return tl::unexpected(answer.error());
    const bool deleted = flagMember(*answer, "deleted");
    if (context.output.isJson()) {
        if (auto written = context.output.json(*answer); !written)
            return written;
    }
    if (!deleted)
        return nothing(call);
    return context.output.isJson() ? Outcome<void>() : context.output.line(u"deleted 1 key"_s);
}

Outcome<void> deleteMany(CommandContext& context)
{
    const Invocation& call = context.call;
    JsonObject body;
    if (auto added = addNarrowing(call, 1, body); !added)
        return added;
    body.addIf("all", call.has(u"all"_s)).addIf("dryRun", call.has(u"dry-run"_s));
    CallTarget target("namespaces");
    target.segment(namespaceOf(call.argument(0))).word("entries:delete");
    const auto answer = sendBulk(context, target, body);
    if (!answer)
        return tl::unexpected(answer.error());
    const bool any = numberMember(*answer, "deleted") > 0;
    if (any || context.output.isJson()) {
        if (auto written = printOutcome(context, *answer, {{"deleted", u"deleted"_s}}); !written)
            return written;
    }
    return any ? Outcome<void>() : nothing(call);
}

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto keys = call.arguments.size() - 1;
    const int ways = int(keys > 0) + int(call.has(u"prefix"_s)) + int(call.has(u"all"_s));
    if (ways != 1)
        return clientFailure(
            ClientErrorCode::WrongUsage,
            ways == 0 ? u"What is to be deleted?"_s
                      : u"Keys, --prefix and --all exclude each other."_s,
            u"Name keys, or give --prefix PREFIX, or --all for the whole namespace."_s);
    const bool single = keys == 1 && !call.has(u"dry-run"_s);
    if (call.has(u"expect"_s) && !single)
        return clientFailure(
            ClientErrorCode::WrongUsage, u"--expect is for one key, and without --dry-run."_s);
    return single ? deleteOne(context) : deleteMany(context);
}

} // namespace

Command deleteCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"delete"_s,
        u"Delete keys: some, those of a prefix, or a whole namespace."_s,
        u"Their history stays: undelete brings them back, undo takes back a deletion of many as a "
        u"whole. When nothing was deleted the exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace}, {u"KEY"_s, WordKind::Key, true, true}},
        {prefixOption(u"All keys that begin so."_s),
         {u"all"_s, Flag, {}, u"All keys of the namespace."_s},
         {u"expect"_s, Text, u"N"_s, u"Only if the key still has version N."_s},
         dryRunOption()},
        {{u"delete workflow/wf-1 status"_s, u"One key"_s},
         {u"delete workflow/wf-1 --prefix tmp/ --dry-run"_s, u"What would go"_s}},
        run};
}

} // namespace stateroom::cli
