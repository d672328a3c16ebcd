// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/rows.h"

#include <limits>

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

/// What was accepted once is not measured again.
constexpr JsonLimits noLimits{
    std::numeric_limits<qsizetype>::max(), std::numeric_limits<int>::max()};

bool isOperation(qint64 number)
{
    switch (static_cast<ChangeOp>(number)) {
    case ChangeOp::Set:
    case ChangeOp::Delete:
    case ChangeOp::Expire:
    case ChangeOp::Restore:
        return true;
    }
    return false;
}

/// Whether the pointers lead back, as all of them do: else following them might never end.
void checkNode(RowCheck& check, const ChainNode& node)
{
    check.number(node.seq.value());
    check.number(node.version.value());
    check.number(node.previous.value());
    check.number(node.jump.value());
    check.number(node.jumpVersion.value());
    check.require(node.previous < node.seq && node.jump < node.seq);
    check.require(node.jumpVersion < node.version);
}

} // namespace

Failure damaged(QStringView what)
{
    return fail(
        ErrorCode::DamagedFile,
        u"The store's file is damaged: "_s + what.toString() + u" is not readable."_s,
        u"Restore the file from a backup."_s);
}

Result<JsonText> valueFrom(const Statement::Rows& rows, int column)
{
    auto value = JsonText::parse(rows.bytes(column), noLimits);
    if (!value)
        return damaged(u"a value");
    return value;
}

Result<std::optional<JsonText>> optionalValueFrom(const Statement::Rows& rows, int column)
{
    if (rows.isNull(column))
        return std::nullopt;
    auto value = valueFrom(rows, column);
    if (!value)
        return failureOf(value);
    return std::move(*value);
}

Result<Namespace> namespaceFrom(const QByteArray& text)
{
    auto space = Namespace::parse(text);
    if (!space)
        return damaged(u"a namespace");
    return space;
}

Result<ChainNode> nodeFrom(const Statement::Rows& rows, Seq seq, int column)
{
    const ChainNode node{
        seq, Version(rows.integer(column)), Seq(rows.integer(column + 1)),
        Seq(rows.integer(column + 2)), Version(rows.integer(column + 3))};
    RowCheck check;
    checkNode(check, node);
    if (!check.holds())
        return damaged(u"a change of the log");
    return node;
}

Result<KeyRow> keyRowFrom(const Statement::Rows& rows, bool living)
{
    KeyRow row;
    row.living = living;
    row.node.version = Version(rows.integer(0));
    row.node.seq = Seq(rows.integer(1));
    row.node.jump = Seq(rows.integer(2));
    row.node.jumpVersion = Version(rows.integer(3));
    RowCheck check;
    if (living)
        row.expires = check.moment(rows.moment(4));
    checkNode(check, row.node);
    if (!check.holds())
        return damaged(u"a key");
    return row;
}

Result<Change> changeFrom(const Statement::Rows& rows)
{
    auto space = namespaceFrom(rows.bytes(3));
    if (!space)
        return failureOf(space);
    RowCheck check;
    Change change;
    change.seq = Seq(check.number(rows.integer(0)));
    change.revision = Revision(check.number(rows.integer(1)));
    change.operation = OperationId(check.number(rows.integer(2)));
    change.name = {std::move(*space), Key(rows.bytes(4))};
    change.version = Version(check.number(rows.integer(5)));
    change.op = static_cast<ChangeOp>(rows.integer(6));
    change.expiresAt = check.moment(rows.moment(7));
    change.committedAt = Timestamp(check.number(rows.integer(8)));
    change.by = {rows.bytes(9), rows.bytes(10)};
    check.require(isOperation(rows.integer(6)));
    check.require(check.holds() && leavesValue(change.op) != rows.isNull(11));
    if (!check.holds())
        return damaged(u"a change of the log");
    auto value = optionalValueFrom(rows, 11);
    if (!value)
        return failureOf(value);
    change.value = std::move(*value);
    return change;
}

Result<NamespaceInfo> namespaceInfoFrom(const Statement::Rows& rows)
{
    auto space = namespaceFrom(rows.bytes(0));
    if (!space)
        return failureOf(space);
    RowCheck check;
    NamespaceInfo info{
        std::move(*space), check.number(rows.integer(1)), Version(check.number(rows.integer(2))),
        Seq(check.number(rows.integer(3)))};
    if (!check.holds())
        return damaged(u"a namespace");
    return info;
}

Result<LogState> logStateFrom(const Statement::Rows& rows)
{
    RowCheck check;
    LogState log;
    log.position.last = Seq(check.number(rows.integer(0)));
    log.position.lastRevision = Revision(check.number(rows.integer(1)));
    log.position.floor = Seq(check.number(rows.integer(2)));
    log.position.lastCommit = Timestamp(check.number(rows.integer(3)));
    log.floorRevision = Revision(check.number(rows.integer(4)));
    log.floorCommitted = Timestamp(check.number(rows.integer(5)));
    log.bytes = check.number(rows.integer(6));
    check.require(log.position.floor <= log.position.last);
    check.require(log.position.lastRevision.value() <= log.position.last.value());
    check.require(log.floorRevision <= log.position.lastRevision);
    check.require(log.floorCommitted <= log.position.lastCommit);
    if (!check.holds())
        return damaged(u"the log's own state");
    return log;
}

} // namespace stateroom::sql
