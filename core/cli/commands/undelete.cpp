// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"
#include "core/cli/commands/commands.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> run(CommandContext& context)
{
    const auto point = pointInTime(context);
    if (!point)
        return tl::unexpected(point.error());
    JsonObject body;
    if (auto added = addScope(context.call, body); !added)
        return added;
    point->addTo(body);
    body.addIf("dryRun", context.call.has(u"dry-run"_s));
    const auto answer = sendBulk(context, CallTarget("undelete"), body);
    if (!answer)
        return tl::unexpected(answer.error());
    const bool any = numberMember(*answer, "restored") > 0;
    if (any || context.output.isJson()) {
        auto written = printOutcome(
            context, *answer,
            {{"restored", u"restored"_s},
             {"unchanged", u"left alone"_s},
             {"expired", u"expired meanwhile"_s}});
        if (any || !written)
            return written;
    }
    return clientFailure(
        ClientErrorCode::NothingThere, u"There was nothing to bring back."_s,
        u"A key that expired comes back only when it is named."_s);
}

} // namespace

Command undeleteCommand()
{
    return {
        u"undelete"_s,
        u"Bring deleted keys back: one, some, those of a prefix, or a namespace's."_s,
        u"With their last value, or with what they held at a revision or time. Living keys are "
        u"left alone. Keys that expired come back only where they are named. When nothing came "
        u"back the exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace}, {u"KEY"_s, WordKind::Key, true, true}},
        {prefixOption(u"All keys that begin so."_s),
         revisionOption(u"With what they held at revision N."_s),
         atOption(u"With what they held at TIME."_s), dryRunOption()},
        {{u"undelete workflow/wf-1 status"_s, u"One key"_s}},
        run};
}

} // namespace stateroom::cli
