// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace stateroom {

/// Builds a request's target:
/// `CallTarget("namespaces").segment(space).segment("entries").query("limit", "10")` is
/// `/namespaces/workflow%2Fwf-1/entries?limit=10`. Whatever stands in a segment or a query's value
/// is encoded, so that `a/b`, `..` and `?` address the key of that name.
class CallTarget {
public:
    /// `plain`: a fixed name.
    explicit CallTarget(QByteArrayView plain) { word(plain); }

    CallTarget& segment(QByteArrayView utf8);
    /// A fixed name, not encoded: `entries:delete`.
    CallTarget& word(QByteArrayView plain);
    CallTarget& query(QByteArrayView name, QByteArrayView utf8);
    CallTarget& number(QByteArrayView name, qint64 value);

    const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
    bool m_hasQuery = false;
};

} // namespace stateroom
