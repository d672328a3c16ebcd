// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QActionGroup;
class QVBoxLayout;

namespace stateroom::ui {

/// The narrow column at the left: one button for each place, the shown one marked.
class PlaceRail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlaceRail)

public:
    explicit PlaceRail(QWidget* parent = nullptr);

    /// A checkable action, which is checked while its place is shown.
    void add(QAction* place, bool atEnd);

private:
    QActionGroup* m_group;
    QVBoxLayout* m_top;
    QVBoxLayout* m_end;
};

} // namespace stateroom::ui
