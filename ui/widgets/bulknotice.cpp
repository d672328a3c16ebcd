// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bulknotice.h"

#include "ui/model/bulkactions.h"
#include "ui/widgets/noticebar.h"

namespace stateroom::ui {

BulkNotice::BulkNotice(BulkActions& actions, NoticeBar& bar, QObject* parent)
    : QObject(parent)
    , m_actions(actions)
    , m_bar(bar)
{
    connect(&actions, &BulkActions::done, this, &BulkNotice::tellDone);
    connect(&actions, &BulkActions::failed, this, &BulkNotice::tellFailed);
    connect(&actions, &BulkActions::undoing, this, &BulkNotice::leave);
    connect(&actions, &BulkActions::overtaken, this, [this](OperationId operation) {
        if (operation == m_operation)
            leave();
    });
}

void BulkNotice::goOn()
{
    if (!m_offers)
        leave();
}

void BulkNotice::leave()
{
    m_bar.end(m_notice);
}

void BulkNotice::tellDone(const QString& text, OperationId operation)
{
    QList<NoticeAction> buttons;
    if (operation != OperationId())
        buttons << NoticeAction{tr("Undo"), [this, operation] { m_actions.undo(operation); }};
    buttons << NoticeAction{tr("Close"), [this] { leave(); }};
    m_notice = m_bar.tell(NoticeKind::Info, text, buttons);
    m_operation = m_actions.told();
    m_offers = operation != OperationId();
}

void BulkNotice::tellFailed(const QString& why, OperationId rest)
{
    QList<NoticeAction> buttons;
    if (rest != OperationId())
        buttons << NoticeAction{tr("Undo the others"), [this, rest] { m_actions.undoRest(rest); }};
    buttons << NoticeAction{tr("Close"), [this] { leave(); }};
    m_notice = m_bar.tell(NoticeKind::Error, why, buttons);
    m_operation = rest;
    m_offers = rest != OperationId();
}

} // namespace stateroom::ui
