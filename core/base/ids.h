// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <compare>

namespace stateroom {

/// A number that cannot be taken for another kind of number.
template <class Tag> class Number {
public:
    constexpr Number() = default;
    constexpr explicit Number(qint64 value)
        : m_value(value)
    {
    }
    constexpr qint64 value() const { return m_value; }
    constexpr Number next() const { return Number(m_value + 1); }
    constexpr auto operator<=>(const Number&) const = default;

private:
    qint64 m_value = 0;
};

/// Counts the changes of one key; 0 = the key has never been written. Never reused for a key.
using Version = Number<struct VersionTag>;
/// Numbers each change in the store's log, from 1, without gap. The event id, and every cursor.
using Seq = Number<struct SeqTag>;
/// One per committed transaction that changed something; the same for all of its changes.
using Revision = Number<struct RevisionTag>;
/// Joins the slices of one bulk action; 0 = none.
using OperationId = Number<struct OperationTag>;

/// Where an entry lives: a kind (which API) and a name within it, written `kind/name`.
/// The kind is a lower-case word; the name may be empty (`integration/`) and may hold anything
/// else.
class Namespace {
public:
    Namespace() = default;
    Namespace(QByteArrayView kind, QByteArrayView name);

    /// Reads `kind/name`; InvalidInput when the kind is missing or not a lower-case word.
    static Result<Namespace> parse(QByteArrayView text);

    QByteArrayView kind() const { return QByteArrayView(m_text).first(m_kindLength); }
    QByteArrayView name() const { return QByteArrayView(m_text).sliced(m_kindLength + 1); }
    /// `kind/name`, UTF-8.
    const QByteArray& text() const { return m_text; }
    /// Whether Stateroom keeps something of its own here, such as API keys: no user's data.
    bool isSystem() const { return kind() == "system"; }
    /// True for a default-made one, which names nothing.
    bool isNull() const { return m_text.isEmpty(); }

    friend bool operator==(const Namespace& a, const Namespace& b) { return a.m_text == b.m_text; }
    friend bool operator<(const Namespace& a, const Namespace& b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Namespace& n, size_t seed = 0) { return qHash(n.m_text, seed); }

private:
    QByteArray m_text;
    qsizetype m_kindLength = 0;
};

/// A key within a namespace: any UTF-8 text without NUL, ordered by code point (which is the
/// order of its bytes). Limits of length are each API's own.
class Key {
public:
    Key() = default;
    explicit Key(QByteArray utf8)
        : m_bytes(std::move(utf8))
    {
    }
    const QByteArray& bytes() const { return m_bytes; }

    friend bool operator==(const Key& a, const Key& b) { return a.m_bytes == b.m_bytes; }
    friend bool operator<(const Key& a, const Key& b) { return a.m_bytes < b.m_bytes; }
    friend size_t qHash(const Key& k, size_t seed = 0) { return qHash(k.m_bytes, seed); }

private:
    QByteArray m_bytes;
};

/// An entry's full name.
struct EntryName {
    Namespace space;
    Key key;

    friend bool operator==(const EntryName&, const EntryName&) = default;
    friend size_t qHash(const EntryName& n, size_t seed = 0)
    {
        return qHashMulti(seed, n.space, n.key);
    }
};

} // namespace stateroom
