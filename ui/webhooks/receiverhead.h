// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/receiver.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QPushButton;

namespace stateroom::ui {

class ChoiceBox;
class ElidedLabel;

/// The receiver's switches: whether it listens and where, what it answers, what it checks with.
class ReceiverHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReceiverHead)

public:
    /// `step` is what a newcomer does next; `others` get a button each.
    ReceiverHead(
        QAction* step, const QList<QAction*>& others, Milliseconds slowTime,
        QWidget* parent = nullptr);

    /// Where it listens; empty: it does not.
    void showUrl(const QString& url);
    /// Whether signatures are checked by the secret of its webhook, unless another one is given.
    void showOwnSecret(bool hasOwn);
    /// What was typed; empty: nothing.
    QByteArray secret() const;

    /// Whether the next step stands here, or where nothing has come yet.
    void showStep(bool shown);

    QLineEdit& secretField() { return *m_secret; }
    ChoiceBox& answer() { return *m_answer; }

Q_SIGNALS:
    void answerChosen(stateroom::webhooks::ReceiverAnswer answer);
    void secretGiven();

private:
    QWidget* makeTop(QAction* step, const QList<QAction*>& others);
    QWidget* makeChoices(Milliseconds slowTime);

    ElidedLabel* m_state;
    QPushButton* m_step = nullptr;
    ChoiceBox* m_answer;
    QLineEdit* m_secret;
};

/// A filled button that does what the action does, and is called so.
QPushButton* makeStepButton(QAction* action);

} // namespace stateroom::ui
