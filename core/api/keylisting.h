// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/reply.h"
#include "core/store/store.h"

#include <functional>

namespace stateroom {

/// An opaque cursor behind a key, and back; nothing for a text that is none.
QByteArray cursorBehind(const Key& key);
std::optional<Key> keyOfCursor(QByteArrayView cursor);

/// What a list of keys is asked for.
struct KeyListRequest {
    QByteArray prefix = {};
    std::optional<Key> after = {};
    std::optional<int> limit = {}; ///< nothing: all
    bool paged = false;            ///< whether the answer tells `next_cursor`
    bool emptyIs204 = false;       ///< whether a list without keys is 204 rather than `[]`
};

/// Reads `?prefix=`, `?limit=` (more than Reader::maxPage counts as that) and `?cursor=`.
Result<KeyListRequest> parseKeyList(const QueryParameters& query);

/// Answers `{"keys":[…]}`, with `next_cursor` for a list that was asked for in pages.
///
/// A list of at most one page is answered from `reader` at once; a longer one is read page by page
/// off this thread, and sent as fast as the client takes it, so that it costs no memory whatever
/// its length. Each page is what the namespace holds when it is read.
void startKeyListing(
    Store& store, Reader& reader, const Namespace& space, const KeyListRequest& request,
    const Reply& reply, const std::function<Response(const Error&)>& refuse);

} // namespace stateroom
