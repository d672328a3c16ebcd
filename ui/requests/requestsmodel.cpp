// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestsmodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"
#include "ui/requests/requesttext.h"

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Refused is what the client has to mend, failed what the server has. Nothing was answered where a
/// connection broke.
Trouble troubleOf(int status)
{
    if (status >= 500 || status == 0)
        return Trouble::Failed;
    return status >= 400 ? Trouble::Refused : Trouble::None;
}

} // namespace

RequestsModel::RequestsModel(Service& service, QObject* parent)
    : TableModel(
          {{tr("Time", "column")},
           {tr("Method", "column")},
           {tr("Path", "column")},
           {tr("Status", "column"), Qt::AlignRight},
           //: Milliseconds
           {tr("ms", "column"), Qt::AlignRight},
           {tr("API", "column")},
           {tr("Key", "column")},
           {tr("Error", "column")}},
          parent)
    , m_service(service)
    , m_refresh(interval, [this] { refresh(); })
{
}

QVariant RequestsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestReport& report = requestAt(index.row());
    if (role == Qt::ToolTipRole) {
        if (index.column() == TimeColumn)
            return exactTimeText(report.at);
        if (index.column() == ReasonColumn)
            return plainToolTip(reasonSentence(report, diagnosisAt(index.row())));
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    }
    if (role == TroubleRole && index.column() == StatusColumn)
        return QVariant::fromValue(troubleOf(report.status));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return timeOfDayText(report.at);
    case MethodColumn:
        return displayText(report.method);
    case PathColumn:
        return displayText(report.target);
    case StatusColumn:
        return report.status == 0 ? u"–"_s : QString::number(report.status);
    case TookColumn:
        if (report.isOpen)
            //: An event stream that goes on; stands where others show how long they took
            return tr("open", "stream");
        return report.took.count() == 0 ? u"<1"_s : QString::number(report.took.count());
    case ApiColumn:
        return displayText(report.api);
    case KeyColumn:
        return keyText(report);
    case ReasonColumn:
        return shortReason(diagnosisAt(index.row()));
    }
    return {};
}

const Diagnosis& RequestsModel::diagnosisAt(int row) const
{
    const Row& one = m_rows[size_t(row)];
    if (!one.diagnosis)
        one.diagnosis = diagnose(*one.report, m_service.keys(), m_service.routes());
    return *one.diagnosis;
}

QString RequestsModel::keyText(const RequestReport& report) const
{
    switch (report.note.credential) {
    case RequestNote::Credential::NotRead:
    case RequestNote::Credential::None:
        return {};
    case RequestNote::Credential::Unknown:
        return tr("unknown");
    case RequestNote::Credential::Known:
        return m_keyNames.value(report.note.keyId, displayText(report.note.keyId));
    }
    Q_UNREACHABLE();
}

int RequestsModel::rowOf(const QByteArray& requestId) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return row.report->requestId == requestId;
    });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void RequestsModel::setAwake(bool awake)
{
    m_awake = awake;
    if (awake)
        refresh();
}

void RequestsModel::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        catchUp();
    Q_EMIT waitingChanged();
}

void RequestsModel::clear()
{
    m_service.requests().clear();
    m_seen = m_service.requests().last();
    m_waiting = 0;
    beginResetModel();
    m_rows.clear();
    m_open.clear();
    endResetModel();
    Q_EMIT waitingChanged();
}

void RequestsModel::refresh()
{
    if (!m_awake)
        return;
    m_seenChanges = m_service.requests().changes();
    if (m_paused) {
        m_waiting = m_service.requests().last() - m_seen;
        Q_EMIT waitingChanged();
    } else {
        catchUp();
    }
    listen();
}

void RequestsModel::catchUp()
{
    m_waiting = 0;
    endStreams();
    const auto news = m_service.requests().behind(m_seen);
    if (news.empty())
        return;
    m_seen = news.back()->number;
    for (const ApiKeyPtr& key : m_service.keys().all())
        m_keyNames.insert(key->id, displayText(key->hint.isEmpty() ? key->label : key->hint + "…"));
    removeOldest(int(m_rows.size() + news.size()) - int(RequestBook::capacity));
    beginInsertRows({}, 0, int(news.size()) - 1);
    for (const RequestReportPtr& report : news) {
        m_rows.push_front({report, std::nullopt});
        if (report->isOpen)
            m_open << report->number;
    }
    endInsertRows();
}

/// Shows of streams that were open whether they still are.
void RequestsModel::endStreams()
{
    const QList<qint64> open = std::exchange(m_open, {});
    for (const qint64 number : open) {
        const RequestReportPtr report = m_service.requests().at(number);
        if (!report)
            continue; // its row gives way, too
        if (report->isOpen) {
            m_open << number;
            continue;
        }
        const int row = int(m_rows.front().report->number - number); // numbers have no gaps
        if (row < 0 || row >= int(m_rows.size()))
            continue;
        m_rows[size_t(row)] = {report, std::nullopt};
        tellChanged(row);
    }
}

void RequestsModel::removeOldest(int count)
{
    count = std::min(count, int(m_rows.size()));
    if (count <= 0)
        return;
    beginRemoveRows({}, int(m_rows.size()) - count, int(m_rows.size()) - 1);
    m_rows.resize(m_rows.size() - size_t(count));
    endRemoveRows();
}

void RequestsModel::listen()
{
    if (std::exchange(m_listens, true))
        return;
    m_service.requests().tellBehind(m_seenChanges, this, [this] {
        m_listens = false;
        m_refresh.request();
    });
}

} // namespace stateroom::ui
