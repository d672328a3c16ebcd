// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

Namespace::Namespace(QByteArrayView kind, QByteArrayView name)
    : m_kindLength(kind.size())
{
    m_text.reserve(kind.size() + 1 + name.size());
    m_text.append(kind);
    m_text.append('/');
    m_text.append(name);
}

Result<Namespace> Namespace::parse(QByteArrayView text)
{
    const auto slash = text.indexOf('/');
    const auto kind = text.first(std::max<qsizetype>(slash, 0));
    const auto lower = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    if (kind.isEmpty() || !std::all_of(kind.begin(), kind.end(), lower))
        return fail(
            ErrorCode::InvalidInput, u"Not a namespace: it must be written kind/name."_s,
            u"For example workflow/wf-1."_s);
    return Namespace(kind, text.sliced(slash + 1));
}

} // namespace stateroom
