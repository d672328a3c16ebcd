// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/text.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelWidth = 16;

/// The object that stands under this name; an empty one where there is none.
JsonText part(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member ? member->toText() : JsonText::fromValidated("{}");
}

Outcome<void> print(const JsonView& all, const Server& server, Output& output)
{
    const JsonText health = part(all, "health");
    const JsonText log = part(all, "log");
    const JsonText file = part(all, "file");
    const JsonText counters = part(all, "counters");
    const bool writable = flagMember(health, "writable");
    const auto number = [](const JsonView& object, QByteArrayView name) {
        return QString::number(numberMember(object, name));
    };
    const QString reason = textMember(health, "reason");
    const QString state = writable
                              ? u"reads and writes"_s
                              : u"reads only"_s + (reason.isEmpty() ? u""_s : u": "_s + reason);
    const QString https = server.httpsUrl.isEmpty() ? QString()
                                                    : server.httpsUrl + u", certified by "_s +
                                                          server.dataDirectory + u"/tls/ca.pem"_s;
    const std::pair<QString, QString> lines[] = {
        {u"server"_s, server.address.text() + u", version "_s + textMember(all, "version")},
        {u"https"_s, https},
        {u"state"_s, state},
        {u"running for"_s, durationText(numberMember(all, "uptime"))},
        {u"durability"_s, textMember(all, "durability")},
        {u"namespaces"_s, number(all, "namespaces")},
        {u"keys"_s, number(all, "keys")},
        {u"last seq"_s, number(log, "lastSeq")},
        {u"last revision"_s, number(log, "lastRevision")},
        {u"log begins at"_s, number(log, "floor")},
        {u"last commit"_s, timeText(textMember(log, "lastCommit"))},
        {u"file"_s, sizeText(numberMember(file, "bytes"))},
        {u"write-ahead log"_s, sizeText(numberMember(file, "walBytes"))},
        {u"transactions"_s, number(counters, "transactions") + u" in "_s +
                                number(counters, "commits") + u" commits"_s},
        {u"memory"_s, sizeText(numberMember(all, "memory"))},
    };
    for (const auto& [label, value] : lines) {
        if (value.isEmpty())
            continue;
        const Style style = label == "state"_L1 && !writable ? Style::Bad : Style::Plain;
        auto written = output.line(
            output.styled(Style::Faint, label.leftJustified(labelWidth)) +
            output.styled(style, visible(value)));
        if (!written)
            return written;
    }
    return {};
}

Outcome<void> run(CommandContext& context)
{
    return showAnswer(
        context.output, context.client.get(CallTarget("statistics")),
        [&context](const JsonText& answer, Output& output) {
            return print(answer, context.client.server(), output);
        });
}

} // namespace

Command statsCommand()
{
    return {
        u"stats"_s,
        u"Show how the server and its store are doing."_s,
        u"Exit code 0 says that the server answers, not that it takes writes."_s,
        {},
        {},
        {{u"stats --json"_s, u"For a program"_s}},
        run};
}

} // namespace stateroom::cli
