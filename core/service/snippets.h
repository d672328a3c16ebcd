// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"

namespace stateroom {

enum class SnippetLanguage { Curl, JavaScript, Python };

/// The base URL that a client of this API is given; `serverUrl` as Service::url() tells it.
QByteArray baseUrlOf(ApiKind api, const QByteArray& serverUrl);

/// A program of a few lines that writes a value by this API and reads it again; it runs as it
/// stands (JavaScript as a module). With `withKey` it takes the API key from the environment
/// variable STATEROOM_KEY.
QByteArray
snippetOf(ApiKind api, SnippetLanguage language, const QByteArray& serverUrl, bool withKey);

} // namespace stateroom
