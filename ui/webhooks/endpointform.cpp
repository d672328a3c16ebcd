// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/endpointform.h"

#include "core/business/catalogue.h"
#include "core/json/jsonobject.h"
#include "core/json/jsonview.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int eventColumns = 2;
constexpr int widest = 620; ///< pixels of a form that is read from left to right

QLabel* labelFor(const QString& text, QWidget* field)
{
    auto* label = makeSecondaryLabel(text);
    label->setBuddy(field);
    return label;
}

} // namespace

EndpointForm::EndpointForm(QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel())
    , m_notice(new NoticeBar)
    , m_url(new QLineEdit)
    , m_metadata(new QLineEdit)
    , m_accept(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    auto* fields = makeFields();
    fields->setMaximumWidth(widest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    auto* row = new QHBoxLayout; // at the left, however wide it is
    row->addWidget(fields, 1000);
    row->addStretch(1);
    layout->addLayout(row, 1);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &EndpointForm::cancelled);
    setFocusProxy(m_url);
}

QWidget* EndpointForm::makeFields()
{
    m_url->setPlaceholderText(u"http://localhost:3000/webhooks"_s);
    m_url->setAccessibleName(tr("URL"));
    m_metadata->setPlaceholderText(uR"({"environment":"development"})"_s);
    m_metadata->setAccessibleName(tr("Metadata"));
    for (QLineEdit* field : {m_url, m_metadata}) {
        field->setFont(fixedFont());
        field->setMinimumHeight(metrics::controlHeight);
        connect(field, &QLineEdit::returnPressed, m_accept, &QPushButton::click);
    }
    auto* fields = new QWidget;
    auto* events = makeEvents();
    auto* layout = new QVBoxLayout(fields);
    layout->setContentsMargins(metrics::gap24, metrics::gap16, metrics::gap24, metrics::gap16);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(m_title);
    layout->addSpacing(metrics::gap12);
    layout->addWidget(labelFor(tr("URL that is called"), m_url));
    layout->addWidget(m_url);
    layout->addSpacing(metrics::gap12);
    layout->addWidget(makeSecondaryLabel(tr("When")));
    layout->addWidget(events);
    layout->addSpacing(metrics::gap12);
    layout->addWidget(labelFor(tr("Metadata, a JSON object of your own"), m_metadata));
    layout->addWidget(m_metadata);
    layout->addSpacing(metrics::gap16);
    layout->addWidget(makeButtons());
    layout->addStretch(1);
    return fields;
}

QWidget* EndpointForm::makeEvents()
{
    auto* events = new QWidget;
    auto* grid = new QGridLayout(events);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::gap24);
    grid->setVerticalSpacing(0);
    const auto add = [this,
                      grid](const QByteArray& name, const QString& text, int row, int column) {
        auto* box = new QCheckBox(text);
        box->setProperty("event", name);
        m_events << box;
        grid->addWidget(box, row, column);
        return box;
    };
    auto* all = add("*", tr("Every event"), 0, 0);
    connect(all, &QCheckBox::toggled, this, &EndpointForm::followAll);
    const QByteArrayList names = business::catalogue().events();
    for (int i = 0; i < names.size(); ++i) {
        auto* box =
            add(names[i], QString::fromLatin1(names[i]), 1 + i / eventColumns, i % eventColumns);
        box->setFont(fixedFont());
    }
    grid->setColumnStretch(eventColumns, 1);
    return events;
}

QWidget* EndpointForm::makeButtons()
{
    auto* buttons = new QWidget;
    setStyleProperty(m_accept, "primary", true);
    m_accept->setAutoDefault(true);
    m_cancel->setAutoDefault(true);
    connect(m_accept, &QPushButton::clicked, this, &EndpointForm::submit);
    connect(m_cancel, &QPushButton::clicked, this, &EndpointForm::cancelled);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gap8);
    row->addWidget(m_accept);
    row->addWidget(m_cancel);
    row->addStretch(1);
    return buttons;
}

void EndpointForm::startNew()
{
    m_webhook.clear();
    m_title->setText(tr("New webhook"));
    m_accept->setText(tr("Make webhook"));
    m_url->clear();
    m_metadata->clear();
    checkAll({"*"});
    m_notice->clear();
    setBusy(false);
}

void EndpointForm::startChange(const EndpointInfo& info)
{
    m_webhook = info.endpoint.id;
    m_title->setText(tr("Change the webhook"));
    m_accept->setText(tr("Save"));
    m_url->setText(QString::fromUtf8(info.endpoint.url));
    const auto metadata = JsonView(info.record).member("metadata");
    m_metadata->setText(
        metadata && metadata->type() != JsonType::Null
            ? QString::fromUtf8(metadata->raw().toByteArray())
            : QString());
    m_metadata->setCursorPosition(0);
    checkAll(info.endpoint.events);
    m_notice->clear();
    setBusy(false);
}

void EndpointForm::setBusy(bool busy)
{
    m_accept->setEnabled(!busy);
}

void EndpointForm::showTrouble(const QString& trouble)
{
    m_notice->tell(NoticeKind::Error, trouble);
}

QCheckBox* EndpointForm::event(const QByteArray& name) const
{
    for (QCheckBox* box : m_events)
        if (box->property("event").toByteArray() == name)
            return box;
    return nullptr;
}

void EndpointForm::checkAll(const QByteArrayList& events)
{
    for (QCheckBox* box : m_events)
        box->setChecked(events.contains(box->property("event").toByteArray()));
    followAll();
}

/// Where all are wanted there is nothing to choose.
void EndpointForm::followAll()
{
    for (QCheckBox* box : m_events.sliced(1))
        box->setEnabled(!m_events.front()->isChecked());
}

void EndpointForm::submit()
{
    QByteArray events;
    for (const QCheckBox* box : m_events) {
        if (!box->isChecked() || !box->isEnabled())
            continue;
        events += events.isEmpty() ? '[' : ',';
        events += JsonText::fromUtf8(box->property("event").toByteArray()).bytes();
    }
    if (events.isEmpty())
        return showTrouble(tr("Choose at least one event."));
    JsonObject body;
    body.add("url", JsonText::fromString(m_url->text().trimmed())).addRaw("events", events + ']');
    const QByteArray metadata = m_metadata->text().trimmed().toUtf8();
    if (!metadata.isEmpty()) {
        const auto json = JsonText::parse(QByteArrayView(metadata));
        if (!json || json->type() != JsonType::Object)
            return showTrouble(
                json ? tr("The metadata must be a JSON object.")
                     //: %1 is a sentence
                     : tr("The metadata is not JSON. %1").arg(jsonErrorText(json.error())));
        body.add("metadata", *json);
    } else if (!m_webhook.isEmpty()) {
        body.addRaw("metadata", "null");
    }
    m_notice->clear();
    setBusy(true);
    Q_EMIT accepted(JsonText::fromValidated(body.take()));
}

} // namespace stateroom::ui
