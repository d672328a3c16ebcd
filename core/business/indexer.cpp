// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/indexer.h"

#include "core/business/sortkey.h"

#include <algorithm>

namespace stateroom::business {

namespace {

/// Where it stands in the list, to which it is added if it does not.
template <class List, class Value> size_t placeIn(List& list, const Value& value)
{
    const auto place = std::find(list.begin(), list.end(), value);
    const auto at = size_t(place - list.begin());
    if (place == list.end())
        list.push_back(value);
    return at;
}

} // namespace

CatalogueIndexer::CatalogueIndexer(const Catalogue& catalogue)
    : m_catalogue(catalogue)
{
    for (const Resource& resource : catalogue.resources())
        m_recipes.insert(resource.space(), recipeOf(resource));
}

CatalogueIndexer::Recipe CatalogueIndexer::recipeOf(const Resource& resource)
{
    Recipe recipe;
    QByteArrayList paths;
    for (const Index& index : resource.indexes) {
        std::vector<size_t>& places = recipe.indexes.emplace_back();
        for (const QByteArray& path : index)
            places.push_back(placeIn(paths, path));
    }
    for (const QByteArray& path : paths) {
        const qsizetype dot = path.indexOf('.');
        recipe.paths.push_back(
            {placeIn(recipe.members, dot < 0 ? path : path.first(dot)),
             dot < 0 ? QByteArray() : path.sliced(dot + 1)});
    }
    return recipe;
}

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
    const auto recipe = m_recipes.constFind(space);
    if (recipe == m_recipes.cend())
        return keys;
    const std::vector<std::optional<JsonView>> found = membersOf(value, recipe->members);
    std::vector<QByteArray> parts(recipe->paths.size());
    for (size_t i = 0; i < parts.size(); ++i) {
        const Recipe::Path& path = recipe->paths[i];
        std::optional<JsonView> at = found[path.member];
        if (at && !path.rest.isEmpty())
            at = valueAt(*at, path.rest);
        appendSortKey(parts[i], at, keptKeyBytes);
    }
    keys.resize(recipe->indexes.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        const std::vector<size_t>& index = recipe->indexes[i];
        if (!index.empty())
            keys[i] = parts[index.front()];
        for (size_t j = 1; j < index.size(); ++j)
            keys[i] += parts[index[j]];
    }
    return keys;
}

const CatalogueIndexer& catalogueIndexer()
{
    static const CatalogueIndexer indexer(catalogue());
    return indexer;
}

} // namespace stateroom::business
