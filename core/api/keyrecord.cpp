// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keyrecord.h"

#include "core/json/jsonview.h"

namespace stateroom {

namespace {

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

} // namespace

EntryName keyEntry(const QByteArray& id)
{
    static const Namespace space("system", "keys");
    return {space, Key(id)};
}

JsonText encodeKey(const ApiKey& key)
{
    QByteArray resources;
    for (const QByteArray& resource : key.resources)
        resources += (resources.isEmpty() ? "" : ",") + quoted(resource);
    return JsonText::fromValidated(
        R"({"api":)" + quoted(apiName(key.api)) + R"(,"hash":)" + quoted(key.hash.toHex()) +
        R"(,"hint":)" + quoted(key.hint) + R"(,"label":)" + quoted(key.label) + R"(,"plan":)" +
        quoted(key.plan) + R"(,"readOnly":)" + (key.readOnly ? "true" : "false") +
        R"(,"resources":[)" + resources + R"(],"created":)" +
        QByteArray::number(key.created.value()) +
        (key.source == ApiKey::Source::First ? R"(,"first":true)" : "") +
        (key.oldHash.isEmpty() ? QByteArray()
                               : R"(,"oldHash":)" + quoted(key.oldHash.toHex()) +
                                     R"(,"oldUntil":)" + QByteArray::number(key.oldUntil.value())) +
        '}');
}

std::optional<ApiKey> decodeKey(const Key& id, const JsonText& text)
{
    const JsonView view(text);
    const auto string = [&view](QByteArrayView name) {
        const auto member = view.member(name);
        return (member ? member->toString() : std::nullopt).value_or(QString()).toUtf8();
    };
    ApiKey key;
    const auto api = apiFromName(string("api"));
    key.hash = QByteArray::fromHex(string("hash"));
    if (!api || key.hash.size() != hashOfKeyText({}).size())
        return std::nullopt;
    key.api = *api;
    key.id = id.bytes();
    key.hint = string("hint");
    key.label = string("label");
    key.plan = string("plan");
    if (const auto member = view.member("readOnly"))
        key.readOnly = member->toBool().value_or(true);
    if (const auto member = view.member("resources"))
        member->forEachElement([&key](const JsonView& resource) {
            key.resources << resource.toString().value_or(QString()).toUtf8();
            return true;
        });
    if (const auto member = view.member("created"))
        key.created = Timestamp(member->toInt64().value_or(0));
    // By its label alone before keys could be renamed.
    if (view.member("first") || key.label == "first start")
        key.source = ApiKey::Source::First;
    key.oldHash = QByteArray::fromHex(string("oldHash"));
    if (key.oldHash.size() != key.hash.size())
        key.oldHash.clear();
    if (const auto member = view.member("oldUntil"))
        key.oldUntil = Timestamp(member->toInt64().value_or(0));
    return key;
}

} // namespace stateroom
