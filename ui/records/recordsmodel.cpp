// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordsmodel.h"

#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/throttle.h"
#include "ui/records/recordtext.h"

#include <algorithm>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// Rows that are read at once, when more are wanted.
constexpr std::size_t pageRows = ListLimits::maxPage;
/// Records looked at in one go: some milliseconds of a reader.
constexpr int examinedAtOnce = 4'000;
constexpr qint64 refreshInterval = 250;

Error errorOf(const std::variant<Error, Refusal>& why)
{
    if (const auto* error = std::get_if<Error>(&why))
        return *error;
    // The question has been judged before; what is left is a cursor that a change made worthless.
    return fail(ErrorCode::Internal, QString::fromUtf8(std::get<Refusal>(why).message)).value();
}

} // namespace

RecordsModel::RecordsModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    m_clock.start();
    m_refreshSoon.setSingleShot(true);
    connect(&m_refreshSoon, &QTimer::timeout, this, &RecordsModel::refresh);
    m_glowing.setInterval(Throttle::frame);
    connect(&m_glowing, &QTimer::timeout, this, &RecordsModel::refreshGlow);
}

// The question

void RecordsModel::setResource(const Resource* resource)
{
    if (resource == m_resource)
        return;
    beginResetModel();
    m_subscription.cancel();
    m_refreshSoon.stop();
    m_resource = resource;
    m_query = ListQuery();
    m_query.resource = resource;
    m_query.limit = ListLimits::maxPage;
    m_query.maxExamined = examinedAtOnce;
    m_rows.clear();
    m_glow.clear();
    m_next.clear();
    m_more = false;
    endResetModel();
    if (resource == nullptr) {
        ++m_generation;
        m_search.reset();
        m_loaded = false;
        return;
    }
    ChangeFilter filter;
    filter.space = resource->space();
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes =
             [this](const std::vector<ChangePtr>& changes) {
                 for (const ChangePtr& change : changes)
                     light(change->name.key.bytes());
                 noteChange();
             },
         .reset = [this](Seq) { noteChange(); },
         .ended = [this](const Error& error) { Q_EMIT failed(error); }});
    reload();
}

void RecordsModel::setQuestion(std::vector<FilterTerm> filter, std::vector<SortField> sort)
{
    m_query.filter = std::move(filter);
    m_query.sort = std::move(sort);
    if (m_resource == nullptr)
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    reload();
}

void RecordsModel::sortBy(int column)
{
    const QByteArray& field = m_resource->columns[column];
    const bool isSorted = !m_query.sort.empty() && m_query.sort.front().path == field;
    setQuestion(m_query.filter, {{field, isSorted && !m_query.sort.front().descending}});
}

void RecordsModel::reload()
{
    if (m_resource == nullptr)
        return;
    m_loaded = false;
    begin({.rows = {}, .cursor = {}, .wanted = pageRows, .fresh = true});
}

// Reading

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
    ListQuery query = m_query;
    query.cursor = m_search->cursor;
    m_store.read(
        [query](Reader& reader) { return readPage(reader, query); }, this,
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
    const int first = rowCount();
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

void RecordsModel::finish()
{
    const Search done = std::exchange(m_search, std::nullopt).value();
    m_next = done.cursor;
    m_more = !m_next.isEmpty();
    m_loaded = true;
    if (done.quiet) {
        merge(done.rows);
        m_refreshTook = m_clock.elapsed() - m_refreshBegan;
    }
    Q_EMIT searchingChanged();
    Q_EMIT loaded();
    if (std::exchange(m_again, false))
        noteChange();
}

bool RecordsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_loaded && m_more && !isSearching();
}

void RecordsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const bool wasRefreshing = m_search.has_value();
    begin({.rows = {}, .cursor = m_next, .wanted = pageRows});
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
    begin(
        {.rows = {},
         .cursor = {},
         .wanted = std::max(pageRows, m_rows.size()),
         .fresh = false,
         .quiet = true});
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

// What views ask

int RecordsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RecordsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_resource == nullptr ? 0 : int(m_resource->columns.size());
}

int RecordsModel::rowOf(const QByteArray& id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QVariant RecordsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.cells[index.column()];
    case Qt::ToolTipRole:
        return plainToolTip(row.cells[index.column()]);
    case KeyRole:
        return row.id;
    case DraftRole:
        return index.column() == 0 && m_drafts.contains(Key(row.id));
    case GlowRole: {
        const auto lit = m_glow.constFind(row.id);
        if (lit == m_glow.cend())
            return {};
        const qint64 since = m_clock.elapsed() - *lit;
        return std::clamp(1.0 - qreal(since) / qreal(glow.count()), 0.0, 1.0);
    }
    default:
        return {};
    }
}

QVariant RecordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const QByteArray& column = m_resource->columns[section];
    QString name = displayText(column);
    switch (role) {
    case Qt::DisplayRole: {
        const SortField newest{"created_at", true};
        const SortField& sorted = m_query.sort.empty() ? newest : m_query.sort.front();
        if (sorted.path == column)
            name += sorted.descending ? u" ↓"_s : u" ↑"_s;
        return name;
    }
    case Qt::ToolTipRole: {
        const Field* field = m_resource->field(column);
        return plainToolTip(field != nullptr ? catalogueText(field->description) : name);
    }
    default:
        return {};
    }
}

} // namespace stateroom::ui
