// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/keyform.h"

#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

KeyForm::KeyForm(QWidget* parent)
    : QWidget(parent)
    , m_api(new ChoiceBox)
    , m_label(new QLineEdit)
    , m_readOnly(new QCheckBox(tr("Read only")))
    , m_resources(new QLineEdit)
    , m_accept(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    m_api->setAccessibleName(tr("API"));
    m_api->setFixedHeight(metrics::controlHeight);
    m_label->setPlaceholderText(tr("Label, such as the program's name"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setMaxLength(100);
    m_resources->setPlaceholderText(tr("Limited to, such as imports/55cc, flows"));
    m_resources->setAccessibleName(tr("Resources to which the key is limited"));
    setStyleProperty(m_accept, "primary", true);
    m_accept->setAutoDefault(true);
    m_cancel->setAutoDefault(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::gap16, metrics::gap8, metrics::gap12, metrics::gap8);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_api);
    layout->addWidget(m_label, 2);
    layout->addWidget(m_readOnly);
    layout->addWidget(m_resources, 2);
    layout->addWidget(m_cancel);
    layout->addWidget(m_accept);
    connect(m_accept, &QPushButton::clicked, this, &KeyForm::accepted);
    connect(m_cancel, &QPushButton::clicked, this, &KeyForm::cancelled);
    for (QLineEdit* field : {m_label, m_resources})
        connect(field, &QLineEdit::returnPressed, m_accept, &QPushButton::click);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &KeyForm::cancelled);
    hide();
}

void KeyForm::startNew(const QList<ApiKind>& apis)
{
    m_key = {};
    m_api->clear();
    for (const ApiKind api : apis)
        m_api->addItem(QString::fromLatin1(apiName(api)), int(api));
    m_api->setEnabled(true);
    m_label->clear();
    m_readOnly->setChecked(false);
    m_resources->clear();
    m_accept->setText(tr("Make key"));
    setBusy(false);
    show();
    m_label->setFocus(Qt::OtherFocusReason);
}

void KeyForm::startChange(const ApiKey& key)
{
    m_key = key;
    m_api->clear();
    m_api->addItem(QString::fromLatin1(apiName(key.api)), int(key.api));
    m_api->setEnabled(false);
    m_label->setText(QString::fromUtf8(key.label));
    m_readOnly->setChecked(key.readOnly);
    m_resources->setText(QString::fromUtf8(key.resources.join(", ")));
    m_accept->setText(tr("Change key"));
    setBusy(false);
    show();
    m_label->setFocus(Qt::OtherFocusReason);
}

void KeyForm::setBusy(bool busy)
{
    m_accept->setEnabled(!busy);
}

ApiKey KeyForm::wish() const
{
    ApiKey key = m_key;
    key.api = ApiKind(m_api->currentData().toInt());
    key.label = m_label->text().trimmed().toUtf8();
    key.readOnly = m_readOnly->isChecked();
    key.resources.clear();
    for (const QString& resource : m_resources->text().split(u',')) {
        // As a path is copied: /imports/55cc/.
        QString plain = resource.trimmed();
        while (plain.startsWith(u'/'))
            plain.remove(0, 1);
        while (plain.endsWith(u'/'))
            plain.chop(1);
        if (!plain.isEmpty())
            key.resources << plain.toUtf8();
    }
    return key;
}

} // namespace stateroom::ui
