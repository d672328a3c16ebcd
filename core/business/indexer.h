// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/store/fieldindexer.h"

#include <QHash>

namespace stateroom::business {

/// Has a store keep the records of a catalogue in the order of its indexes. Given to the store when
/// it is opened (StoreOptions::indexer). Thread-safe.
class CatalogueIndexer final : public FieldIndexer {
public:
    /// `catalogue` must live as long.
    explicit CatalogueIndexer(const Catalogue& catalogue);

    std::vector<IndexedSpace> spaces() const override;
    std::vector<QByteArray> sortKeys(const Namespace& space, const JsonText& value) const override;

private:
    /// How the keys of one resource are made in one pass over a record.
    struct Recipe {
        struct Path {
            size_t member = 0; ///< of `members`
            QByteArray rest;   ///< behind the first dot; empty: the member itself
        };
        QByteArrayList members;
        std::vector<Path> paths;                  ///< each field that some index names
        std::vector<std::vector<size_t>> indexes; ///< the paths of each
    };
    static Recipe recipeOf(const Resource& resource);

    const Catalogue& m_catalogue;
    QHash<Namespace, Recipe> m_recipes;
};

/// That of the business API's own catalogue(). Lives as long as the program.
const CatalogueIndexer& catalogueIndexer();

} // namespace stateroom::business
