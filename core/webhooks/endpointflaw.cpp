// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/endpointflaw.h"

#include "core/business/recordtext.h"
#include "core/webhooks/endpointrules.h"

namespace stateroom::webhooks {

namespace {

tl::unexpected<Error> invalid(const QByteArray& message)
{
    return fail(ErrorCode::InvalidInput, QString::fromUtf8(message));
}

/// Whether there are as many already, or more.
Result<bool> areMost(Reader& reader, int most)
{
    auto present = reader.keys(endpointSpace(), {.limit = most});
    if (!present)
        return failureOf(present);
    return present->keys.size() >= size_t(most);
}

} // namespace

Result<bool> othersAreMost(Reader& reader, const QByteArray& id)
{
    auto many = areMost(reader, EndpointLimits::most + 1);
    if (!many || !*many)
        return many;
    // From the end: of many that came at once the first ones are disabled first.
    PageRequest request{.limit = 2 * EndpointLimits::most, .descending = true};
    int others = 0;
    for (bool more = true; more && others < EndpointLimits::most;) {
        auto page = reader.page(endpointSpace(), request);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries) {
            const bool isOther = entry.key.bytes() != id;
            others += isOther && endpointOf(entry.key.bytes(), entry.value).enabled ? 1 : 0;
        }
        more = page->more;
        if (more)
            request.after = page->entries.back().key;
    }
    return others >= EndpointLimits::most;
}

Result<std::optional<DisabledReason>> flawOf(Reader& reader, const QByteArray& id)
{
    auto record = business::readRecord(reader, endpointResource(), id);
    if (!record)
        return failureOf(record);
    if (!*record || !endpointOf(id, (*record)->value).enabled)
        return std::nullopt;
    if (!judgeKeptEndpoint((*record)->value).empty())
        return DisabledReason::Invalid;
    auto secret = readSecret(reader, id);
    if (!secret)
        return failureOf(secret);
    if (secret->isEmpty())
        return DisabledReason::NoSecret;
    auto tooMany = othersAreMost(reader, id);
    if (!tooMany)
        return failureOf(tooMany);
    return *tooMany ? std::optional(DisabledReason::TooMany) : std::nullopt;
}

Result<bool> disableFlawed(Transaction& transaction, const QByteArray& id)
{
    auto flaw = flawOf(transaction.read(), id);
    if (!flaw)
        return failureOf(flaw);
    return *flaw ? disable(transaction, id, **flaw) : Result<bool>(false);
}

Result<JsonText> endpointFrom(Transaction& transaction, const QByteArray& id, const JsonText& value)
{
    Reader& reader = transaction.read();
    auto before = business::readRecord(reader, endpointResource(), id);
    if (!before)
        return failureOf(before);
    if (value.type() != JsonType::Object)
        return invalid(
            "business/webhooks holds records of the business API: body must be a JSON object.");
    const JsonText old = *before ? (*before)->value : JsonText();
    JsonText whole = replacementOf(old, value, business::RecordWrite::Replace);
    if (const auto problems = judgeKeptEndpoint(whole); !problems.empty()) {
        QByteArrayList wrong;
        for (const business::FieldProblem& problem : problems)
            wrong << problem.field + ' ' + problem.message;
        return invalid("business/webhooks holds records of the business API: " + wrong.join(' '));
    }
    auto tooMany = *before ? othersAreMost(reader, id) : areMost(reader, EndpointLimits::most);
    if (!tooMany)
        return failureOf(tooMany);
    const bool isEnabled = endpointOf(id, whole).enabled;
    if (*tooMany && (!*before || isEnabled))
        return invalid(
            "There are " + QByteArray::number(EndpointLimits::most) +
            " webhooks already, and no more can be had.");
    auto secret = readSecret(reader, id);
    if (!secret)
        return failureOf(secret);
    if (isEnabled && secret->isEmpty())
        whole = disabledForm(whole, DisabledReason::NoSecret);
    return business::recordFrom(reader, endpointResource(), id, whole, transaction.at());
}

} // namespace stateroom::webhooks
