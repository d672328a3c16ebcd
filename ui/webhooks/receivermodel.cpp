// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/receivermodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/timetext.h"
#include "ui/webhooks/receivertext.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using namespace webhooks;

ReceiverModel::ReceiverModel(Receiver& receiver, QObject* parent)
    : TableModel(
          {{tr("Time", "column")},
           {tr("Method", "column")},
           {tr("Path", "column")},
           {tr("Event", "column")},
           {tr("Signature", "column")},
           {tr("Answer", "column"), Qt::AlignRight},
           {tr("Size", "column"), Qt::AlignRight}},
          parent)
    , m_receiver(receiver)
    , m_refresh(Throttle::frame, [this] { refresh(); })
{
    connect(&receiver, &Receiver::changed, this, [this] { m_refresh.request(); });
}

QVariant ReceiverModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Received& received = at(index.row());
    const int column = index.column();
    if (role == Qt::ToolTipRole) {
        if (column == TimeColumn)
            return exactTimeText(received.at);
        if (column == StatusColumn && received.hasLeft)
            return plainToolTip(receivedStatusSentence(received));
        return plainToolTip(
            column == SignatureColumn ? verdictText(received)
                                      : data(index, Qt::DisplayRole).toString());
    }
    const bool isVerdict = column == SignatureColumn;
    if (role == TroubleRole && isVerdict)
        return QVariant::fromValue(verdictTrouble(received));
    // A sign of trouble stands before plain text only.
    if (role == SpansRole && isVerdict && verdictTrouble(received) == Trouble::None)
        return QVariant::fromValue(verdictWord(received));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case TimeColumn:
        return timeOfDayText(received.at);
    case MethodColumn:
        return displayText(received.method);
    case PathColumn:
        return displayText(received.target);
    case EventColumn:
        return eventText(received);
    case SignatureColumn:
        return plainText(verdictWord(received));
    case StatusColumn:
        return receivedStatusText(received);
    case SizeColumn:
        return received.isRefused ? QString() : sizeText(received.body.size());
    }
    return {};
}

void ReceiverModel::clear()
{
    m_receiver.clear();
    refresh();
}

/// Numbers have no gaps in what the receiver holds, nor in what is shown.
void ReceiverModel::refresh()
{
    const std::vector<ReceivedPtr> held = m_receiver.held();
    const qint64 first = held.empty() ? 0 : held.front()->number;
    const qint64 last = held.empty() ? -1 : held.back()->number;
    if (!m_rows.empty() && (held.empty() || m_rows.front()->number < first)) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    const int gone = m_rows.empty() ? 0 : int(std::max(first - m_rows.back()->number, qint64(0)));
    if (gone > 0) {
        beginRemoveRows({}, rowCount() - gone, rowCount() - 1);
        m_rows.resize(m_rows.size() - size_t(gone));
        endRemoveRows();
    }
    for (int row = 0; row < rowCount(); ++row) {
        const ReceivedPtr& now = held[size_t(m_rows[size_t(row)]->number - first)];
        if (now == m_rows[size_t(row)])
            continue;
        m_rows[size_t(row)] = now;
        tellChanged(row);
    }
    const qint64 seen = m_rows.empty() ? first - 1 : m_rows.front()->number;
    if (const int news = int(last - seen); news > 0) {
        beginInsertRows({}, 0, news - 1);
        for (auto received = held.end() - news; received != held.end(); ++received)
            m_rows.push_front(*received);
        endInsertRows();
    }
    Q_EMIT refreshed();
}

} // namespace stateroom::ui
