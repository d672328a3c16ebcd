// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/mutation.h"
#include "core/api/campaign/variablerules.h"

namespace stateroom::campaign {

using namespace Qt::StringLiterals;

namespace {

using Details = std::vector<FieldProblem>;

std::optional<MutationOp> opFromName(QStringView name)
{
    if (name == "set"_L1)
        return MutationOp::Set;
    if (name == "inc"_L1)
        return MutationOp::Increase;
    if (name == "dec"_L1)
        return MutationOp::Decrease;
    return std::nullopt;
}

bool isScalar(const JsonView& value)
{
    return value.type() == JsonType::Number || value.type() == JsonType::String ||
           value.type() == JsonType::Boolean;
}

void readPath(const JsonView& op, const QByteArray& at, Mutation& mutation, Details& wrong)
{
    const auto member = op.member("path");
    const auto text = member ? member->toString() : std::nullopt;
    if (!text || text->isEmpty()) {
        wrong.push_back(
            {at + ".path",
             member ? "must be a path such as \"state.user.points\"." : "is missing."});
        return;
    }
    mutation.path = member->toText();
    mutation.target = parsePath(*text);
}

void readOp(const JsonView& op, const QByteArray& at, Mutation& mutation, Details& wrong)
{
    const auto member = op.member("op");
    const auto text = member ? member->toString() : std::nullopt;
    const auto known = text ? opFromName(*text) : std::nullopt;
    if (known)
        mutation.op = *known;
    else
        wrong.push_back(
            {at + ".op", member ? "must be \"set\", \"inc\" or \"dec\"." : "is missing."});
}

void readValue(const JsonView& op, const QByteArray& at, Mutation& mutation, Details& wrong)
{
    const auto member = op.member("value");
    if (member && isScalar(*member))
        mutation.value = member->toText();
    else
        wrong.push_back(
            {at + ".value", member ? "must be a number, a string or a boolean." : "is missing."});
}

Mutation readMutation(const JsonView& op, const QByteArray& at, Details& wrong)
{
    Mutation mutation;
    if (op.type() != JsonType::Object) {
        wrong.push_back({at, "must be an object with path, op and value."});
        return mutation;
    }
    readPath(op, at, mutation, wrong);
    readOp(op, at, mutation, wrong);
    readValue(op, at, mutation, wrong);
    return mutation;
}

void readMutations(const JsonView& body, MutationRequest& request, Details& wrong)
{
    const auto ops = body.member("ops");
    if (!ops || ops->type() != JsonType::Array) {
        wrong.push_back({"ops", ops ? "must be an array." : "is missing."});
        return;
    }
    qsizetype count = 0;
    ops->forEachElement([&](const JsonView& op) {
        if (count < maxMutations)
            request.ops.push_back(
                readMutation(op, "ops[" + QByteArray::number(count) + ']', wrong));
        return ++count <= maxMutations;
    });
    if (count == 0)
        wrong.push_back({"ops", "must hold at least one operation."});
    if (count > maxMutations)
        wrong.push_back({"ops", "must not hold more than 1,000 operations."});
}

void readId(const JsonView& body, MutationRequest& request, Details& wrong)
{
    const auto member = body.member("mutation_id");
    if (!member)
        return;
    const auto text = member->toString();
    request.id = text.value_or(QString()).toUtf8();
    if (request.id.isEmpty() || request.id.size() > maxMutationId)
        wrong.push_back({"mutation_id", "must be a string of 1 to 255 bytes."});
}

} // namespace

std::optional<VariablePath> parsePath(QStringView text)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 3 || parts[0] != "state"_L1)
        return std::nullopt;
    const auto scope = scopeFromName(parts[1].toUtf8());
    QByteArray name = parts[2].toUtf8();
    if (!scope || !isVariableName(name))
        return std::nullopt;
    return VariablePath{*scope, std::move(name)};
}

Checked<MutationRequest> parseMutations(const JsonView& body)
{
    MutationRequest request;
    Details wrong;
    readMutations(body, request, wrong);
    readId(body, request, wrong);
    if (wrong.empty())
        return request;
    QByteArray message =
        "The request is not valid: " + wrong.front().field + ' ' + wrong.front().message;
    return refuse(
        {ProblemKind::ValidationFailed, std::move(message), std::nullopt, std::move(wrong)});
}

} // namespace stateroom::campaign
