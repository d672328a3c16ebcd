// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/scope.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

Result<void> checkIsData(const Namespace& space)
{
    if (space.isNull())
        return fail(ErrorCode::InvalidInput, u"No namespace is named."_s);
    if (space.isSystem())
        return fail(
            ErrorCode::InvalidInput, u"The namespaces of system/ are Stateroom's own."_s,
            u"API keys have calls of their own."_s);
    return {};
}

qsizetype codePoints(QByteArrayView utf8)
{
    // UTF-8 bytes that begin one.
    return std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (uchar(c) & 0xc0) != 0x80; });
}

Result<void> checkName(const EntryName& name)
{
    const auto wrong = [](const QString& why) { return fail(ErrorCode::InvalidInput, why); };
    const QByteArray& key = name.key.bytes();
    if (key.isEmpty() || key.size() > maxKeyBytes)
        return wrong(u"A key must have 1 to 4,096 bytes."_s);
    if (name.space.kind() == "integration" && codePoints(key) > maxIntegrationKeyLength)
        return wrong(u"A key of the integration API may have at most 256 characters."_s);
    if (name.space.kind() != "workflow")
        return {};
    if (key.size() > maxWorkflowNameBytes)
        return wrong(u"A key of the workflow API may have at most 1,024 bytes."_s);
    if (name.space.name().size() > maxWorkflowNameBytes)
        return wrong(u"A workflow id may have at most 1,024 bytes."_s);
    return {};
}

} // namespace stateroom
