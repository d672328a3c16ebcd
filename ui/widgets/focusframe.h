// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QAbstractItemView;

namespace stateroom::ui {

/// The frame of a list that has the keyboard while no chosen row shows it: it is empty, or nothing
/// in it is chosen. Takes no mouse.
class FocusFrame final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FocusFrame)

public:
    /// The view owns it.
    explicit FocusFrame(QAbstractItemView& view);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool isWanted() const;
    void follow();

    QAbstractItemView& m_view;
    QTimer m_next;
};

} // namespace stateroom::ui
