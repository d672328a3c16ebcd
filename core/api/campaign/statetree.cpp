// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/statetree.h"

namespace stateroom::campaign {

namespace {

/// A variable's value as it counts.
Result<std::optional<JsonText>>
effectiveValue(Reader& reader, const Variable& variable, const Participant& who)
{
    auto stored = reader.value(valueName(who, variable.scope, variable.name));
    if (!stored)
        return failureOf(stored);
    if (*stored) {
        if (auto value = canonicalValue(variable.type, (*stored)->value))
            return value;
    }
    return variable.standard;
}

} // namespace

Result<QByteArray>
readState(Reader& reader, const std::vector<Variable>& variables, const Participant& who)
{
    QByteArray body = R"({"state":{)";
    for (const Scope scope : allScopes) {
        body += (scope == Scope::User ? "\"" : ",\"") + scopeName(scope) + R"(":{)";
        bool first = true;
        for (const Variable& variable : variables) {
            if (variable.scope != scope)
                continue;
            auto value = effectiveValue(reader, variable, who);
            if (!value)
                return failureOf(value);
            if (!*value)
                continue;
            body += (std::exchange(first, false) ? "\"" : ",\"") + variable.name +
                    "\":" + (*value)->bytes();
        }
        body += '}';
    }
    return body + "}}";
}

std::optional<QByteArray> StateCache::find(const UserTokenPtr& token, quint64 mark) const
{
    const auto kept = m_kept.constFind(token);
    if (kept == m_kept.cend() || kept->mark != mark)
        return std::nullopt;
    return kept->answer;
}

void StateCache::keep(const UserTokenPtr& token, quint64 mark, const QByteArray& answer)
{
    if (answer.size() > maxAnswer)
        return;
    if (m_kept.size() >= capacity)
        m_kept.clear();
    m_kept.insert(token, {mark, answer});
}

} // namespace stateroom::campaign
