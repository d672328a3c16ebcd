// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QObject>

namespace stateroom::ui {

class BulkActions;
class NoticeBar;

/// Tells in a notice bar what bulk actions have done, with a button that takes it back, for as long
/// as it is so: until it has been undone, nothing of it is left, or its subject is left.
class BulkNotice final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkNotice)

public:
    /// Both must outlive it. Others may tell something in the same bar.
    BulkNotice(BulkActions& actions, NoticeBar& bar, QObject* parent = nullptr);

    /// The user goes on to something else of the same subject: what can be undone stays, what was
    /// merely told ends.
    void goOn();
    /// The subject is left.
    void leave();

private:
    void tellDone(const QString& text, OperationId operation);
    void tellFailed(const QString& why, OperationId rest);

    BulkActions& m_actions;
    NoticeBar& m_bar;
    int m_notice = 0;
    OperationId m_operation{}; ///< what the notice is about
    bool m_offers = false;     ///< something to be done about it
};

} // namespace stateroom::ui
