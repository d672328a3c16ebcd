// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/json/jsontext.h"

#include <vector>

namespace stateroom {

/// Tells the store by which fields the entries of some namespaces are kept in order: how an entry's
/// value becomes sort keys. The store keeps them true with every change, whatever made it, in the
/// same transaction (Reader::indexed).
///
/// Called on the writer's thread. Must outlive the store.
class FieldIndexer {
public:
    virtual ~FieldIndexer() = default;

    struct IndexedSpace {
        Namespace space;
        /// Other bytes have the store build this namespace's rows anew when it opens.
        QByteArray fingerprint;
    };
    /// The namespaces that have indexes; the same for as long as the store is open.
    virtual std::vector<IndexedSpace> spaces() const = 0;

    /// An entry's place in each of the namespace's indexes, in their order: bytes, compared as
    /// memcmp does. The same number for each value, and always the same for the same value; any
    /// JSON may come.
    virtual std::vector<QByteArray>
    sortKeys(const Namespace& space, const JsonText& value) const = 0;
};

} // namespace stateroom
