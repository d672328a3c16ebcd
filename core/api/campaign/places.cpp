// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/places.h"

namespace stateroom::campaign {

QByteArray escapedSegment(QByteArrayView segment)
{
    QByteArray text = segment.toByteArray();
    if (text.contains('%'))
        text.replace("%", "%25");
    if (text.contains('/'))
        text.replace("/", "%2F");
    return text;
}

Namespace valueSpace(const QByteArray& campaign, Scope scope)
{
    return scope == Scope::User ? Namespace("participants", {}) : Namespace("campaign", campaign);
}

EntryName valueName(const Participant& who, Scope scope, const QByteArray& variable)
{
    QByteArray key = escapedSegment(who.sub) + '/';
    switch (scope) {
    case Scope::User:
        break;
    case Scope::Campaign:
        key += '/';
        break;
    case Scope::App:
        key += escapedSegment(who.app) + '/';
        break;
    }
    return {valueSpace(who.campaign, scope), Key(key + variable)};
}

std::optional<ValueKey> parseValueKey(const Namespace& space, const Key& key)
{
    const QByteArrayList parts = key.bytes().split('/');
    if (space.kind() == "participants" && parts.size() == 2)
        return ValueKey{Scope::User, parts[1]};
    if (space.kind() == "campaign" && parts.size() == 3)
        return ValueKey{parts[1].isEmpty() ? Scope::Campaign : Scope::App, parts[2]};
    return std::nullopt;
}

Namespace definitionSpace(const QByteArray& campaign)
{
    return Namespace(definitionKind, campaign);
}

Key definitionKey(Scope scope, QByteArrayView variable)
{
    return Key(scopeName(scope) + '/' + variable.toByteArray());
}

} // namespace stateroom::campaign
