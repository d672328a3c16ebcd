// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractScrollArea;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace stateroom::ui {

class CommandText;

/// What stands where nothing is yet: a title, one sentence, and the one command that would fill
/// the place, ready to be copied.
class EmptyPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyPlace)

public:
    explicit EmptyPlace(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSentence(const QString& sentence);
    /// Empty: no command is shown.
    void setCommand(const QString& command);
    /// Puts a button or the like below.
    void addBelow(QWidget* widget);
    /// Stands over a view, which keeps the keyboard when it becomes empty; hidden at first.
    void standOver(QAbstractScrollArea& view);

private:
    QWidget* makeCommandRow();

    QLabel* m_title;
    QLabel* m_sentence;
    CommandText* m_command;
    QWidget* m_commandRow;
    QVBoxLayout* m_column;
};

} // namespace stateroom::ui
