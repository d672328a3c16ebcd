// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bulkundo.h"

#include "ui/model/bulkactions.h"

#include <QAction>

namespace stateroom::ui {

BulkUndo::BulkUndo(QObject* parent)
    : QObject(parent)
    , m_action(new QAction(tr("Undo the last bulk change"), this))
{
    // An editor that has the keyboard takes these keys for itself.
    m_action->setShortcut(QKeySequence::Undo);
    m_action->setEnabled(false);
    connect(m_action, &QAction::triggered, this, &BulkUndo::undo);
}

void BulkUndo::follow(BulkActions& actions)
{
    connect(
        &actions, &BulkActions::done, this,
        [this, &actions](const QString&, OperationId operation) {
            if (operation != OperationId())
                keep(&actions, operation);
        });
    const auto drop = [this](OperationId operation) {
        if (operation == m_operation)
            keep(nullptr, {});
    };
    connect(&actions, &BulkActions::undoing, this, drop);
    connect(&actions, &BulkActions::overtaken, this, drop);
}

void BulkUndo::setWritable(bool writable)
{
    m_writable = writable;
    keep(m_by, m_operation);
}

void BulkUndo::keep(BulkActions* by, OperationId operation)
{
    m_by = by;
    m_operation = operation;
    m_action->setEnabled(m_writable && m_by != nullptr);
}

void BulkUndo::undo()
{
    if (m_by != nullptr)
        m_by->undo(m_operation);
}

} // namespace stateroom::ui
