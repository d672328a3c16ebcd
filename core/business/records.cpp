// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/records.h"

#include "core/business/recordtext.h"
#include "core/business/sortableid.h"

#include <QRandomGenerator>

namespace stateroom::business {

namespace {

/// The moment, then the newest change of the resource, which moves with each record that is made,
/// also within one transaction; then some chance, so that records of two stores keep apart when one
/// is imported into the other.
Result<QByteArray> nextId(Transaction& transaction, const Resource& resource)
{
    auto last = transaction.lastChange(resource.space());
    if (!last)
        return failureOf(last);
    const quint32 salt = QRandomGenerator::global()->generate();
    return sortableId(resource.idPrefix, transaction.at(), *last, salt);
}

/// Nothing for what can be no key, and thus names no record.
std::optional<EntryName> nameOf(const Resource& resource, const QByteArray& id)
{
    if (id.isEmpty() || id.contains('\0') || !QByteArrayView(id).isValidUtf8())
        return std::nullopt;
    return EntryName{resource.space(), Key(id)};
}

tl::unexpected<std::variant<Error, Refusal>> stop(Refusal refusal)
{
    return tl::unexpected<std::variant<Error, Refusal>>(std::move(refusal));
}

tl::unexpected<std::variant<Error, Refusal>> stop(std::vector<FieldProblem> problems)
{
    return stop(refuse(std::move(problems)).value());
}

bool sameMember(std::optional<JsonView> a, std::optional<JsonView> b)
{
    return a && b ? a->raw() == b->raw() : !a && !b;
}

/// That the records exist to which this one refers, but for references that it had before.
Outcome<void> checkReferences(
    Reader& reader, const Resource& resource, const JsonText& record,
    const std::optional<JsonText>& before)
{
    for (const Field& field : resource.fields) {
        if (field.type != FieldType::Reference)
            continue;
        const auto value = JsonView(record).member(field.name);
        if (!value || value->type() != JsonType::String)
            continue;
        if (before && sameMember(value, JsonView(*before).member(field.name)))
            continue;
        const Resource* other = catalogue().resource(field.reference);
        const QByteArray id = textOf(*value);
        auto found = readRecord(reader, *other, id);
        if (!found)
            return failureOf(found);
        if (*found)
            continue;
        Refusal refusal = missingRecord(*other, id);
        refusal.field = field.name;
        return stop(std::move(refusal));
    }
    return {};
}

Result<void> checkFields(const Resource& resource, const JsonText& value)
{
    const auto problems = judge(resource, value, RecordWrite::Replace);
    if (problems.empty())
        return {};
    QByteArrayList wrong;
    for (const FieldProblem& problem : problems)
        wrong << problem.field + ' ' + problem.message;
    return fail(
        ErrorCode::InvalidInput,
        QString::fromUtf8(
            resource.space().text() + " holds records of the business API: " + wrong.join(' ')));
}

Outcome<RecordChange> write(
    Transaction& transaction, const Resource& resource, const QByteArray& id, JsonText value,
    const std::optional<JsonText>& before, std::optional<Version> expected)
{
    if (auto exist = checkReferences(transaction.read(), resource, value, before); !exist)
        return tl::unexpected(std::move(exist).error());
    auto version = transaction.set({resource.space(), Key(id)}, value, {.expected = expected});
    if (!version)
        return failureOf(version);
    RecordChange change{{id, std::move(value), *version}, {}};
    change.events = eventsOf(resource, before, change.record.value);
    return change;
}

} // namespace

Outcome<RecordChange>
createRecord(Transaction& transaction, const Resource& resource, const JsonText& body)
{
    if (auto problems = judge(resource, body, RecordWrite::Create); !problems.empty())
        return stop(std::move(problems));
    auto id = nextId(transaction, resource);
    if (!id)
        return failureOf(id);
    JsonText value = composeRecord(resource, *id, body, {}, RecordWrite::Create, transaction.at());
    return write(transaction, resource, *id, std::move(value), std::nullopt, std::nullopt);
}

Outcome<RecordChange> changeRecord(
    Transaction& transaction, const Resource& resource, const QByteArray& id, const JsonText& body,
    RecordWrite write, std::optional<Version> expected)
{
    Q_ASSERT(write != RecordWrite::Create);
    auto before = readRecord(transaction.read(), resource, id);
    if (!before)
        return failureOf(before);
    if (!*before)
        return stop(missingRecord(resource, id));
    if (auto problems = judge(resource, body, write); !problems.empty())
        return stop(std::move(problems));
    const JsonText& old = (*before)->value;
    JsonText value = composeRecord(resource, id, body, old, write, transaction.at());
    return business::write(transaction, resource, id, std::move(value), old, expected);
}

Outcome<void> removeRecord(
    Transaction& transaction, const Resource& resource, const QByteArray& id,
    std::optional<Version> expected)
{
    auto before = readRecord(transaction.read(), resource, id);
    if (!before)
        return failureOf(before);
    if (!*before)
        return stop(missingRecord(resource, id));
    if (auto removed = transaction.remove({resource.space(), Key(id)}, expected); !removed)
        return failureOf(removed);
    return {};
}

Result<void> checkRecord(const EntryName& name, const JsonText& value)
{
    const Resource* const resource = catalogue().resourceOf(name.space);
    if (!resource)
        return {};
    if (auto fits = checkFields(*resource, value); !fits)
        return fits;
    return checkSystemFields(name, value);
}

Result<JsonText> recordFrom(
    Reader& reader, const Resource& resource, const QByteArray& id, const JsonText& value,
    Timestamp at)
{
    if (auto fits = checkFields(resource, value); !fits)
        return failureOf(fits);
    if (hasSystemFields(resource, id, value))
        return value;
    auto before = readRecord(reader, resource, id);
    if (!before)
        return failureOf(before);
    const auto old = *before ? std::optional((*before)->value) : std::nullopt;
    return composeRecord(resource, id, value, old, RecordWrite::Replace, at);
}

Result<std::optional<Record>>
readRecord(Reader& reader, const Resource& resource, const QByteArray& id)
{
    const auto name = nameOf(resource, id);
    if (!name)
        return std::nullopt;
    auto found = reader.value(*name);
    if (!found)
        return failureOf(found);
    if (!*found)
        return std::nullopt;
    return Record{id, std::move((*found)->value), (*found)->version};
}

Refusal missingRecord(const Resource& resource, const QByteArray& id)
{
    Refusal refusal;
    refusal.kind = RefusalKind::Missing;
    refusal.message = "The requested " + resource.object + " does not exist";
    refusal.object = resource.object;
    refusal.id = id;
    return refusal;
}

} // namespace stateroom::business
