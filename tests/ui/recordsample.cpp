// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordsample.h"

#include "core/business/records.h"

namespace stateroom::ui {

namespace {

struct Agent {
    const char* name;
    const char* role;
    const char* status;
    const char* department;
};

constexpr Agent agents[] = {
    {"Returns Desk", "Takes goods back", "active", "logistics"},
    {"Invoice Reader", "Reads incoming invoices", "active", "finance"},
    {"Store Locator", "Finds the nearest shop", "paused", "customer_support"},
    {"Night Shift", "Answers while nobody is in", "active", "customer_support"},
    {"Fraud Watch", "Looks at odd orders", "active", "finance"},
    {"Shipping Tracker", "Asks carriers where parcels are", "active", "logistics"},
    {"Onboarding Guide", "Shows new customers around", "draft", "growth"},
    {"Warranty Desk", "Judges warranty claims", "active", "logistics"},
    {"Order Concierge", "Customer success specialist", "active", "customer_support"},
    {"Translation Desk", "Puts answers into nine languages", "active", "customer_support"},
};

struct Conversation {
    int agent;
    const char* channel;
    const char* status;
    int score; ///< 0: none
    const char* source;
};

constexpr Conversation conversations[] = {
    {8, "web", "closed", 5, "website_chat"}, {0, "email", "closed", 4, "returns_form"},
    {3, "web", "closed", 3, "website_chat"}, {8, "phone", "closed", 5, "hotline"},
    {7, "email", "escalated", 2, "inbox"},   {5, "web", "closed", 4, "order_page"},
    {0, "web", "open", 0, "returns_form"},   {8, "web", "closed", 5, "website_chat"},
    {4, "email", "escalated", 1, "inbox"},   {3, "web", "closed", 4, "website_chat"},
    {9, "web", "open", 0, "website_chat"},   {8, "web", "escalated", 2, "order_page"},
    {5, "phone", "closed", 4, "hotline"},    {0, "web", "open", 0, "order_page"},
};

constexpr const char* questions[] = {
    "Where is my parcel? It was to come on Tuesday.",
    "The left shoe is a 42, the right one a 43.",
    "Can I pay the invoice in two parts?",
    "I'd like to send back two of the three lamps.",
};

QByteArray quoted(const char* text)
{
    return JsonText::fromUtf8(text).bytes();
}

QByteArray add(Store& store, ManualClock& clock, const char* resource, const QByteArray& json)
{
    const JsonText body = JsonText::parse(json).value();
    const auto id = store.transactAndWait({}, [&](Transaction& transaction) -> Result<QByteArray> {
        const auto made =
            business::createRecord(transaction, *business::catalogue().resource(resource), body);
        if (!made)
            return fail(ErrorCode::InvalidInput, QStringLiteral("Not a record."));
        return made->record.id;
    });
    if (!id)
        qFatal("%s", qPrintable(id.error().toString()));
    clock.advance(Milliseconds(197'311));
    return *id;
}

} // namespace

void writeRecordSample(Store& store, ManualClock& clock)
{
    QByteArrayList agentIds;
    for (const Agent& agent : agents)
        agentIds << add(
            store, clock, "agents",
            R"({"name":)" + quoted(agent.name) + R"(,"role":)" + quoted(agent.role) +
                R"(,"instructions":"Be brief, cite the order, hand over when money is asked for.",)"
                R"("capabilities":{"can_create_tickets":true,"can_process_returns":true,)"
                R"("can_issue_refunds":false},"metadata":{"department":)" +
                quoted(agent.department) + R"(,"language":"en"},"status":)" + quoted(agent.status) +
                '}');
    for (const Conversation& each : conversations) {
        const QByteArray score = each.score == 0
                                     ? QByteArray()
                                     : R"(,"satisfaction_score":)" + QByteArray::number(each.score);
        const QByteArray id =
            add(store, clock, "conversations",
                R"({"agent_id":)" + quoted(agentIds[each.agent]) + R"(,"channel":)" +
                    quoted(each.channel) + R"(,"status":)" + quoted(each.status) + score +
                    R"(,"metadata":{"source":)" + quoted(each.source) + R"(,"language":"en"}})");
        for (const char* role : {"user", "assistant"})
            add(store, clock, "messages",
                R"({"conversation_id":)" + quoted(id) + R"(,"role":)" + quoted(role) +
                    R"(,"content":)" + quoted(questions[each.agent % 4]) + '}');
    }
    add(store, clock, "orders", R"({"customer":"C-20417","total":129.90,"status":"shipped"})");
}

} // namespace stateroom::ui
