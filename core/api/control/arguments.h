// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/scope.h"
#include "core/http/types.h"
#include "core/json/jsonview.h"
#include "core/store/entry.h"

#include <initializer_list>

namespace stateroom::control {

/// What a call is told, by its body (a JSON object; an empty one is as none) or its query. The
/// first mistake is kept, and what is asked for after it, or was not given, is empty: so a handler
/// reads all of it and looks at refusal() once. Members that the call does not know are a mistake.
class Arguments {
public:
    using Names = std::initializer_list<QByteArrayView>;

    static Arguments ofBody(const Request& request, const JsonLimits& limits, Names known);
    /// The route has seen that there are no others than it knows (Routes::add).
    static Arguments ofQuery(const Request& request);

    /// The answer to the first mistake; nothing when there is none.
    const std::optional<Response>& refusal() const { return m_refusal; }
    void refuse(Response response);

    bool has(QByteArrayView name) const;
    std::optional<QByteArray> text(QByteArrayView name);
    /// Of a body: an array of texts; of a query: each time that the name stands there.
    std::optional<QByteArrayList> texts(QByteArrayView name);
    std::optional<qint64> number(QByteArrayView name, qint64 least, qint64 most = maxNumber);
    bool flag(QByteArrayView name, bool standard = false);
    /// RFC 3339 with any offset.
    std::optional<Timestamp> moment(QByteArrayView name);
    /// Any JSON, of a body.
    std::optional<JsonText> value(QByteArrayView name);
    /// A positive number of seconds, of a body; 0 is none.
    std::optional<Milliseconds> seconds(QByteArrayView name);

    /// A namespace that holds data; 403 for a system's.
    Namespace space(QByteArrayView text);
    /// `prefix`, `key` or `keys` in a namespace.
    Scope scope(Namespace space);

    static constexpr qint64 maxNumber = qint64(1) << 53;

private:
    explicit Arguments(const QueryParameters* query)
        : m_query(query)
    {
    }
    std::optional<JsonView> member(QByteArrayView name) const;
    void refuse(QByteArrayView name, QByteArrayView rule);

    JsonText m_body;
    const QueryParameters* m_query; ///< null: the body counts
    std::optional<Response> m_refusal;
};

/// The answer to a request with a query parameter that is none of `parameters`, or to a DELETE
/// whose body has members; nothing to any other.
std::optional<Response> unknownArgument(const Request& request, const QByteArrayList& parameters);

/// A namespace segment of a path, and the answer if it may not be used.
tl::expected<Namespace, Response> spaceOf(QByteArrayView segment);
/// The entry that a path names by its first two parameters, or the answer.
tl::expected<EntryName, Response> nameOf(const Request& request);
/// How many a list may hold: `limit`, 100 unless told.
int listLimit(Arguments& arguments);

} // namespace stateroom::control
