// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/endpointsmodel.h"

#include "core/json/jsonview.h"
#include "core/webhooks/delivery.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"

#include <algorithm>
#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

Result<std::vector<EndpointInfo>> readAll(Reader& reader)
{
    auto page = reader.page(webhooks::endpointSpace(), {.limit = Reader::maxPage});
    if (!page)
        return failureOf(page);
    std::vector<EndpointInfo> infos;
    for (const Entry& entry : page->entries) {
        const auto waiting = webhooks::outboxLength(reader, entry.key.bytes());
        if (!waiting)
            return failureOf(waiting);
        infos.push_back(
            {webhooks::endpointOf(entry.key.bytes(), entry.value), entry.value, *waiting});
    }
    return infos;
}

/// The host and what follows, which tells endpoints apart.
QString shortUrl(const QByteArray& url)
{
    const QString text = displayText(url);
    const qsizetype scheme = text.indexOf(u"://"_s);
    return scheme < 0 ? text : text.sliced(scheme + 3);
}

} // namespace

bool EndpointInfo::isReceivers() const
{
    const auto metadata = JsonView(record).member("metadata");
    const auto mark = metadata ? metadata->member("stateroom_receiver") : std::nullopt;
    return mark && mark->toBool().value_or(false);
}

EndpointsModel::EndpointsModel(Store& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_refresh(Milliseconds(100), [this] { read(); })
{
    m_counts.setInterval(std::chrono::seconds(1));
    connect(&m_counts, &QTimer::timeout, this, &EndpointsModel::read);
    m_subscription = store.feed().subscribe(
        {.space = webhooks::endpointSpace()}, std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>&) { m_refresh.request(); },
         .reset = [this](Seq) { m_refresh.request(); },
         .ended = [](const Error&) {}});
    read();
}

int EndpointsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EndpointsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EndpointsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EndpointInfo& info = at(index.row());
    if (role == Qt::ToolTipRole)
        return plainToolTip(
            index.column() == UrlColumn ? displayText(info.endpoint.url)
                                        : data(index, Qt::DisplayRole).toString());
    if (role == TroubleRole && index.column() == StateColumn && !info.endpoint.enabled)
        return QVariant::fromValue(Trouble::Refused);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == UrlColumn)
        return shortUrl(info.endpoint.url);
    if (!info.endpoint.enabled)
        return tr("disabled");
    return info.waiting == 0 ? QString() : tr("%Ln waiting", nullptr, int(info.waiting));
}

QVariant EndpointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case UrlColumn:
        return tr("URL", "column");
    case StateColumn:
        return tr("State", "column");
    }
    return {};
}

int EndpointsModel::rowOf(const QByteArray& id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&id](const EndpointInfo& row) {
        return row.endpoint.id == id;
    });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const EndpointInfo* EndpointsModel::receivers() const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [](const EndpointInfo& row) { return row.isReceivers(); });
    return found == m_rows.end() ? nullptr : &*found;
}

void EndpointsModel::setAwake(bool awake)
{
    if (awake) {
        m_counts.start();
        refresh();
    } else {
        m_counts.stop();
    }
}

void EndpointsModel::read()
{
    if (std::exchange(m_isReading, true)) {
        m_again = true;
        return;
    }
    m_store.read(readAll, this, [this](Result<std::vector<EndpointInfo>> infos) {
        m_isReading = false;
        if (std::exchange(m_again, false))
            m_refresh.request();
        if (infos)
            take(std::move(*infos));
        else
            Q_EMIT failed(infos.error());
    });
}

void EndpointsModel::take(std::vector<EndpointInfo> rows)
{
    const bool sameIds = std::equal(
        rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const EndpointInfo& a, const EndpointInfo& b) {
            return a.endpoint.id == b.endpoint.id;
        });
    m_isLoaded = true;
    if (!sameIds) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    } else {
        for (size_t row = 0; row < rows.size(); ++row) {
            if (rows[row].record == m_rows[row].record && rows[row].waiting == m_rows[row].waiting)
                continue;
            m_rows[row] = std::move(rows[row]);
            Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
        }
    }
    Q_EMIT refreshed();
}

} // namespace stateroom::ui
