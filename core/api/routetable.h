// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/router.h"
#include "core/json/jsonview.h"

#include <QByteArrayList>

namespace stateroom {

/// One call of an API as its route table has it: what the router needs; all else (summary, schemas,
/// errors) stands in `row`, from which the OpenAPI document is made.
struct Operation {
    QByteArray id;
    Method method = Method::Get;
    QByteArrayList paths; ///< where it is served; the first is the documented one
    QByteArray each;      ///< a path parameter that is routed by its words; empty: none
    QByteArrayList words; ///< those of `each`
    QByteArrayList query; ///< the parameters that its query may hold
    JsonText row;
};

/// The routes of one API and their description, in one: `resources/openapi/NAME.json`. The router
/// takes method and path from here (DescribedRoutes), the OpenAPI document all of it, so that no
/// route is served without its description. Immutable, any thread. A mistake in a table is a defect
/// and asserts.
class RouteTable {
public:
    /// A table's text, as `file()` gives it.
    explicit RouteTable(JsonText text);
    /// The table `name` among the program's resources.
    static JsonText file(QByteArrayView name);

    /// There must be one.
    const Operation& operation(QByteArrayView id) const;
    const std::vector<Operation>& operations() const { return m_operations; }
    /// The whole table.
    JsonView view() const { return JsonView(m_text); }

private:
    JsonText m_text;
    std::vector<Operation> m_operations;
};

/// Adds the handlers of an API's operations to a router.
class DescribedRoutes {
public:
    /// The table must outlive this object, not the router.
    DescribedRoutes(Router& router, const RouteTable& table, RefusalRenderer refuse);

    void add(QByteArrayView id, const Handler& handler, CrossSite crossSite = CrossSite::Refuse);
    /// An operation with `each`: `handlerFor` makes the handler of each of its words.
    void
    addEach(QByteArrayView id, const std::function<Handler(const QByteArray& word)>& handlerFor);

    const RouteTable& table() const { return m_table; }

private:
    Router& m_router;
    const RouteTable& m_table;
    const RefusalRenderer m_refuse;
};

/// The text of a string member; empty when there is none.
QByteArray textOf(const JsonView& object, QByteArrayView name);
/// The texts of an array member, in order.
QByteArrayList textsOf(const JsonView& object, QByteArrayView name);

} // namespace stateroom
