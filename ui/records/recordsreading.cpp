// SPDX-License-Identifier: GPL-3.0-or-later
// RecordsModel: reading pages, and reading them again after changes.
#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/throttle.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordtext.h"

#include <algorithm>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// Rows that are read at once: of a page of the API's list, and of many of them.
constexpr std::size_t pageRows = ListLimits::maxPage;
constexpr std::size_t mostAtOnce = 20 * pageRows;
constexpr qint64 refreshInterval = 250;

Error errorOf(const std::variant<Error, Refusal>& why)
{
    if (const auto* error = std::get_if<Error>(&why))
        return *error;
    // The question has been judged before; what is left is a cursor that a change made worthless.
    return fail(ErrorCode::Internal, QString::fromUtf8(std::get<Refusal>(why).message)).value();
}

} // namespace

Result<RecordsModel::Page> RecordsModel::readPage(Reader& reader, ListQuery query)
{
    const Resource& resource = *query.resource;
    auto found = list(reader, std::move(query));
    if (!found)
        return fail(errorOf(found.error()));
    Page page;
    page.next = found->nextCursor;
    page.rows.reserve(found->records.size());
    for (const Record& record : found->records) {
        Row row{record.id, record.version, {}};
        for (const QByteArray& column : resource.columns)
            row.cells
                << (column == "id" ? displayText(record.id)
                                   : cellText(resource, column, record.value));
        page.rows.push_back(std::move(row));
    }
    return page;
}

void RecordsModel::reload()
{
    if (m_resource == nullptr)
        return;
    m_loaded = false;
    begin({.wanted = pageRows, .fresh = true});
}

void RecordsModel::readFrom(From end)
{
    m_from = end;
    reload();
}

/// The question as it is read: from the end its order is turned round, ties too.
ListQuery RecordsModel::queryAt(const QByteArray& cursor) const
{
    ListQuery query = m_query;
    query.cursor = cursor;
    if (m_from == From::Begin)
        return query;
    if (query.sort.empty())
        query.sort = {{"created_at", true}};
    for (SortField& field : query.sort)
        field.descending = !field.descending;
    return query;
}

void RecordsModel::begin(Search search)
{
    ++m_generation;
    m_search = std::move(search);
    m_again = false;
    Q_EMIT searchingChanged();
    step();
}

void RecordsModel::step()
{
    m_store.read(
        [query = queryAt(m_search->cursor)](Reader& reader) { return readPage(reader, query); },
        this,
        [this, generation = m_generation](Result<Page> page) {
            if (generation != m_generation)
                return;
            if (page) {
                takePage(std::move(*page));
                return;
            }
            m_search.reset();
            Q_EMIT searchingChanged();
            Q_EMIT failed(page.error());
        });
}

void RecordsModel::takePage(Page page)
{
    Search& search = *m_search;
    search.cursor = page.next;
    const std::size_t found = page.rows.size();
    search.wanted -= std::min(search.wanted, found);
    const bool isOver = search.wanted == 0 || page.next.isEmpty();
    if (search.quiet) {
        std::move(page.rows.begin(), page.rows.end(), std::back_inserter(search.rows));
    } else if (std::exchange(search.fresh, search.fresh && found == 0 && !isOver)) {
        if (!search.fresh) // else there is nothing to show yet
            showFresh(std::move(page.rows));
    } else {
        append(std::move(page.rows));
    }
    if (isOver)
        finish();
    else
        step();
}

void RecordsModel::showFresh(std::vector<Row> rows)
{
    beginResetModel();
    if (m_from == From::End)
        std::reverse(rows.begin(), rows.end());
    m_rows = std::move(rows);
    m_next = m_search->cursor;
    m_more = !m_next.isEmpty();
    endResetModel();
    m_loaded = true;
    Q_EMIT loaded();
}

void RecordsModel::append(std::vector<Row> rows)
{
    if (rows.empty())
        return;
    const bool before = m_from == From::End;
    if (before)
        std::reverse(rows.begin(), rows.end());
    const int first = before ? 0 : rowCount();
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.insert(
        m_rows.begin() + first, std::make_move_iterator(rows.begin()),
        std::make_move_iterator(rows.end()));
    endInsertRows();
}

void RecordsModel::finish()
{
    Search done = std::exchange(m_search, std::nullopt).value();
    m_next = done.cursor;
    m_more = !m_next.isEmpty();
    m_loaded = true;
    if (done.quiet) {
        if (m_from == From::End)
            std::reverse(done.rows.begin(), done.rows.end());
        merge(std::move(done.rows));
        m_refreshTook = m_clock.elapsed() - m_refreshBegan;
    }
    Q_EMIT searchingChanged();
    Q_EMIT loaded();
    if (std::exchange(m_again, false))
        noteChange();
}

bool RecordsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_from == From::Begin && hasUnread();
}

bool RecordsModel::hasUnread() const
{
    return m_loaded && m_more && !isSearching();
}

void RecordsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        readOn();
}

void RecordsModel::readOn()
{
    if (!hasUnread())
        return;
    const bool wasRefreshing = m_search.has_value();
    // Who goes far goes faster.
    begin({.cursor = m_next, .wanted = std::clamp(m_rows.size(), pageRows, mostAtOnce)});
    m_again = wasRefreshing;
}

// Changes

void RecordsModel::noteChange()
{
    if (m_search)
        m_again = true;
    else if (!m_refreshSoon.isActive())
        m_refreshSoon.start(int(std::max(refreshInterval, 4 * m_refreshTook)));
}

void RecordsModel::refresh()
{
    if (m_search) {
        m_again = true;
        return;
    }
    m_refreshBegan = m_clock.elapsed();
    begin({.wanted = std::max(pageRows, m_rows.size()), .quiet = true});
}

/// What is alike at the begin and at the end stays, with its selection; what is between is another.
void RecordsModel::merge(std::vector<Row> rows)
{
    const auto sameId = [](const Row& a, const Row& b) { return a.id == b.id; };
    const auto head = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), sameId);
    const auto first = head.first - m_rows.begin();
    const auto tail = std::mismatch(
        m_rows.rbegin(), std::make_reverse_iterator(head.first), rows.rbegin(),
        std::make_reverse_iterator(head.second), sameId);
    const auto oldEnd = tail.first.base() - m_rows.begin();
    const auto newEnd = tail.second.base() - rows.begin();
    if (oldEnd > first) {
        beginRemoveRows({}, int(first), int(oldEnd) - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + oldEnd);
        endRemoveRows();
    }
    if (newEnd > first) {
        beginInsertRows({}, int(first), int(newEnd) - 1);
        m_rows.insert(m_rows.begin() + first, rows.begin() + first, rows.begin() + newEnd);
        endInsertRows();
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].version == rows[row].version)
            continue;
        m_rows[row] = std::move(rows[row]);
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), columnCount() - 1));
    }
}

void RecordsModel::light(const QByteArray& id)
{
    constexpr qsizetype mostLit = 1'000;
    if (m_glow.size() >= mostLit)
        return;
    // It is seen when it has been read.
    m_glow.insert(id, m_clock.elapsed() + refreshInterval);
    if (!m_glowing.isActive())
        m_glowing.start();
}

void RecordsModel::refreshGlow()
{
    const qint64 over = m_clock.elapsed() - glow.count();
    m_glow.removeIf([over](auto each) { return each.value() <= over; });
    if (m_glow.isEmpty())
        m_glowing.stop();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {GlowRole});
}

void RecordsModel::setDrafts(const QSet<Key>& drafts)
{
    if (drafts == m_drafts)
        return;
    m_drafts = drafts;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {DraftRole});
}

} // namespace stateroom::ui
