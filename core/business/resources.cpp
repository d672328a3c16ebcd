// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/catalogue.h"

namespace stateroom::business {

namespace {

JsonText text(QByteArrayView value)
{
    return JsonText::fromUtf8(value);
}

/// Of our own writing below: valid, and compact.
JsonText json(const char* compact)
{
    return JsonText::fromValidated(compact);
}

Field metadata()
{
    return {.name = "metadata", .type = FieldType::Object, .description = "Whatever you like."};
}

Resource agents()
{
    return {
        .name = "agents",
        .object = "agent",
        .idPrefix = "agent_",
        .description = "An autonomous agent and what it may do.",
        .fields =
            {{.name = "name", .required = true, .description = "What people call it."},
             {.name = "role", .description = "What it works as."},
             {.name = "instructions", .description = "What it is told to do."},
             {.name = "capabilities",
              .type = FieldType::Flags,
              .description = "What it may do, each a boolean."},
             metadata(),
             {.name = "status",
              .standard = text("active"),
              .description = "Whether it works; active unless said otherwise."}},
        .indexes =
            {{"created_at"},
             {"updated_at"},
             {"name"},
             {"status", "created_at"},
             {"role", "created_at"},
             {"status", "name"}},
        .events = {},
        .subLists = {{"conversations", "conversations", "agent_id"}},
        .columns = {"id", "name", "role", "status", "created_at", "updated_at"},
        .sample = json(R"({"name":"Support Agent","role":"Customer Success Specialist",)"
                       R"("instructions":"Help customers with their questions",)"
                       R"("capabilities":{"can_create_tickets":true,"can_process_returns":true,)"
                       R"("can_issue_refunds":false},)"
                       R"("metadata":{"department":"customer_support","language":"en"}})")};
}

Resource conversations()
{
    return {
        .name = "conversations",
        .object = "conversation",
        .idPrefix = "conv_",
        .description = "A conversation that an agent has.",
        .fields =
            {{.name = "agent_id",
              .type = FieldType::Reference,
              .required = true,
              .reference = "agents",
              .description = "The agent that has it."},
             {.name = "channel", .required = true, .description = "Where it is had: web, email."},
             {.name = "status",
              .type = FieldType::Choice,
              .choices = {"open", "escalated", "closed"},
              .standard = text("open"),
              .description = "How far it is."},
             {.name = "satisfaction_score",
              .type = FieldType::Number,
              .least = 1,
              .most = 5,
              .description = "How content the customer was, from 1 to 5."},
             metadata()},
        .indexes =
            {{"created_at"},
             {"updated_at"},
             {"status", "created_at"},
             {"agent_id", "created_at"},
             {"channel", "created_at"},
             {"satisfaction_score", "created_at"}},
        .events =
            {{"conversation.started", {}, {}}, {"conversation.escalated", "status", "escalated"}},
        .subLists = {{"messages", "messages", "conversation_id"}},
        .columns =
            {"id", "agent_id", "channel", "status", "satisfaction_score", "created_at",
             "updated_at"},
        .sample = json(R"({"channel":"web","metadata":{"source":"website_chat"}})")};
}

Resource messages()
{
    return {
        .name = "messages",
        .object = "message",
        .idPrefix = "msg_",
        .description = "One message of a conversation.",
        .fields =
            {{.name = "conversation_id",
              .type = FieldType::Reference,
              .required = true,
              .reference = "conversations",
              .description = "The conversation that it belongs to."},
             {.name = "content", .required = true, .description = "What it says."},
             {.name = "role",
              .type = FieldType::Choice,
              .required = true,
              .choices = {"user", "assistant", "system"},
              .description = "Who says it."},
             {.name = "timestamp",
              .type = FieldType::Moment,
              .standardIsNow = true,
              .description = "When it was said; its creation unless said otherwise."}},
        .indexes =
            {{"created_at"},
             {"updated_at"},
             {"conversation_id", "created_at"},
             {"conversation_id", "timestamp"},
             {"role", "created_at"}},
        .events = {},
        .subLists = {},
        .columns = {"id", "conversation_id", "role", "content", "timestamp", "created_at"},
        .sample = json(R"({"content":"I need help with my order","role":"user"})")};
}

Resource orders()
{
    return {
        .name = "orders",
        .object = "order",
        .idPrefix = "ord_",
        .description = "An order, with whatever members it has.",
        .fields =
            {{.name = "status",
              .type = FieldType::Choice,
              .choices = {"pending", "processing", "shipped", "delivered", "cancelled"},
              .standard = text("pending"),
              .description = "How far it is."}},
        .indexes = {{"created_at"}, {"updated_at"}, {"status", "created_at"}},
        .events = {{"order.created", {}, {}}, {"order.shipped", "status", "shipped"}},
        .subLists = {},
        .columns = {"id", "status", "customer", "total", "created_at", "updated_at"},
        .sample = json(
            R"({"customer":"Ada Lovelace","items":[{"sku":"TEA-01","quantity":2,"price":12.50}],)"
            R"("total":25.00,"currency":"EUR"})")};
}

Resource returns()
{
    return {
        .name = "returns",
        .object = "return",
        .idPrefix = "ret_",
        .description = "What a customer sends back of an order.",
        .fields =
            {{.name = "order_id",
              .type = FieldType::Reference,
              .required = true,
              .reference = "orders",
              .description = "The order that it came with."},
             {.name = "status",
              .type = FieldType::Choice,
              .choices = {"requested", "approved", "rejected", "completed"},
              .standard = text("requested"),
              .description = "How far it is."}},
        .indexes =
            {{"created_at"}, {"updated_at"}, {"status", "created_at"}, {"order_id", "created_at"}},
        .events =
            {{"return.requested", {}, {}},
             {"return.approved", "status", "approved"},
             {"return.completed", "status", "completed"}},
        .subLists = {},
        .columns = {"id", "order_id", "status", "reason", "created_at", "updated_at"},
        .sample = json(R"({"reason":"Too small"})")};
}

/// `events`: those of the resources above.
Resource webhooks(QByteArrayList events)
{
    events << "*";
    return {
        .name = "webhooks",
        .object = "webhook",
        .idPrefix = "wh_",
        .description = "Where events are sent.",
        .fields =
            {{.name = "url",
              .type = FieldType::Url,
              .required = true,
              .description = "Where to: an http or https URL."},
             {.name = "events",
              .type = FieldType::Choices,
              .required = true,
              .choices = std::move(events),
              .description = "Which events; * for all."},
             {.name = "status",
              .type = FieldType::Choice,
              .choices = {"enabled", "disabled"},
              .standard = text("enabled"),
              .description = "Whether anything is sent to it. Where the server has disabled it, "
                             "disabled_reason says why."},
             metadata()},
        .indexes = {{"created_at"}, {"updated_at"}},
        .events = {},
        .subLists = {},
        .hasOwnRules = true,
        .columns = {"id", "url", "events", "status", "created_at", "updated_at"},
        .sample = json(R"({"url":"http://localhost:3000/webhooks","events":["*"],)"
                       R"("metadata":{"environment":"development"}})")};
}

Catalogue make()
{
    std::vector<Resource> all = {agents(), conversations(), messages(), orders(), returns()};
    all.push_back(webhooks(Catalogue(all).events()));
    return Catalogue(std::move(all));
}

} // namespace

const Catalogue& catalogue()
{
    static const Catalogue standard = make();
    return standard;
}

} // namespace stateroom::business
