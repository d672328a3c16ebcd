// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcomepage.h"

#include "ui/model/errortext.h"
#include "ui/shell/samples.h"
#include "ui/style/metrics.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Is there while the action is enabled.
QPushButton* makeButton(QAction* action)
{
    auto* button = new QPushButton(action->text());
    button->setToolTip(toolTipOf(*action));
    const auto follow = [button, action] { button->setVisible(action->isEnabled()); };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

WelcomePage::WelcomePage(
    Store& store, QAction* newKey, QAction* emptied, QAction* records, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_body(new EmptyPlace)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    m_body->setTitle(tr("Nothing is stored yet"));
    m_body->addBelow(makeButtons(newKey, emptied, records));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_body);
    setServerUrl({});
}

void WelcomePage::setServerUrl(const QString& url)
{
    if (url.isEmpty()) {
        m_body->setSentence(tr("Begin with a key of your own."));
        m_body->setCommand({});
        return;
    }
    m_body->setSentence(tr("Write a first value from any program, for example:"));
    m_body->setCommand(
        uR"(curl %1/v1/state/wf-1/status -d '{"value":{"step":"researching"}}')"_s.arg(url));
}

QWidget* WelcomePage::makeButtons(QAction* newKey, QAction* emptied, QAction* records)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(makeButton(newKey));
    auto* samples = new QPushButton(tr("Add sample data"));
    connect(samples, &QPushButton::clicked, this, &WelcomePage::addSamples);
    connect(newKey, &QAction::changed, samples, [newKey, samples] {
        samples->setVisible(newKey->isEnabled());
    });
    layout->addWidget(samples);
    layout->addWidget(makeButton(records));
    auto* back = makeButton(emptied);
    layout->addWidget(back);
    back->hide();
    return row;
}

void WelcomePage::addSamples()
{
    writeSamples(m_store, this, [this](const Result<int>& written) {
        if (!written)
            m_body->setSentence(errorText(written.error()));
    });
}

} // namespace stateroom::ui
