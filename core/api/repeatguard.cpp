// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/repeatguard.h"

namespace stateroom {

Result<RepeatGuardPtr>
RepeatGuard::of(const Request& request, QByteArrayView api, QByteArrayView credential)
{
    auto write = IdempotentWrite::of(request, api, credential);
    if (!write)
        return failureOf(write);
    auto guard = std::make_shared<RepeatGuard>();
    guard->m_write = std::move(*write);
    return guard;
}

Result<bool> RepeatGuard::isDone(Reader& reader)
{
    m_earlier.reset();
    if (!m_write)
        return false;
    auto answer = m_write->replay(reader);
    if (!answer)
        return failureOf(answer);
    m_earlier = std::move(*answer);
    return m_earlier.has_value();
}

Result<bool> RepeatGuard::isDone(Transaction& transaction)
{
    return isDone(transaction.read());
}

std::optional<Response> RepeatGuard::committed(Reader& reader)
{
    const auto done = isDone(reader);
    return done && *done ? m_earlier : std::nullopt;
}

Result<void> RepeatGuard::keep(Transaction& transaction, const Response& response) const
{
    return m_write ? m_write->keep(transaction, response) : Result<void>();
}

} // namespace stateroom
