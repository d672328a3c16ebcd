// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/places.h"
#include "core/store/store.h"

namespace stateroom::campaign {

/// How many variables a scope of a campaign may have, and what is said to one more.
struct DefinitionLimits {
    int perScope = 10;
    bool forbids = false; ///< 403 instead of 409
};

// A campaign's variables are entries, one for each, so that they have history, are watched,
// restored and exported like everything else. Their positions give the order of definition.

/// A campaign's variables in the order of definition; none for an unknown campaign. An entry that
/// does not read as a variable is left out.
Result<std::vector<Variable>> readVariables(Reader& reader, const QByteArray& campaign);
Result<std::optional<Variable>>
readVariable(Reader& reader, const QByteArray& campaign, Scope scope, const QByteArray& name);

/// Declares a variable. The same one again changes nothing. DefinitionConflict when the name is
/// taken by another definition, or another campaign has declared this user variable with another
/// type; VariableLimitExceeded.
Outcome<void> define(
    Transaction& transaction, const QByteArray& campaign, const Variable& variable,
    const DefinitionLimits& limits);

/// Puts another definition in the place of the one of that scope and name. UnknownVariable when
/// there is none; DefinitionConflict as above. Values stay; those that do not fit count as none.
Outcome<void>
redefine(Transaction& transaction, const QByteArray& campaign, const Variable& variable);

/// Takes a variable back; its values stay, out of sight. UnknownVariable when there is none.
Outcome<void>
undefine(Transaction& transaction, const QByteArray& campaign, Scope scope, const QByteArray& name);

/// A campaign's variables as they were after a certain change.
struct VariableList {
    std::vector<Variable> variables; ///< in the order of definition
    Seq lastChange;                  ///< the newest in definitionSpace()

    const Variable* find(Scope scope, const QByteArray& name) const;
};
using VariableListPtr = std::shared_ptr<const VariableList>;

/// The variables that an HTTP worker reads for nearly every call, kept until one changes. Bounded.
/// Belongs to one thread, and is used with one Reader.
class VariableCache {
public:
    explicit VariableCache(std::shared_ptr<Reader> reader)
        : m_reader(std::move(reader))
    {
    }
    /// As this snapshot, which the Reader holds, shows them.
    Result<VariableListPtr> variables(const Reader::Snapshot& snapshot, const QByteArray& campaign);
    /// As they were of late: for who can tell whether they still are (Transaction::lastChange).
    Result<VariableListPtr> lately(const QByteArray& campaign);
    /// Lets variables() or lately() read them anew.
    void forget(const QByteArray& campaign) { m_known.remove(campaign); }

private:
    struct Known {
        quint64 mark = 0; ///< of a snapshot that showed them
        VariableListPtr list;
    };
    const std::shared_ptr<Reader> m_reader;
    QHash<QByteArray, Known> m_known; // by campaign
};

} // namespace stateroom::campaign
