// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ledger.h"
#include "core/store/sql/rows.h"

// The ledger's rows: where a key stands, and how a change moves it on.

namespace stateroom {

namespace {

/// For a row that must be there. What is remembered of a key is not read again, and a write that
/// found no row would be lost in silence.
Result<void> exactlyOne(const Result<int>& changed)
{
    if (!changed)
        return failureOf(changed);
    return *changed == 1 ? Result<void>() : Result<void>(sql::damaged(u"a key"));
}

} // namespace

Result<Seq> Ledger::lastChange(const Namespace& name)
{
    auto found = space(name, false);
    if (!found)
        return failureOf(found);
    return *found ? (*found)->lastChange : Seq(0);
}

Result<Ledger::Space*> Ledger::space(const Namespace& name, bool make)
{
    if (const auto known = m_spaces.find(name); known != m_spaces.end())
        return &*known;
    {
        auto rows = m_sql.readSpace.rows(name.text());
        if (!rows)
            return failureOf(rows);
        if (rows->next()) {
            sql::RowCheck check;
            const Space found{
                rows->integer(0),
                check.number(rows->integer(1)),
                Version(check.number(rows->integer(2))),
                Seq(check.number(rows->integer(3))),
                m_fieldIndex.covers(name),
                rows->integer(4) != 0,
                std::nullopt};
            if (!check.holds())
                return sql::damaged(u"a namespace");
            return &*m_spaces.insert(name, found);
        }
        if (auto error = rows->error())
            return fail(*error);
    }
    if (!make)
        return nullptr;
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    remember(name);
    auto rows = m_sql.insertSpace.rows(name.text());
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return fail(rows->error().value_or(Error{}));
    return &*m_spaces.insert(
        name, {rows->integer(0), 0, Version(0), Seq(0), m_fieldIndex.covers(name), false, Key()});
}

Result<Ledger::Place> Ledger::find(const EntryName& name, bool make)
{
    auto found = space(name.space, make);
    if (!found)
        return failureOf(found);
    if (!*found)
        return Place{};
    if (const auto* known = m_hotKeys.find((*found)->id, name.key))
        return Place{(*found)->id, known->row, known->before};
    auto row = readRow(**found, name.key);
    if (!row)
        return failureOf(row);
    return Place{(*found)->id, std::move(*row), std::nullopt};
}

/// A key behind all others is new, as each is where they are numbered or made of a time: there
/// nothing needs to be read.
Result<std::optional<sql::KeyRow>> Ledger::readRow(Space& space, const Key& key)
{
    if (space.lastKey && *space.lastKey < key)
        return std::nullopt;
    auto row = statements().keyRow(space.id, key, space.hasTombstones);
    if (!row || *row || space.lastKey)
        return row;
    auto rows = m_sql.lastKey.rows(space.id, space.id);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return fail(rows->error().value_or(Error{}));
    space.lastKey = Key(rows->bytes(0));
    return row;
}

Result<Version> Ledger::append(
    const EntryName& name, Place& place, ChangeOp op, const JsonText* value,
    std::optional<Timestamp> expires, bool wantsOldValue)
{
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    remember(name.space);
    Space& space = m_spaces[name.space];

    sql::ChainNode node;
    node.seq = m_head.seq.next();
    node.version = place.row ? place.row->node.version.next() : space.base.next();
    const auto last = place.row ? std::optional(place.row->node) : std::nullopt;
    if (auto linked = statements().chain().link(node, last, place.before); !linked)
        return failureOf(linked);
    if (m_bulk && m_operation == OperationId(0))
        m_operation = OperationId(node.seq.value());

    Change change;
    change.seq = node.seq;
    change.revision = revision();
    change.operation = m_operation;
    change.name = name;
    change.version = node.version;
    change.op = op;
    if (value)
        change.value = *value;
    change.expiresAt = expires;
    change.committedAt = m_at;
    change.by = m_by;
    const bool lived = place.row && place.row->living;
    const bool lives = leavesValue(op);
    auto old = oldValue(place, lived && (wantsOldValue || space.indexed));
    if (!old)
        return failureOf(old);
    if (space.indexed) {
        auto indexed = m_fieldIndex.change(name, place.space, *old, change.value);
        if (!indexed)
            return failureOf(indexed);
    }
    if (wantsOldValue)
        change.oldValue = std::move(*old);
    if (auto inserted = insertChange(change, place.space, node); !inserted)
        return failureOf(inserted);
    if (auto moved = moveEntry(name.key, place, node, lives, lives ? expires : std::nullopt);
        !moved)
        return failureOf(moved);
    place.before = last;
    if (lives)
        m_hotKeys.remember(place.space, name.key, {*place.row, last});
    else
        m_hotKeys.forget(place.space, name.key);

    if (space.lastKey && *space.lastKey < name.key)
        space.lastKey = name.key;
    space.keys += int(lives) - int(lived);
    space.hasTombstones = space.hasTombstones || !lives;
    space.lastChange = node.seq;
    m_dirtySpaces.push_back(name.space);
    m_head.seq = node.seq;
    m_head.bytes += sizeOf(name.key.bytes().size(), value ? value->bytes().size() : 0);
    m_head.dirty = true;
    m_changes.push_back(std::move(change));
    return node.version;
}

Result<std::optional<JsonText>> Ledger::oldValue(const Place& place, bool wanted)
{
    if (!wanted)
        return std::nullopt;
    return statements().valueOf(place.row->node.seq);
}

Result<void> Ledger::insertChange(const Change& change, qint64 space, const sql::ChainNode& node)
{
    const auto text = [](const QByteArray& bytes) {
        return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
    };
    std::optional<OperationId> operation;
    if (change.operation != OperationId(0))
        operation = change.operation;
    const auto value = change.value ? std::optional(change.value->bytes()) : std::nullopt;
    return m_sql.insertChange.run(
        change.seq, change.revision, operation, space, change.name.key.bytes(), change.version,
        int(change.op), node.previous, node.jump, node.jumpVersion, change.expiresAt,
        change.committedAt, text(change.by.keyId), text(change.by.requestId), value);
}

Result<void> Ledger::moveEntry(
    const Key& key, Place& place, const sql::ChainNode& node, bool living,
    std::optional<Timestamp> expires)
{
    const bool lived = place.row && place.row->living;
    Result<void> moved;
    if (lived && !living)
        moved = exactlyOne(m_sql.deleteEntry.change(place.space, key.bytes()));
    else if (place.row && !lived)
        moved = exactlyOne(m_sql.deleteTombstone.change(place.space, key.bytes()));
    if (!moved)
        return moved;
    if (!living)
        moved = m_sql.insertTombstone.run(
            node.version, node.seq, node.jump, node.jumpVersion, place.space, key.bytes());
    else
        moved = exactlyOne((lived ? m_sql.updateEntry : m_sql.insertEntry)
                               .change(
                                   node.version, node.seq, node.jump, node.jumpVersion, expires,
                                   place.space, key.bytes()));
    place.row = sql::KeyRow{node, living, expires};
    return moved;
}

} // namespace stateroom
