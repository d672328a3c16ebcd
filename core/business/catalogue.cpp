// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/catalogue.h"

#include <QCryptographicHash>

#include <algorithm>

namespace stateroom::business {

namespace {

/// Changes with the encoding of index rows, so that stores build theirs anew.
constexpr QByteArrayView indexEncoding = "1";

template <class Range, class Matches> auto* findIn(const Range& range, Matches matches)
{
    const auto found = std::find_if(range.begin(), range.end(), matches);
    return found == range.end() ? nullptr : &*found;
}

} // namespace

const Field* Resource::field(QByteArrayView fieldName) const
{
    return findIn(fields, [&](const Field& field) { return field.name == fieldName; });
}

QByteArray Resource::indexFingerprint() const
{
    QByteArray text = indexEncoding.toByteArray();
    for (const Index& index : indexes)
        text += '\n' + index.join(',');
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(16);
}

const QByteArrayList& systemFields()
{
    static const QByteArrayList names = {"id", "object", "created_at", "updated_at"};
    return names;
}

Catalogue::Catalogue(std::vector<Resource> resources)
    : m_resources(std::move(resources))
{
}

const Resource* Catalogue::resource(QByteArrayView name) const
{
    return findIn(m_resources, [&](const Resource& resource) { return resource.name == name; });
}

const Resource* Catalogue::resourceOf(const Namespace& space) const
{
    return space.kind() == "business" ? resource(space.name()) : nullptr;
}

QByteArrayList Catalogue::events() const
{
    QByteArrayList names;
    for (const Resource& resource : m_resources) {
        for (const EventRule& rule : resource.events)
            names << rule.event;
    }
    return names;
}

} // namespace stateroom::business
