// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/indexer.h"

#include "core/business/sortkey.h"

namespace stateroom::business {

std::vector<FieldIndexer::IndexedSpace> CatalogueIndexer::spaces() const
{
    std::vector<IndexedSpace> all;
    for (const Resource& resource : m_catalogue.resources()) {
        if (!resource.indexes.empty())
            all.push_back({resource.space(), resource.indexFingerprint()});
    }
    return all;
}

std::vector<QByteArray>
CatalogueIndexer::sortKeys(const Namespace& space, const JsonText& value) const
{
    std::vector<QByteArray> keys;
    const Resource* resource = m_catalogue.resourceOf(space);
    if (!resource)
        return keys;
    keys.reserve(resource->indexes.size());
    for (const Index& index : resource->indexes) {
        QByteArray key;
        for (const QByteArray& path : index)
            appendSortKey(key, valueAt(value, path), keptKeyBytes);
        keys.push_back(std::move(key));
    }
    return keys;
}

const CatalogueIndexer& catalogueIndexer()
{
    static const CatalogueIndexer indexer(catalogue());
    return indexer;
}

} // namespace stateroom::business
