// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/definitions.h"

#include "core/api/campaign/variablerules.h"

#include <algorithm>

namespace stateroom::campaign {

namespace {

struct Placed {
    Variable variable;
    qint64 position = 0;
};

JsonText encode(const Placed& placed)
{
    return JsonText::fromValidated(
        R"({"position":)" + QByteArray::number(placed.position) + ',' + placed.variable.members() +
        '}');
}

/// Nothing when it does not read as one, or as one of another place.
std::optional<Placed> decode(const Key& key, const JsonText& text)
{
    auto variable = variableFrom(VariableDraft::of(text));
    if (!variable || !(definitionKey(variable->scope, variable->name) == key))
        return std::nullopt;
    const auto position = JsonView(text).member("position");
    return Placed{std::move(*variable), position ? position->toInt64().value_or(0) : qint64(0)};
}

Result<std::vector<Placed>> readPlaced(Reader& reader, const QByteArray& campaign)
{
    std::vector<Placed> all;
    PageRequest request{.limit = Reader::maxPage};
    for (;;) {
        auto page = reader.page(definitionSpace(campaign), request);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries) {
            if (auto placed = decode(entry.key, entry.value))
                all.push_back(std::move(*placed));
        }
        if (!page->more)
            break;
        request.after = page->entries.back().key;
    }
    std::stable_sort(all.begin(), all.end(), [](const Placed& a, const Placed& b) {
        return a.position < b.position;
    });
    return all;
}

Result<std::optional<Placed>>
readPlaced(Reader& reader, const QByteArray& campaign, Scope scope, const QByteArray& name)
{
    const EntryName place{definitionSpace(campaign), definitionKey(scope, name)};
    auto value = reader.value(place);
    if (!value)
        return failureOf(value);
    return *value ? decode(place.key, (*value)->value) : std::nullopt;
}

Problem conflict(const Variable& variable, QByteArray field, const QByteArray& message)
{
    return {
        ProblemKind::DefinitionConflict,
        variable.path() + ' ' + message,
        JsonText::fromUtf8(variable.path()),
        {{std::move(field), message}}};
}

/// Which field of a definition differs from what is there.
QByteArray differingField(const Variable& a, const Variable& b)
{
    if (a.type != b.type)
        return "type";
    Variable standard = a;
    standard.standard = b.standard;
    return standard == b ? "default" : "description";
}

/// A user variable is one value for all campaigns, so that they must agree on its type.
Outcome<void> checkSharedType(Reader& reader, const QByteArray& campaign, const Variable& variable)
{
    if (variable.scope != Scope::User)
        return {};
    auto spaces = reader.namespaces(definitionKind);
    if (!spaces)
        return failureOf(spaces);
    for (const NamespaceInfo& info : *spaces) {
        if (info.space.name() == campaign)
            continue;
        const QByteArray other = info.space.name().toByteArray();
        auto found = readPlaced(reader, other, Scope::User, variable.name);
        if (!found)
            return failureOf(found);
        if (*found && (*found)->variable.type != variable.type)
            return refuse(conflict(
                variable, "type",
                "is declared as " + typeName((*found)->variable.type) + " by the campaign \"" +
                    other + "\"; user variables are shared by all campaigns."));
    }
    return {};
}

Result<void> write(Transaction& transaction, const QByteArray& campaign, const Placed& placed)
{
    const Key key = definitionKey(placed.variable.scope, placed.variable.name);
    auto written = transaction.set({definitionSpace(campaign), key}, encode(placed));
    return written ? Result<void>() : Result<void>(failureOf(written));
}

tl::unexpected<Problem> unknown(Scope scope, const QByteArray& name)
{
    const QByteArray path = "state." + scopeName(scope) + '.' + name;
    return refuse(
        {ProblemKind::UnknownVariable, path + " is not declared.", JsonText::fromUtf8(path)});
}

} // namespace

Result<std::vector<Variable>> readVariables(Reader& reader, const QByteArray& campaign)
{
    auto placed = readPlaced(reader, campaign);
    if (!placed)
        return failureOf(placed);
    std::vector<Variable> variables;
    variables.reserve(placed->size());
    for (Placed& one : *placed)
        variables.push_back(std::move(one.variable));
    return variables;
}

Result<std::optional<Variable>>
readVariable(Reader& reader, const QByteArray& campaign, Scope scope, const QByteArray& name)
{
    auto placed = readPlaced(reader, campaign, scope, name);
    if (!placed)
        return failureOf(placed);
    return *placed ? std::optional(std::move((*placed)->variable)) : std::nullopt;
}

Outcome<void> define(
    Transaction& transaction, const QByteArray& campaign, const Variable& variable,
    const DefinitionLimits& limits)
{
    auto all = readPlaced(transaction.read(), campaign);
    if (!all)
        return failureOf(all);
    int inScope = 0;
    qint64 last = 0;
    for (const Placed& placed : *all) {
        last = std::max(last, placed.position);
        if (placed.variable.scope != variable.scope)
            continue;
        ++inScope;
        if (placed.variable.name != variable.name)
            continue;
        if (placed.variable == variable)
            return {};
        const QByteArray field = differingField(variable, placed.variable);
        return refuse(
            conflict(variable, field, "is declared already, with another " + field + '.'));
    }
    if (inScope >= limits.perScope)
        return refuse(
            {ProblemKind::VariableLimitExceeded,
             "The scope " + scopeName(variable.scope) + " has its " +
                 QByteArray::number(limits.perScope) + " variables already.",
             JsonText::fromUtf8(variable.path()),
             {{"scope", "has no room for another variable."}}});
    if (auto fits = checkSharedType(transaction.read(), campaign, variable); !fits)
        return fits;
    if (auto written = write(transaction, campaign, {variable, last + 1}); !written)
        return failureOf(written);
    return {};
}

Outcome<void>
redefine(Transaction& transaction, const QByteArray& campaign, const Variable& variable)
{
    auto found = readPlaced(transaction.read(), campaign, variable.scope, variable.name);
    if (!found)
        return failureOf(found);
    if (!*found)
        return unknown(variable.scope, variable.name);
    if ((*found)->variable == variable)
        return {};
    if (auto fits = checkSharedType(transaction.read(), campaign, variable); !fits)
        return fits;
    if (auto written = write(transaction, campaign, {variable, (*found)->position}); !written)
        return failureOf(written);
    return {};
}

Outcome<void>
undefine(Transaction& transaction, const QByteArray& campaign, Scope scope, const QByteArray& name)
{
    auto removed = transaction.remove({definitionSpace(campaign), definitionKey(scope, name)});
    if (!removed)
        return failureOf(removed);
    if (!*removed)
        return unknown(scope, name);
    return {};
}

const Variable* VariableList::find(Scope scope, const QByteArray& name) const
{
    for (const Variable& variable : variables) {
        if (variable.scope == scope && variable.name == name)
            return &variable;
    }
    return nullptr;
}

Result<VariableListPtr>
VariableCache::variables(const Reader::Snapshot& snapshot, const QByteArray& campaign)
{
    constexpr qsizetype mostCampaigns = 256;
    const auto known = m_known.find(campaign);
    if (known != m_known.end() && known->mark == snapshot.mark())
        return known->list;
    auto space = m_reader->space(definitionSpace(campaign));
    if (!space)
        return failureOf(space);
    const Seq lastChange = *space ? (*space)->lastChange : Seq(0);
    if (known != m_known.end() && known->list->lastChange == lastChange) {
        known->mark = snapshot.mark();
        return known->list;
    }
    auto read = readVariables(*m_reader, campaign);
    if (!read)
        return failureOf(read);
    if (m_known.size() >= mostCampaigns)
        m_known.clear();
    auto list = std::make_shared<const VariableList>(VariableList{std::move(*read), lastChange});
    m_known.insert(campaign, {snapshot.mark(), list});
    return list;
}

Result<VariableListPtr> VariableCache::lately(const QByteArray& campaign)
{
    if (const auto known = m_known.constFind(campaign); known != m_known.cend())
        return known->list;
    auto snapshot = m_reader->hold();
    if (!snapshot)
        return failureOf(snapshot);
    return variables(*snapshot, campaign);
}

} // namespace stateroom::campaign
