// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/mutationsmodel.h"

#include "core/json/jsonview.h"
#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"
#include "ui/studio/studiotext.h"

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using campaign::MutationOutcome;

namespace {

constexpr Milliseconds interval{100};

struct MutationText {
    Q_DECLARE_TR_FUNCTIONS(MutationText)
};

Spans outcomeSpans(MutationOutcome outcome)
{
    switch (outcome) {
    case MutationOutcome::Applied:
        //: What has become of a mutation
        return {{SpanKind::Plain, MutationText::tr("applied")}};
    case MutationOutcome::Duplicate:
        //: What has become of a mutation
        return {{SpanKind::Changed, MutationText::tr("duplicate")}};
    case MutationOutcome::Refused:
        //: What has become of a mutation
        return {{SpanKind::Removed, MutationText::tr("refused")}};
    }
    Q_UNREACHABLE();
}

} // namespace

Spans effectSpans(const campaign::MutationReport& report)
{
    if (report.outcome == MutationOutcome::Refused)
        return {{SpanKind::Muted, displayText(report.errorCode)}};
    const auto list = JsonText::parse(QByteArrayView(report.mutations));
    if (!list)
        return {{SpanKind::Muted, u"…"_s}};
    Spans spans;
    JsonView(*list).forEachElement([&](const JsonView& mutation) {
        const auto path = mutation.member("path");
        const QString name = path ? path->toString().value_or(QString()) : QString();
        spans << Span{
            SpanKind::Name,
            (spans.isEmpty() ? u""_s : u"   "_s) + displayText(name.section(u'.', 1)) + u' '};
        spans << changePreview(
            presentMember(mutation, "previous"), presentMember(mutation, "current"), false);
        return true;
    });
    return spans;
}

MutationsModel::MutationsModel(Service& service, QObject* parent)
    : QAbstractTableModel(parent)
    , m_service(service)
    , m_refresh(interval, [this] { refresh(); })
{
    refresh();
}

int MutationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MutationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant MutationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const campaign::MutationReport& report = reportAt(index.row());
    if (role == SpansRole && index.column() == OutcomeColumn)
        return QVariant::fromValue(outcomeSpans(report.outcome));
    if (role == SpansRole && index.column() == EffectColumn)
        return QVariant::fromValue(effectOf(report));
    if (role == Qt::ToolTipRole)
        return index.column() == TimeColumn ? exactTimeText(report.at)
                                            : plainToolTip(data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return timeOfDayText(report.at);
    case SubColumn:
        return displayText(report.who.sub);
    case AppColumn:
        return displayText(report.who.app);
    case IdColumn:
        return displayText(report.mutationId);
    case OutcomeColumn:
        return plainText(outcomeSpans(report.outcome));
    case EffectColumn:
        return plainText(effectOf(report));
    }
    return {};
}

/// Of a refusal the reason, too, which the request's report has as long as it is held.
Spans MutationsModel::effectOf(const campaign::MutationReport& report) const
{
    Spans spans = effectSpans(report);
    if (report.outcome != MutationOutcome::Refused)
        return spans;
    const RequestReportPtr request = m_service.requests().find(report.requestId);
    if (request && !request->errorMessage.isEmpty())
        spans << Span{SpanKind::Plain, u"  "_s + displayText(request->errorMessage)};
    return spans;
}

QVariant MutationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time", "column");
    case SubColumn:
        return tr("Participant", "column");
    case AppColumn:
        return tr("App", "column");
    case IdColumn:
        return u"mutation_id"_s;
    case OutcomeColumn:
        return tr("Outcome", "column");
    case EffectColumn:
        return tr("Effect", "column");
    }
    return {};
}

void MutationsModel::setCampaign(const QByteArray& id)
{
    if (std::exchange(m_id, id) != id)
        refresh();
}

void MutationsModel::refresh()
{
    listen();
    std::vector<campaign::MutationReportPtr> rows = m_service.mutations().newest();
    std::erase_if(rows, [this](const auto& report) { return report->who.campaign != m_id; });
    if (rows != m_rows) {
        // What is new came in front; what is old fell off the end.
        const auto known =
            m_rows.empty() ? rows.end() : std::find(rows.begin(), rows.end(), m_rows.front());
        const auto kept = size_t(rows.end() - known);
        const bool grew = known != rows.end() && kept <= m_rows.size() &&
                          std::equal(known, rows.end(), m_rows.begin());
        if (grew) {
            if (kept < m_rows.size()) {
                beginRemoveRows({}, int(kept), int(m_rows.size()) - 1);
                m_rows.resize(kept);
                endRemoveRows();
            }
            beginInsertRows({}, 0, int(rows.size() - kept) - 1);
            m_rows = std::move(rows);
            endInsertRows();
        } else {
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
        }
    }
    Q_EMIT refreshed();
}

/// Each mutation is a request, and told of before it is answered.
void MutationsModel::listen()
{
    if (std::exchange(m_listens, true))
        return;
    m_service.requests().tellBehind(m_service.requests().last(), this, [this] {
        m_listens = false;
        m_refresh.request();
    });
}

} // namespace stateroom::ui
