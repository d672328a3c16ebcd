// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/commands/input.h"

#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

struct Given {
    QByteArray bytes;
    QString source;
};

/// The value's text: from the one place that was named.
Outcome<Given> given(CommandContext& context)
{
    const Invocation& call = context.call;
    const QString word = call.argument(2);
    const bool hasFile = call.has(u"file"_s);
    if (hasFile == !word.isNull())
        return clientFailure(
            ClientErrorCode::WrongUsage,
            hasFile ? u"Both a VALUE and --file are given."_s : u"Missing the VALUE."_s,
            u"Give the value as an argument, - for standard input, or --file FILE."_s);
    if (!hasFile && word != "-"_L1)
        return Given{word.toUtf8(), u"VALUE"_s};
    const QString path = hasFile ? call.text(u"file"_s) : u"-"_s;
    auto input = Input::open(path, context.streams);
    if (!input)
        return tl::unexpected(input.error());
    auto bytes = (*input)->readAll();
    if (!bytes)
        return tl::unexpected(bytes.error());
    return Given{*bytes, (*input)->name()};
}

Outcome<JsonText> valueOf(const Given& given, bool isText)
{
    if (isText) {
        if (!given.bytes.isValidUtf8())
            return clientFailure(
                ClientErrorCode::WrongUsage, given.source + u" is not UTF-8 text."_s);
        return JsonText::fromUtf8(given.bytes);
    }
    auto value = JsonText::parse(given.bytes, ControlClient::limits());
    if (value)
        return *value;
    return clientFailure(
        ClientErrorCode::WrongUsage,
        given.source + u" is not JSON: at byte "_s + QString::number(value.error().offset) +
            u": "_s + value.error().message,
        u"A string is written in quotes of its own, '\"abc\"'; --string takes the text as it is."_s);
}

Outcome<void> addOptions(const Invocation& call, JsonObject& body)
{
    const auto expected = call.number(u"expect"_s, 0, std::numeric_limits<qint64>::max());
    if (!expected)
        return tl::unexpected(expected.error());
    if (*expected && call.has(u"create"_s))
        return clientFailure(
            ClientErrorCode::WrongUsage, u"--create and --expect exclude each other."_s);
    if (*expected)
        body.add("expectedVersion", **expected);
    if (call.has(u"create"_s))
        body.add("expectedVersion", 0);
    if (!call.has(u"ttl"_s))
        return {};
    const auto ttl = JsonText::parse(call.text(u"ttl"_s).toUtf8());
    if (!ttl || ttl->type() != JsonType::Number || JsonView(*ttl).toDouble().value_or(-1) < 0)
        return clientFailure(
            ClientErrorCode::WrongUsage,
            u"--ttl: \""_s + call.text(u"ttl"_s) + u"\" is no number of seconds."_s);
    body.add("ttl", *ttl);
    return {};
}

Outcome<void> run(CommandContext& context)
{
    const Invocation& call = context.call;
    const auto text = given(context);
    if (!text)
        return tl::unexpected(text.error());
    const auto value = valueOf(*text, call.has(u"string"_s));
    if (!value)
        return tl::unexpected(value.error());
    JsonObject body;
    body.add("value", *value);
    if (auto added = addOptions(call, body); !added)
        return added;
    return showAnswer(
        context.output,
        context.client.send("PUT", entryTarget(call.argument(0), call.argument(1)), body.bytes()),
        [](const JsonText& answer, Output& output) {
            return output.line(u"version "_s + QString::number(numberMember(answer, "version")));
        });
}

} // namespace

Command setCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"set"_s,
        u"Write the value of a key, and print its new version."_s,
        u"VALUE is JSON; - reads it from standard input. It is kept byte for byte but for white "
        u"space outside of strings. A negative number is taken for a value, not for an option."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace},
         {u"KEY"_s, WordKind::Key},
         {u"VALUE"_s, WordKind::Other, true}},
        {{u"file"_s, Text, u"FILE"_s, u"Read the value from FILE."_s, u'f'},
         {u"string"_s, Flag, {}, u"The value is this text, not JSON."_s, u's'},
         {u"ttl"_s, Text, u"SECONDS"_s, u"The key expires after so long."_s},
         {u"expect"_s, Text, u"N"_s,
          u"Only if the key still has version N; 0: only if it does not exist."_s},
         {u"create"_s, Flag, {}, u"Only if the key does not exist."_s}},
        {{u"set integration/ cursor '\"abc\"'"_s, u"A string"_s},
         {u"set workflow/wf-1 status '{\"step\":\"writing\"}' --ttl 60"_s,
          u"An object that expires in a minute"_s},
         {u"set workflow/wf-1 plan - < plan.json"_s, u"From a file"_s}},
        run};
}

} // namespace stateroom::cli
