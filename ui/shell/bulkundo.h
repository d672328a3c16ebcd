// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QObject>
#include <QPointer>

class QAction;

namespace stateroom::ui {

class BulkActions;

/// Takes the last bulk change of the window back, whichever pane made it. One that was undone in
/// its pane, or of which nothing is left, is not offered again.
class BulkUndo final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkUndo)

public:
    explicit BulkUndo(QObject* parent = nullptr);

    /// From now on a change made by these can be taken back.
    void follow(BulkActions& actions);
    void setWritable(bool writable);
    /// Enabled while there is something to take back.
    QAction* action() { return m_action; }

private:
    void keep(BulkActions* by, OperationId operation);
    void undo();

    QAction* m_action;
    QPointer<BulkActions> m_by;
    OperationId m_operation{};
    bool m_writable = true;
};

} // namespace stateroom::ui
