// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/store/entry.h"

namespace stateroom {

/// How an API key stands in the store: an entry of `system/keys` under its id, with the hash of its
/// text and what it may do.
EntryName keyEntry(const QByteArray& id);
JsonText encodeKey(const ApiKey& key);
/// Nothing when it is no key that this version can read.
std::optional<ApiKey> decodeKey(const Key& id, const JsonText& text);

} // namespace stateroom
