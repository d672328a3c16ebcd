// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/commands/input.h"
#include "core/cli/text.h"
#include "core/json/jsonformat.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int failedStatus = 422;

Outcome<QByteArray> readAll(const QString& path, const Streams& streams)
{
    auto input = Input::open(path, streams);
    if (!input)
        return tl::unexpected(input.error());
    return (*input)->readAll();
}

Outcome<JsonText> optionsOf(const QString& path, const Streams& streams)
{
    const auto bytes = readAll(path, streams);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto options = JsonText::parse(*bytes, ControlClient::limits());
    if (!options)
        return clientFailure(
            ClientErrorCode::WrongUsage, path + u" is not JSON: at byte "_s +
                                             QString::number(options.error().offset) + u": "_s +
                                             options.error().message);
    if (options->type() == JsonType::Object)
        return *options;
    // A list of records is what most hooks are given.
    if (options->type() == JsonType::Array)
        return JsonText::fromValidated(
            "{\"data\":" + options->bytes() + ",\"errors\":[],\"settings\":{}}");
    return clientFailure(
        ClientErrorCode::WrongUsage, path + u" holds neither an object nor an array."_s);
}

Outcome<JsonObject> bodyOf(CommandContext& context)
{
    const Invocation& call = context.call;
    const QString file = call.argument(0);
    if (!call.has(u"function"_s))
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Which function is to be called?"_s,
            u"Give its name, as --function preSavePage."_s);
    if (file == "-"_L1 && call.text(u"data"_s) == "-"_L1)
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Only one of the two can come from standard input."_s);
    const auto script = readAll(file, context.streams);
    if (!script)
        return tl::unexpected(script.error());
    if (!script->isValidUtf8())
        return clientFailure(ClientErrorCode::WrongUsage, file + u" is not UTF-8 text."_s);
    JsonObject body;
    body.add("script", JsonText::fromUtf8(*script)).add("function", call.text(u"function"_s));
    if (call.has(u"data"_s)) {
        const auto options = optionsOf(call.text(u"data"_s), context.streams);
        if (!options)
            return tl::unexpected(options.error());
        body.add("options", *options);
    }
    if (call.has(u"namespace"_s))
        body.add("namespace", QString::fromUtf8(namespaceOf(call.text(u"namespace"_s))));
    return body.addIf("dryRun", call.has(u"dry-run"_s));
}

/// What the script wrote to its console, as remarks.
void tellLog(const JsonView& answer, const Output& output)
{
    for (const JsonView& line : elements(answer, "log")) {
        const QString level = visible(textMember(line, "level"));
        const QString text = visible(textMember(line, "message"));
        output.remark(level == "info"_L1 ? text : level + u": "_s + text);
    }
}

void tellChanges(const JsonView& answer, bool isDry, const Output& output)
{
    const QString would = isDry ? u"would "_s : QString();
    for (const JsonView& change : elements(answer, "changes"))
        output.remark(
            would + visible(textMember(change, "op")) + u' ' +
            visible(textMember(change, "namespace")) + u' ' + visible(textMember(change, "key")));
}

/// `hook.js:3:7: SyntaxError: …`, as compilers write it, and the calls that led there.
ClientError failureOf(const QString& file, const JsonView& error)
{
    ClientError failure;
    failure.code = textMember(error, "code") == "CONFLICT"_L1 ? ClientErrorCode::Conflict
                                                              : ClientErrorCode::ScriptFailed;
    QString place = file;
    for (const QByteArrayView name : {QByteArrayView("line"), QByteArrayView("column")}) {
        if (const qint64 number = numberMember(error, name); number > 0)
            place += u':' + QString::number(number);
    }
    failure.message = visible(place) + u": "_s + visible(textMember(error, "message"));
    const QStringList calls = textMember(error, "stack").split(u'\n', Qt::SkipEmptyParts);
    for (const QString& call : calls)
        failure.message += u"\n  in "_s + visible(call);
    return failure;
}

Outcome<void> printAnswer(CommandContext& context, const JsonText& answer)
{
    Output& output = context.output;
    if (output.isJson())
        return output.json(answer);
    tellLog(answer, output);
    tellChanges(answer, context.call.has(u"dry-run"_s), output);
    const auto result = JsonView(answer).member("result");
    if (!result || !output.isTerminal())
        return output.json(result.value_or(answer));
    return output.write(visibleJson(formatJson(*result)) + '\n');
}

Outcome<void> run(CommandContext& context)
{
    const auto body = bodyOf(context);
    if (!body)
        return tl::unexpected(body.error());
    HttpCall call{
        .method = "POST", .target = CallTarget("hooks:run").bytes(), .body = body->bytes()};
    call.contentType = "application/json";
    call.isRepeatable = false;
    const auto answer = context.client.ask(std::move(call), failedStatus);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto text = JsonText::parse(answer->body, ControlClient::limits());
    if (!text)
        return clientFailure(
            ClientErrorCode::ServerFailed, u"The server answered something that is not JSON."_s);
    if (answer->head.status != failedStatus)
        return printAnswer(context, *text);
    const auto error = JsonView(*text).member("error");
    if (!context.output.isJson())
        tellLog(*text, context.output);
    else if (auto printed = context.output.json(*text); !printed)
        return printed;
    return tl::unexpected(
        error ? failureOf(context.call.argument(0), *error)
              : ClientError{ClientErrorCode::ServerFailed, u"The server gave no reason."_s, {}});
}

} // namespace

Command hookRunCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"hook run"_s,
        u"Run a hook script on the server, and print what its function returns."_s,
        u"FILE is JavaScript (ECMAScript 2016, with ?. and ?\?); - reads it from standard input. "
        u"Its function is called with the object that --data holds, to which state is added: "
        u"options.state.get(key), set(key, value) and remove(key). What it writes is kept when it "
        u"returns, all at once, and nothing of it when it throws.\n\n"
        u"What the script writes to its console, and what it changed, goes to standard error. A "
        u"script that fails, or takes more time or memory than the server allows, is exit code "
        u"8; one that others' writes came in the way of, five times, is 5."_s,
        {{u"FILE"_s, WordKind::File}},
        {{u"function"_s, Text, u"NAME"_s, u"Call this function, such as preSavePage."_s},
         {u"data"_s, Text, u"FILE"_s,
          u"Call it with this JSON object; an array becomes {\"data\":[…],\"errors\":[],"
          u"\"settings\":{}}. - is standard input."_s},
         {u"namespace"_s, Text, u"NAMESPACE"_s,
          u"The state of one resource, integration/imports/55cc, instead of integration/."_s},
         {u"dry-run"_s, Flag, {}, u"Tell what would change, and change nothing."_s}},
        {{u"hook run hook.js --function preSavePage --data page.json"_s, u"Run a hook"_s},
         {u"hook run hook.js --function postMap --data page.json --dry-run"_s,
          u"Try it, and keep nothing"_s}},
        run};
}

} // namespace stateroom::cli
