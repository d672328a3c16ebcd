// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/commands.h"
#include "core/cli/commands/common.h"
#include "core/cli/table.h"
#include "core/cli/text.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 standardLimit = 20;
constexpr qint64 mostDeliveries = 1000;

CallTarget webhookTarget(const CommandContext& context)
{
    CallTarget target("webhooks");
    target.segment(context.call.argument(0).toUtf8());
    return target;
}

Table::Cell stateCell(const JsonView& webhook)
{
    if (flagMember(webhook, "enabled"))
        return {u"enabled"_s, Style::Good};
    const QString reason = textMember(webhook, "disabledReason");
    return {reason.isEmpty() ? u"disabled"_s : u"disabled: "_s + reason, Style::Bad};
}

Outcome<void> printWebhooks(const JsonText& answer, Output& output)
{
    Table table(
        {{u"ID"_s}, {u"STATE"_s}, {u"WAITING"_s, Table::Align::Right}, {u"EVENTS"_s}, {u"URL"_s}});
    const auto webhooks = elements(answer, "webhooks");
    for (const JsonView& webhook : webhooks) {
        QStringList events;
        for (const JsonView& event : elements(webhook, "events"))
            events << event.toString().value_or(QString());
        table.add(
            {{textMember(webhook, "id")},
             stateCell(webhook),
             {QString::number(numberMember(webhook, "waiting"))},
             {events.join(u", "_s)},
             {textMember(webhook, "url")}});
    }
    if (webhooks.empty())
        output.remark(u"There are no webhooks; the business API registers them."_s);
    return table.print(output);
}

Outcome<void> list(CommandContext& context)
{
    return showAnswer(context.output, context.client.get(CallTarget("webhooks")), printWebhooks);
}

Style styleOfStatus(const QString& status)
{
    if (status == "delivered"_L1)
        return Style::Good;
    return status == "failed"_L1 || status == "abandoned"_L1 ? Style::Bad : Style::Notable;
}

/// What the newest attempt came to: `200`, or why there was no answer.
QString lastOutcome(const JsonView& delivery)
{
    const auto attempts = elements(delivery, "attempts");
    if (attempts.empty())
        return {};
    const qint64 status = numberMember(attempts.back(), "status_code");
    return status != 0 ? QString::number(status) : textMember(attempts.back(), "error");
}

Outcome<void> printDeliveries(const JsonText& answer, Output& output)
{
    Table table(
        {{u"ID"_s},
         {u"QUEUED"_s},
         {u"EVENT"_s},
         {u"RECORD"_s},
         {u"STATUS"_s},
         {u"TRIES"_s, Table::Align::Right},
         {u"NEXT"_s},
         {u"LAST"_s}});
    for (const JsonView& delivery : elements(answer, "deliveries")) {
        const QString status = textMember(delivery, "status");
        const QString next = textMember(delivery, "next_attempt_at");
        table.add(
            {{textMember(delivery, "id")},
             {timeText(textMember(delivery, "created_at")), Style::Faint},
             {textMember(delivery, "type")},
             {textMember(delivery, "record_id")},
             {status, styleOfStatus(status)},
             {QString::number(numberMember(delivery, "tries"))},
             {next.isEmpty() ? QString() : timeText(next), Style::Faint},
             {lastOutcome(delivery)}});
    }
    if (!textMember(answer, "nextCursor").isEmpty())
        output.remark(u"There are more; --limit N shows them."_s);
    return table.print(output);
}

Outcome<void> deliveries(CommandContext& context)
{
    const auto limit = context.call.number(u"limit"_s, 1, mostDeliveries);
    if (!limit)
        return tl::unexpected(limit.error());
    CallTarget target = webhookTarget(context);
    target.word("deliveries").number("limit", limit->value_or(standardLimit));
    return showAnswer(context.output, context.client.get(target), printDeliveries);
}

/// A call that queues a delivery.
Outcome<void> queue(CommandContext& context, const CallTarget& target)
{
    return showAnswer(
        context.output, context.client.send("POST", target),
        [](const JsonText& answer, Output& output) {
            const auto delivery = JsonView(answer).member("delivery");
            return output.line(
                u"queued "_s + visible(delivery ? textMember(*delivery, "id") : QString()));
        });
}

Outcome<void> resend(CommandContext& context)
{
    CallTarget target = webhookTarget(context);
    target.word("deliveries").segment(context.call.argument(1).toUtf8()).word("resend");
    return queue(context, target);
}

Outcome<void> sendTest(CommandContext& context)
{
    CallTarget target = webhookTarget(context);
    return queue(context, target.word("test"));
}

Outcome<void> turn(CommandContext& context, bool enabled)
{
    JsonObject body;
    body.add("enabled", JsonText::fromBoolean(enabled));
    return showAnswer(
        context.output, context.client.send("PATCH", webhookTarget(context), body.bytes()),
        [&](const JsonText&, Output& output) {
            return output.line(
                (enabled ? u"enabled "_s : u"disabled "_s) + visible(context.call.argument(0)));
        });
}

Outcome<void> enable(CommandContext& context)
{
    return turn(context, true);
}

Outcome<void> disable(CommandContext& context)
{
    return turn(context, false);
}

} // namespace

Command webhooksListCommand()
{
    return {
        u"webhooks list"_s,
        u"List the business API's webhooks."_s,
        u"STATE says why the server has disabled one: gone (it answered 410), queue_full, too_old "
        u"(nothing was delivered for 7 days), no_secret (it came by an import or an undo), "
        u"invalid (what came is no webhook), too_many (100 others are enabled). WAITING "
        u"is how many deliveries are still to be made."_s,
        {},
        {},
        {},
        list};
}

Command webhooksDeliveriesCommand()
{
    using enum OptionDefinition::Kind;
    return {
        u"webhooks deliveries"_s,
        u"List what is and was sent to a webhook, the newest first."_s,
        u"LAST is what the newest attempt was answered, or why it was not. --json has each attempt "
        u"in full."_s,
        {{u"WEBHOOK-ID"_s, WordKind::WebhookId}},
        {{u"limit"_s, Text, u"N"_s, u"At most so many, up to 1000 (20)."_s}},
        {{u"webhooks deliveries wh_2f9a --limit 100"_s, u"What became of the last hundred"_s}},
        deliveries};
}

Command webhooksResendCommand()
{
    return {
        u"webhooks resend"_s,
        u"Send a delivery again."_s,
        u"One that is done becomes a new delivery of the same event; one that waits is sent now."_s,
        {{u"WEBHOOK-ID"_s, WordKind::WebhookId}, {u"DELIVERY-ID"_s}},
        {},
        {{u"webhooks resend wh_2f9a dlv_7c01"_s, u"After its receiver was mended"_s}},
        resend};
}

Command webhooksTestCommand()
{
    return {
        u"webhooks test"_s,
        u"Send a webhook an event webhook.test about itself."_s,
        {},
        {{u"WEBHOOK-ID"_s, WordKind::WebhookId}},
        {},
        {{u"webhooks test wh_2f9a"_s, u"To see it arrive"_s}},
        sendTest};
}

Command webhooksEnableCommand()
{
    return {
        u"webhooks enable"_s,
        u"Send to a webhook again that was disabled, first of all what waits."_s,
        {},
        {{u"WEBHOOK-ID"_s, WordKind::WebhookId}},
        {},
        {{u"webhooks enable wh_2f9a"_s, u"Once it can be reached"_s}},
        enable};
}

Command webhooksDisableCommand()
{
    return {
        u"webhooks disable"_s,
        u"Send nothing to a webhook; what waits stays."_s,
        {},
        {{u"WEBHOOK-ID"_s, WordKind::WebhookId}},
        {},
        {{u"webhooks disable wh_2f9a"_s, u"While its receiver is changed"_s}},
        disable};
}

} // namespace stateroom::cli
