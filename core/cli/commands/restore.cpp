// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto point = pointInTime(context);
    if (!point)
        return tl::unexpected(point.error());
    if (point->isNow())
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Restored to what?"_s,
            u"Give --version N (of one key), --revision N or --at TIME."_s);
    if (point->version && call.arguments.size() != 2)
        return clientFailure(
            ClientErrorCode::WrongUsage, u"--version is for one KEY."_s,
            u"Several keys are restored to a --revision N or to a time, --at TIME."_s);
    JsonObject body;
    if (auto added = addScope(call, body); !added)
        return added;
    point->addTo(body);
    body.addIf("keepNewer", call.has(u"keep-newer"_s)).addIf("dryRun", call.has(u"dry-run"_s));
    const auto answer = sendBulk(context, CallTarget("restore"), body);
    if (!answer)
        return tl::unexpected(answer.error());
    const std::vector<Counted> counts = {
        {"restored", u"restored"_s},
        {"deleted", u"deleted"_s},
        {"unchanged", u"left alone"_s},
        {"expired", u"expired meanwhile"_s}};
    const bool any = std::any_of(counts.begin(), counts.end(), [&answer](const Counted& one) {
        return numberMember(*answer, one.member) > 0;
    });
    if (any || context.output.isJson()) {
        auto written = printOutcome(context, *answer, counts);
        if (any || !written)
            return written;
    }
    return clientFailure(
        ClientErrorCode::NothingThere, u"There is no such key, neither now nor then."_s);
}

} // namespace

Command restoreCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"restore"_s,
        u"Make keys what they were: one, some, those of a prefix, or a namespace."_s,
        u"Values that differ are written again, as new versions. Keys that did not exist then are "
        u"deleted, unless --keep-newer. It is one operation, and undo takes it back. When there "
        u"was "
        u"no such key, neither then nor now, the exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace}, {u"KEY"_s, WordKind::Key, true, true}},
        {versionOption(u"To version N of the one KEY."_s),
         revisionOption(u"To revision N."_s),
         atOption(u"To TIME."_s),
         prefixOption(u"All keys that begin so."_s),
         {u"keep-newer"_s, Flag, {}, u"Delete nothing that did not exist then."_s},
         dryRunOption()},
        {{u"restore workflow/wf-1 status --version 3"_s, u"One key to a version"_s},
         {u"restore workflow/wf-1 --at 10m --dry-run"_s, u"What ten minutes ago would change"_s}},
        run};
}

} // namespace stateroom::cli
