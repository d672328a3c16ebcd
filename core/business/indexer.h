// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/store/fieldindexer.h"

namespace stateroom::business {

/// Has a store keep the records of a catalogue in the order of its indexes. Given to the store when
/// it is opened (StoreOptions::indexer). Thread-safe.
class CatalogueIndexer final : public FieldIndexer {
public:
    /// `catalogue` must live as long.
    explicit CatalogueIndexer(const Catalogue& catalogue)
        : m_catalogue(catalogue)
    {
    }

    std::vector<IndexedSpace> spaces() const override;
    std::vector<QByteArray> sortKeys(const Namespace& space, const JsonText& value) const override;

private:
    const Catalogue& m_catalogue;
};

/// That of the business API's own catalogue(). Lives as long as the program.
const CatalogueIndexer& catalogueIndexer();

} // namespace stateroom::business
