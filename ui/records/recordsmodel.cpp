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

/// Records looked at in one go: some milliseconds of a reader.
constexpr int examinedAtOnce = 4'000;

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
    m_from = From::Begin;
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
    m_from = From::Begin;
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
    case Qt::TextAlignmentRole: {
        const Field* field = m_resource->field(column);
        const bool isNumber = field != nullptr && field->type == FieldType::Number;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
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
