// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/receiverhead.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using webhooks::ReceiverAnswer;

ReceiverHead::ReceiverHead(
    QAction* step, const QList<QAction*>& others, Milliseconds slowTime, QWidget* parent)
    : QWidget(parent)
    , m_state(new ElidedLabel(Qt::ElideRight))
    , m_answer(new ChoiceBox)
    , m_secret(new QLineEdit)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTop(step, others));
    layout->addWidget(makeChoices(slowTime));
}

QWidget* ReceiverHead::makeTop(QAction* step, const QList<QAction*>& others)
{
    auto* top = new QWidget;
    top->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Receiver"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_state->setSecondary(true);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    row->setSpacing(metrics::gap8);
    row->addWidget(title);
    row->addWidget(m_state, 1);
    m_step = makeStepButton(step);
    row->addWidget(m_step);
    for (QAction* action : others)
        row->addWidget(makeToolButton(action));
    return top;
}

QWidget* ReceiverHead::makeChoices(Milliseconds slowTime)
{
    auto* choices = new QWidget;
    const auto add = [this](const QString& text, ReceiverAnswer answer) {
        m_answer->addItem(text, int(answer));
    };
    add(tr("200, received"), ReceiverAnswer::Ok);
    add(tr("410, gone"), ReceiverAnswer::Gone);
    add(tr("500, failed"), ReceiverAnswer::Failure);
    const int seconds = int(std::chrono::duration_cast<std::chrono::seconds>(slowTime).count());
    add(tr("200 after %Ln seconds", nullptr, seconds), ReceiverAnswer::Slow);
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setFixedHeight(metrics::controlHeight);
    connect(m_answer, &QComboBox::currentIndexChanged, this, [this] {
        Q_EMIT answerChosen(ReceiverAnswer(m_answer->currentData().toInt()));
    });
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(tr("Secret to check signatures with"));
    m_secret->setToolTip(tr("The secret by which the sender signs. It is kept in memory only."));
    connect(m_secret, &QLineEdit::textChanged, this, &ReceiverHead::secretGiven);
    addClearSign(*m_secret);
    showOwnSecret(false);
    auto* row = new QHBoxLayout(choices);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap12, metrics::gap8);
    row->setSpacing(metrics::gap8);
    row->addWidget(makeSecondaryLabel(tr("Answers")));
    row->addWidget(m_answer);
    row->addSpacing(metrics::gap8);
    row->addWidget(makeSecondaryLabel(tr("Secret")));
    row->addWidget(m_secret, 1);
    return choices;
}

void ReceiverHead::showUrl(const QString& url)
{
    m_state->setText(url.isEmpty() ? tr("does not listen") : tr("listens at %1").arg(url));
}

void ReceiverHead::showOwnSecret(bool hasOwn)
{
    m_secret->setPlaceholderText(
        hasOwn ? tr("its webhook's") : tr("none, signatures stay unchecked"));
}

void ReceiverHead::showStep(bool shown)
{
    m_step->setVisible(shown);
}

QByteArray ReceiverHead::secret() const
{
    return m_secret->text().trimmed().toUtf8();
}

QPushButton* makeStepButton(QAction* action)
{
    auto* button = new QPushButton;
    setStyleProperty(button, "primary", true);
    button->setAutoDefault(true); // Enter presses it too
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setToolTip(toolTipOf(*action));
        button->setEnabled(action->isEnabled());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace stateroom::ui
