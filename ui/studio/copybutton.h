// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QToolButton>

namespace stateroom::ui {

/// The button of an action that copies something. What was copied is confirmed where the hand is,
/// and for a moment: nothing moves, and nothing is to be closed.
class CopyButton final : public QToolButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CopyButton)

public:
    explicit CopyButton(QAction& action, QWidget* parent = nullptr);

    /// Says for a moment that it was copied.
    void confirm();
    bool isConfirming() const { return m_timer.isActive(); }

private:
    void showAction();

    QAction& m_action;
    QTimer m_timer;
};

} // namespace stateroom::ui
