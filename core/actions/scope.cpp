// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/scope.h"

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

} // namespace stateroom
