// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/webhooksample.h"

#include "core/webhooks/delivery.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "core/webhooks/signature.h"

namespace stateroom::ui {

using namespace webhooks;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds second{1'000};
constexpr Milliseconds minute{60'000};

class Writer {
public:
    Writer(Transaction& transaction, Registered webhook)
        : m_transaction(transaction)
        , m_webhook(std::move(webhook))
    {
    }

    /// A delivery of `ago` before now; the next one's id is higher.
    Delivery begin(const QByteArray& type, int order, Milliseconds ago)
    {
        Delivery delivery;
        delivery.id = "dlv_" + QByteArray::number(++m_number).rightJustified(20, '0');
        delivery.webhook = m_webhook.record.id;
        delivery.eventId = "evt_" + QByteArray::number(m_number).rightJustified(20, '0');
        delivery.type = type;
        delivery.queuedAt = Timestamp((m_transaction.at().value() - ago.count()));
        delivery.created = delivery.queuedAt.value() / 1000;
        delivery.resource = "orders";
        delivery.record = "ord_" + QByteArray::number(order).rightJustified(20, '0');
        delivery.body =
            R"({"id":")" + delivery.eventId + R"(","type":")" + type + R"(","created":)" +
            QByteArray::number(delivery.created) + R"(,"data":{"object":{"id":")" +
            delivery.record + R"(","object":"order","customer_name":"Zoë Weiß","status":")" +
            (type == "order.shipped" ? "shipped" : "pending") + R"(","total":)" +
            QByteArray::number(order * 7) + R"(.5,"items":[{"sku":"TEA-1","quantity":2}]}}})";
        return delivery;
    }

    void attempt(Delivery& delivery, int status, const QString& error = {})
    {
        Attempt attempt;
        attempt.at = delivery.queuedAt + delivery.tries * minute + Milliseconds(12);
        attempt.duration = Milliseconds(status == 0 ? 10'000 : 38 + delivery.tries);
        attempt.status = status;
        attempt.error = error;
        attempt.requestHeaders = {
            {"Content-Type", "application/json"},
            {"User-Agent", "Stateroom/0.1.0"},
            {"x-stateset-signature", sign(m_webhook.secret, *delivery.body)},
            {"X-Webhook-Id", delivery.webhook},
            {"X-Webhook-Event", delivery.type},
            {"X-Webhook-Delivery", delivery.id}};
        if (status != 0) {
            attempt.responseHeaders = {{"Content-Type", "application/json"}, {"Server", "shop"}};
            attempt.response = status < 300 ? QByteArray(R"({"ok":true})")
                                            : QByteArray(R"({"error":"database is locked"})");
        }
        ++delivery.tries;
        delivery.attempts.push_back(attempt);
    }

    void end(Delivery delivery, DeliveryState state)
    {
        delivery.state = state;
        const Namespace space =
            isOpen(state) ? outboxSpace(delivery.webhook) : deliveriesSpace(delivery.webhook);
        if (!m_transaction.set({space, Key(delivery.id)}, encode(delivery)))
            qFatal("no delivery");
    }

private:
    Transaction& m_transaction;
    Registered m_webhook;
    int m_number = 0;
};

void writeDeliveries(Transaction& transaction, const Registered& webhook)
{
    Writer writer(transaction, webhook);
    Delivery abandoned = writer.begin("order.created", 1, 900 * minute);
    writer.end(abandoned, DeliveryState::Abandoned);
    Delivery failed = writer.begin("order.shipped", 2, 800 * minute);
    for (int i = 0; i < 8; ++i)
        writer.attempt(failed, i % 2 == 0 ? 500 : 0, u"Connection refused."_s);
    writer.end(failed, DeliveryState::Failed);
    Delivery rewritten = writer.begin("order.created", 3, 40 * minute);
    rewritten.rewritten = true;
    writer.attempt(rewritten, 204);
    writer.end(rewritten, DeliveryState::Delivered);
    Delivery test = writer.begin("webhook.test", 0, 30 * minute);
    test.isTest = true;
    test.record = webhook.record.id;
    test.resource = "webhooks";
    writer.attempt(test, 200);
    writer.end(test, DeliveryState::Delivered);
    for (int order = 4; order < 7; ++order) {
        Delivery fine = writer.begin("order.created", order, (20 - order) * minute);
        writer.attempt(fine, 200);
        writer.end(fine, DeliveryState::Delivered);
    }
    Delivery shipped = writer.begin("order.shipped", 4, 5 * minute);
    writer.attempt(shipped, 200);
    writer.end(shipped, DeliveryState::Delivered);
    Delivery retrying = writer.begin("order.created", 7, 2 * minute);
    writer.attempt(retrying, 500);
    writer.attempt(retrying, 500);
    retrying.nextAt = transaction.at() + 4 * minute + 12 * second;
    writer.end(retrying, DeliveryState::Retrying);
}

Registered registered(Transaction& transaction, const QByteArray& body)
{
    auto made = registerEndpoint(transaction, JsonText::parse(QByteArrayView(body)).value());
    if (!made)
        qFatal("no webhook");
    return *made;
}

} // namespace

WebhookSample writeWebhookSample(test::TestService& service)
{
    return service.store()
        .transactAndWait(
            {{}, "test"},
            [](Transaction& transaction) -> Result<WebhookSample> {
                WebhookSample sample;
                const Registered shop = registered(
                    transaction,
                    R"({"url":"https://shop.example/hooks/stateroom","events":["order.created",)"
                    R"("order.shipped"],"metadata":{"environment":"production"}})");
                sample.shop = shop.record.id;
                sample.secret = shop.secret;
                writeDeliveries(transaction, shop);
                sample.local =
                    registered(
                        transaction, R"({"url":"http://127.0.0.1:3000/webhooks","events":["*"]})")
                        .record.id;
                sample.disabled =
                    registered(
                        transaction,
                        R"({"url":"https://old.example/hooks","events":["return.approved"]})")
                        .record.id;
                if (!disable(transaction, sample.disabled, DisabledReason::Gone))
                    qFatal("not disabled");
                return sample;
            })
        .value();
}

} // namespace stateroom::ui
