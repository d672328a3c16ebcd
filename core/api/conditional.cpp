// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/conditional.h"

#include "core/api/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace stateroom {

QByteArray entityTag(Version version)
{
    std::array<char, 22> text{'"'};
    char* const end = std::to_chars(text.data() + 1, text.data() + 21, version.value()).ptr;
    *end = '"';
    return QByteArray(text.data(), end + 1 - text.data());
}

Preconditions::Preconditions(const Headers& headers)
    // Section 13.1.1: If-Match compares strongly, so a weak tag never matches; If-None-Match does.
    : m_match(parse(headers, "If-Match", false))
    , m_noneMatch(parse(headers, "If-None-Match", true))
{
}

std::optional<Preconditions::Tags>
Preconditions::parse(const Headers& headers, QByteArrayView name, bool weak)
{
    if (!headers.contains(name))
        return std::nullopt;
    Tags tags;
    for (const Headers::Field& field : headers.all()) {
        if (!equalsIgnoringCase(field.name, name))
            continue;
        // Our tags hold digits only, so that a comma within a foreign tag does no harm.
        for (const QByteArray& item : field.value.toByteArray().split(',')) {
            QByteArrayView tag = QByteArrayView(item).trimmed();
            if (tag == "*")
                tags.any = true;
            if (tag.startsWith("W/")) {
                if (!weak)
                    continue;
                tag = tag.sliced(2);
            }
            if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"')
                continue;
            if (const auto number = wholeNumber(tag.sliced(1, tag.size() - 2)))
                tags.versions.emplace_back(*number);
        }
    }
    return tags;
}

bool Preconditions::Tags::holds(Version current) const
{
    if (current == Version(0))
        return false;
    return any || std::find(versions.begin(), versions.end(), current) != versions.end();
}

bool Preconditions::allowWrite(Version current) const
{
    return (!m_match || m_match->holds(current)) && (!m_noneMatch || !m_noneMatch->holds(current));
}

bool Preconditions::isNotModified(Version current) const
{
    return m_noneMatch && m_noneMatch->holds(current);
}

} // namespace stateroom
