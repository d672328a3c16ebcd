// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/routetable.h"

#include <QFile>

#include <algorithm>

// Outside of namespaces, as Q_INIT_RESOURCE wants it.
static void loadApiResources()
{
    Q_INIT_RESOURCE(stateroom_openapi);
}

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Method methodFrom(QByteArrayView name)
{
    if (name == "GET")
        return Method::Get;
    if (name == "POST")
        return Method::Post;
    if (name == "PUT")
        return Method::Put;
    if (name == "PATCH")
        return Method::Patch;
    Q_ASSERT_X(name == "DELETE", "RouteTable", "a method that no table may have");
    return Method::Delete;
}

Operation operationFrom(const JsonView& row, const JsonView& table)
{
    Operation operation;
    operation.id = textOf(row, "id");
    const QByteArray call = textOf(row, "call");
    const qsizetype space = call.indexOf(' ');
    Q_ASSERT_X(!operation.id.isEmpty() && space > 0, "RouteTable", "a row without id or call");
    operation.method = methodFrom(call.first(space));
    operation.paths = QByteArrayList{call.sliced(space + 1)} + textsOf(row, "also");
    operation.each = textOf(row, "each");
    if (!operation.each.isEmpty()) {
        const auto parameter = table.member("parameters")->member(operation.each);
        Q_ASSERT_X(parameter, "RouteTable", "an unknown parameter");
        operation.words = textsOf(*parameter->member("schema"), "enum");
    }
    operation.query = textsOf(row, "query");
    operation.row = row.toText();
    return operation;
}

} // namespace

RouteTable::RouteTable(JsonText text)
    : m_text(std::move(text))
{
    const auto rows = view().member("operations");
    Q_ASSERT_X(rows, "RouteTable", "a table without operations");
    rows->forEachElement([this](const JsonView& row) {
        m_operations.push_back(operationFrom(row, view()));
        return true;
    });
}

JsonText RouteTable::file(QByteArrayView name)
{
    loadApiResources();
    QFile file(u":/stateroom/openapi/"_s + QString::fromUtf8(name) + u".json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    auto text = isOpen ? JsonText::parse(file.readAll()) : Result<JsonText>(JsonText());
    Q_ASSERT_X(isOpen && text, "RouteTable", "a table that is not there or not JSON");
    return std::move(*text);
}

const Operation& RouteTable::operation(QByteArrayView id) const
{
    const auto found =
        std::find_if(m_operations.begin(), m_operations.end(), [id](const Operation& operation) {
            return operation.id == id;
        });
    Q_ASSERT_X(found != m_operations.end(), "RouteTable", id.toByteArray().constData());
    return *found;
}

DescribedRoutes::DescribedRoutes(Router& router, const RouteTable& table, RefusalRenderer refuse)
    : m_router(router)
    , m_table(table)
    , m_refuse(std::move(refuse))
{
}

void DescribedRoutes::add(QByteArrayView id, const Handler& handler, CrossSite crossSite)
{
    const Operation& operation = m_table.operation(id);
    Q_ASSERT_X(operation.each.isEmpty(), "DescribedRoutes", "an operation of several routes");
    for (const QByteArray& path : operation.paths)
        m_router.add(operation.method, path, handler, m_refuse, crossSite);
}

void DescribedRoutes::addEach(
    QByteArrayView id, const std::function<Handler(const QByteArray& word)>& handlerFor)
{
    const Operation& operation = m_table.operation(id);
    Q_ASSERT_X(!operation.words.isEmpty(), "DescribedRoutes", "an operation of one route");
    const QByteArray place = '{' + operation.each + '}';
    for (const QByteArray& path : operation.paths) {
        for (const QByteArray& word : operation.words)
            m_router.add(
                operation.method, QByteArray(path).replace(place, word), handlerFor(word),
                m_refuse);
    }
}

QByteArray textOf(const JsonView& object, QByteArrayView name)
{
    const auto member = object.member(name);
    return member ? member->toString().value_or(QString()).toUtf8() : QByteArray();
}

QByteArrayList textsOf(const JsonView& object, QByteArrayView name)
{
    QByteArrayList texts;
    if (const auto list = object.member(name))
        list->forEachElement([&texts](const JsonView& element) {
            texts << element.toString().value_or(QString()).toUtf8();
            return true;
        });
    return texts;
}

} // namespace stateroom
