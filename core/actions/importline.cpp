// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/importline.h"

#include "core/actions/scope.h"
#include "core/json/jsonview.h"

#include <QDateTime>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Failure invalid(QString message)
{
    return fail(ErrorCode::InvalidInput, std::move(message));
}

/// A name's text; nothing when it is no string, or none that a name may be.
std::optional<QByteArray> nameText(const JsonView& view)
{
    const QByteArrayView raw = view.raw();
    // Most names have no escapes.
    if (raw.size() >= 2 && raw.front() == '"' && !raw.contains('\\'))
        return raw.sliced(1, raw.size() - 2).toByteArray();
    const auto text = view.toString();
    if (!text || !text->isValidUtf16() || text->contains(QChar(0)))
        return std::nullopt;
    return text->toUtf8();
}

std::optional<Timestamp> momentOf(const JsonView& view)
{
    const auto text = view.toString();
    const auto at = text ? QDateTime::fromString(*text, Qt::ISODateWithMs) : QDateTime();
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return Timestamp(at.toMSecsSinceEpoch());
}

/// The members of a line; those that are not there are nothing.
struct Members {
    std::optional<JsonView> space, key, value, expiresAt, version, op, at;
    std::optional<JsonView> stateroom, format, history, end, entries, changes;
    QByteArray unknown;
};

Members membersOf(const JsonView& object)
{
    Members members;
    struct Known {
        QByteArrayView name;
        std::optional<JsonView> Members::*member;
    };
    static constexpr Known known[] = {
        {"\"namespace\"", &Members::space}, {"\"key\"", &Members::key},
        {"\"value\"", &Members::value},     {"\"expiresAt\"", &Members::expiresAt},
        {"\"version\"", &Members::version}, {"\"op\"", &Members::op},
        {"\"at\"", &Members::at},           {"\"stateroom\"", &Members::stateroom},
        {"\"format\"", &Members::format},   {"\"history\"", &Members::history},
        {"\"end\"", &Members::end},         {"\"entries\"", &Members::entries},
        {"\"changes\"", &Members::changes},
    };
    object.forEachMember([&members](const JsonView& name, const JsonView& value) {
        for (const Known& one : known) {
            if (name.raw() == one.name) {
                members.*one.member = value;
                return true;
            }
        }
        members.unknown = name.raw().toByteArray();
        return false;
    });
    return members;
}

Result<ImportLine> header(const Members& members)
{
    if (members.stateroom->toString() != "export"_L1)
        return invalid(u"This is no export of Stateroom."_s);
    if (!members.format || members.format->toInt64() != 1)
        return invalid(u"The export has a format that this version does not know."_s);
    return ImportHeader{};
}

Result<ImportLine> end(const Members& members)
{
    ImportEnd found;
    if (members.entries)
        found.entries = members.entries->toInt64().value_or(-1);
    if (members.changes)
        found.changes = members.changes->toInt64().value_or(-1);
    return found;
}

/// Without an op it is an entry, which is to be set.
Result<ChangeOp> opOf(const Members& members)
{
    const auto op = members.op ? members.op->toString().value_or(QString()) : u"set"_s;
    if (op == "set"_L1)
        return ChangeOp::Set;
    if (op == "restore"_L1)
        return ChangeOp::Restore;
    if (op == "delete"_L1)
        return ChangeOp::Delete;
    if (op == "expire"_L1)
        return ChangeOp::Expire;
    return invalid(u"\"op\" must be set, restore, delete or expire."_s);
}

Result<ImportLine> entry(const Members& members)
{
    if (!members.space || !members.key)
        return invalid(u"\"namespace\" or \"key\" is missing."_s);
    const auto spaceText = nameText(*members.space);
    const auto key = nameText(*members.key);
    if (!spaceText || !key)
        return invalid(u"\"namespace\" and \"key\" must be texts."_s);
    auto space = Namespace::parse(*spaceText);
    if (!space)
        return failureOf(space);
    if (auto open = checkIsData(*space); !open)
        return failureOf(open);
    EntryName name{std::move(*space), Key(*key)};
    if (auto named = checkName(name); !named)
        return failureOf(named);
    auto op = opOf(members);
    if (!op)
        return failureOf(op);
    ImportEntry found{std::move(name), {}, {}, members.op.has_value(), *op == ChangeOp::Expire};
    if (leavesValue(*op) && !members.value)
        return invalid(u"\"value\" is missing."_s);
    if (leavesValue(*op))
        found.value = members.value->toText();
    if (members.expiresAt) {
        found.expiresAt = momentOf(*members.expiresAt);
        if (!found.expiresAt)
            return invalid(u"\"expiresAt\" must be a time such as 2026-03-01T12:00:00Z."_s);
    }
    return found;
}

} // namespace

Result<ImportLine> parseImportLine(QByteArrayView line, const JsonLimits& limits)
{
    auto text = JsonText::parse(line, limits);
    if (!text)
        return failureOf(text);
    const JsonView view(*text);
    if (view.type() != JsonType::Object)
        return invalid(u"Each line must be a JSON object."_s);
    const Members members = membersOf(view);
    if (!members.unknown.isEmpty())
        return invalid(QString::fromUtf8(members.unknown) + u" is no member that an export has."_s);
    if (members.stateroom)
        return header(members);
    if (members.end)
        return end(members);
    return entry(members);
}

} // namespace stateroom
