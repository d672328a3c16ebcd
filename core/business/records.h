// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"
#include "core/store/transaction.h"

namespace stateroom::business {

// What a record must be, and the four things that are done to one. Members keep their order, their
// digits and escapes; unknown ones are kept; of a name that stands twice the last one counts.

/// What a body is sent for.
enum class RecordWrite {
    Create,
    Replace, ///< PUT: what it does not name is gone, or has its standard value again
    Patch,   ///< PATCH: members of the top level take the place of those of the record
};

/// All that is wrong with a body by the fields that the catalogue knows; empty: nothing. Whether
/// references exist is judged by the functions below. `body` may be any JSON.
std::vector<FieldProblem> judge(const Resource& resource, const JsonText& body, RecordWrite write);

/// What a write did.
struct RecordChange {
    Record record;
    /// The events of the catalogue that happened to it, in its order.
    QByteArrayList events;
};

/// Adds a record; ids go up within a resource with each one made. Refuses what judge() finds, and
/// references to records that do not exist. System fields of the body are ignored.
Outcome<RecordChange>
createRecord(Transaction& transaction, const Resource& resource, const JsonText& body);

/// PUT or PATCH. Refuses as createRecord, where a reference that stays the same is not looked up
/// again; Missing when there is no such record. `expected`: only if it has this version (Conflict).
/// `updated_at` moves, and nothing else that the body does not say.
Outcome<RecordChange> changeRecord(
    Transaction& transaction, const Resource& resource, const QByteArray& id, const JsonText& body,
    RecordWrite write, std::optional<Version> expected = std::nullopt);

/// Missing when there is no such record. Those that refer to it stay.
Outcome<void> removeRecord(
    Transaction& transaction, const Resource& resource, const QByteArray& id,
    std::optional<Version> expected = std::nullopt);

/// What an entry of a resource becomes that is written by other ways than those above: a whole
/// record of this id stays as it is; what lacks a system field, or has a false one, gets them as by
/// Replace. InvalidInput for what judge() finds. References are not looked up.
Result<JsonText> recordFrom(
    Reader& reader, const Resource& resource, const QByteArray& id, const JsonText& value,
    Timestamp at);
/// InvalidInput where the entry would be a record without right system fields, times in the form in
/// which they are made. An export's, for which other rules may have been others when its records
/// were made.
Result<void> checkSystemFields(const EntryName& name, const JsonText& value);

/// InvalidInput where the entry would be no record by today's rules. References are not looked up.
Result<void> checkRecord(const EntryName& name, const JsonText& value);

/// Nothing when there is no such record.
Result<std::optional<Record>>
readRecord(Reader& reader, const Resource& resource, const QByteArray& id);

/// The refusal for a record that does not exist: 'The requested agent does not exist'.
Refusal missingRecord(const Resource& resource, const QByteArray& id);

} // namespace stateroom::business
