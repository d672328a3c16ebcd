// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"
#include "tests/business/businessfixture.h"

namespace stateroom::test {

/// The ids of each page.
using ListPages = std::vector<QByteArrayList>;

/// All pages of a question; the last one is a sentence that begins with `!` when there is no end.
inline ListPages pagesOf(Reader& reader, business::ListQuery query)
{
    ListPages pages;
    for (int count = 0; count < 5'000; ++count) {
        auto page = business::list(reader, query);
        if (!page) {
            pages.push_back({"!" + errorText(page).toUtf8()});
            return pages;
        }
        QByteArrayList& ids = pages.emplace_back();
        for (const business::Record& record : page->records)
            ids << record.id;
        if (!page->hasMore())
            return pages;
        query.cursor = page->nextCursor;
    }
    pages.push_back({"!endless"});
    return pages;
}

inline QByteArrayList joined(const ListPages& pages)
{
    QByteArrayList all;
    for (const QByteArrayList& page : pages)
        all += page;
    return all;
}

/// What a resource holds, by key; a page of it at most.
inline std::vector<Entry> allOf(Reader& reader, const business::Resource& resource)
{
    return reader.page(resource.space(), {.limit = Reader::maxPage}).value().entries;
}

} // namespace stateroom::test
