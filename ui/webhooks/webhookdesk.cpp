// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/webhookdesk.h"

#include "core/json/jsonobject.h"
#include "core/webhooks/outbox.h"
#include "core/webhooks/signature.h"
#include "ui/model/bywindow.h"
#include "ui/model/errortext.h"
#include "ui/model/recordphrases.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

namespace {

Result<DeliveryReport>
reportOf(Reader& reader, const QByteArray& webhook, const QByteArray& deliveryId)
{
    auto delivery = readDelivery(reader, webhook, deliveryId);
    if (!delivery)
        return failureOf(delivery);
    if (!*delivery)
        return fail(ErrorCode::NotFound, u"There is no such delivery any more."_s);
    DeliveryReport report;
    report.delivery = std::move(**delivery);
    const auto endpoint = readEndpoint(reader, webhook);
    if (!endpoint)
        return failureOf(endpoint);
    report.endpoint = endpoint->value_or(Endpoint());
    auto body = bodyOf(reader, report.delivery);
    if (!body && body.error().code != ErrorCode::NotFound)
        return failureOf(body);
    if (!body) {
        report.hasBody = false; // a large one, which has given way to newer ones
        return report;
    }
    report.body = std::move(*body);
    const auto secret = webhooks::readSecret(reader, webhook);
    if (!secret)
        return failureOf(secret);
    if (!secret->isEmpty())
        report.signature = sign(*secret, report.body);
    return report;
}

Result<JsonText> valueOf(Reader& reader, const QByteArray& webhook, const QByteArray& delivery)
{
    const auto report = reportOf(reader, webhook, delivery);
    if (!report)
        return failureOf(report);
    if (!report->hasBody)
        return fail(ErrorCode::NotFound, u"The delivery's body is kept no more."_s);
    return JsonText::parse(QByteArrayView(report->body));
}

} // namespace

WebhookDesk::WebhookDesk(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

template <class T, class Work> void WebhookDesk::ask(Work work, const Told<T>& told)
{
    using Checked = business::Checked<T>;
    m_store.transact(
        byWindow(),
        [work](Transaction& transaction) -> Result<Checked> {
            business::Outcome<T> outcome = work(transaction);
            if (outcome)
                return Checked(std::move(*outcome));
            if (const auto* error = std::get_if<Error>(&outcome.error()))
                return fail(*error);
            return Checked(business::refuse(std::get<business::Refusal>(outcome.error())));
        },
        this,
        [told](const Result<Checked>& checked) {
            if (!checked)
                told(tl::unexpected<QString>(errorText(checked.error())));
            else if (!*checked)
                told(tl::unexpected<QString>(refusalText(checked->error())));
            else
                told(**checked);
        });
}

template <class T, class Work> void WebhookDesk::look(Work work, const Told<T>& told)
{
    m_store.read(std::move(work), this, [told](const Result<T>& found) {
        if (found)
            told(*found);
        else
            told(tl::unexpected<QString>(errorText(found.error())));
    });
}

void WebhookDesk::add(const JsonText& body, const Told<Registered>& told)
{
    ask<Registered>(
        [body](Transaction& transaction) { return registerEndpoint(transaction, body); }, told);
}

void WebhookDesk::change(const QByteArray& webhook, const JsonText& patch, const Told<bool>& told)
{
    ask<bool>(
        [webhook, patch](Transaction& transaction) -> business::Outcome<bool> {
            const auto changed =
                changeEndpoint(transaction, webhook, patch, business::RecordWrite::Patch);
            if (!changed)
                return tl::unexpected(changed.error());
            return true;
        },
        told);
}

void WebhookDesk::setEnabled(const QByteArray& webhook, bool enabled, const Told<bool>& told)
{
    JsonObject patch;
    patch.addText("status", enabled ? "enabled" : "disabled");
    change(webhook, JsonText::fromValidated(patch.take()), told);
}

void WebhookDesk::remove(const QByteArray& webhook, const Told<bool>& told)
{
    ask<bool>(
        [webhook](Transaction& transaction) -> business::Outcome<bool> {
            const auto removed = removeEndpoint(transaction, webhook);
            if (!removed)
                return tl::unexpected(removed.error());
            return true;
        },
        [this, webhook, told](const Answered<bool>& removed) {
            if (removed)
                m_store.bulk(
                    byWindow(),
                    [webhook](Transaction& transaction) { return forget(transaction, webhook); },
                    this, [](const Result<OperationId>&) {}); // else the next start goes on
            told(removed);
        });
}

void WebhookDesk::renewSecret(const QByteArray& webhook, const Told<Registered>& told)
{
    ask<Registered>(
        [webhook](Transaction& transaction) { return webhooks::renewSecret(transaction, webhook); },
        told);
}

void WebhookDesk::readSecret(const QByteArray& webhook, const Told<QByteArray>& told)
{
    look<QByteArray>(
        [webhook](Reader& reader) { return webhooks::readSecret(reader, webhook); }, told);
}

void WebhookDesk::sendTest(const QByteArray& webhook, const Told<QByteArray>& told)
{
    ask<QByteArray>(
        [webhook](Transaction& transaction) -> business::Outcome<QByteArray> {
            const auto sent = webhooks::sendTest(transaction, webhook);
            if (!sent)
                return tl::unexpected(sent.error());
            return sent->id;
        },
        told);
}

void WebhookDesk::sendAgain(
    const QByteArray& webhook, const QByteArray& delivery, const Told<QByteArray>& told)
{
    ask<QByteArray>(
        [webhook, delivery](Transaction& transaction) -> business::Outcome<QByteArray> {
            const auto sent = webhooks::sendAgain(transaction, webhook, delivery);
            if (!sent)
                return tl::unexpected(sent.error());
            return sent->id;
        },
        told);
}

void WebhookDesk::abandon(
    const QByteArray& webhook, const QByteArray& delivery, const Told<bool>& told)
{
    ask<bool>(
        [webhook, delivery](Transaction& transaction) -> business::Outcome<bool> {
            const auto abandoned = webhooks::abandon(transaction, webhook, delivery);
            if (!abandoned)
                return tl::unexpected<std::variant<Error, business::Refusal>>(abandoned.error());
            return *abandoned;
        },
        told);
}

void WebhookDesk::report(
    const QByteArray& webhook, const QByteArray& delivery, const Told<DeliveryReport>& told)
{
    look<DeliveryReport>(
        [webhook, delivery](Reader& reader) { return reportOf(reader, webhook, delivery); }, told);
}

void WebhookDesk::compare(
    const QByteArray& webhook, const QByteArray& before, const QByteArray& after,
    const Told<ValueDifference>& told)
{
    look<ValueDifference>(
        [webhook, before, after](Reader& reader) -> Result<ValueDifference> {
            const auto was = valueOf(reader, webhook, before);
            if (!was)
                return failureOf(was);
            const auto is = valueOf(reader, webhook, after);
            if (!is)
                return failureOf(is);
            return compareValues(*was, *is);
        },
        told);
}

} // namespace stateroom::ui
