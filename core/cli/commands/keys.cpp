// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/table.h"
#include "core/cli/text.h"

#include <QFile>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

CallTarget keyTarget(const QString& id)
{
    CallTarget target("keys");
    target.segment(id.toUtf8());
    return target;
}

QString limitsOf(const JsonView& key)
{
    QStringList limits;
    if (flagMember(key, "readOnly"))
        limits += u"read-only"_s;
    for (const JsonView& resource : elements(key, "resources"))
        limits += resource.toString().value_or(QString());
    return limits.isEmpty() ? u"all"_s : limits.join(", "_L1);
}

Outcome<void> printKeys(const JsonText& answer, Output& output)
{
    const auto keys = elements(answer, "keys");
    Table table(
        {{u"ID"_s},
         {u"API"_s},
         {u"BEGINS"_s},
         {u"RIGHTS"_s},
         {u"PLAN"_s},
         {u"MADE"_s},
         {u"LAST USED"_s},
         {u"SOURCE"_s},
         {u"LABEL"_s}});
    for (const JsonView& key : keys) {
        const QString used = textMember(key, "lastUsedAt");
        table.add(
            {{textMember(key, "id")},
             {textMember(key, "api")},
             {textMember(key, "prefix"), Style::Faint},
             {limitsOf(key)},
             {textMember(key, "plan")},
             {timeText(textMember(key, "createdAt")), Style::Faint},
             {used.isEmpty() ? u"never"_s : timeText(used), Style::Faint},
             {textMember(key, "source")},
             {textMember(key, "label")}});
    }
    if (keys.empty())
        output.remark(u"There are no API keys."_s);
    return table.print(output);
}

Outcome<void> list(CommandContext& context)
{
    return showAnswer(context.output, context.client.get(CallTarget("keys")), printKeys);
}

/// The texts of the keys that the first start has made: they stand in a file of the data directory.
Outcome<JsonText> firstKeys(const Server& server)
{
    if (server.dataDirectory.isEmpty())
        return clientFailure(
            ClientErrorCode::WrongUsage,
            u"The first keys stand in keys.json in the data directory of the server."_s,
            u"Name that directory by --data DIR."_s);
    QFile file(server.dataDirectory + u"/keys.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return clientFailure(
            file.exists() ? ClientErrorCode::LocalFile : ClientErrorCode::NothingThere,
            u"Cannot read "_s + file.fileName() + u": "_s + file.errorString() + u'.');
    auto text = JsonText::parse(file.readAll());
    if (!text || text->type() != JsonType::Object)
        return clientFailure(
            ClientErrorCode::LocalFile,
            file.fileName() + u" is not what the server has written."_s);
    return *text;
}

/// Of the texts in the file those that are in force: a first key may have been revoked, or may have
/// given way to STATEROOM_KEYS. By API.
Outcome<std::vector<std::pair<QString, QString>>>
keysInForce(CommandContext& context, const JsonText& file)
{
    const auto answer = context.client.get(CallTarget("keys"));
    if (!answer)
        return tl::unexpected(answer.error());
    std::vector<std::pair<QString, QString>> found;
    for (const JsonView& key : elements(*answer, "keys")) {
        const QString api = textMember(key, "api");
        const QString begin = textMember(key, "prefix");
        const QString text = textMember(file, api.toUtf8());
        if (textMember(key, "source") == "first"_L1 && !begin.isEmpty() && text.startsWith(begin))
            found.emplace_back(api, text);
    }
    return found;
}

Outcome<void> showOne(Output& output, const QString& api, const QString& text)
{
    if (text.isEmpty())
        return clientFailure(
            ClientErrorCode::NothingThere, u"There is no first key of "_s + api + u" in force."_s,
            u"stateroomctl keys create makes one."_s);
    return output.isJson() ? output.json(JsonText::fromString(text)) : output.line(visible(text));
}

Outcome<void> show(CommandContext& context)
{
    const auto file = firstKeys(context.client.server());
    if (!file)
        return tl::unexpected(file.error());
    const auto keys = keysInForce(context, *file);
    if (!keys)
        return tl::unexpected(keys.error());
    Output& output = context.output;
    const QString wanted = context.call.argument(0);
    QString wantedText;
    JsonObject object;
    Table table({{u"API"_s}, {u"KEY"_s}});
    for (const auto& [api, text] : *keys) {
        wantedText = api == wanted ? text : wantedText;
        object.add(QByteArrayView(api.toUtf8()), text);
        table.add({{api}, {text}});
    }
    if (!wanted.isNull())
        return showOne(output, wanted, wantedText);
    return output.isJson() ? output.json(JsonText::fromValidated(object.bytes()))
                           : table.print(output);
}

/// A key whose text is told this once: that alone on standard output, for scripts.
Outcome<void> tell(const JsonText& answer, Output& output)
{
    auto written = output.line(visible(textMember(answer, "text")));
    if (written)
        written = output.flush();
    const auto key = JsonView(answer).member("key");
    output.remark(
        u"This is key "_s + visible(key ? textMember(*key, "id") : QString()) +
        u". It is told this once; keep it where only its user can read it."_s);
    return written;
}

Outcome<void> create(CommandContext& context)
{
    const Invocation& call = context.call;
    JsonObject body;
    body.add("api", call.argument(0));
    if (call.has(u"label"_s))
        body.add("label", call.text(u"label"_s));
    if (call.has(u"resource"_s))
        body.add("resources", call.list(u"resource"_s));
    if (call.has(u"plan"_s))
        body.add("plan", call.text(u"plan"_s));
    body.addIf("readOnly", call.has(u"read-only"_s));
    return showAnswer(
        context.output, context.client.send("POST", CallTarget("keys"), body.bytes()), tell);
}

Outcome<void> rotate(CommandContext& context)
{
    constexpr qint64 week = 7 * 86400;
    const auto grace = context.call.number(u"grace"_s, 0, week);
    if (!grace)
        return tl::unexpected(grace.error());
    JsonObject body;
    if (*grace)
        body.add("grace", **grace);
    CallTarget target = keyTarget(context.call.argument(0));
    return showAnswer(
        context.output, context.client.send("POST", target.word("rotate"), body.bytes()), tell);
}

Outcome<void> revoke(CommandContext& context)
{
    const QString id = context.call.argument(0);
    return showAnswer(
        context.output, context.client.send("DELETE", keyTarget(id)),
        [&id](const JsonText&, Output& output) {
            return output.line(u"revoked "_s + visible(id));
        });
}

} // namespace

Command keysListCommand()
{
    return {
        u"keys list"_s,
        u"List the API keys; never their texts."_s,
        u"BEGINS is how a key's text begins, so that one that was found somewhere can be told. "
        u"SOURCE first stands in DATA/keys.json, given came by STATEROOM_KEYS."_s,
        {},
        {},
        {},
        list};
}

Command keysShowCommand()
{
    return {
        u"keys show"_s,
        u"Print the keys that the first start has made, or that of one API."_s,
        u"Those that are in force: not one that was revoked, nor one whose place STATEROOM_KEYS "
        u"has "
        u"taken. They are read from DATA/keys.json, so this works on the server's machine alone. "
        u"Other keys were told once, when they were made."_s,
        {{u"API"_s, WordKind::Api, true}},
        {},
        {{u"keys show integration"_s, u"For API_KEY=$(...)"_s}},
        show};
}

Command keysCreateCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"keys create"_s,
        u"Make an API key, and print its text: this once."_s,
        u"The text alone goes to standard output."_s,
        {{u"API"_s, WordKind::Api}},
        {{u"label"_s, Text, u"TEXT"_s, u"What it is for."_s},
         {u"read-only"_s, Flag, {}, u"It may read only."_s},
         {u"resource"_s, List, u"NAME"_s,
          u"It is limited to this: imports, imports/55cc, a campaign, agents; may be repeated."_s},
         {u"plan"_s,
          Text,
          u"PLAN"_s,
          u"Its rate limits: local, starter, growth, enterprise."_s,
          {},
          {u"local"_s, u"starter"_s, u"growth"_s, u"enterprise"_s}}},
        {{u"keys create integration --label CI --read-only"_s, u"For a job that only reads"_s}},
        create};
}

Command keysRotateCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"keys rotate"_s,
        u"Give an API key a new text, and print it: this once."_s,
        u"It keeps its id and rights. The old text is unknown at once, or after --grace."_s,
        {{u"KEY-ID"_s, WordKind::KeyId}},
        {{u"grace"_s, Text, u"SECONDS"_s,
          u"The old text stays good for so long (at most 604800)."_s}},
        {{u"keys rotate key_2f9a --grace 3600"_s, u"With an hour to change over"_s}},
        rotate};
}

Command keysRevokeCommand()
{
    return {
        u"keys revoke"_s,
        u"Make an API key unknown, at once and for good."_s,
        {},
        {{u"KEY-ID"_s, WordKind::KeyId}},
        {},
        {{u"keys revoke key_2f9a"_s, u"One that was lost"_s}},
        revoke};
}

} // namespace stateroom::cli
