// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "ui/model/valuepreview.h"

namespace stateroom::ui {

/// What the list keeps of an entry: everything but its value, which may be large.
struct EntryRow {
    Key key;
    Spans preview;
    Version version;
    Seq seq;
    Timestamp writtenAt;
    std::optional<Timestamp> expiresAt;

    static EntryRow of(const Entry& entry);
    /// Of a change that left a value.
    static EntryRow of(const Change& change);
};

/// A page of rows, made on a reader's thread.
struct EntryRows {
    std::vector<EntryRow> rows;
    bool more = false;
};

} // namespace stateroom::ui
