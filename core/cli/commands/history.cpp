// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/table.h"
#include "core/cli/text.h"

#include <algorithm>
#include <limits>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 standardLimit = 20;
constexpr qint64 pageSize = 1000;

/// What has been fetched: the views look into the answers.
struct History {
    std::vector<JsonText> answers;
    bool more = false;
};

Outcome<History> fetch(CommandContext& context, qint64 limit, std::optional<qint64> before)
{
    const Invocation& call = context.call;
    History history;
    for (;;) {
        CallTarget target = entryTarget(call.argument(0), call.argument(1));
        target.word("history").number("limit", std::min(limit, pageSize));
        if (before)
            target.number("before", *before);
        auto answer = context.client.get(target);
        if (!answer)
            return tl::unexpected(answer.error());
        const auto changes = elements(*answer, "changes");
        history.more = flagMember(*answer, "more");
        history.answers.push_back(*answer);
        limit -= qint64(changes.size());
        if (!history.more || limit <= 0 || changes.empty())
            return history;
        before = numberMember(changes.back(), "version");
    }
}

Outcome<void> printJson(const History& history, Output& output)
{
    if (history.answers.size() == 1)
        return output.json(history.answers.front());
    QByteArray all;
    for (const JsonText& answer : history.answers) {
        for (const JsonView& change : elements(answer, "changes")) {
            all += all.isEmpty() ? "" : ",";
            all += change.raw();
        }
    }
    return output.json(JsonText::fromValidated(
        R"({"changes":[)" + all + R"(],"more":)" + (history.more ? "true}" : "false}")));
}

Outcome<void> printTable(const History& history, Output& output)
{
    Table table(
        {{u"VERSION"_s, Table::Align::Right},
         {u"WHEN"_s},
         {u"OP"_s},
         {u"OPERATION"_s, Table::Align::Right},
         {u"BY"_s},
         {u"VALUE"_s}});
    for (const JsonText& answer : history.answers) {
        for (const JsonView& change : elements(answer, "changes")) {
            const auto value = change.member("value");
            const qint64 operation = numberMember(change, "operation");
            const QString op = textMember(change, "op");
            table.add(
                {{QString::number(numberMember(change, "version"))},
                 {timeText(textMember(change, "at")), Style::Faint},
                 {op, styleOf(op)},
                 {operation > 0 ? QString::number(operation) : QString()},
                 {textMember(change, "keyId")},
                 {value ? cellText(*value, output) : QString()}});
        }
    }
    auto printed = table.print(output);
    if (history.more)
        output.remark(u"There is more; --limit N shows it, --limit 0 everything."_s);
    return printed;
}

Outcome<void> run(CommandContext& context)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    const auto limit = context.call.number(u"limit"_s, 0, most);
    if (!limit)
        return tl::unexpected(limit.error());
    const auto before = context.call.number(u"before"_s, 1, most);
    if (!before)
        return tl::unexpected(before.error());
    const qint64 wanted = limit->value_or(standardLimit);
    const auto history = fetch(context, wanted == 0 ? most : wanted, *before);
    if (!history)
        return tl::unexpected(history.error());
    const bool any = !elements(history->answers.front(), "changes").empty();
    if (any || context.output.isJson()) {
        auto written = context.output.isJson() ? printJson(*history, context.output)
                                               : printTable(*history, context.output);
        if (any || !written)
            return written;
    }
    return clientFailure(
        ClientErrorCode::NothingThere,
        *before ? u"History holds nothing before that version."_s : u"There is no such key."_s);
}

} // namespace

Command historyCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"history"_s,
        u"Show the versions of a key, newest first."_s,
        u"Also of a key that was deleted. BY is the API key that wrote it, control for this "
        u"program, window for the window. OPERATION is what undo takes back as a whole. When there "
        u"is nothing the exit code is 1."_s,
        {{u"NAMESPACE"_s, WordKind::Namespace}, {u"KEY"_s, WordKind::Key}},
        {{u"limit"_s, Text, u"N"_s, u"At most so many; 0: all (20)."_s},
         {u"before"_s, Text, u"VERSION"_s, u"Only what was before this version."_s}},
        {{u"history workflow/wf-1 status --json"_s, u"For a program"_s}},
        run};
}

} // namespace stateroom::cli
