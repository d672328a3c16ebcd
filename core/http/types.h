// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace stateroom {

/// The methods that something of ours may answer. Any other is refused: 405 on a known path, else
/// 501.
enum class Method { Get, Head, Post, Put, Patch, Delete, Options };

/// Header fields in their order, names compared without case. Values are trimmed bytes.
/// A value of its own: all the bytes stand in one shared array, so that copies are cheap. Views
/// that it gives out hold until it is changed or destroyed (a copy does not prolong them).
class Headers {
public:
    struct Field {
        QByteArrayView name;
        QByteArrayView value;
    };

    void add(QByteArrayView name, QByteArrayView value);
    /// Removes every field of that name, then adds this one.
    void set(QByteArrayView name, QByteArrayView value);
    void remove(QByteArrayView name);
    /// The first field of that name.
    std::optional<QByteArrayView> first(QByteArrayView name) const;
    bool contains(QByteArrayView name) const { return first(name).has_value(); }
    qsizetype count(QByteArrayView name) const;
    /// Whether a comma list (`Connection`, `Accept`) over all fields of that name holds this token.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
    qsizetype size() const { return static_cast<qsizetype>(m_places.size()); }
    Field at(qsizetype index) const;
    std::vector<Field> all() const;

private:
    friend class HeadParser;
    struct Place {
        quint32 nameAt;
        quint32 nameLength;
        quint32 valueAt;
        quint32 valueLength;
    };
    QByteArrayView nameAt(const Place& place) const;
    QByteArrayView valueAt(const Place& place) const;

    QByteArray m_text;
    std::vector<Place> m_places;
};

/// Decoded query parameters in their order (`+` is a space, as forms write it).
class QueryParameters {
public:
    void add(QByteArray name, QByteArray value)
    {
        m_items.emplace_back(std::move(name), std::move(value));
    }
    /// The last value of that name.
    std::optional<QByteArrayView> last(QByteArrayView name) const;
    bool contains(QByteArrayView name) const { return last(name).has_value(); }
    const std::vector<std::pair<QByteArray, QByteArray>>& all() const { return m_items; }

private:
    std::vector<std::pair<QByteArray, QByteArray>> m_items;
};

/// One complete, checked request, as a value: nothing in it points into a connection.
struct Request {
    Method method = Method::Get;
    /// The raw target as it came, for logs; secrets in its query are the logger's to mask.
    QByteArray target;
    /// The path's segments, percent-decoded one by one, valid UTF-8 without NUL, none empty.
    std::vector<QByteArray> segments;
    QueryParameters query;
    Headers headers;
    QByteArray body;
    /// The client's X-Request-Id if it has the right form, else one that was made.
    QByteArray requestId;
    QHostAddress peer;
    /// What stood in the route's `{name}` segments, in their order.
    std::vector<QByteArray> parameters;
};

/// An answer with a body that is there as a whole.
/// The server adds Date, Content-Length, Connection, X-Request-Id, CORS and caching fields
/// (`Cache-Control: no-store` unless set), and drops the body for HEAD, 204 and 304. A field whose
/// value holds CR, LF or NUL turns the whole answer into a 500.
struct Response {
    int status = 200;
    Headers headers;
    QByteArray body;

    static Response json(int status, QByteArray body);
    static Response text(int status, QByteArray body);
    static Response empty(int status);
    Response& with(QByteArrayView name, QByteArrayView value) &;
    Response&& with(QByteArrayView name, QByteArrayView value) &&;
};

/// Where `c` stands first, or -1. QByteArrayView::indexOf goes a long way for one character.
inline qsizetype find(QByteArrayView text, char c, qsizetype from = 0)
{
    const void* at =
        text.size() > from
            ? std::memchr(text.data() + from, c, static_cast<size_t>(text.size() - from))
            : nullptr;
    return at ? static_cast<const char*>(at) - text.data() : -1;
}

/// ASCII case is ignored.
inline bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

} // namespace stateroom
