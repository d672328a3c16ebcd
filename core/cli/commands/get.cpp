// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/text.h"
#include "core/json/jsonformat.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> print(const JsonView& value, bool raw, Output& output)
{
    if (raw) {
        if (const auto text = value.toString())
            return output.line(output.isTerminal() ? visibleText(*text) : *text);
    }
    if (!output.isTerminal())
        return output.json(value);
    return output.write(visibleJson(formatJson(value)) + '\n');
}

Outcome<void> run(CommandContext& context)
{
    const auto point = pointInTime(context);
    if (!point)
        return tl::unexpected(point.error());
    const Invocation& call = context.call;
    CallTarget target = entryTarget(call.argument(0), call.argument(1));
    point->addTo(target);
    const auto entry = context.client.get(target);
    if (!entry)
        return tl::unexpected(entry.error());
    if (context.output.isJson())
        return context.output.json(*entry);
    const auto value = JsonView(*entry).member("value");
    return value ? print(*value, call.has(u"raw"_s), context.output) : context.output.json(*entry);
}

} // namespace

Command getCommand()
{
    return {
        u"get"_s,
        u"Print the value of a key."_s,
        u"The value is printed as it was written, byte for byte, and a line's end; on a terminal "
        u"it is laid out in lines. With --json the whole entry is printed: version, seq, when it "
        u"was written and by which key."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace}, {u"KEY"_s, WordKind::Key}},
        {versionOption(u"The value of version N."_s),
         revisionOption(u"The value as of revision N."_s),
         atOption(u"The value as of TIME."_s),
         {u"raw"_s,
          OptionDefinition::Kind::Flag,
          {},
          u"Print a string without its quotes and escapes."_s,
          u'r'}},
        {{u"get workflow/wf-1 status"_s, u"What it is now"_s},
         {u"get workflow/wf-1 status --at 10m"_s, u"What it was ten minutes ago"_s}},
        run};
}

} // namespace stateroom::cli
