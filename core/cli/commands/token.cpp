// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/moment.h"
#include "core/cli/text.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

Outcome<void> user(CommandContext& context)
{
    const Invocation& call = context.call;
    JsonObject body;
    for (const QString& name : {u"campaign"_s, u"app"_s, u"sub"_s}) {
        if (!call.has(name))
            return clientFailure(
                ClientErrorCode::WrongUsage, u"--"_s + name + u" is missing."_s,
                u"Whose token is it to be? token user --campaign C --app A --sub S"_s);
        body.add(name.toLatin1(), call.text(name));
    }
    if (call.has(u"ttl"_s)) {
        const auto seconds = parseDuration(u"ttl"_s, call.text(u"ttl"_s));
        if (!seconds)
            return tl::unexpected(seconds.error());
        body.add("ttl", *seconds);
    }
    CallTarget target("tokens");
    return showAnswer(
        context.output, context.client.send("POST", target.word("user"), body.bytes()),
        [](const JsonText& answer, Output& output) {
            auto written = output.line(visible(textMember(answer, "token")));
            if (written)
                written = output.flush();
            output.remark(
                u"It is good until "_s + timeText(textMember(answer, "expiresAt")) + u'.');
            return written;
        });
}

} // namespace

Command tokenUserCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"token user"_s,
        u"Make a user token of the campaign API, and print it."_s,
        u"A JWT, signed with the server's secret, with which a program reads and changes the "
        u"values of one participant in one app of one campaign. The token alone goes to standard "
        u"output."_s,
        {},
        {{u"campaign"_s, Text, u"ID"_s, u"The campaign."_s},
         {u"app"_s, Text, u"ID"_s, u"The app of the campaign."_s},
         {u"sub"_s, Text, u"ID"_s, u"The participant."_s},
         {u"ttl"_s, Text, u"TIME"_s,
          u"It is good for so long: 90s, 15m, 2h, 3d, or seconds (15m)."_s}},
        {{u"token user --campaign spring --app quiz --sub ann --ttl 2h"_s, u"For two hours"_s}},
        user};
}

} // namespace stateroom::cli
