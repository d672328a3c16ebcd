// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/documentation/openapi.h"

#include "core/api/documentation/errorcatalogue.h"
#include "core/base/version.h"
#include "core/json/jsonobject.h"

#include <map>

namespace stateroom::documentation {

namespace {

constexpr char schemaPlace[] = "#/components/schemas/";

QByteArray quoted(QByteArrayView text)
{
    return JsonText::fromUtf8(text).bytes();
}

QByteArray nameOf(const JsonView& name)
{
    return name.toString().value_or(QString()).toUtf8();
}

QByteArray arrayOf(const QByteArrayList& items)
{
    return '[' + items.join(',') + ']';
}

QByteArray referenceTo(const QByteArray& place)
{
    return JsonObject().addText("$ref", place).take();
}

QByteArrayView methodName(Method method)
{
    switch (method) {
    case Method::Get:
        return "get";
    case Method::Head:
        return "head";
    case Method::Post:
        return "post";
    case Method::Put:
        return "put";
    case Method::Patch:
        return "patch";
    case Method::Delete:
        return "delete";
    case Method::Options:
        return "options";
    }
    Q_UNREACHABLE();
}

void addMembers(JsonObject& object, const std::optional<JsonView>& from)
{
    if (from)
        from->forEachMember([&object](const JsonView& name, const JsonView& value) {
            object.addRaw(nameOf(name), value.raw());
            return true;
        });
}

/// `"Name"`, or `{"type","schema"}`: what a body or an answer is.
void addContent(JsonObject& content, const JsonView& what)
{
    const auto name = what.toString();
    const QByteArray type = name ? "application/json" : textOf(what, "type");
    const QByteArray schema = name ? name->toUtf8() : textOf(what, "schema");
    content.addRaw(type, JsonObject().addRaw("schema", referenceTo(schemaPlace + schema)).take());
}

/// The document of one table.
class TableWriter {
public:
    TableWriter(const RouteTable& table, const JsonView& common)
        : m_table(table.view())
        , m_common(common)
        , m_api(textOf(m_table, "api"))
    {
    }

    QByteArray operation(const Operation& operation) const;

private:
    QByteArray parameter(const QByteArray& name, QByteArrayView in) const;
    QByteArrayList parameters(const Operation& operation) const;
    QByteArray responses(const JsonView& row) const;
    QByteArray security(const JsonView& row) const;
    void addErrors(std::map<QByteArray, QByteArray>& responses, const JsonView& row) const;
    QByteArray spelled(const QByteArray& code) const;

    JsonView m_table;
    JsonView m_common;
    QByteArray m_api;
};

QByteArray TableWriter::parameter(const QByteArray& name, QByteArrayView in) const
{
    const auto own = m_table.member("parameters");
    std::optional<JsonView> found;
    if (own) {
        found = own->member(in.toByteArray() + '.' + name);
        if (!found)
            found = own->member(name);
    }
    if (!found)
        found = m_common.member("parameters")->member(name);
    Q_ASSERT_X(found, "openApiDocument", name.constData());
    JsonObject object;
    object.addText("name", name).addText("in", in);
    if (in == "path")
        object.addFlag("required", true);
    addMembers(object, found);
    return object.take();
}

QByteArrayList TableWriter::parameters(const Operation& operation) const
{
    QByteArrayList all;
    for (const QByteArray& segment : operation.paths.first().split('/')) {
        // What follows a parameter in its segment (`{id}:copy`) is a segment of its own for us.
        if (segment.startsWith('{'))
            all << parameter(segment.sliced(1).chopped(1), "path");
    }
    for (const QByteArray& name : operation.query)
        all << parameter(name, "query");
    for (const QByteArray& name : textsOf(operation.row, "headers"))
        all << parameter(name, "header");
    return all;
}

QByteArray TableWriter::spelled(const QByteArray& code) const
{
    const ErrorEntry* const entry = errorEntry(code);
    Q_ASSERT_X(entry, "openApiDocument", code.constData());
    for (const ErrorEntry::Use& use : entry->uses) {
        if (use.api == m_api)
            return use.spelling;
    }
    return entry->code;
}

/// Its own errors by status; any other is told by the ranges.
void TableWriter::addErrors(std::map<QByteArray, QByteArray>& responses, const JsonView& row) const
{
    std::map<QByteArray, QByteArrayList> texts;
    for (const QByteArray& error : textsOf(row, "errors")) {
        const qsizetype space = error.indexOf(' ');
        const QByteArray code = error.sliced(space + 1);
        texts[error.first(space)] << '`' + spelled(code) + "`: " + errorEntry(code)->title + '.';
    }
    const QByteArray schema = schemaPlace + textOf(m_table, "error");
    for (const auto& [status, lines] : texts) {
        JsonObject content;
        content.addRaw(
            "application/json", JsonObject().addRaw("schema", referenceTo(schema)).take());
        responses[status] = JsonObject()
                                .addText("description", lines.join(' '))
                                .addRaw("content", content.take())
                                .take();
    }
    responses["4XX"] = referenceTo("#/components/responses/" + m_api + "Refusal");
    responses["5XX"] = referenceTo("#/components/responses/" + m_api + "Failure");
}

QByteArray TableWriter::responses(const JsonView& row) const
{
    std::map<QByteArray, QByteArray> all;
    addErrors(all, row);
    row.member("answers")->forEachMember([&all](const JsonView& status, const JsonView& what) {
        const QByteArray number = nameOf(status);
        const QByteArray told = what.type() == JsonType::String ? nameOf(what) : QByteArray();
        JsonObject response;
        if (number == "204" || number == "304") {
            const QByteArray text = number == "304" ? "Not modified." : "Done, without a body.";
            response.addText("description", told.isEmpty() ? text : told);
        } else {
            JsonObject content;
            if (what.type() == JsonType::Array)
                what.forEachElement([&content](const JsonView& one) {
                    addContent(content, one);
                    return true;
                });
            else
                addContent(content, what);
            const QByteArray text = textOf(what, "description");
            response.addText("description", text.isEmpty() ? "Success." : text)
                .addRaw("content", content.take());
        }
        all[number] = response.take();
        return true;
    });
    JsonObject object;
    for (const auto& [status, response] : all)
        object.addRaw(status, response);
    return object.take();
}

QByteArray TableWriter::security(const JsonView& row) const
{
    const JsonView& from = row.member("security") ? row : m_table;
    QByteArrayList all;
    for (const QByteArray& scheme : textsOf(from, "security"))
        all << (scheme.isEmpty() ? QByteArray("{}") : JsonObject().addRaw(scheme, "[]").take());
    return arrayOf(all);
}

QByteArray TableWriter::operation(const Operation& operation) const
{
    const JsonView row(operation.row);
    const auto quotedAll = [](QByteArrayList texts) {
        for (QByteArray& text : texts)
            text = quoted(text);
        return arrayOf(texts);
    };
    QByteArrayList tags = textsOf(row, "tags");
    if (tags.isEmpty())
        tags << m_api;
    JsonObject object;
    object.addRaw("tags", quotedAll(tags)).addText("operationId", operation.id);
    object.addText("summary", textOf(row, "summary"));
    if (const QByteArray more = textOf(row, "description"); !more.isEmpty())
        object.addText("description", more);
    object.addRaw("security", security(row));
    if (const QByteArrayList all = parameters(operation); !all.isEmpty())
        object.addRaw("parameters", arrayOf(all));
    if (const auto body = row.member("body")) {
        JsonObject content;
        addContent(content, *body);
        object.addRaw(
            "requestBody",
            JsonObject().addFlag("required", true).addRaw("content", content.take()).take());
    }
    object.addRaw("responses", responses(row));
    QByteArrayList codes;
    for (const QByteArray& error : textsOf(row, "errors"))
        codes << spelled(error.sliced(error.indexOf(' ') + 1));
    if (!codes.isEmpty())
        object.addRaw("x-errors", quotedAll(codes));
    if (operation.paths.size() > 1)
        object.addRaw("x-also-at", quotedAll(operation.paths.sliced(1)));
    if (m_table.member("noPages") && operation.method != Method::Get)
        object.addFlag("x-no-pages", true);
    return object.take();
}

/// Paths in the order of the tables, each with its methods.
QByteArray pathsOf(const std::vector<const RouteTable*>& tables, const JsonView& common)
{
    QByteArrayList order;
    std::map<QByteArray, JsonObject> items;
    for (const RouteTable* table : tables) {
        const TableWriter writer(*table, common);
        for (const Operation& operation : table->operations()) {
            const QByteArray& path = operation.paths.first();
            if (!order.contains(path))
                order << path;
            items[path].addRaw(methodName(operation.method), writer.operation(operation));
        }
    }
    JsonObject paths;
    for (const QByteArray& path : order)
        paths.addRaw(path, items[path].take());
    return paths.take();
}

QByteArray tagsOf(const std::vector<const RouteTable*>& tables)
{
    QByteArrayList tags;
    for (const RouteTable* table : tables) {
        const JsonView view = table->view();
        if (textOf(view, "title").isEmpty())
            continue; // its operations stand among others'
        tags << JsonObject()
                    .addText("name", textOf(view, "api"))
                    .addText("description", textOf(view, "description"))
                    .addText("x-displayName", textOf(view, "title"))
                    .take();
    }
    return arrayOf(tags);
}

QByteArray failureResponse(QByteArrayView description, const QByteArray& schema)
{
    JsonObject content;
    content.addRaw("application/json", JsonObject().addRaw("schema", referenceTo(schema)).take());
    return JsonObject()
        .addText("description", description)
        .addRaw("content", content.take())
        .take();
}

QByteArray componentsOf(const std::vector<const RouteTable*>& tables, const JsonView& common)
{
    JsonObject schemas;
    JsonObject responses;
    addMembers(schemas, common.member("schemas"));
    for (const RouteTable* table : tables) {
        const JsonView view = table->view();
        const QByteArray api = textOf(view, "api");
        const QByteArray schema = schemaPlace + textOf(view, "error");
        addMembers(schemas, view.member("schemas"));
        responses.addRaw(
            api + "Refusal",
            failureResponse("Refused, without any effect; see /docs/errors.", schema));
        responses.addRaw(api + "Failure", failureResponse("It failed; see /docs/errors.", schema));
    }
    return JsonObject()
        .addRaw("schemas", schemas.take())
        .addRaw("responses", responses.take())
        .addRaw("securitySchemes", common.member("securitySchemes")->raw())
        .take();
}

} // namespace

QByteArray openApiDocument(const std::vector<const RouteTable*>& tables)
{
    const JsonText text = RouteTable::file("common");
    const JsonView common(text);
    const QByteArray info =
        JsonObject()
            .addText("title", "Stateroom")
            .addText("version", versionText)
            .addText(
                "description",
                "The APIs that one Stateroom server answers: values, variables and records in one "
                "versioned store. Every refusal has no effect. `X-Request-Id` is echoed, or made.")
            .addRaw(
                "license", JsonObject()
                               .addText("name", "GPL-3.0-or-later")
                               .addText("identifier", "GPL-3.0-or-later")
                               .take())
            .take();
    return JsonObject()
        .addText("openapi", "3.1.0")
        .addRaw("info", info)
        .addRaw("servers", R"([{"url":"/"}])")
        .addRaw("tags", tagsOf(tables))
        .addRaw("paths", pathsOf(tables, common))
        .addRaw("components", componentsOf(tables, common))
        .take();
}

} // namespace stateroom::documentation
