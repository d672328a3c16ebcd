// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entryrow.h"

namespace stateroom::ui {

EntryRow EntryRow::of(const Entry& entry)
{
    return {entry.key, valuePreview(entry.value), entry.version,
            entry.seq, entry.writtenAt,           entry.expiresAt};
}

EntryRow EntryRow::of(const Change& change)
{
    return {change.name.key,    change.value ? valuePreview(*change.value) : Spans(),
            change.version,     change.seq,
            change.committedAt, change.expiresAt};
}

} // namespace stateroom::ui
