// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/originpolicy.h"

#include "core/http/types.h"

#include <algorithm>
#include <optional>

namespace stateroom {

namespace {

bool isDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Authority {
    QByteArrayView name;
    QByteArrayView port; // empty when there is none
};

std::optional<Authority> splitAuthority(QByteArrayView text)
{
    qsizetype nameEnd = find(text, ':');
    if (text.startsWith('[')) {
        nameEnd = find(text, ']') + 1;
        if (nameEnd == 0)
            return std::nullopt;
    } else if (nameEnd < 0) {
        nameEnd = text.size();
    }
    const QByteArrayView rest = text.sliced(nameEnd);
    if (nameEnd == 0 || (!rest.isEmpty() && rest[0] != ':') || rest.size() > 6)
        return std::nullopt;
    const QByteArrayView port = rest.isEmpty() ? rest : rest.sliced(1);
    if (!isDigits(port))
        return std::nullopt;
    return Authority{text.first(nameEnd), port};
}

// Asked for each request, so it reads each character once.
bool isLoopbackAddress(QByteArrayView name)
{
    if (!name.startsWith("127."))
        return false;
    int dots = 1;
    int digits = 0;
    int number = 0;
    for (const char c : name.sliced(4)) {
        if (c == '.') {
            if (digits == 0 || ++dots > 3)
                return false;
            digits = number = 0;
        } else if (c >= '0' && c <= '9' && digits < 3) {
            ++digits;
            number = number * 10 + (c - '0');
            if (number > 255)
                return false;
        } else {
            return false;
        }
    }
    return dots == 3 && digits > 0;
}

QByteArray normalised(const QByteArray& text)
{
    QByteArray lower = text.trimmed().toLower();
    while (lower.endsWith('/'))
        lower.chop(1);
    return lower;
}

} // namespace

bool isLoopbackName(QByteArrayView name)
{
    constexpr QByteArrayView localhost = "localhost";
    if (isLoopbackAddress(name) || equalsIgnoringCase(name, localhost) || name == "[::1]")
        return true;
    return name.size() > localhost.size() + 1 && name[name.size() - localhost.size() - 1] == '.' &&
           equalsIgnoringCase(name.last(localhost.size()), localhost);
}

OriginPolicy::OriginPolicy(const OriginRules& rules)
{
    for (const QByteArray& host : rules.allowedHosts)
        m_hosts.append(normalised(host));
    for (const QByteArray& origin : rules.allowedOrigins)
        m_origins.append(normalised(origin));
}

bool OriginPolicy::isHostAllowed(QByteArrayView host) const
{
    const auto authority = splitAuthority(host);
    if (!authority)
        return false;
    if (isLoopbackName(authority->name))
        return true;
    return std::any_of(m_hosts.begin(), m_hosts.end(), [&](const QByteArray& allowed) {
        return equalsIgnoringCase(allowed, host) || equalsIgnoringCase(allowed, authority->name);
    });
}

bool OriginPolicy::isOriginAllowed(QByteArrayView origin) const
{
    const qsizetype schemeEnd = origin.indexOf("://");
    if (schemeEnd < 0)
        return false;
    const QByteArrayView scheme = origin.first(schemeEnd);
    const auto authority = splitAuthority(origin.sliced(schemeEnd + 3));
    const bool isWeb = equalsIgnoringCase(scheme, "http") || equalsIgnoringCase(scheme, "https");
    if (isWeb && authority && isLoopbackName(authority->name))
        return true;
    return std::any_of(m_origins.begin(), m_origins.end(), [&](const QByteArray& allowed) {
        return equalsIgnoringCase(allowed, origin);
    });
}

} // namespace stateroom
