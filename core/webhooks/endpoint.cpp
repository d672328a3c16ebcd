// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/endpoint.h"

#include "core/business/recordtext.h"
#include "core/json/jsonobject.h"
#include "core/webhooks/endpointflaw.h"
#include "core/webhooks/endpointrules.h"

#include <QRandomGenerator>

namespace stateroom::webhooks {

using business::Outcome;
using business::Record;
using business::RecordWrite;
using business::Refusal;

namespace {

using Stop = tl::unexpected<std::variant<Error, Refusal>>;

constexpr auto noSecretYet = "cannot become enabled without a secret: make one by POST "
                             "/v1/webhooks/{id}/secret first.";

constexpr DisabledReason allReasons[] = {DisabledReason::Gone,    DisabledReason::QueueFull,
                                         DisabledReason::TooOld,  DisabledReason::NoSecret,
                                         DisabledReason::Invalid, DisabledReason::TooMany};

EntryName endpointName(const QByteArray& id)
{
    return {endpointSpace(), Key(id)};
}

EntryName secretName(const QByteArray& id)
{
    return {secretsSpace(), Key(id)};
}

Stop stop(std::vector<business::FieldProblem> problems)
{
    return Stop(business::refuse(std::move(problems)).value());
}

QByteArray textMember(const JsonText& record, QByteArrayView name)
{
    const auto value = JsonView(record).member(name);
    return value && value->type() == JsonType::String ? business::textOf(*value) : QByteArray();
}

Result<QByteArray> giveSecret(Transaction& transaction, const QByteArray& id)
{
    quint32 bits[8];
    QRandomGenerator::system()->fillRange(bits);
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(bits), sizeof(bits));
    QByteArray secret = "whsec_" + bytes.toHex();
    const auto value = JsonText::fromValidated(JsonObject().addText("secret", secret).take());
    if (auto kept = transaction.set(secretName(id), value); !kept)
        return failureOf(kept);
    return secret;
}

Outcome<Registered> withSecret(Transaction& transaction, Record record)
{
    auto secret = giveSecret(transaction, record.id);
    if (!secret)
        return failureOf(secret);
    return Registered{std::move(record), std::move(*secret)};
}

/// What is against its being enabled from now on.
Result<std::vector<business::FieldProblem>>
obstacles(Reader& reader, const QByteArray& id, bool wasEnabled)
{
    auto secret = readSecret(reader, id);
    if (!secret)
        return failureOf(secret);
    if (secret->isEmpty())
        return std::vector{business::FieldProblem{"status", noSecretYet}};
    auto tooMany = wasEnabled ? Result<bool>(false) : othersAreMost(reader, id);
    if (!tooMany)
        return failureOf(tooMany);
    if (*tooMany)
        return std::vector{business::FieldProblem{
            "status",
            "cannot become enabled: " + QByteArray::number(EndpointLimits::most) + " others are."}};
    return std::vector<business::FieldProblem>();
}

} // namespace

QByteArrayView nameOf(DisabledReason reason)
{
    switch (reason) {
    case DisabledReason::Gone:
        return "gone";
    case DisabledReason::QueueFull:
        return "queue_full";
    case DisabledReason::TooOld:
        return "too_old";
    case DisabledReason::NoSecret:
        return "no_secret";
    case DisabledReason::Invalid:
        return "invalid";
    case DisabledReason::TooMany:
        return "too_many";
    }
    Q_UNREACHABLE();
}

std::optional<DisabledReason> disabledReasonOf(QByteArrayView name)
{
    for (const DisabledReason reason : allReasons) {
        if (nameOf(reason) == name)
            return reason;
    }
    return std::nullopt;
}

const business::Resource& endpointResource()
{
    static const business::Resource* const resource = business::catalogue().resource("webhooks");
    Q_ASSERT(resource);
    return *resource;
}

const Namespace& endpointSpace()
{
    static const Namespace space = endpointResource().space();
    return space;
}

const Namespace& secretsSpace()
{
    static const Namespace space("system", "webhooksecrets");
    return space;
}

Endpoint endpointOf(const QByteArray& id, const JsonText& record)
{
    Endpoint endpoint;
    endpoint.id = id;
    endpoint.url = textMember(record, "url");
    endpoint.enabled = textMember(record, "status") != "disabled";
    endpoint.disabledReason = textMember(record, "disabled_reason");
    if (const auto events = JsonView(record).member("events")) {
        events->forEachElement([&endpoint](JsonView event) {
            if (event.type() == JsonType::String)
                endpoint.events << business::textOf(event);
            return true;
        });
    }
    return endpoint;
}

Result<std::optional<Endpoint>> readEndpoint(Reader& reader, const QByteArray& id)
{
    auto found = business::readRecord(reader, endpointResource(), id);
    if (!found)
        return failureOf(found);
    if (!*found)
        return std::nullopt;
    return endpointOf(id, (*found)->value);
}

Result<std::vector<Endpoint>> readEndpoints(Reader& reader)
{
    std::vector<Endpoint> endpoints;
    PageRequest request{.limit = Reader::maxPage};
    for (bool more = true; more;) {
        auto page = reader.page(endpointSpace(), request);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries)
            endpoints.push_back(endpointOf(entry.key.bytes(), entry.value));
        more = page->more;
        if (more)
            request.after = page->entries.back().key;
    }
    return endpoints;
}

Result<QByteArray> readSecret(Reader& reader, const QByteArray& id)
{
    auto found = reader.value(secretName(id));
    if (!found)
        return failureOf(found);
    return *found ? textMember((*found)->value, "secret") : QByteArray();
}

Outcome<Registered> registerEndpoint(Transaction& transaction, const JsonText& body)
{
    if (auto problems = judgeEndpoint(body); !problems.empty())
        return stop(std::move(problems));
    auto present = transaction.read().keys(endpointSpace(), {.limit = EndpointLimits::most});
    if (!present)
        return failureOf(present);
    if (present->keys.size() >= EndpointLimits::most)
        return Stop(Refusal{
            business::RefusalKind::Invalid, "There are " +
                                                QByteArray::number(EndpointLimits::most) +
                                                " webhooks already, and no more can be had."});
    const JsonText own = replacementOf(JsonText(), body, RecordWrite::Replace);
    auto made = business::createRecord(transaction, endpointResource(), own);
    if (!made)
        return tl::unexpected(std::move(made).error());
    return withSecret(transaction, std::move(made->record));
}

Outcome<Record> changeEndpoint(
    Transaction& transaction, const QByteArray& id, const JsonText& body, RecordWrite write,
    std::optional<Version> expected)
{
    auto before = business::readRecord(transaction.read(), endpointResource(), id);
    if (!before)
        return failureOf(before);
    if (!*before)
        return Stop(business::missingRecord(endpointResource(), id));
    if (body.type() != JsonType::Object)
        return stop(judgeEndpoint(body));
    const JsonText whole = replacementOf((*before)->value, body, write);
    if (auto problems = judgeEndpoint(whole); !problems.empty())
        return stop(std::move(problems));
    if (endpointOf(id, whole).enabled) {
        const bool wasEnabled = endpointOf(id, (*before)->value).enabled;
        auto against = obstacles(transaction.read(), id, wasEnabled);
        if (!against)
            return failureOf(against);
        if (!against->empty())
            return stop(std::move(*against));
    }
    auto changed = business::changeRecord(
        transaction, endpointResource(), id, whole, RecordWrite::Replace, expected);
    if (!changed)
        return tl::unexpected(std::move(changed).error());
    return std::move(changed->record);
}

Outcome<void> removeEndpoint(Transaction& transaction, const QByteArray& id)
{
    auto removed = business::removeRecord(transaction, endpointResource(), id);
    if (!removed)
        return removed;
    if (auto secret = transaction.remove(secretName(id)); !secret)
        return failureOf(secret);
    return {};
}

Outcome<Registered> renewSecret(Transaction& transaction, const QByteArray& id)
{
    auto record = business::readRecord(transaction.read(), endpointResource(), id);
    if (!record)
        return failureOf(record);
    if (!*record)
        return Stop(business::missingRecord(endpointResource(), id));
    return withSecret(transaction, std::move(**record));
}

Result<bool> disable(Transaction& transaction, const QByteArray& id, DisabledReason reason)
{
    auto before = business::readRecord(transaction.read(), endpointResource(), id);
    if (!before)
        return failureOf(before);
    if (!*before || !endpointOf(id, (*before)->value).enabled)
        return false;
    // Not through the checks: what an import has brought may break them, and is disabled, too.
    const JsonText& old = (*before)->value;
    const JsonText value = business::composeRecord(
        endpointResource(), id, disabledForm(old, reason), old, RecordWrite::Replace,
        transaction.at());
    if (auto set = transaction.set(endpointName(id), value); !set)
        return failureOf(set);
    return true;
}

} // namespace stateroom::webhooks
