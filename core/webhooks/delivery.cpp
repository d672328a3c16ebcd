// SPDX-License-Identifier: GPL-3.0-or-later
// Deliveries as they are found.
#include "core/webhooks/delivery.h"

#include "core/business/sortkey.h"
#include "core/json/jsonview.h"
#include "core/webhooks/bodies.h"

#include <algorithm>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

/// So much of values at a time; one that is larger comes alone.
constexpr qsizetype mostAtOnce = 4 * 1024 * 1024;

std::optional<QByteArray> nameBehind(QByteArrayView prefix, const Namespace& space)
{
    if (!space.isSystem() || !space.name().startsWith(prefix))
        return std::nullopt;
    return space.name().sliced(prefix.size()).toByteArray();
}

/// Those that are wanted of the keys of a namespace are the newest that are older than `before`.
Result<void> addOlderKeys(
    Reader& reader, const Namespace& space, const QByteArray& before, std::vector<QByteArray>& ids)
{
    PageRequest request{.limit = Reader::maxPage};
    for (bool more = true; more;) {
        auto page = reader.keys(space, request);
        if (!page)
            return failureOf(page);
        for (const Key& key : page->keys) {
            if (!before.isEmpty() && key.bytes() >= before)
                return {};
            ids.push_back(key.bytes());
        }
        more = page->more;
        if (more)
            request.after = page->keys.back();
    }
    return {};
}

bool canBeKey(const QByteArray& id)
{
    return !id.isEmpty() && !id.contains('\0') && QByteArrayView(id).isValidUtf8();
}

/// The one state that passes; nothing where the namespaces tell enough.
std::optional<DeliveryState> doneStateOf(DeliveryFilter filter)
{
    switch (filter) {
    case DeliveryFilter::Any:
    case DeliveryFilter::Open:
        return std::nullopt;
    case DeliveryFilter::Delivered:
        return DeliveryState::Delivered;
    case DeliveryFilter::Failed:
        return DeliveryState::Failed;
    case DeliveryFilter::Abandoned:
        return DeliveryState::Abandoned;
    }
    Q_UNREACHABLE();
}

bool hasState(const JsonText& value, DeliveryState state)
{
    const auto name = JsonView(value).member("state");
    return name && name->type() == JsonType::String && business::textOf(*name) == nameOf(state);
}

/// Of those that are done, the ones of one state.
Result<DeliveryPage> readDone(
    Reader& reader, const QByteArray& webhook, int limit, const QByteArray& before,
    DeliveryState state)
{
    std::vector<QByteArray> ids;
    const Namespace space = deliveriesSpace(webhook);
    if (auto added = addOlderKeys(reader, space, before, ids); !added)
        return failureOf(added);
    std::sort(ids.begin(), ids.end(), std::greater<>());
    DeliveryPage page;
    for (const QByteArray& id : ids) {
        auto found = reader.value({space, Key(id)});
        if (!found)
            return failureOf(found);
        if (!*found || !hasState((*found)->value, state))
            continue;
        if (page.deliveries.size() == size_t(limit)) {
            page.more = true;
            break;
        }
        auto delivery = decode((*found)->value);
        if (!delivery)
            return failureOf(delivery);
        page.deliveries.push_back(std::move(*delivery));
    }
    return page;
}

} // namespace

Namespace outboxSpace(const QByteArray& webhook)
{
    return Namespace("system", "outbox/" + webhook);
}

Namespace deliveriesSpace(const QByteArray& webhook)
{
    return Namespace("system", "deliveries/" + webhook);
}

std::optional<QByteArray> webhookOfOutbox(const Namespace& space)
{
    return nameBehind("outbox/", space);
}

std::optional<QByteArray> webhookOfDeliveries(const Namespace& space)
{
    return nameBehind("deliveries/", space);
}

Result<QByteArray> bodyOf(Reader& reader, const Delivery& delivery)
{
    if (delivery.body)
        return *delivery.body;
    auto found = reader.value({bodiesSpace(), Key(delivery.eventId)});
    if (!found)
        return failureOf(found);
    if (!*found)
        return fail(ErrorCode::NotFound, u"The delivery's body is kept no more."_s);
    return (*found)->value.bytes();
}

Result<std::optional<Delivery>>
findDelivery(Reader& reader, const QByteArray& webhook, const QByteArray& id)
{
    if (!canBeKey(webhook) || !canBeKey(id))
        return std::nullopt;
    for (const Namespace& space : {outboxSpace(webhook), deliveriesSpace(webhook)}) {
        auto found = reader.value({space, Key(id)});
        if (!found)
            return failureOf(found);
        if (!*found)
            continue;
        auto delivery = decode((*found)->value);
        if (!delivery)
            return failureOf(delivery);
        return std::move(*delivery);
    }
    return std::nullopt;
}

Result<std::optional<Delivery>>
readDelivery(Reader& reader, const QByteArray& webhook, const QByteArray& id)
{
    auto delivery = findDelivery(reader, webhook, id);
    if (!delivery || !*delivery)
        return delivery;
    auto body = bodyOf(reader, **delivery);
    if (body)
        (*delivery)->body = std::move(*body);
    else if (body.error().code != ErrorCode::NotFound)
        return failureOf(body);
    return delivery;
}

Result<DeliveryPage> readDeliveries(
    Reader& reader, const QByteArray& webhook, int limit, const QByteArray& before,
    DeliveryFilter filter)
{
    if (const auto state = doneStateOf(filter))
        return readDone(reader, webhook, limit, before, *state);
    std::vector<QByteArray> ids;
    if (filter == DeliveryFilter::Any) {
        if (auto added = addOlderKeys(reader, deliveriesSpace(webhook), before, ids); !added)
            return failureOf(added);
    }
    if (auto added = addOlderKeys(reader, outboxSpace(webhook), before, ids); !added)
        return failureOf(added);
    const size_t count = std::min(ids.size(), size_t(limit));
    std::partial_sort(ids.begin(), ids.begin() + qsizetype(count), ids.end(), std::greater<>());
    DeliveryPage page{{}, ids.size() > count};
    for (size_t i = 0; i < count; ++i) {
        auto delivery = findDelivery(reader, webhook, ids[i]);
        if (!delivery)
            return failureOf(delivery);
        if (*delivery)
            page.deliveries.push_back(std::move(**delivery));
    }
    return page;
}

Result<DeliveryPage>
readOutbox(Reader& reader, const QByteArray& webhook, int limit, const QByteArray& after)
{
    const Namespace space = outboxSpace(webhook);
    PageRequest request{.limit = limit};
    if (!after.isEmpty())
        request.after = Key(after);
    auto keys = reader.keys(space, request);
    if (!keys)
        return failureOf(keys);
    DeliveryPage page{{}, keys->more};
    qsizetype size = 0;
    for (const Key& key : keys->keys) {
        if (size > mostAtOnce) {
            page.more = true;
            break;
        }
        auto found = reader.value({space, key});
        if (!found)
            return failureOf(found);
        if (!*found)
            continue;
        size += (*found)->value.bytes().size();
        auto delivery = decode((*found)->value);
        if (!delivery)
            return failureOf(delivery);
        page.deliveries.push_back(std::move(*delivery));
    }
    return page;
}

Result<qint64> outboxLength(Reader& reader, const QByteArray& webhook)
{
    auto info = reader.space(outboxSpace(webhook));
    if (!info)
        return failureOf(info);
    return *info ? (*info)->keys : 0;
}

Result<QByteArrayList> webhooksWithOutbox(Reader& reader)
{
    auto infos = reader.namespaces("system");
    if (!infos)
        return failureOf(infos);
    QByteArrayList webhooks;
    for (const NamespaceInfo& info : *infos) {
        const auto webhook = webhookOfOutbox(info.space);
        if (webhook && info.keys > 0)
            webhooks << *webhook;
    }
    return webhooks;
}

} // namespace stateroom::webhooks
