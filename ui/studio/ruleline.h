// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace stateroom::ui {

/// A rule of a form as a sentence, with a sign for how what was typed stands to it.
class RuleLine final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RuleLine)

public:
    enum class State {
        Open, ///< nothing that could meet it was typed
        Holds,
        Broken,
    };

    explicit RuleLine(QWidget* parent = nullptr);

    void tell(State state, const QString& rule);
    State state() const { return m_state; }
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawSign();

    QLabel* m_sign;
    QLabel* m_text;
    State m_state = State::Open;
};

} // namespace stateroom::ui
