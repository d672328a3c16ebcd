// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/json/jsontext.h"

#include <QString>

namespace stateroom::ui {

/// In which language a call is written.
enum class CodeLanguage { Curl, JavaScript, Python };

/// Whether an API serves entries of this namespace by their key, so that there is a call to write.
bool hasCode(const Namespace& space);

/// A call that reads the entry from the server at `url` (`http://127.0.0.1:7474`), ready to be run:
/// curl for a POSIX shell, JavaScript for Node 18 or a browser, Python 3 with nothing but its own
/// library. Names and values are quoted so that they arrive as they are, whatever is in them.
/// Where the API asks for a key, it is taken from the environment (`STATEROOM_KEY`).
QString readCode(CodeLanguage language, const QString& url, const EntryName& name);

/// The same for a call that writes this value.
QString
writeCode(CodeLanguage language, const QString& url, const EntryName& name, const JsonText& value);

} // namespace stateroom::ui
