// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/routetable.h"

#include "core/json/jsonobject.h"

namespace stateroom::business {

namespace {

QByteArray capitalised(QByteArrayView word)
{
    QByteArray text = word.toByteArray();
    text.replace(0, 1, text.first(1).toUpper());
    return text;
}

QByteArray withArticle(const QByteArray& word)
{
    return (QByteArrayView("aeiou").contains(word.front()) ? "an " : "a ") + word;
}

QByteArray textArray(const QByteArrayList& texts)
{
    QByteArray list;
    for (const QByteArray& text : texts)
        list += (list.isEmpty() ? "" : ",") + JsonText::fromUtf8(text).bytes();
    return '[' + list + ']';
}

QByteArray reference(const QByteArray& schema)
{
    return JsonObject().addText("$ref", "#/components/schemas/" + schema).take();
}

/// What a field may hold but for null; `type` as JSON Schema spells it.
JsonObject fieldRules(const Field& field, const char* type)
{
    JsonObject rules;
    if (field.required)
        rules.addText("type", type);
    else
        rules.addRaw("type", textArray({type, "null"}));
    return rules;
}

QByteArray choicesOf(const Field& field)
{
    const QByteArray choices = textArray(field.choices);
    return field.required ? choices : choices.chopped(1) + ",null]";
}

QByteArray fieldSchema(const Field& field)
{
    JsonObject schema;
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Moment:
    case FieldType::Reference:
        schema = fieldRules(field, "string");
        if (field.required)
            schema.add("minLength", 1);
        break;
    case FieldType::Url:
        schema = fieldRules(field, "string");
        schema.addText("format", "uri");
        break;
    case FieldType::Number:
        schema = fieldRules(field, "number");
        if (field.least)
            schema.addRaw("minimum", QByteArray::number(*field.least));
        if (field.most)
            schema.addRaw("maximum", QByteArray::number(*field.most));
        break;
    case FieldType::Boolean:
        schema = fieldRules(field, "boolean");
        break;
    case FieldType::Choice:
        schema = fieldRules(field, "string");
        schema.addRaw("enum", choicesOf(field));
        break;
    case FieldType::Object:
        schema = fieldRules(field, "object");
        schema.addFlag("additionalProperties", true);
        break;
    case FieldType::Flags:
        schema = fieldRules(field, "object");
        schema.addRaw("additionalProperties", R"({"type":"boolean"})");
        break;
    case FieldType::Choices:
        schema = fieldRules(field, "array");
        schema.add("minItems", 1)
            .addRaw("items", R"({"type":"string","enum":)" + textArray(field.choices) + '}');
        break;
    }
    if (field.standard)
        schema.add("default", *field.standard);
    return schema.addText("description", field.description).take();
}

enum class Whose { Client, ClientInPart, Server };

/// A body that a client sends, whole or in part, or the record that is answered.
QByteArray recordSchema(const Resource& resource, Whose whose)
{
    QByteArrayList required;
    JsonObject properties;
    if (whose == Whose::Server) {
        required = systemFields();
        properties
            .addRaw(
                "id", R"({"type":"string","pattern":"^)" + resource.idPrefix + R"([0-9A-Za-z]+$"})")
            .addRaw("object", JsonObject().addText("const", resource.object).take());
    }
    for (const Field& field : resource.fields) {
        if (field.required && whose != Whose::ClientInPart)
            required << field.name;
        properties.addRaw(field.name, fieldSchema(field));
    }
    if (whose == Whose::Server)
        for (const char* name : {"created_at", "updated_at"})
            properties.addRaw(name, R"({"type":"string","format":"date-time"})");
    JsonObject schema;
    schema.addText("type", "object").addText("description", resource.description);
    if (!required.isEmpty())
        schema.addRaw("required", textArray(required));
    schema.addRaw("properties", properties.take()).addFlag("additionalProperties", true);
    if (whose == Whose::Client)
        schema.add("example", resource.sample);
    return schema.take();
}

QByteArray answerSchema(const QByteArray& data, bool isList)
{
    JsonObject properties;
    properties.addRaw("success", R"({"const":true})").addRaw("data", data);
    if (isList)
        properties.addRaw("next_cursor", R"({"type":["string","null"]})")
            .addRaw("has_more", R"({"type":"boolean"})");
    properties.addRaw("meta", reference("BusinessMeta"));
    QByteArrayList required{"success", "data", "meta"};
    if (isList)
        required << "next_cursor"
                 << "has_more";
    return JsonObject()
        .addText("type", "object")
        .addRaw("required", textArray(required))
        .addRaw("properties", properties.take())
        .take();
}

void addSchemas(JsonObject& schemas, const Resource& resource)
{
    const QByteArray name = capitalised(resource.object);
    schemas.addRaw(name, recordSchema(resource, Whose::Server))
        .addRaw(name + "Fields", recordSchema(resource, Whose::Client))
        .addRaw(name + "Changes", recordSchema(resource, Whose::ClientInPart))
        .addRaw(name + "Answer", answerSchema(reference(name), false))
        .addRaw(
            name + "List",
            answerSchema(
                JsonObject().addText("type", "array").addRaw("items", reference(name)).take(),
                true));
}

/// The rows of a template, each with the words put in.
QByteArrayList rowsOf(
    const JsonView& source, QByteArrayView name,
    const std::vector<std::pair<QByteArrayView, QByteArray>>& words)
{
    QByteArrayList rows;
    source.member(name)->forEachElement([&](const JsonView& row) {
        QByteArray text = row.raw().toByteArray();
        for (const auto& [word, replacement] : words)
            text.replace(word, replacement);
        rows << text;
        return true;
    });
    return rows;
}

/// The rows of one resource alone; of those of every resource it has those that are not among them.
QByteArrayList withOwnRows(const JsonView& source, const Resource& resource, QByteArrayList rows)
{
    const auto own = source.member("ownOperations");
    if (const auto list = own ? own->member(resource.name) : std::nullopt) {
        list->forEachElement([&rows](const JsonView& row) {
            rows.removeIf([id = textOf(row, "id")](const QByteArray& common) {
                return textOf(JsonText::fromValidated(common), "id") == id;
            });
            rows << row.raw().toByteArray();
            return true;
        });
    }
    return rows;
}

} // namespace

QByteArray operationId(QByteArrayView verb, const Resource& resource)
{
    return verb.toByteArray() + capitalised(verb == "list" ? resource.name : resource.object);
}

QByteArray subListId(const Resource& owner, const Resource& listed)
{
    return operationId("list", listed) + "Of" + capitalised(owner.object);
}

RouteTable routeTableOf(const Catalogue& catalogue)
{
    const JsonText text = RouteTable::file("business");
    const JsonView source(text);
    JsonObject schemas;
    source.member("schemas")->forEachMember([&](const JsonView& name, const JsonView& schema) {
        schemas.addRaw(name.toString().value_or(QString()).toUtf8(), schema.raw());
        return true;
    });
    QByteArrayList rows;
    for (const Resource& resource : catalogue.resources()) {
        addSchemas(schemas, resource);
        rows += withOwnRows(
            source, resource,
            rowsOf(
                source, "eachResource",
                {{"%resource%", resource.name},
                 {"%Objects%", capitalised(resource.name)},
                 {"%Object%", capitalised(resource.object)},
                 {"%a object%", withArticle(resource.object)}}));
        for (const SubList& list : resource.subLists) {
            const Resource* const listed = catalogue.resource(list.resource);
            Q_ASSERT_X(listed, "routeTableOf", "a list of no resource");
            rows += rowsOf(
                source, "eachSubList",
                {{"%owners%", resource.name},
                 {"%list%", list.name},
                 {"%Owner%", capitalised(resource.object)},
                 {"%an owner%", withArticle(resource.object)},
                 {"%Objects%", capitalised(listed->name)},
                 {"%Object%", capitalised(listed->object)}});
        }
    }
    JsonObject table;
    source.forEachMember([&](const JsonView& name, const JsonView& value) {
        const QByteArray member = name.toString().value_or(QString()).toUtf8();
        if (member == "schemas")
            table.addRaw("schemas", schemas.take());
        else if (!member.startsWith("each") && member != "ownOperations")
            table.addRaw(member, value.raw());
        return true;
    });
    table.addRaw("operations", '[' + rows.join(',') + ']');
    return RouteTable(JsonText::fromValidated(table.take()));
}

const RouteTable& routeTable()
{
    static const RouteTable table = routeTableOf(catalogue());
    return table;
}

} // namespace stateroom::business
