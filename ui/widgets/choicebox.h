// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

class QCompleter;

namespace stateroom::ui {

/// A choice of a few, in the window's own look: as high as a button, its sign one of our icons. The
/// wheel changes it only while it has the focus, else it scrolls what is around it.
class ChoiceBox final : public QComboBox {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceBox)

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

/// Gives the list that drops down below a field the rows of a ChoiceBox.
void lookAlike(QCompleter& completer, bool fixedFont);

} // namespace stateroom::ui
