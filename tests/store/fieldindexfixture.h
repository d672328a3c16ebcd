// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fieldindexer.h"
#include "tests/store/storefixture.h"

#include <algorithm>

namespace stateroom::test {

/// Indexes of the spaces it is given: by the value's text, by its length (eight digits), and where
/// there are more, by its last bytes, one more in each.
class TestIndexer final : public FieldIndexer {
public:
    explicit TestIndexer(
        std::vector<Namespace> spaces = {}, QByteArray fingerprint = "1", int indexes = 2)
        : m_spaces(std::move(spaces))
        , m_fingerprint(std::move(fingerprint))
        , m_indexes(indexes)
    {
    }
    int indexes() const { return m_indexes; }
    void redefine(QByteArray fingerprint) { m_fingerprint = std::move(fingerprint); }
    const std::vector<Namespace>& covered() const { return m_spaces; }

    std::vector<IndexedSpace> spaces() const override
    {
        std::vector<IndexedSpace> all;
        for (const Namespace& space : m_spaces)
            all.push_back({space, m_fingerprint});
        return all;
    }
    std::vector<QByteArray> sortKeys(const Namespace&, const JsonText& value) const override
    {
        const QByteArray& bytes = value.bytes();
        std::vector<QByteArray> keys{
            m_fingerprint + bytes, QByteArray::number(bytes.size()).rightJustified(8, '0')};
        for (int last = 1; int(keys.size()) < m_indexes; ++last)
            keys.push_back(bytes.right(last));
        return keys;
    }

private:
    std::vector<Namespace> m_spaces;
    QByteArray m_fingerprint;
    int m_indexes;
};

/// The rows of an index, each `sort key|key`, read in pages of `limit`; or what went wrong.
inline QByteArrayList
rowsOf(Reader& reader, const Namespace& space, int index, bool descending = false, int limit = 3)
{
    QByteArrayList rows;
    IndexRequest request{
        .index = index, .upper = QByteArray(1, '\xff'), .descending = descending, .limit = limit};
    for (bool more = true; more;) {
        auto page = reader.indexed(space, request);
        if (!page)
            return rows << "!" + errorText(page).toUtf8();
        for (const IndexedEntry& found : page->entries)
            rows << found.position.sortKey + '|' + found.position.key.bytes();
        more = page->more;
        if (more)
            request.after = page->entries.back().position;
    }
    return rows;
}

/// What they should be, from the entries themselves.
inline QByteArrayList expectedRows(
    Reader& reader, const FieldIndexer& indexer, const Namespace& space, int index,
    bool descending = false)
{
    std::vector<IndexPosition> rows;
    PageRequest request{.limit = Reader::maxPage};
    for (bool more = true; more;) {
        auto page = reader.page(space, request);
        if (!page)
            return {"!" + errorText(page).toUtf8()};
        for (const Entry& entry : page->entries)
            rows.push_back({indexer.sortKeys(space, entry.value)[size_t(index)], entry.key});
        more = page->more;
        if (more)
            request.after = page->entries.back().key;
    }
    std::sort(rows.begin(), rows.end());
    if (descending)
        std::reverse(rows.begin(), rows.end());
    QByteArrayList lines;
    for (const IndexPosition& row : rows)
        lines << row.sortKey + '|' + row.key.bytes();
    return lines;
}

} // namespace stateroom::test
