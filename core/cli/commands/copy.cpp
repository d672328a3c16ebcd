// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    JsonObject body;
    body.add("to", QString::fromUtf8(namespaceOf(call.argument(1))));
    if (auto added = addNarrowing(call, 2, body); !added)
        return added;
    body.addIf("overwrite", call.has(u"overwrite"_s)).addIf("dryRun", call.has(u"dry-run"_s));
    CallTarget target("namespaces");
    target.segment(namespaceOf(call.argument(0))).word("entries:copy");
    const auto answer = sendBulk(context, target, body);
    if (!answer)
        return tl::unexpected(answer.error());
    const qint64 seen = numberMember(*answer, "copied") + numberMember(*answer, "skipped");
    if (seen > 0 || context.output.isJson()) {
        auto written =
            printOutcome(context, *answer, {{"copied", u"copied"_s}, {"skipped", u"left alone"_s}});
        if (seen > 0 || !written)
            return written;
    }
    return clientFailure(ClientErrorCode::NothingThere, u"There was nothing to copy."_s);
}

} // namespace

Command copyCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"copy"_s,
        u"Copy keys into another namespace."_s,
        u"All of them, or those that are named, or those of a prefix. Keys that exist there are "
        u"left alone, unless --overwrite. Expiries are copied. When there was nothing to copy the "
        u"exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace},
         {u"TO"_s, WordKind::Namespace},
         {u"KEY"_s, WordKind::Key, true, true}},
        {prefixOption(u"Only keys that begin so."_s),
         {u"overwrite"_s, Flag, {}, u"Write over keys that exist in TO."_s},
         dryRunOption()},
        {{u"copy workflow/wf-1 workflow/wf-1-backup"_s, u"A whole namespace"_s}},
        run};
}

} // namespace stateroom::cli
