// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace stateroom::ui {

/// What can be done with several keys at once; shown while several are chosen.
class ChoiceBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceBar)

public:
    /// `expire` opens a menu of its own.
    ChoiceBar(QAction* copy, QAction* expire, QAction* remove, QWidget* parent = nullptr);

    void setCount(qint64 keys);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Without their texts where there is little room.
    void fitButtons();

    QLabel* m_count;
    QList<QToolButton*> m_buttons;
};

} // namespace stateroom::ui
