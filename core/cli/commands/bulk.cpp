// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/bulk.h"

#include "core/cli/text.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes bulkSilence{10};

} // namespace

Outcome<void> addNarrowing(const Invocation& call, qsizetype firstKey, JsonObject& body)
{
    const QStringList keys = call.arguments.mid(firstKey);
    if (!keys.isEmpty() && call.has(u"prefix"_s))
        return clientFailure(
            ClientErrorCode::WrongUsage, u"Both keys and --prefix are given."_s,
            u"Give the one or the other."_s);
    if (!keys.isEmpty())
        body.add("keys", keys);
    if (call.has(u"prefix"_s))
        body.add("prefix", call.text(u"prefix"_s));
    return {};
}

Outcome<void> addScope(const Invocation& call, JsonObject& body)
{
    body.add("namespace", QString::fromUtf8(namespaceOf(call.argument(0))));
    if (call.arguments.size() != 2 || call.has(u"prefix"_s))
        return addNarrowing(call, 1, body);
    body.add("key", call.argument(1));
    return {};
}

void allowSilence(CommandContext& context)
{
    if (!context.call.has(u"timeout"_s))
        context.client.caller().setSilence(bulkSilence);
}

Outcome<JsonText>
sendBulk(CommandContext& context, const CallTarget& target, const JsonObject& body)
{
    allowSilence(context);
    auto answer = context.client.send("POST", target, body.bytes());
    if (!answer && answer.error().code == ClientErrorCode::Interrupted &&
        !context.call.has(u"dry-run"_s))
        context.output.remark(
            u"The server stops there. What it has done by now stands; history shows its operation, "
            u"and undo takes it back."_s);
    return answer;
}

Outcome<void>
printOutcome(CommandContext& context, const JsonText& answer, const std::vector<Counted>& counts)
{
    Output& output = context.output;
    if (output.isJson())
        return output.json(answer);
    QStringList parts;
    for (const Counted& counted : counts) {
        const qint64 count = numberMember(answer, counted.member);
        if (count > 0 || parts.isEmpty())
            parts += parts.isEmpty() ? counted.verb + u' ' + countText(count, u"key"_s, u"keys"_s)
                                     : counted.verb + u' ' + QString::number(count);
    }
    const bool dryRun = context.call.has(u"dry-run"_s);
    auto written = output.line((dryRun ? u"would have "_s : QString()) + parts.join(", "_L1));
    for (const JsonView& key : elements(answer, "sample")) {
        if (written && dryRun)
            written = output.line(u"  "_s + visible(key.toString().value_or(QString())));
    }
    if (const qint64 operation = numberMember(answer, "operation"); operation > 0) {
        // In the order of the screen.
        if (written)
            written = output.flush();
        output.remark(u"To take it back: stateroomctl undo "_s + QString::number(operation));
    }
    return written;
}

} // namespace stateroom::cli
