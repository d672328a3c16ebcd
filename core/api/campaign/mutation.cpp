// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/mutation.h"

#include "core/api/campaign/definitions.h"
#include "core/api/campaign/quantity.h"

#include <algorithm>

namespace stateroom::campaign {

namespace {

constexpr Milliseconds memory = std::chrono::hours(24 * 30);

/// A variable that the request touches, as it stands after the ops so far.
struct Touched {
    const Variable* variable = nullptr;
    EntryName place;
    std::optional<JsonText> value; ///< effective: a default counts
};

/// The ops of one request against the state that a transaction sees. Nothing is written before
/// all of them have been judged.
class MutationRun {
public:
    MutationRun(Transaction& transaction, const Participant& who, const VariableList& variables)
        : m_transaction(transaction)
        , m_who(who)
        , m_variables(variables)
    {
    }

    Outcome<void> apply(const Mutation& mutation, qsizetype index)
    {
        m_index = index;
        auto touched = find(mutation);
        if (!touched)
            return tl::make_unexpected(std::move(touched).error());
        auto next = mutation.op == MutationOp::Set ? assigned(**touched, mutation)
                                                   : adjusted(**touched, mutation);
        if (!next)
            return refuse(std::move(next).error());
        tell(**touched, *next);
        (*touched)->value = std::move(*next);
        return {};
    }

    Result<void> write()
    {
        for (const Touched& touched : m_touched) {
            if (auto written = m_transaction.set(touched.place, *touched.value); !written)
                return failureOf(written);
        }
        return {};
    }

    QByteArray answer() const { return '[' + m_told + ']'; }

private:
    Outcome<Touched*> find(const Mutation& mutation)
    {
        if (!mutation.target)
            return undeclared(mutation);
        const VariablePath& target = *mutation.target;
        const Variable* const variable = m_variables.find(target.scope, target.name);
        if (!variable)
            return undeclared(mutation);
        for (Touched& touched : m_touched) {
            if (touched.variable == variable)
                return &touched;
        }
        Touched touched{variable, valueName(m_who, target.scope, target.name), {}};
        auto stored = m_transaction.read().value(touched.place);
        if (!stored)
            return failureOf(stored);
        if (*stored)
            touched.value = canonicalValue(touched.variable->type, (*stored)->value);
        if (!touched.value)
            touched.value = touched.variable->standard;
        m_touched.push_back(std::move(touched));
        return &m_touched.back();
    }

    Checked<JsonText> assigned(const Touched& touched, const Mutation& mutation) const
    {
        const VariableType type = touched.variable->type;
        auto value = canonicalValue(type, mutation.value);
        if (!value)
            return invalid(mutation, "value", mismatch(type, mutation.value));
        return std::move(*value);
    }

    Checked<JsonText> adjusted(const Touched& touched, const Mutation& mutation) const
    {
        if (touched.variable->type != VariableType::Number)
            return invalid(
                mutation, "op",
                "must be \"set\": the variable is a " + typeName(touched.variable->type) +
                    ", and only numbers can be increased or decreased.");
        const auto by = Quantity::from(mutation.value);
        if (!by)
            return invalid(mutation, "value", mismatch(VariableType::Number, mutation.value));
        const Quantity from =
            touched.value ? Quantity::from(*touched.value).value_or(Quantity()) : Quantity();
        const auto result = mutation.op == MutationOp::Increase ? from.plus(*by) : from.minus(*by);
        if (!result)
            return invalid(
                mutation, "value",
                "would take the variable beyond the range of numbers, which is -2^63 to 2^63 - 1.");
        return result->toJson();
    }

    tl::unexpected<Problem>
    invalid(const Mutation& mutation, const char* member, const QByteArray& message) const
    {
        const QByteArray field = "ops[" + QByteArray::number(m_index) + "]." + member;
        return refuse(
            {ProblemKind::ValidationFailed,
             field + ' ' + message,
             mutation.path,
             {{field, message}}});
    }

    tl::unexpected<Problem> undeclared(const Mutation& mutation) const
    {
        return refuse(
            {ProblemKind::SystemStateViolation,
             "The path names no declared variable of this campaign; system fields cannot be "
             "written.",
             mutation.path,
             {{"ops[" + QByteArray::number(m_index) + "].path",
               "must name a declared variable."}}});
    }

    void tell(const Touched& touched, const JsonText& next)
    {
        if (!m_told.isEmpty())
            m_told += ',';
        m_told += R"({"path":")" + touched.variable->path() + R"(","previous":)" +
                  (touched.value ? touched.value->bytes() : QByteArray("null")) + R"(,"current":)" +
                  next.bytes() + '}';
    }

    Transaction& m_transaction;
    const Participant& m_who;
    const VariableList& m_variables;
    qsizetype m_index = 0;
    std::vector<Touched> m_touched;
    QByteArray m_told;
};

/// Where outcomes are kept: by user and campaign, as no two have the same pair.
QByteArray memoryScope(const Participant& who)
{
    return QByteArray("campaign mutation") + '\0' + who.campaign + '\0' + who.sub;
}

/// The campaign's variables as this transaction sees them.
Result<VariableListPtr>
currentVariables(Transaction& transaction, const QByteArray& campaign, const VariableListPtr& known)
{
    auto lastChange = transaction.lastChange(definitionSpace(campaign));
    if (!lastChange)
        return failureOf(lastChange);
    if (known && known->lastChange == *lastChange)
        return known;
    auto read = readVariables(transaction.read(), campaign);
    if (!read)
        return failureOf(read);
    return std::make_shared<const VariableList>(VariableList{std::move(*read), *lastChange});
}

} // namespace

Outcome<MutationAnswer> mutate(
    Transaction& transaction, const Participant& who, const MutationRequest& request,
    const VariableListPtr& known)
{
    if (!request.id.isEmpty()) {
        auto kept = transaction.read().idempotencyRecord(memoryScope(who), request.id);
        if (!kept)
            return failureOf(kept);
        if (*kept)
            return MutationAnswer{std::move((*kept)->answer), true, false};
    }
    const auto variables = currentVariables(transaction, who.campaign, known);
    if (!variables)
        return failureOf(variables);
    MutationRun run(transaction, who, **variables);
    for (qsizetype index = 0; index < std::ssize(request.ops); ++index) {
        if (auto applied = run.apply(request.ops[size_t(index)], index); !applied)
            return tl::make_unexpected(std::move(applied).error());
    }
    if (auto written = run.write(); !written)
        return failureOf(written);
    MutationAnswer answer{run.answer(), false, *variables != known};
    if (request.id.isEmpty())
        return answer;
    // What is asked does not count: the id alone makes it a repeat.
    auto kept = transaction.keepIdempotencyRecord(
        memoryScope(who), request.id, QByteArray(""), answer.mutations, memory);
    if (!kept)
        return failureOf(kept);
    return answer;
}

} // namespace stateroom::campaign
